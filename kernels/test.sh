#!/usr/bin/env bash
# Builds the kernels' tests for this machine's processor, with address and undefined-behaviour sanitizers, and runs them:
# test.sh DIR [first seed] [seeds]
set -euo pipefail
dir=${1:?usage: test.sh DIR [first seed] [seeds]}
shift
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v "${CXX:-g++}" >/dev/null; then
    echo "SKIPPED: the kernels' tests, because there is no ${CXX:-g++} here; install it to test the kernels on the processor"
    exit 0
fi
mkdir -p "$dir"
binary=$dir/kernels_test
if [ ! -f "$binary" ] || [ -n "$(find "$here/src/main/cuda" "$here/src/emulation" "$here/test.sh" -type f -newer "$binary")" ]; then
    fma=()
    grep -qsw fma /proc/cpuinfo && fma=(-mfma)
    "${CXX:-g++}" -std=c++17 -O1 -g1 -ffp-contract=off "${fma[@]}" -fsanitize=address,undefined -fno-sanitize-recover=all \
        -Wall -Wextra -Werror -Wno-unknown-pragmas -Wno-sign-compare -Wno-unused-parameter \
        -I"$here/src/main/cuda" -I"$here/src/emulation" "$here/src/emulation/kernels_test.cpp" -o "$binary"
fi
# Leaks are not what this looks for, and where processes may not be traced their search fails.
ASAN_OPTIONS=detect_leaks=0 exec "$binary" "$@"
