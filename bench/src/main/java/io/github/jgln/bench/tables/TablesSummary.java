package io.github.jgln.bench.tables;

import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.bench.tables.TableContenders.Entry;
import io.github.jgln.bench.tables.TableRun.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What runs of one measure say together. Contenders that have not been on all tables have no means, as those would be of other
 * tables.
 */
public final class TablesSummary {
    /** Whom the others are set against. */
    public static final String REFERENCE = JglnContender.NAME;

    private static final Duration SAME_TIME = Duration.ofMinutes(30);

    private final List<TableRun> runs;
    private final List<String> tables;
    private final List<String> contenders;

    /** Of those runs that are of the measure. */
    public TablesSummary(List<TableRun> runs, Measure measure) {
        this.runs = runs.stream().filter(run -> run.measure() == measure).toList();
        this.tables = this.runs.stream()
                .sorted(Comparator.comparingInt(TableRun::rows).thenComparing(TableRun::data))
                .map(TableRun::data)
                .distinct()
                .toList();
        List<String> order = TableContenders.ALL.stream().map(Entry::name).toList();
        this.contenders = this.runs.stream()
                .map(TableRun::contender)
                .distinct()
                .sorted(Comparator.comparingInt(order::indexOf))
                .toList();
    }

    /** A figure of a run, and whether more of it is better. */
    public enum Figure {
        ACCURACY(TableRun::accuracy, true),
        LOG_LOSS(TableRun::logLoss, false),
        KAPPA(TableRun::kappa, true),
        RATE(TableRun::rowsPerSecond, true),
        SECONDS(TableRun::seconds, false);

        private final ToDoubleFunction<TableRun> of;
        private final boolean more;

        Figure(ToDoubleFunction<TableRun> of, boolean more) {
            this.of = of;
            this.more = more;
        }

        /** Whether one is better than another. */
        public boolean better(double one, double other) {
            return more ? one > other : one < other;
        }
    }

    /**
     * The reference against another, on the tables that both have been on.
     *
     * @param tables how many
     * @param won by the reference
     * @param lost by it; the others are even
     * @param difference mean over the tables, the reference's less the other's
     */
    public record Against(int tables, int won, int lost, double difference) {}

    /** The tables, the smallest first. */
    public List<String> tables() {
        return tables;
    }

    /** Who was measured, in the order of columns. */
    public List<String> contenders() {
        return contenders;
    }

    /** Whether a contender has been on all tables. */
    public boolean whole(String contender) {
        return tables.stream()
                .allMatch(table -> runs(table, contender).findAny().isPresent());
    }

    /** Any run on a table, which tells how large it is. */
    public TableRun shape(String table) {
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

    private Stream<TableRun> runs(String table, String contender) {
        return runs.stream()
                .filter(run -> run.data().equals(table) && run.contender().equals(contender));
    }

    /** The mean over the seeds; empty where it was not measured. */
    public OptionalDouble of(String table, String contender, Figure figure) {
        return runs(table, contender).mapToDouble(figure.of).average();
    }

    /** The best of a table. */
    public OptionalDouble best(String table, Figure figure) {
        return contenders.stream()
                .flatMapToDouble(contender -> of(table, contender, figure).stream())
                .reduce((one, other) -> figure.better(one, other) ? one : other);
    }

    /** The mean over all tables. */
    public OptionalDouble mean(String contender, Figure figure) {
        return whole(contender)
                ? tables.stream()
                        .mapToDouble(table -> of(table, contender, figure).orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }

    /** The mean rank, 1 the best, among those that have been on all tables; those that are even share the mean of their ranks. */
    public OptionalDouble meanRank(String contender, Figure figure) {
        if (!whole(contender)) {
            return OptionalDouble.empty();
        }
        List<String> ranked = contenders.stream().filter(this::whole).toList();
        return tables.stream()
                .mapToDouble(table -> {
                    double own = of(table, contender, figure).orElseThrow();
                    double rank = 0.5;
                    for (String other : ranked) {
                        double value = of(table, other, figure).orElseThrow();
                        rank += figure.better(value, own) ? 1 : value == own ? 0.5 : 0;
                    }
                    return rank;
                })
                .average();
    }

    /** The reference against another; empty where they have no table in common. */
    public Optional<Against> against(String other, Figure figure) {
        List<Double> differences = new ArrayList<>();
        int won = 0;
        int lost = 0;
        for (String table : tables) {
            OptionalDouble own = of(table, REFERENCE, figure);
            OptionalDouble its = of(table, other, figure);
            if (own.isPresent() && its.isPresent()) {
                differences.add(own.getAsDouble() - its.getAsDouble());
                won += figure.better(own.getAsDouble(), its.getAsDouble()) ? 1 : 0;
                lost += figure.better(its.getAsDouble(), own.getAsDouble()) ? 1 : 0;
            }
        }
        OptionalDouble mean =
                differences.stream().mapToDouble(Double::doubleValue).average();
        return mean.isEmpty()
                ? Optional.empty()
                : Optional.of(new Against(differences.size(), won, lost, mean.getAsDouble()));
    }

    /**
     * How many times as fast as another the reference was: the median over all pairs of runs on one table that were finished within half
     * an hour, as the machine may have been busier at other times.
     */
    public OptionalDouble rateRatio(String other) {
        double[] ratios = tables.stream()
                .flatMap(table -> runs(table, REFERENCE)
                        .flatMap(own -> runs(table, other)
                                .filter(its -> soon(own, its))
                                .map(its -> own.rowsPerSecond() / its.rowsPerSecond())))
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ratios.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(ratios).median());
    }

    private static boolean soon(TableRun one, TableRun other) {
        Duration between = Duration.between(Instant.parse(one.date()), Instant.parse(other.date()));
        return between.abs().compareTo(SAME_TIME) <= 0;
    }
}
