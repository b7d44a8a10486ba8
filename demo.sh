#!/usr/bin/env bash
# Installs what is missing, builds, reads examples/articles, asks who pressured whom, exports for Gephi.
set -euo pipefail
cd "$(dirname "$0")"
. cmake/setup.sh
setup_packages
cmake --preset release -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >/dev/null
cmake --build --preset release --target demarche-cli -- --quiet

demarche=build/release/bin/demarche
out=build/demo
mkdir -p "$out"
say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }

say demarche build examples/articles -o "$out/crisis.dmr"
"$demarche" build examples/articles -o "$out/crisis.dmr"
say demarche stats "$out/crisis.dmr"
"$demarche" stats "$out/crisis.dmr"
say demarche who "$out/crisis.dmr" 'Soviet Union' pressured 'United States' --states
"$demarche" who "$out/crisis.dmr" 'Soviet Union' pressured 'United States' --states
say demarche query "$out/crisis.dmr" "'MATCH (a)-[r:pressured]->(b) RETURN a.state AS who, type(r) AS did, b.state AS whom, count(*) AS times ORDER BY times DESC LIMIT 10'"
"$demarche" query "$out/crisis.dmr" 'MATCH (a)-[r:pressured]->(b) WHERE a.state IS NOT NULL AND b.state IS NOT NULL RETURN a.state AS who, type(r) AS did, b.state AS whom, count(*) AS times ORDER BY times DESC, who, did, whom LIMIT 10'
say demarche export "$out/crisis.dmr" --format graphml -o "$out/crisis.graphml"
"$demarche" export "$out/crisis.dmr" --format graphml -o "$out/crisis.graphml"
printf '\nOpen %s in Gephi.  More: %s --help\n' "$out/crisis.graphml" "$demarche"
