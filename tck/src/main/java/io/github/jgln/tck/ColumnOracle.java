package io.github.jgln.tck;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.ColumnState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table's columns become, in double precision and from the equations alone: {@link BasePredictor.Columns} and
 * {@link Column} say them. Each column keeps its own counts by the name of a bin, not by a place in an array.
 */
final class ColumnOracle {
    private final List<Column> columns;
    private final int outputs;
    private final double bound;
    private final double scale;
    private final double kept;
    private final List<Moments> moments = new ArrayList<>();
    private final List<Map<String, Counts>> bins = new ArrayList<>();
    private final Counts all;

    /** Mean and variance of one number, of the rows that have it. */
    private static final class Moments {
        private double mean;
        private double variance;

        double standardised(double x) {
            double z = (x - mean) / (variance > 0 ? Math.sqrt(variance) : 1);
            return Math.max(-5, Math.min(5, z));
        }

        /** @param n rows, this one included, whether they had the number or not */
        void takeIn(double x, long n) {
            double before = mean;
            mean += (x - mean) / n;
            variance += ((x - before) * (x - mean) - variance) / n;
        }
    }

    /** How many rows there were, and how many of each class; both may forget. */
    private static final class Counts {
        private double rows;
        private final double[] classes;

        Counts(int outputs) {
            classes = new double[outputs];
        }

        void takeIn(int[] targets, double kept) {
            rows = rows * kept + 1;
            for (int c = 0; c < classes.length; c++) {
                classes[c] = classes[c] * kept + targets[c];
            }
        }
    }

    private long count;

    /** Starts from what sample rows made of the columns; nothing has been counted yet. */
    ColumnOracle(GLNConfig config, ColumnState first, double bound) {
        columns = config.columns();
        outputs = first.classes().length;
        this.bound = bound;
        boolean experts = config.basePredictor() instanceof BasePredictor.Columns;
        scale = experts ? ((BasePredictor.Columns) config.basePredictor()).scale() : 0;
        kept = experts ? 1 - ((BasePredictor.Columns) config.basePredictor()).forgetting() : 1;
        count = first.numbers().count();
        for (int i = 0; i < first.numbers().mean().length; i++) {
            Moments of = new Moments();
            of.mean = first.numbers().mean()[i];
            of.variance = count == 0 ? 0 : first.numbers().squares()[i] / count;
            moments.add(of);
        }
        columns.forEach(column -> bins.add(new HashMap<>()));
        all = new Counts(outputs);
    }

    /** The numbers of a row, null where it lacks one. */
    private List<Double> numbers(double[] row) {
        List<Double> numbers = new ArrayList<>();
        for (int j = 0; j < row.length; j++) {
            boolean missing = Double.isNaN(row[j]);
            if (columns.get(j) instanceof Column.Number number) {
                numbers.add(missing ? null : (Double) row[j]);
                if (number.mayMiss()) {
                    numbers.add(missing ? 1.0 : 0.0);
                }
            } else if (columns.get(j) instanceof Column.Category category) {
                int known = category.categories().size();
                for (int i = 0; i < known; i++) {
                    numbers.add(row[j] == i ? 1.0 : 0.0);
                }
                numbers.add(row[j] >= known ? 1.0 : 0.0);
            }
        }
        return numbers;
    }

    private String bin(double[] row, int j) {
        if (Double.isNaN(row[j])) {
            return "missing";
        }
        return columns.get(j) instanceof Column.Number number
                ? "from mark "
                        + number.marks().stream().filter(mark -> row[j] >= mark).count()
                : "place " + row[j];
    }

    /** What the halfspaces cut. */
    double[] side(double[] row) {
        List<Double> numbers = numbers(row);
        double[] side = new double[numbers.size()];
        for (int i = 0; i < side.length; i++) {
            side[i] = numbers.get(i) == null ? 0 : moments.get(i).standardised(numbers.get(i));
        }
        return side;
    }

    /** All outputs' base logits, one output's after the other. */
    double[] logits(double[] row) {
        double[] side = side(row);
        List<Double> logits = new ArrayList<>();
        for (int c = 0; c < outputs; c++) {
            double classes = outputs == 1 ? 2 : outputs;
            double prior = (all.classes[c] + 0.5) / (all.rows + 0.5 * classes);
            for (int j = 0; j < row.length; j++) {
                Counts counts = bins.get(j).getOrDefault(bin(row, j), new Counts(outputs));
                logits.add(logit((counts.classes[c] + 2 * prior) / (counts.rows + 2)));
            }
            logits.add(logit(prior));
            for (double z : side) {
                logits.add(clip(scale * z));
            }
            for (int j = 0; j < row.length; j++) {
                if (columns.get(j) instanceof Column.Number number) {
                    for (float mark : number.marks()) {
                        logits.add(Double.isNaN(row[j]) ? 0 : row[j] >= mark ? 1.0 : -1.0);
                    }
                }
            }
        }
        return logits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double logit(double p) {
        return clip(Math.log((p + 1e-4) / (1 - p + 1e-4)));
    }

    private double clip(double logit) {
        return Math.max(-bound, Math.min(bound, logit));
    }

    /** Takes a row in, after it has been predicted. */
    void learn(double[] row, int label) {
        count++;
        List<Double> numbers = numbers(row);
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != null) {
                moments.get(i).takeIn(numbers.get(i), count);
            }
        }
        int[] targets = new int[outputs];
        for (int c = 0; c < outputs; c++) {
            targets[c] = outputs == 1 ? label : label == c ? 1 : 0;
        }
        for (int j = 0; j < row.length; j++) {
            bins.get(j).computeIfAbsent(bin(row, j), bin -> new Counts(outputs)).takeIn(targets, kept);
        }
        all.takeIn(targets, 1 - (1 - kept) / 10);
    }
}
