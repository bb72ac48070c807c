package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.tck.CaseResult;
import io.github.jgln.tck.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Compare a backend with the plain double-precision reference, case by case. Exit code 1 if any"
                + " case fails.")
final class VerifyCommand extends CliCommand {
    @Mixin
    private BackendChoice backend;

    @Option(
            names = "--golden",
            order = 83,
            paramLabel = "DIR",
            description = "Folder of golden vectors to replay as well; can be repeated.")
    private List<Path> golden = new ArrayList<>();

    @Override
    int execute() {
        String name = backend.resolvedName();
        List<CaseResult> results;
        try {
            results = Verification.run(name, backend.options(), golden, json ? result -> {} : this::show);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        if (results.isEmpty()) {
            throw new CommandFailedException("no case was run against backend '" + name + "'");
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        if (json) {
            print(Json.object(report(name, results, failed == 0)));
        } else {
            print(String.format(
                    Locale.ROOT,
                    "%s: %d passed, %d failed; largest difference %.2e in probability, %.2e in weight",
                    name,
                    results.size() - failed,
                    failed,
                    results.stream()
                            .mapToDouble(CaseResult::maxProbabilityDifference)
                            .filter(Double::isFinite)
                            .max()
                            .orElse(0),
                    results.stream()
                            .mapToDouble(CaseResult::maxWeightDifference)
                            .filter(Double::isFinite)
                            .max()
                            .orElse(0)));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void show(CaseResult result) {
        print(String.format(
                Locale.ROOT,
                "%s  %-44s probability %.2e  weight %.2e%s",
                result.passed() ? "passed" : "FAILED",
                result.name(),
                result.maxProbabilityDifference(),
                result.maxWeightDifference(),
                result.passed() || result.detail() == null ? "" : "\n        " + result.detail()));
    }

    private static Map<String, Object> report(String name, List<CaseResult> results, boolean passed) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("backend", name);
        report.put("device", device(name));
        report.put("passed", passed);
        report.put("cases", results.stream().map(VerifyCommand::report).toList());
        return report;
    }

    private static Map<String, Object> report(CaseResult result) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", result.name());
        report.put("passed", result.passed());
        report.put("maxProbabilityDifference", Json.number(result.maxProbabilityDifference()));
        report.put("maxWeightDifference", Json.number(result.maxWeightDifference()));
        report.put("detail", result.detail());
        return report;
    }

    private static String device(String name) {
        return Backends.list().stream()
                .filter(found -> found.name().equals(name) && found.availability() instanceof Available)
                .map(found ->
                        ((Available) found.availability()).devices().get(0).toString())
                .findFirst()
                .orElse(null);
    }
}
