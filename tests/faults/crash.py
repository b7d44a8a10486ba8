#!/usr/bin/env python3
"""Kills, starves and damages real builds: what `demarche build --verbose` acknowledged must be there, and nothing wrong.

usage: crash.py DEMARCHE FAULTS.so [--articles 300] [--kills 300] [--sweep 40] [--damages 2000] [--company 300] [--seed 1]

company  readers and a second writer beside a build of --company articles: readers see what was acknowledged, the writer is told whom it waits for
kills    kill -9 at random moments of a build of --articles articles
sweep    kill at, tear, and refuse space for every write-class call of a build of --sweep articles
damages  random damages of a finished store: every answer is right or an error
Prints one line a part; exits with 1 when a promise was broken.
"""
import argparse, json, os, random, re, shutil, signal, subprocess, sys, tempfile, time

NAMES = ["Ruritania", "Bordavia", "Syldovia", "Borduria", "Latveria", "Grand Fenwick"]
ACTS = ["demanded that {b} open the border", "accused {b} of spying", "urged {b} to release the prisoners", "signed a treaty on fishing with {b}",
        "rejected the note of {b}", "threatened {b} with sanctions"]
RULES = "name,type,state,from,until\n" + "".join(f"{n},State,{n[:3].upper()},,\n" for n in NAMES)
faults = 0


def broken(what):
    global faults
    faults += 1
    print("BROKEN:", what, flush=True)


class Bench:
    def __init__(self, program, shim, folder, rng):
        self.program, self.shim, self.folder, self.rng = program, shim, folder, rng
        self.rules = os.path.join(folder, "actors.csv")
        open(self.rules, "w").write(RULES)

    def articles(self, n, name):
        path = os.path.join(self.folder, name)
        with open(path, "w") as out:
            for i in range(n):
                text = " ".join(f"{a} {self.rng.choice(ACTS).format(b=b)}." for a, b in (self.rng.sample(NAMES, 2) for _ in range(5)))
                out.write(json.dumps({"id": f"article-{i:05}", "text": text, "date": f"2024-{1 + i % 12:02}-{1 + i % 28:02}", "outlet": f"Outlet {i % 7}"}) + "\n")
        return path

    def clear(self, store):
        for name in os.listdir(self.folder):
            if os.path.join(self.folder, name).startswith(store):
                os.remove(os.path.join(self.folder, name))

    def command(self, *words, fault=None, **kw):
        env = dict(os.environ, LC_ALL="C.UTF-8")
        if fault:
            env.update(LD_PRELOAD=self.shim, DEMARCHE_FAULT=fault)
        return subprocess.Popen([self.program, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kw)

    def build(self, articles, store, fault=None):
        return self.command("build", articles, "-o", store, "--rules", self.rules, "--jobs", "1", "--verbose", fault=fault)

    def ask(self, *words, seconds=20):
        process = self.command(*words)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return "hang", b"", b""
        return process.returncode, out, err

    def export(self, store):
        return self.ask("export", store, "--format", "jsonl", "-o", "-", seconds=60)[1]

    # acknowledged: the ids that standard error named before the end.
    def verify(self, store, stderr, articles, what, compare=False):
        acknowledged = re.findall(r"^committed (.+)$", stderr.decode("utf-8", "replace"), re.M)
        if not os.path.exists(store):
            return acknowledged and broken(f"{what}: {len(acknowledged)} acknowledged, no store")
        before = time.time()
        code, out, err = self.ask("stats", "--articles", store)
        if code != 0:
            return broken(f"{what}: does not open: {code} {err.decode()[:200]}")
        if time.time() - before > 1 and os.getloadavg()[0] < 2:
            broken(f"{what}: opened in {time.time() - before:.1f} s")
        kept = [line.split("\t")[0] for line in out.decode().splitlines()]
        if not set(acknowledged) <= set(kept) or len(kept) > len(acknowledged) + 1:
            broken(f"{what}: {len(acknowledged)} acknowledged, {len(kept)} kept")
        code, out, err = self.ask("check", store)
        if code != 0:
            broken(f"{what}: check: {code} {(out + err).decode()[:200]}")
        if compare:
            part, clean = os.path.join(self.folder, "part.jsonl"), os.path.join(self.folder, "clean.dmr")
            lines = [line for line in open(articles) if json.loads(line)["id"] in set(kept)]
            open(part, "w").writelines(lines)
            self.clear(clean)
            self.build(part, clean).communicate()
            if lines and self.export(clean) != self.export(store):
                broken(f"{what}: the graph is not that of a clean build of what was kept")


def company(bench, n):
    articles, store, other = bench.articles(n, "company.jsonl"), os.path.join(bench.folder, "company.dmr"), bench.articles(1, "other.jsonl")
    process, acknowledged, reads = bench.build(articles, store), 0, 0
    for line in process.stderr:
        acknowledged += line.startswith(b"committed ")
        if acknowledged % 20 != 1:
            continue
        os.kill(process.pid, signal.SIGSTOP)  # wherever it is
        if process.poll() is None and acknowledged < n:
            reads += 1
            code, out, err = bench.ask("stats", "--articles", store)
            if code != 0 or len(out.splitlines()) < acknowledged:
                broken(f"company: after {acknowledged} acknowledged a reader got {len(out.splitlines())}: {code} {err.decode()[:200]}")
            for words in (("update", store, other, "--rules", bench.rules), ("build", other, "-o", store, "--rules", bench.rules)):
                code, out, err = bench.ask(*words)
                if code != 5 or f"locked by process {process.pid}" not in err.decode():
                    broken(f"company: {words[0]} beside a build: {code} {err.decode()[:200]}")
        os.kill(process.pid, signal.SIGCONT)
    if process.wait() != 0:
        broken(f"company: the build ended with {process.returncode}")
    bench.verify(store, b"".join(b"committed article-%05d\n" % i for i in range(n)), articles, "company", compare=True)
    print(f"company: {reads} times read and tried to write beside a build of {n}", flush=True)


def kills(bench, n, rounds):
    articles, store = bench.articles(n, "many.jsonl"), os.path.join(bench.folder, "kill.dmr")
    before = time.time()
    bench.build(articles, store).communicate()
    whole, killed = time.time() - before, 0
    for i in range(rounds):
        bench.clear(store)
        process = bench.build(articles, store)
        try:
            _, err = process.communicate(timeout=bench.rng.uniform(0, whole * 1.05))
        except subprocess.TimeoutExpired:
            process.kill()
            _, err = process.communicate()
            killed += 1
        bench.verify(store, err, articles, f"kill {i}", compare=i % 10 == 0)
    print(f"kills: {rounds} rounds, {killed} killed in a build of {whole:.1f} s", flush=True)


def sweep(bench, n):
    articles, store = bench.articles(n, "few.jsonl"), os.path.join(bench.folder, "sweep.dmr")
    for fault in ("kill", "torn", "full", "io"):
        call = 0
        while True:
            call += 1
            bench.clear(store)
            process = bench.build(articles, store, fault=f"{fault} {call}")
            _, err = process.communicate()
            code = process.returncode
            if code == 0 and fault != "io":
                break
            if fault in ("full", "io") and code not in (0, 5):
                broken(f"{fault} {call}: exit code {code}: {err.decode()[-200:]}")
            if fault == "io" and code == 0 and call > 200 + 10 * n:
                break
            bench.verify(store, err, articles, f"{fault} {call}", compare=call % 25 == 0)
        print(f"sweep {fault}: {call} calls", flush=True)


def damages(bench, n, rounds):
    articles, good = bench.articles(n, "damage.jsonl"), os.path.join(bench.folder, "good.dmr")
    bench.build(articles, good).communicate()
    bad, content = os.path.join(bench.folder, "bad.dmr"), open(good, "rb").read()
    questions = [("stats", "--articles"), ("query", "MATCH (a)-[r]->(b) RETURN a.name, type(r), b.name, r.topic, r.date ORDER BY 1, 2, 3, 4, 5"), ("export", "--format", "jsonl", "-o", "-")]
    ask = lambda store, q: bench.ask(q[0], store, *q[1:])
    right, found = [ask(good, q)[1] for q in questions], 0
    for i in range(rounds):
        damaged, at = bytearray(content), bench.rng.randrange(len(content))
        kind = i % 4
        if kind == 0:
            damaged[at] ^= 1 << bench.rng.randrange(8)
        elif kind == 1:
            damaged[at:at + 64] = bytes(bench.rng.randrange(256) for _ in range(len(damaged[at:at + 64])))
        elif kind == 2:
            damaged[at:at + 4096] = bytes(len(damaged[at:at + 4096]))
        else:
            other = bench.rng.randrange(len(content) // 4096) * 4096
            damaged[at // 4096 * 4096:at // 4096 * 4096 + 4096] = content[other:other + 4096]
        bench.clear(bad)
        open(bad, "wb").write(damaged)
        q = i % len(questions)
        code, out, err = ask(bad, questions[q])
        if code == 0 and out != right[q]:
            broken(f"damage {i}: a wrong answer")
        elif code != 0:
            found += 1
            if code not in (4, 5) or not re.search(rb"damaged|truncated|not a demarche store|empty|version", err):
                broken(f"damage {i}: exit code {code}: {err.decode('utf-8', 'replace')[:200]}")
    print(f"damages: {rounds} rounds, {found} told, none silently wrong" if not faults else f"damages: {rounds} rounds, {found} told", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("shim")
    for name, default in (("articles", 300), ("company", 300), ("kills", 300), ("sweep", 40), ("damages", 2000), ("seed", 1)):
        parser.add_argument("--" + name, type=int, default=default)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="demarche-crash-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    bench = Bench(os.path.abspath(options.program), os.path.abspath(options.shim), folder, random.Random(options.seed))
    try:
        if options.company:
            company(bench, options.company)
        if options.kills:
            kills(bench, options.articles, options.kills)
        if options.sweep:
            sweep(bench, options.sweep)
        if options.damages:
            damages(bench, 40, options.damages)
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
