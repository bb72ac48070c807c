#!/usr/bin/env bash
# Native code and the engine in the same minute, on the same machine: what a core can do, and what Java makes of it.
#   bench/yardstick.sh [options of 'jgln bench'; without any: --threads 1, as the native code has one core to itself]
# Needs gcc and a processor with AVX-512. For figures that mean something, leave the machine alone meanwhile.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v gcc >/dev/null || {
    echo 'yardstick: gcc not found; install it to build the native yardstick' >&2
    exit 1
}
gcc -O3 -march=native "$home/bench/yardstick/stream.c" -o "$work/stream"

native() {
    "$work/stream" || {
        echo 'yardstick: the native yardstick did not run; it needs a processor with AVX-512' >&2
        exit 1
    }
}

# The median of a figure of a report, which is one line of flat objects.
median() {
    sed -n 's/.*"'"$1"'":{[^}]*"median":\([0-9.eE+-]*\).*/\1/p' "$work/bench.json"
}

# The same of what the yardstick prints.
figure() {
    printf '%s\n' "$1" | sed -n 's/.*"'"$2"'": *\([0-9.]*\).*/\1/p'
}

if [ $# -eq 0 ]; then
    set -- --threads 1
fi

# Before and after, so that a machine that drifts meanwhile shows it.
before=$(native)
"$home/jgln" bench --quick --out "$work" "$@"
after=$(native)

line() {
    awk -v label="$1" -v unit="$2" -v before="$3" -v after="$4" -v java="$5" 'BEGIN {
        ratio = "-"
        if (java == "") java = "-"
        else { ratio = sprintf("%.2f", java / ((before + after) / 2)); java = sprintf("%.1f", java) }
        printf "%-26s %-8s %10s %10s %10s %12s\n", label, unit, before, after, java, ratio
    }'
}

printf '\n%-26s %-8s %10s %10s %10s %12s\n' 'one core' '' 'C, before' 'C, after' Java 'Java : C'
line 'FMA peak' GMAC/s "$(figure "$before" fmaPeakGmacPerCore)" "$(figure "$after" fmaPeakGmacPerCore)" "$(median fmaCore)"
line 'online step, 785 inputs' ns "$(figure "$before" onlineStepNs)" "$(figure "$after" onlineStepNs)" "$(median onlineStep785)"
