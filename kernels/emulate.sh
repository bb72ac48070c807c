#!/usr/bin/env bash
# Builds the kernels as a library for this machine's processor: emulate.sh OUT.so [g++ options]
# Its entry is jglnLaunch, see src/emulation/launch.cpp. Does nothing where OUT.so is newer than the sources.
set -euo pipefail
out=${1:?usage: emulate.sh OUT.so [g++ options]}
shift
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v "${CXX:-g++}" >/dev/null; then
    echo "SKIPPED: the kernels' emulation, because there is no ${CXX:-g++} here; install it to test the kernels on the processor"
    exit 0
fi
if [ -f "$out" ] && [ -z "$(find "$here/src/main/cuda" "$here/src/emulation" "$here/emulate.sh" -type f -newer "$out")" ]; then
    exit 0
fi
mkdir -p "$(dirname "$out")"
fma=()
grep -qsw fma /proc/cpuinfo && fma=(-mfma)
# One rounding where the source says fmaf, two where it says * and +: as on a device.
exec "${CXX:-g++}" -std=c++17 -O2 -g1 -ffp-contract=off "${fma[@]}" -fPIC -shared -fvisibility=hidden \
    -Wall -Wextra -Wno-unknown-pragmas -Wno-sign-compare -Wno-unused-parameter "$@" \
    -I"$here/src/main/cuda" -I"$here/src/emulation" "$here/src/emulation/launch.cpp" -o "$out"
