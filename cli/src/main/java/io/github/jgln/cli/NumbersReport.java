package io.github.jgln.cli;

import io.github.jgln.evaluation.RegressionTraining.Pass;
import io.github.jgln.evaluation.SignificantDigits;
import io.github.jgln.evaluation.TargetEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code jgln train} says in the end of numbers.
 *
 * @param dataset the data's name
 * @param run of the network, and how long it took
 * @param learnt how well
 */
record NumbersReport(String dataset, RunFigures run, NumbersLearnt learnt) {
    Map<String, Object> json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("backend", run.gln().backend());
        report.put("device", run.gln().device().toString());
        report.put("dataset", dataset);
        report.put("features", run.gln().config().inputSize());
        report.put("rows", learnt.trainRows());
        report.put("testRows", learnt.testRows());
        report.put(
                "unlabelledRows",
                learnt.leftOut().isPresent() ? learnt.leftOut().getAsLong() : null);
        report.put("epochs", learnt.passes().size());
        report.put("preset", "regression");
        run.json(report);
        report.put("targets", targets().mapToObj(this::json).toList());
        report.put(
                "epochResults",
                learnt.passes().stream().map(NumbersReport::json).toList());
        return report;
    }

    private IntStream targets() {
        return IntStream.range(0, learnt.first().online().targets().size());
    }

    private Map<String, Object> json(int c) {
        TargetEvaluation online = learnt.first().online().targets().get(c);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", online.name());
        Fit.json(report, "online", online.measures());
        report.put("meanSoFarRmse", Json.number(online.meanSoFarRmse()));
        report.put("lastValueRmse", Json.number(online.lastValueRmse()));
        Fit.json(report, "test", learnt.last().test().get(c));
        return report;
    }

    private static Map<String, Object> json(Pass pass) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "onlineRmse",
                pass.online().targets().stream()
                        .map(target -> Json.number(target.measures().rmse()))
                        .toList());
        report.put(
                "testRmse",
                pass.test().stream().map(target -> Json.number(target.rmse())).toList());
        return report;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        targets().forEach(c -> lines.addAll(lines(c)));
        int count = (int) targets().count();
        lines.addAll(run.lines(count == 1 ? "1 number" : count + " numbers"));
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> lines(int c) {
        TargetEvaluation online = learnt.first().online().targets().get(c);
        int epochs = learnt.passes().size();
        List<String> lines = new ArrayList<>();
        lines.add(Fit.line("target", "'" + online.name() + "'"));
        List<String> fit = Fit.lines(
                "online",
                online.measures(),
                String.format(
                        Locale.ROOT,
                        "%,d rows%s, each predicted before it was learnt",
                        learnt.first().online().rows(),
                        epochs == 1 ? "" : ", first pass"));
        lines.add(fit.get(0));
        if (fit.size() > 1) {
            lines.add(Fit.line(
                    "  beside it",
                    SignificantDigits.of(online.meanSoFarRmse()) + " by the mean so far, "
                            + SignificantDigits.of(online.lastValueRmse()) + " by the value of the row before"));
        }
        lines.addAll(fit.subList(1, fit.size()));
        if (learnt.testRows() > 0) {
            lines.addAll(Fit.lines(
                    "test",
                    learnt.last().test().get(c),
                    String.format(
                            Locale.ROOT,
                            "%,d rows%s",
                            learnt.testRows(),
                            epochs == 1 ? "" : ", after " + epochs + " passes")));
        }
        return lines;
    }
}
