#!/usr/bin/env bash
# Compiles the kernels with nvcc to what is shipped: jgln.ptx for any GPU of compute capability 7.5 or later, a cubin for
# chips in CUBINS, RESOURCES.md, and compiled.stamp, which names the compiler and the SHA-256 of sources and results.
#
#   compile.sh             writes them
#   compile.sh --check DIR fails if the committed ones are not those of the sources. With the stamp's nvcc it compiles to DIR
#                          and compares; with another one or none it compares hashes.
set -euo pipefail
cd "$(dirname "$0")"

CUBINS="90"
# What the PTX must be accepted for, so that its version says no more than it needs.
ACCEPTED_FOR="75 80 90"
VERSIONS="6.3 6.4 6.5 7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 8.0 8.1 8.2 8.3 8.4 8.5 8.6 8.7 8.8 9.0"
resources=src/main/resources/io/github/jgln/kernels
# The results are rounded as written: an addition and a multiplication are one operation where the source says fmaf only.
flags=(-O3 --fmad=false)

fail() {
    echo "kernels/compile.sh: $*" >&2
    exit 1
}

compiler() {
    nvcc --version | sed -n 's/^.*\(release .*\)$/nvcc \1/p'
}

hashes() { # [folder of the results]
    local results=${1:-.}
    find src/main/cuda -type f | LC_ALL=C sort | while read -r file; do
        sha256sum <"$file" | sed "s|-|$file|"
    done
    for file in $resources/jgln.ptx $(for sm in $CUBINS; do echo "$resources/jgln-sm_$sm.cubin"; done) RESOURCES.md; do
        [ -f "$results/$file" ] && sha256sum <"$results/$file" | sed "s|-|$file|" || echo "missing  $file"
    done
}

# kernel, registers, spilled bytes, static shared bytes: from what ptxas -v says.
usage() {
    awk -F "'" '/Compiling entry function/ { name = $2 }
        /bytes stack frame/ { split($0, n, " "); spilled = n[1] + n[5] + n[9] }
        / Used [0-9]+ registers/ {
            registers = $0; sub(/.* Used /, "", registers); sub(/ registers.*/, "", registers)
            shared = 0
            if ($0 ~ /bytes smem/) { shared = $0; sub(/ bytes smem.*/, "", shared); sub(/.*, /, "", shared) }
            print name, registers, spilled, shared
        }' "$1" | LC_ALL=C sort -V
}

compile() { # folder
    local out=$1/$resources
    mkdir -p "$out"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT

    nvcc "${flags[@]}" -ptx -arch=compute_75 src/main/cuda/kernels.cu -o "$work/newest.ptx"
    local version sm lowest=
    for version in $VERSIONS; do
        sed "s/^\.version .*/.version $version/" "$work/newest.ptx" >"$work/jgln.ptx"
        lowest=$version
        for sm in $ACCEPTED_FOR; do
            ptxas -v -arch="sm_$sm" "$work/jgln.ptx" -o "$work/any.cubin" 2>"$work/$sm.log" || lowest=
        done
        [ -z "$lowest" ] || break
    done
    [ -n "$lowest" ] || fail "ptxas takes the PTX in none of the versions $VERSIONS: $(head -n 3 "$work/75.log")"
    cp "$work/jgln.ptx" "$out/jgln.ptx"
    for sm in $CUBINS; do
        nvcc "${flags[@]}" -cubin -arch="sm_$sm" -Xptxas -v src/main/cuda/kernels.cu -o "$out/jgln-sm_$sm.cubin" \
            2>"$work/$sm.log"
    done

    usage "$work/75.log" >"$work/75.usage"
    usage "$work/90.log" >"$work/90.usage"
    [ -s "$work/75.usage" ] && [ "$(wc -l <"$work/75.usage")" = "$(wc -l <"$work/90.usage")" ] \
        || fail "ptxas -v reads otherwise than expected"
    {
        echo "# What each kernel takes of a GPU"
        echo
        echo "Written by \`kernels/compile.sh\`, from ptxas. $(compiler); PTX ISA $lowest, which ptxas takes for sm_${ACCEPTED_FOR// /, sm_}."
        echo "Registers are of a thread. Static shared memory is of a block, in bytes; dynamic comes on top of it. No kernel spills."
        echo
        echo "| kernel | registers, sm_75 | registers, sm_90 | shared memory, sm_75 | shared memory, sm_90 |"
        echo "|---|---:|---:|---:|---:|"
        join "$work/75.usage" "$work/90.usage" | awk '{ print "| " $1 " | " $2 " | " $5 " | " $4 " | " $7 " |" }'
    } >"$1/RESOURCES.md"
    if awk '$3 > 0 { print; spills = 1 } END { exit !spills }' "$work"/*.usage >&2; then
        fail "the kernels above spill registers or have a stack (kernel, registers, bytes, shared memory)"
    fi
}

if [ $# = 0 ]; then
    command -v nvcc >/dev/null && command -v ptxas >/dev/null || fail "needs nvcc and ptxas on the PATH"
    compile .
    { compiler; hashes; } >compiled.stamp
    exit 0
fi

[ "$1" = --check ] && [ $# = 2 ] || fail "usage: compile.sh [--check DIR]"
mkdir -p "$2"
if [ -f "$2/checked" ] && [ -z "$(find src/main/cuda $resources RESOURCES.md compiled.stamp compile.sh -newer "$2/checked")" ]; then
    exit 0
fi
[ -f compiled.stamp ] || fail "compiled.stamp is missing: run kernels/compile.sh"
if ! difference=$(diff <(tail -n +2 compiled.stamp) <(hashes)); then
    fail "the compiled form is not that of the sources, so run kernels/compile.sh (< as compiled, > here):
$difference"
fi
if command -v nvcc >/dev/null && command -v ptxas >/dev/null && [ "$(compiler)" = "$(head -n 1 compiled.stamp)" ]; then
    compile "$2"
    difference=$(diff <(hashes) <(hashes "$2")) || fail "compiling the sources gives another compiled form, so run kernels/compile.sh (< committed, > compiled here):
$difference"
    how="recompiled, the same bytes"
else
    how="the hashes agree; not recompiled, for want of $(head -n 1 compiled.stamp)"
fi
echo "kernels: the compiled form is that of the sources ($how)"
touch "$2/checked"
