"""What the makers of rules/world share: reading the tables, writing rule files with one entry a line."""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent.parent / 'rules' / 'world'
OWN = ['facts written for this project']


def rows(name):
    """Lines of a table, split at '|' and stripped; '#' starts a comment line."""
    for line in (HERE / name).read_text(encoding='utf-8').splitlines():
        if line.strip() and not line.startswith('#'):
            yield [cell.strip() for cell in line.split('|')]


def items(cell, separator=';'):
    return [item.strip() for item in cell.split(separator) if item.strip()]


def write(name, kind, entries, sources=None, licence='Apache-2.0', comment=''):
    """Empty values are left out; a list of one becomes its item."""
    OUT.mkdir(parents=True, exist_ok=True)
    lines = []
    for entry in entries:
        entry = {k: v for k, v in entry.items() if v not in ('', None, [], False)}
        lines.append('    ' + json.dumps(entry, ensure_ascii=False))
    head = {'kind': kind, 'version': '1', 'licence': licence, 'sources': sources or OWN}
    text = '// Made by tools/make_world.py: change its tables, not this file.' + (' ' + comment if comment else '') + '\n{\n'
    text += ''.join(f'  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)},\n' for k, v in head.items())
    text += '  "entries": [\n' + ',\n'.join(lines) + '\n  ]\n}\n'
    (OUT / name).write_text(text, encoding='utf-8')
    print(f'{name}: {len(entries)} entries, {len(text)} bytes')


def people(cell, adjectives):
    """("one/many"; "=" stands for adjective and adjective+s; "-" for the adjective as both) → singular names, plural names."""
    one, many = [], []
    for item in items(cell):
        first = adjectives[0] if adjectives else ''
        if item == '=':
            one.append(first)
            many.append(first + 's')
        elif item == '-':
            one.append(first)
            many.append(first)
        else:
            a, b = item.split('/')
            one.append(a)
            many.append(b)
    return one, many
