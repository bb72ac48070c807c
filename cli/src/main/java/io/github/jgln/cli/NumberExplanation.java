package io.github.jgln.cli;

import io.github.jgln.Contributions;
import io.github.jgln.Gaussians;
import io.github.jgln.SavedModel;
import io.github.jgln.Snapshot;
import io.github.jgln.data.Dataset;
import io.github.jgln.evaluation.SignificantDigits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code jgln explain} says of numbers: what each base prediction added to their means. */
final class NumberExplanation {
    /** Those that added most. */
    private static final int SHOWN = 10;

    private final Dataset rows;
    private final int row;
    private final List<String> names;
    private final Gaussians said;
    private final Contributions contributions;

    NumberExplanation(SavedModel model, Dataset rows, int row) {
        this.rows = rows;
        this.row = row;
        this.names = model.config().baseLogitNames();
        Snapshot snapshot = model.snapshot();
        float[] features = rows.row(row);
        this.said = snapshot.predictDistribution(features, 1);
        this.contributions = snapshot.contributions(features);
    }

    /** By what it is of; a feature counts once, though it is also read with the other sign. */
    private Map<String, Double> added(int c) {
        Map<String, Double> added = new LinkedHashMap<>();
        double[] parts = contributions.parts(c);
        for (int i = 0; i < parts.length; i++) {
            added.merge(names.size() == parts.length ? names.get(i) : "base prediction " + i, parts[i], Double::sum);
        }
        return added;
    }

    /** Of each number. */
    List<Map<String, Object>> report() {
        List<Map<String, Object>> targets = new ArrayList<>();
        for (int c = 0; c < said.width(); c++) {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("name", rows.targetNames().get(c));
            target.put("actual", rows.numbers(row)[c]);
            target.put("mean", said.mean(0, c));
            target.put("deviation", said.deviation(0, c));
            target.put("offset", contributions.outputs().get(c).offset());
            target.put("added", added(c));
            targets.add(target);
        }
        return targets;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (int c = 0; c < said.width(); c++) {
            Map<String, Double> added = added(c);
            lines.add(Fit.line(
                    "row",
                    row + ", where '" + rows.targetNames().get(c) + "' is "
                            + SignificantDigits.of(rows.numbers(row)[c])));
            lines.add(Fit.line(
                    "predicted",
                    SignificantDigits.of(said.mean(0, c)) + " ± " + SignificantDigits.of(said.deviation(0, c))
                            + ", with 90 % from " + SignificantDigits.of(said.quantile(0, c, 0.05)) + " to "
                            + SignificantDigits.of(said.quantile(0, c, 0.95))));
            lines.add(Fit.line(
                    "mean",
                    SignificantDigits.of(said.mean(0, c)) + " = "
                            + SignificantDigits.of(
                                    contributions.outputs().get(c).offset())
                            + " from the offset "
                            + signed(added.values().stream()
                                    .filter(v -> v > 0)
                                    .mapToDouble(v -> v)
                                    .sum()) + " upwards "
                            + signed(added.values().stream()
                                    .filter(v -> v < 0)
                                    .mapToDouble(v -> v)
                                    .sum())
                            + " downwards"));
            added.entrySet().stream()
                    .sorted(Comparator.comparingDouble(part -> -Math.abs(part.getValue())))
                    .limit(SHOWN)
                    .forEach(part -> lines.add(Fit.line("", signed(part.getValue()) + "  " + part.getKey())));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String signed(double value) {
        return (value < 0 ? "" : "+") + SignificantDigits.of(value);
    }
}
