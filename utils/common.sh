# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Sourced by the scripts of this directory.

SUPPORTED_LLVM="14 15 16 19 22"
OLDEST_LLVM=14
NEWEST_LLVM=22

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# The version of the clang on PATH; 14, the one of Debian 12, if there is none.
default_llvm() {
  local text
  if have clang; then
    text=$(clang --version)
    if [[ $text =~ clang\ version\ ([0-9]+) ]]; then
      echo "${BASH_REMATCH[1]}"
      return
    fi
  fi
  echo 14
}

# expand_llvm LIST: "all", "14" or "14,22" as words.
expand_llvm() {
  local version
  if [[ $1 == all ]]; then
    echo "$SUPPORTED_LLVM"
    return
  fi
  for version in ${1//,/ }; do
    if [[ " $SUPPORTED_LLVM " != *" $version "* ]]; then
      die "LLVM $version is not supported; supported are $SUPPORTED_LLVM"
    fi
    printf '%s ' "$version"
  done
}

# configure_and_build VERSION DIR [TARGET...]
#
# With DEFER_OWN_CLANG in the environment, what is not built yet is compiled many
# files at a time, with Clang's headers precompiled, by the Clang it is for: in a
# fraction of the time, as most of it goes to those headers. For the oldest one
# GCC is tried as well, whose precompiled headers cost more than they save.
configure_and_build() {
  local version=$1 dir=$2 home cache=$2/CMakeCache.txt own=()
  shift 2
  if [[ -f $cache ]]; then
    # A checkout that was moved or copied brings a build of another place.
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$cache")
    if [[ $home != "$root" ]] ||
      ! grep -qxF "# For build in directory: $dir" "$cache"; then
      rm -rf "$cache" "$dir/CMakeFiles"
    fi
  fi
  if [[ ${DEFER_OWN_CLANG:-} && ! -f $cache ]]; then
    own=(-DDEFER_CCACHE=OFF -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=16)
    if [[ $version != "$OLDEST_LLVM" ]] && have "clang++-$version"; then
      own+=(-DDEFER_PCH=ON -DCMAKE_C_COMPILER="clang-$version"
        -DCMAKE_CXX_COMPILER="clang++-$version")
    fi
  fi
  # Each time: what the tests need may have been installed since.
  cmake --log-level=NOTICE -S "$root" -B "$dir" -G Ninja -DDEFER_LLVM="$version" \
    ${own[@]+"${own[@]}"} >/dev/null || return
  cmake --build "$dir" -j "$(nproc)" ${1:+--target "$@"}
}
