#!/usr/bin/env python3
"""Draws the pictures of docs/gephi.md from our own export, as Gephi shows it: colours by type, sizes by degree, a timeline.

usage: demarche export crisis.dmr --format node-link -o - | tools/draw_graph.py docs/pictures
Writes overview.svg and timeline.svg. Deterministic: the layout begins on a circle and takes a fixed number of steps
(Fruchterman and Reingold 1991, which Gephi has too).
"""
import json
import math
import sys
from xml.sax.saxutils import escape

COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#f0e442", "#808080"]  # those of the GEXF export
WIDTH, HEIGHT, STEPS, SHOWN = 860, 560, 300, 36


def layout(names, links):
    place = {n: [math.cos(6.2832 * i / len(names)), math.sin(6.2832 * i / len(names))] for i, n in enumerate(names)}
    k = 1.4 / math.sqrt(len(names))
    for step in range(STEPS):
        move = {n: [-0.3 * k * place[n][0], -0.3 * k * place[n][1]] for n in names}
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                dx, dy = place[a][0] - place[b][0], place[a][1] - place[b][1]
                push = k * k / max(dx * dx + dy * dy, 1e-4)
                for n, sign in ((a, 1), (b, -1)):
                    move[n][0] += sign * dx * push
                    move[n][1] += sign * dy * push
        for a, b in links:
            dx, dy = place[a][0] - place[b][0], place[a][1] - place[b][1]
            pull = math.hypot(dx, dy) / k * 0.25
            for n, sign in ((a, -1), (b, 1)):
                move[n][0] += sign * dx * pull
                move[n][1] += sign * dy * pull
        limit = 0.1 * (1 - step / STEPS)
        for n in names:
            length = max(math.hypot(*move[n]), 1e-9)
            for axis in (0, 1):
                place[n][axis] += move[n][axis] / length * min(length, limit)
    low = [min(p[axis] for p in place.values()) for axis in (0, 1)]
    high = [max(p[axis] for p in place.values()) for axis in (0, 1)]
    room = ((80, WIDTH - 80), (30, HEIGHT - 60))
    return {n: [room[a][0] + (p[a] - low[a]) / max(high[a] - low[a], 1e-9) * (room[a][1] - room[a][0]) for a in (0, 1)] for n, p in place.items()}


def largest_component(names, links):
    group = {n: n for n in names}

    def head(n):
        while group[n] != n:
            n = group[n]
        return n

    for e in links:
        a, b = sorted((head(e["source"]), head(e["target"])))
        group[b] = a
    sizes = {}
    for n in names:
        sizes[head(n)] = sizes.get(head(n), 0) + 1
    best = min(sizes, key=lambda n: (-sizes[n], n))
    return [n for n in names if head(n) == best]


def svg(width, height, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">\n'
            f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n")


def overview(graph):
    degree = {n["id"]: 0 for n in graph["nodes"]}
    for link in graph["links"]:
        for end in (link["source"], link["target"]):
            degree[end] += 1
    whole = largest_component(degree, graph["links"])
    shown = sorted(whole, key=lambda n: (-degree[n], n))[:SHOWN]
    nodes = {n["id"]: n for n in graph["nodes"] if n["id"] in shown}
    links = [e for e in graph["links"] if e["source"] in nodes and e["target"] in nodes and e["source"] != e["target"]]
    nodes = {n: v for n, v in nodes.items() if any(n in (e["source"], e["target"]) for e in links)}
    counts = {}
    for n in graph["nodes"]:
        counts[n["labels"][0]] = counts.get(n["labels"][0], 0) + 1
    types = sorted(counts, key=lambda t: (-counts[t], t))
    colour = {t: COLOURS[min(i, 7)] for i, t in enumerate(types)}
    place = layout(sorted(nodes), sorted({(e["source"], e["target"]) for e in links}))
    body = ['<defs><marker id="a" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#999"/></marker></defs>']
    for e in links:
        (x1, y1), (x2, y2) = place[e["source"]], place[e["target"]]
        away = (5 + 2 * math.sqrt(degree[e["target"]])) / max(math.hypot(x2 - x1, y2 - y1), 1)
        middle = ((x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12)
        body.append(f'<path d="M{x1:.0f} {y1:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {x2 - (x2 - x1) * away:.0f} {y2 - (y2 - y1) * away:.0f}" fill="none" stroke="#bbb" '
                    f'stroke-width="{min(0.6 + 0.5 * e.get("weight", 1), 4):.1f}" marker-end="url(#a)"><title>{escape(e["relation"])}</title></path>')
    for n, v in sorted(nodes.items()):
        x, y = place[n]
        body.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{4 + 2 * math.sqrt(degree[n]):.1f}" fill="{colour[v["labels"][0]]}"/>')
    for n, v in sorted(nodes.items()):
        x, y = place[n]
        body.append(f'<text x="{x:.0f}" y="{y - 7 - 2 * math.sqrt(degree[n]):.0f}" text-anchor="middle" stroke="#fff" stroke-width="3" paint-order="stroke">{escape(v["label"])}</text>')
    for i, t in enumerate(types[:7]):
        body.append(f'<circle cx="{30 + 118 * i}" cy="{HEIGHT - 16}" r="6" fill="{colour[t]}"/><text x="{40 + 118 * i}" y="{HEIGHT - 12}">{escape(t)}</text>')
    return svg(WIDTH, HEIGHT, body)


def timeline(graph):
    """Edges a day, over the 16 days that have most."""
    days = {}
    for e in graph["links"]:
        if len(e.get("first_date", "")) == 10 and e["first_date"] == e.get("last_date"):
            days[e["first_date"]] = days.get(e["first_date"], 0) + 1
    most = sorted(sorted(days, key=lambda d: (-days[d], d))[:16])
    step, top = 50, max(days[d] for d in most)
    body = []
    for i, d in enumerate(most):
        height = 90 * days[d] / top
        body.append(f'<rect x="{30 + i * step}" y="{110 - height:.0f}" width="{step - 12}" height="{height:.0f}" fill="#0072b2"/>'
                    f'<text x="{30 + i * step + 19}" y="{104 - height:.0f}" text-anchor="middle">{days[d]}</text>'
                    f'<text x="{30 + i * step + 19}" y="128" text-anchor="middle" font-size="9">{d[2:]}</text>')
    return svg(WIDTH, 140, body)


def main():
    graph = json.load(sys.stdin)
    for name, draw in (("overview", overview), ("timeline", timeline)):
        with open(f"{sys.argv[1]}/{name}.svg", "w", encoding="utf-8") as f:
            f.write(draw(graph))


if __name__ == "__main__":
    main()
