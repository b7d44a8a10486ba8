#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: with the release build and with the sanitizers.
set -euo pipefail
cd "$(dirname "$0")"
. cmake/setup.sh
setup_packages
for preset in release asan; do
  echo "== $preset"
  build_preset "$preset"
  ctest --preset "$preset" -j"$(nproc)"
done
