package io.github.jgln.cli;

import picocli.CommandLine.Option;

/** How often a study is run. */
final class RunsOptions {
    @Option(
            names = "--runs",
            order = 80,
            paramLabel = "N",
            description = "Networks of each kind, with seeds from --seed on. Default: 3.")
    int networks = 3;

    @Option(
            names = "--baseline-runs",
            order = 81,
            paramLabel = "N",
            description = "How often the MLP learns beside them; some 30 times slower. Default: 1.")
    int baselines = 1;

    void check(DataOptions data) {
        data.require(networks >= 1, "--runs: expected at least 1, got " + networks);
    }
}
