# Sourced by demo.sh and test.sh: installs the packages of packages.txt that are missing, and builds a preset.
# Needs: the working directory is the project's top.

setup_packages() {
  missing=""
  for package in $(sed 's/#.*//' packages.txt); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "These packages are missing and need root to install:$missing" >&2; return 1; }
    root="sudo"
  fi
  echo "Installing:$missing"
  $root apt-get update -qq
  # shellcheck disable=SC2086  # the list is meant to be split
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

build_preset() {
  export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros}"  # else nothing that uses a precompiled header is cached
  cmake --preset "$1" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >"/tmp/demarche-configure-$$.log" 2>&1 ||
    { cat "/tmp/demarche-configure-$$.log" >&2; rm -f "/tmp/demarche-configure-$$.log"; return 1; }
  rm -f "/tmp/demarche-configure-$$.log"
  cmake --build --preset "$1" -- --quiet
}
