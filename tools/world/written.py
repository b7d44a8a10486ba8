"""States, organisations, offices, places, laws, events, holders: from the tables beside this file."""
import re
import unicodedata

from common import items, people, rows, write


def slug(text):
    text = unicodedata.normalize('NFKD', text.replace('&', ' and ').replace('ł', 'l').replace('ø', 'o').replace('ı', 'i'))
    text = ''.join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r'[^a-z0-9]+', '-', re.sub(r"['’.]", '', text)).strip('-')


# Of the names in the column "capital", those that are a city of their own and no other name of the one before.
OTHER_CITIES = {'Cotonou', 'Sucre', 'Bujumbura', 'Abidjan', 'Bonn', 'Tel Aviv', 'Rangoon', 'The Hague', 'Cape Town', 'Dar es Salaam', 'Putrajaya', 'Lobamba',
                'Sri Jayawardenepura Kotte'}


def capitals(names):
    out = []
    for name in names:
        if out and name not in OTHER_CITIES:
            out[-1] += '|' + name
        else:
            out.append(name)
    return out


def states():
    out = []
    for row in rows('states.txt'):
        row += [''] * (11 - len(row))
        code, name, further, adjectives, persons, capital, seats, ambiguous, since, until, passed = row[:11]
        adjectives = items(adjectives)
        one, many = people(persons, adjectives)
        further = [f'Republic of {name}' if n == 'RO' else n for n in items(further)]
        out.append({'id': code, 'name': name, 'names': further, 'adjectives': adjectives, 'person': one, 'people': many,
                    'capital': capitals(items(capital)), 'seats': items(seats), 'ambiguous': items(ambiguous), 'from': since, 'until': until,
                    'capital_until': passed})
    write('states.json', 'states', out)


def named(table, output, kind):
    """subtype blocks: a line "= subtype [state] [represents]" sets them for the lines below.
    Line: name | further names | state | key=value;… (members, ambiguous, adjectives, people, from, until, subtype, represents, id)"""
    out, seen = [], {}
    subtype, block_state, represents = '', '', False
    for row in rows(table):
        if row[0].startswith('= '):
            parts = row[0][2:].split()
            subtype, block_state, represents = parts[0], '', 'represents' in parts[1:]
            for part in parts[1:]:
                if part != 'represents':
                    block_state = part
            continue
        row += [''] * (4 - len(row))
        name, further, state, extra = row[:4]
        entry = {'id': slug(name), 'name': name, 'names': items(further), 'state': state or block_state, 'subtype': subtype, 'represents': represents}
        if state == '-':
            entry['state'] = ''
        for pair in items(extra):
            key, _, value = pair.partition('=')
            if key == 'people':
                entry['person'], entry['people'] = people(value.replace(',', ';'), entry.get('adjectives', []))
            elif key in ('members', 'ambiguous', 'adjectives'):
                entry[key] = value.split() if key == 'members' else items(value, ',')
            elif key == 'represents':
                entry[key] = value != 'no'
            else:
                entry[key] = value
        if kind == 'organisations':  # an organisation's adjective and people are further names: they make nobody a citizen
            entry['names'] = entry['names'] + entry.pop('adjectives', []) + entry.pop('people', [])
            entry.pop('person', None)
        if entry['id'] in seen:
            entry['id'] += '-' + (entry['state'].lower() or subtype)
        if entry['id'] in seen:
            raise SystemExit(f'{table}: {entry["id"]} twice')
        seen[entry['id']] = True
        out.append(entry)
    write(output, kind, out)


def offices():
    """id | rank | names | plurals (default: first word form + s) | key=value;… (represents, gender, ambiguous)"""
    out = []
    for row in rows('offices.txt'):
        row += [''] * (5 - len(row))
        ident, rank, names, plurals, extra = row[:5]
        entry = {'id': ident, 'rank': rank, 'names': items(names), 'plurals': items(plurals)}
        for pair in items(extra):
            key, _, value = pair.partition('=')
            entry[key] = True if key == 'represents' else items(value, ',') if key == 'ambiguous' else value
        out.append(entry)
    write('offices.json', 'offices', out)


def holders():
    """office | state | from/until Name|short name; …  (the short name after '~')"""
    out = []
    for office, state, terms in rows('holders.txt'):
        out.append({'office': office, 'state': state, 'terms': [t.replace('~', '|') for t in items(terms)]})
    write('holders.json', 'holders', out)


def make():
    states()
    for table, output, kind in (('organisations.txt', 'organisations.json', 'organisations'), ('places.txt', 'places.json', 'places'),
                                ('laws.txt', 'laws.json', 'laws'), ('events.txt', 'events.json', 'events'),
                                ('groups.txt', 'groups.json', 'groups')):
        named(table, output, kind)
    offices()
    holders()
