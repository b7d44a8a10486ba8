"""person-names.json: given and family names of many cultures, from Faker (MIT), the US census (public domain, through the PyPI
package "names") and person-names.txt, written for this project."""
import ast
import re

from common import rows, write

CYRILLIC = dict(zip('абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ',
                    'a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g'.split()))
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’-]{2,20}$")
# Ordinary words among the names of the census: they are capitalised at the start of sentences and in headlines.
WORDS = set('''a an the and or but of in on at to by for with from as is was be has have had do does did will would may can could shall should must not no yes he she it they we you i me my his her our
their this that these those there here who what when where why how one two three four five six seven eight nine ten first last new old young long short high low big small great good bad best
man men woman women boy girl king queen prince day night week month year street church hill park house home field stone rock wood woods brook river lake sea bay rice bean salt pepper sugar case chance
law bond cash price sale money bank trade war peace battle power force union city town state county world east west north south summer winter spring fall may june april march august
said says say see so such some any all every each many more most much few other another own same than then just only also even still again back out up down over under off about into through
love joy faith hope grace star sky rain snow sun moon light black white brown green gray grey red blue gold silver rose lily daisy ivy holly iris olive crystal ruby pearl jewel
czech english french german irish scott welsh romans british china france israel jordan america london paris sydney austin dallas houston boston chelsea florence georgia carolina virginia
page post press mission major general judge sheriff bishop pope abbot dean deacon marshall chancellor mayor senator president minister chief captain sergeant
close open start stop cross way ways pass gate bridge ford lane path road court hall castle tower bell ball cook baker carpenter mason miller smith farmer fisher shepherd hunter archer potter
gay gross grant bill mark rob sue will drew art gene pat rich don dick jack guy van do so many long wise sharp strong moody savage noble true real sweet swift
person people child children son sons brother father mother friend friends party vote plan act order report note read write call ask answer'''.split())


def cyrillic(name):
    return ''.join(CYRILLIC.get(c, c) for c in name.lower()).replace('_', '').replace('iy', 'y').replace('yy', 'y').capitalize()


def values(tree):
    """Name lists of a Faker provider: assignments of tuples, lists or OrderedDicts of strings."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) and node.value else []
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, [n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def from_faker(packages):
    found = {'male': {}, 'female': {}, 'family': {}}
    folder = packages / 'faker' / 'providers' / 'person'
    for path in sorted(folder.glob('*/__init__.py')):
        locale = path.parent.name
        if locale in ('en', 'en_US', 'la', 'is_IS', 'ga_IE', 'bg_BG', 'de_LI', 'en_TH'):  # too large, doubled or not names in use
            continue
        for variable, names in values(ast.parse(path.read_text(encoding='utf-8'))):
            key = 'female' if 'female' in variable and 'first' in variable else 'male' if 'male' in variable and 'first' in variable else \
                'family' if 'last_name' in variable or 'surname' in variable else ''
            if 'first' in variable and not key:
                continue
            if not key or 'prefix' in variable or 'suffix' in variable or 'middle' in variable:
                continue
            for name in names[:1200]:
                if locale in ('ru_RU', 'uk_UA', 'bg_BG', 'mk_MK'):
                    name = cyrillic(name)
                for part in name.split():
                    if LATIN.match(part) and part[0].isupper() and part.lower() not in WORDS:
                        found[key][part.lower().replace('’', "'")] = True
    return found


def census(packages, name, limit):
    for line in (packages / 'names-0.3.0' / 'names' / name).read_text(encoding='utf-8').splitlines()[:limit]:
        word = line.split()[0].lower()
        if word not in WORDS and len(word) > 2:
            yield word


def make(packages):
    found = from_faker(packages)
    found['male'].update(dict.fromkeys(census(packages, 'dist.male.first', 1200)))
    found['female'].update(dict.fromkeys(census(packages, 'dist.female.first', 2500)))
    found['family'].update(dict.fromkeys(census(packages, 'dist.all.last', 6000)))
    entries = [{'culture': 'many', key: ' '.join(sorted(words))} for key, words in found.items()]
    for culture, key, words in rows('person-names.txt'):
        entries.append({'culture': culture, key: ' '.join(w.lower() for w in words.split())})
    write('person-names.json', 'person-names', entries,
          ['Faker 40.63.0 (MIT), joke2k and contributors', 'US Census Bureau, 1990 name files (public domain), through the PyPI package names 0.3.0', 'names written for this project'],
          'Apache-2.0 AND MIT', 'Lower case, split by spaces; letters with marks also match without them.')
