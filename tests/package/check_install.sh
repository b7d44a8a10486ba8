#!/usr/bin/env bash
# check_install.sh BUILD_DIR SOURCE_DIR CXX: installs the library, moves the prefix, and builds and runs a consumer by find_package and by pkg-config.
set -euo pipefail
build=$1 source=$2 cxx=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/first" >/dev/null
mv "$work/first" "$work/moved"
cmake -S "$source/tests/package/consumer" -B "$work/find" -G Ninja -DCMAKE_PREFIX_PATH="$work/moved" -DCMAKE_CXX_COMPILER="$cxx" >/dev/null
cmake --build "$work/find" -- --quiet
"$work/find/consumer"
lib=$(dirname "$(find "$work/moved" -name demarche.pc)")
flags=$(PKG_CONFIG_PATH="$lib" pkg-config --define-variable=prefix="$work/moved" --cflags --libs demarche | sed "s#$work/first#$work/moved#g")
# shellcheck disable=SC2086  # flags are words
"$cxx" -std=c++20 "$source/tests/package/consumer/consumer.cpp" $flags -o "$work/by-pkg-config"
"$work/by-pkg-config"
"$work/moved/bin/demarche" --version
if grep -rqsF "$source" "$work/moved/lib" --include='*.cmake' --include='*.pc'; then
  echo "an installed file names the source folder" >&2
  exit 1
fi
