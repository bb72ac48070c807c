package io.github.jgln.bench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.bench.tables.TablesSummary.Against;
import io.github.jgln.bench.tables.TablesSummary.Figure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesSummaryTest {
    private static TableRun run(String data, int rows, String who, long seed, double accuracy, double loss) {
        return run(data, rows, who, seed, accuracy, loss, 2, "12:00");
    }

    private static TableRun run(
            String data, int rows, String who, long seed, double accuracy, double loss, double seconds, String time) {
        return new TableRun(
                data,
                rows,
                3,
                2,
                who,
                who + "'s way",
                Measure.PREQUENTIAL,
                seed,
                accuracy,
                loss,
                0.5,
                seconds,
                rows / seconds,
                "1.0",
                "2026-01-31T" + time + ":00Z",
                "some");
    }

    private static final TablesSummary SUMMARY = new TablesSummary(
            List.of(
                    run("large", 200, "HAT", 0, 0.5, 0.6),
                    run("large", 200, "JGLN", 0, 0.7, 0.4),
                    run("large", 200, "JGLN", 1, 0.9, 0.6),
                    run("large", 200, "NB", 0, 0.5, 0.7),
                    run("large", 200, "VW", 0, 0.85, 0.1),
                    run("small", 100, "JGLN", 0, 0.6, 0.5),
                    run("small", 100, "HAT", 0, 0.6, 0.4),
                    run("small", 100, "NB", 0, 0.75, 0.3)),
            Measure.PREQUENTIAL);

    @Test
    void tablesAreInOrderOfTheirSizeAndContendersInTheirs() {
        assertEquals(List.of("small", "large"), SUMMARY.tables());
        assertEquals(List.of("JGLN", "HAT", "NB", "VW"), SUMMARY.contenders());
        assertEquals("NB's way", SUMMARY.method("NB"));
        assertEquals(List.of(), new TablesSummary(List.of(run("a", 1, "NB", 0, 1, 0)), Measure.HELD_OUT).tables());
    }

    @Test
    void meansAreOfThoseThatHaveBeenOnAllTables() {
        assertEquals(0.8, SUMMARY.of("large", "JGLN", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals(0.7, SUMMARY.mean("JGLN", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals(0.625, SUMMARY.mean("NB", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertFalse(SUMMARY.whole("VW"));
        assertTrue(SUMMARY.mean("VW", Figure.ACCURACY).isEmpty());
        assertTrue(SUMMARY.of("small", "VW", Figure.ACCURACY).isEmpty());
    }

    /** On the small table JGLN and HAT share ranks 2 and 3; on the large one HAT and NB do. */
    @Test
    void thoseThatAreEvenShareTheirRanks() {
        assertEquals((2.5 + 1) / 2, SUMMARY.meanRank("JGLN", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals(2.5, SUMMARY.meanRank("HAT", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals((1 + 2.5) / 2, SUMMARY.meanRank("NB", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals((1 + 3) / 2.0, SUMMARY.meanRank("NB", Figure.LOG_LOSS).orElseThrow(), 1e-12);
        assertTrue(SUMMARY.meanRank("VW", Figure.ACCURACY).isEmpty());
    }

    @Test
    void theReferenceIsSetAgainstEachOnTheTablesOfBoth() {
        Against tree = SUMMARY.against("HAT", Figure.ACCURACY).orElseThrow();
        assertEquals(List.of(2, 1, 0), List.of(tree.tables(), tree.won(), tree.lost()));
        assertEquals(0.15, tree.difference(), 1e-12);
        Against loss = SUMMARY.against("HAT", Figure.LOG_LOSS).orElseThrow();
        assertEquals(List.of(1, 1), List.of(loss.won(), loss.lost()));
        Against wabbit = SUMMARY.against("VW", Figure.LOG_LOSS).orElseThrow();
        assertEquals(List.of(1, 0, 1), List.of(wabbit.tables(), wabbit.won(), wabbit.lost()));
        assertEquals(Optional.empty(), SUMMARY.against("SRP-10", Figure.ACCURACY));
        assertEquals(0.85, SUMMARY.best("large", Figure.ACCURACY).orElseThrow(), 1e-12);
        assertEquals(0.1, SUMMARY.best("large", Figure.LOG_LOSS).orElseThrow(), 1e-12);
    }

    @Test
    void ratesCompareOnlyWhereTheyAreOfTheSameTime() {
        TablesSummary summary = new TablesSummary(
                List.of(
                        run("a", 100, "JGLN", 0, 1, 0, 2, "12:00"),
                        run("a", 100, "VW", 0, 1, 0, 1, "12:30"),
                        run("b", 100, "JGLN", 0, 1, 0, 2, "13:00"),
                        run("b", 100, "VW", 0, 1, 0, 100, "12:29"),
                        run("b", 100, "NB", 0, 1, 0, 2, "14:00")),
                Measure.PREQUENTIAL);
        assertEquals(0.5, summary.rateRatio("VW").orElseThrow(), 1e-12);
        assertEquals(1, summary.rateRatio("JGLN").orElseThrow(), 1e-12);
        assertTrue(summary.rateRatio("NB").isEmpty());
    }
}
