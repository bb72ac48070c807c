#!/usr/bin/env bash
# Everything that only a GPU can tell about the CUDA backend, in one go and under eight minutes: the parity suite,
# compute-sanitizer on the small cases of `jgln verify`, timings beside what the device can do at most, accuracy beside the cpu backend's, and a
# row-at-a-time GLN in PyTorch on the same card. Writes bench/results/gpu-check/<device>-<date>.md and .json.
#
#   bench/gpu-check.sh [--data DIR]      DIR holds MNIST's four IDX files; default: the cache, filled if need be
#   bench/gpu-check.sh --prepare         only builds what the check runs, into target/gpu-check
#
# Needs Java 17 or later, python3, nvcc and, for their parts, compute-sanitizer and PyTorch; a part that cannot run says
# why. Without Maven it runs what --prepare has put into target/gpu-check. JAVA names the java to use.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
stage=$home/target/gpu-check

prepare() {
    (cd "$home" && mvn -q -B -ntp package -DskipTests)
    rm -rf "$stage"
    mkdir -p "$stage/tests"
    cp -r "$home/cli/target/jgln-cli.jar" "$home/cli/target/lib" "$stage/"
    # The parity suite, and what runs it where there is no Maven.
    # In one go with the package phase: on its own Maven would look for the other modules in repositories.
    mvn -q -B -ntp -f "$home/pom.xml" -pl tck -am package dependency:copy-dependencies -DskipTests -DincludeScope=test \
        -DexcludeGroupIds=io.github.jgln -DoutputDirectory="$stage/tests/lib"
    mvn -q -B -ntp -f "$home/pom.xml" -N dependency:copy \
        -Dartifact="org.junit.platform:junit-platform-console-standalone:$(cd "$stage/tests/lib" && ls junit-platform-engine-*.jar \
            | sed 's/.*engine-\(.*\)\.jar/\1/')" -DoutputDirectory="$stage/tests/lib"
    cp -r "$home/tck/target/test-classes" "$stage/tests/classes"
    cp "$home"/data/target/*-tests.jar "$stage/tests/lib/"
}

case ${1:-} in
    --prepare)
        prepare
        exit
        ;;
    --help | -h)
        sed -n '2,11s/^# \{0,1\}//p' "$0"
        exit
        ;;
esac
if [ ! -e "$stage/jgln-cli.jar" ]; then
    prepare
fi
exec python3 "$home/bench/gpu/check.py" "$home" "$stage" "$@"
