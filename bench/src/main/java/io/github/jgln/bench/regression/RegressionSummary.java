package io.github.jgln.bench.regression;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** What runs on tables of numbers say together. */
public final class RegressionSummary {
    /** Whom the others are set against. */
    public static final String REFERENCE = JglnRegression.NAME;

    /** Between them a share of 90 % counts as honest. */
    private static final double LEAST_COVERAGE = 0.87;

    private static final double MOST_COVERAGE = 0.93;

    private final List<RegressionRun> runs;
    private final List<String> tables;
    private final List<String> contenders;

    /** Of all of them. */
    public RegressionSummary(List<RegressionRun> runs) {
        this.runs = List.copyOf(runs);
        this.tables = runs.stream()
                .sorted(Comparator.comparingInt(RegressionRun::rows).thenComparing(RegressionRun::data))
                .map(RegressionRun::data)
                .distinct()
                .toList();
        this.contenders = RegressionContenders.ALL.stream()
                .filter(name -> runs.stream().anyMatch(run -> run.contender().equals(name)))
                .toList();
    }

    /** Which rows are measured. */
    public enum Measure {
        /** Those learnt, each predicted before. */
        PREQUENTIAL(RegressionRun::prequential),
        /** Those held out. */
        HELD_OUT(RegressionRun::heldOut);

        private final Function<RegressionRun, RegressionFigures> of;

        Measure(Function<RegressionRun, RegressionFigures> of) {
            this.of = of;
        }
    }

    /** A figure, less of which is better, but for {@link #COVERAGE}. */
    public enum Figure {
        RMSE(RegressionFigures::rmse),
        MAE(RegressionFigures::mae),
        NLL(RegressionFigures::nll),
        COVERAGE(RegressionFigures::coverage90);

        private final Function<RegressionFigures, Double> of;

        Figure(Function<RegressionFigures, Double> of) {
            this.of = of;
        }
    }

    /**
     * The reference against another, on the tables that both have been on.
     *
     * @param tables how many
     * @param won by the reference: its figure is the lower
     */
    public record Against(int tables, int won) {}

    /** The tables, the one with the fewest rows first. */
    public List<String> tables() {
        return tables;
    }

    /** Who was measured, in the order of columns. */
    public List<String> contenders() {
        return contenders;
    }

    /** Any run on a table, which tells how large it is. */
    public RegressionRun shape(String table) {
        return runs.stream().filter(run -> run.data().equals(table)).findFirst().orElseThrow();
    }

    /** How a contender learnt, as its last run says. */
    public String method(String contender) {
        return runs.stream()
                .filter(run -> run.contender().equals(contender))
                .reduce((before, last) -> last)
                .orElseThrow()
                .method();
    }

    private Stream<RegressionRun> runs(String table, String contender) {
        return runs.stream()
                .filter(run -> run.data().equals(table) && run.contender().equals(contender));
    }

    /** The mean over the seeds; empty where it was not measured. */
    public OptionalDouble of(String table, String contender, Measure measure, Figure figure) {
        return runs(table, contender)
                .map(measure.of)
                .filter(Objects::nonNull)
                .mapToDouble(figures -> figure.of.apply(figures))
                .average();
    }

    /** The lowest of a table. */
    public OptionalDouble lowest(String table, Measure measure, Figure figure) {
        return contenders.stream()
                .flatMapToDouble(contender -> of(table, contender, measure, figure).stream())
                .min();
    }

    /** The rows a second of a contender on a table, the mean over the seeds. */
    public OptionalDouble rate(String table, String contender) {
        return runs(table, contender).mapToDouble(RegressionRun::rowsPerSecond).average();
    }

    /** The reference against another; empty where they have no table in common. */
    public Optional<Against> against(String other, Measure measure, Figure figure) {
        int common = 0;
        int won = 0;
        for (String table : tables) {
            OptionalDouble own = of(table, REFERENCE, measure, figure);
            OptionalDouble its = of(table, other, measure, figure);
            if (own.isPresent() && its.isPresent()) {
                common++;
                won += own.getAsDouble() < its.getAsDouble() ? 1 : 0;
            }
        }
        return common == 0 ? Optional.empty() : Optional.of(new Against(common, won));
    }

    /** On how many tables a contender has the lowest figure of all. */
    public long best(String contender, Measure measure, Figure figure) {
        return tables.stream()
                .filter(table -> of(table, contender, measure, figure).equals(lowest(table, measure, figure)))
                .filter(table -> of(table, contender, measure, figure).isPresent())
                .count();
    }

    /** On how many tables a contender's interval of 90 % holds 87 to 93 % of the targets. */
    public long honest(String contender, Measure measure) {
        return tables.stream()
                .flatMapToDouble(table -> of(table, contender, measure, Figure.COVERAGE).stream())
                .filter(share -> share >= LEAST_COVERAGE && share <= MOST_COVERAGE)
                .count();
    }

    /** How many tables a contender has been measured on. */
    public long measured(String contender, Measure measure) {
        return tables.stream()
                .filter(table -> of(table, contender, measure, Figure.RMSE).isPresent())
                .count();
    }
}
