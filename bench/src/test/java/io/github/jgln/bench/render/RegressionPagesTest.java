package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.regression.RegressionFigures;
import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.SplitRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionPagesTest {
    private static RegressionRun run(String data, String contender, double rmse, double coverage, boolean heldOut) {
        RegressionFigures figures = new RegressionFigures(90, rmse, rmse / 2, rmse - 1, coverage);
        return new RegressionRun(
                data,
                100,
                5,
                contender,
                "by itself",
                0,
                figures,
                heldOut ? figures : null,
                1,
                100,
                "1.0",
                "2026-01-31T12:34Z",
                "some processor");
    }

    private static SplitRun split(String data, int split, double rmse, double nll) {
        return new SplitRun(
                data,
                split,
                20,
                100,
                5,
                split == 0 ? "" : "learning-rate=0.1 bias=false",
                1,
                new RegressionFigures(10, rmse, rmse, nll, 0.9),
                1,
                "1.0",
                "2026-01-31T12:34Z",
                "some processor");
    }

    @Test
    void theComparisonCountsWhoIsAhead() {
        String page = RegressionFiles.text(List.of(
                run("a", "JGLN", 0.5, 0.9, true),
                run("a", "RLS", 1234.56, 0.95, true),
                run("b", "JGLN", 2, 0.8, false),
                run("b", "RLS", 0.00123456, 0.9, false)));
        assertTrue(page.contains("| RLS | 1 of 2 | 1 of 2 | 1 of 2 | 1 of 1 | 1 of 1 | 1 of 1 |"), page);
        assertTrue(page.contains("| a | 100 | 5 | **0.5000** | 1235 |"), page);
        assertTrue(page.contains("| b | 100 | 5 | 2.000 | **0.001235** |"), page);
        assertTrue(page.contains("| b | 100 | 5 | 80.0 | 90.0 |"), page);
        assertTrue(
                page.contains("Rows learnt: the lowest RMSE of all on 1 of 2 tables, the lowest negative log likelihood"
                        + " on 1; 87 to 93 % of the targets in the 90 % interval on 1."),
                page);
        assertTrue(page.contains("Rows held out: the lowest RMSE of all on 1 of 1 tables"), page);
    }

    @Test
    void theProtocolHasMeansAndStandardErrorsBesideWhatWasPublished() {
        String page = RegressionFiles.protocol(List.of(
                split("uci/boston", 0, 2.8, 2.5), split("uci/boston", 1, 3.0, 2.9), split("uci/mine", 0, 1, -1)));
        assertTrue(
                page.contains(
                        "| uci/boston | 2 of 20 | 100 | 5 | **2.900** ± 0.1000 | 2.90 | -2.700 ± 0.200 | -2.40 |"),
                page);
        assertTrue(page.contains("| uci/mine | 1 of 20 | 100 | 5 | 1.000 ± 0 | – | 1.000 ± 0.000 | – |"), page);
        assertTrue(page.contains("Of 1 tables the RMSE is no worse on 1, and the log likelihood on 0."), page);
        assertTrue(page.contains("| uci/boston | `--learning-rate 0.1 --bias false` | 1 |"), page);
    }

    @Test
    void aMeanIsRoundedToTheFiguresThatWerePublished() {
        String worse = RegressionFiles.protocol(List.of(split("naval", 0, 0.00076, -4.444)));
        assertTrue(worse.contains("| 0.0007600 ± 0 | 0.0007 | 4.444 ± 0.000 | 4.45 |"), worse);
        String noWorse = RegressionFiles.protocol(List.of(split("naval", 0, 0.00074, -4.446)));
        assertTrue(noWorse.contains("| **0.0007400** ± 0 | 0.0007 | **4.446** ± 0.000 | 4.45 |"), noWorse);
    }

    @Test
    void withoutRunsThereIsNoPage() {
        assertEquals("", RegressionFiles.text(List.of()));
        assertEquals("", RegressionFiles.protocol(List.of()));
    }
}
