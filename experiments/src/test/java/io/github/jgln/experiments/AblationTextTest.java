package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import io.github.jgln.experiments.StudyReport.Run;
import io.github.jgln.experiments.StudyText.Finding;
import io.github.jgln.experiments.StudyText.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationTextTest {
    static StudyReport report(Ablation ablation, int rows, Map<String, Double> percents) {
        List<Point> points = new ArrayList<>();
        for (String at : ablation.settings()) {
            points.add(new Point(
                    at,
                    percents.containsKey(at)
                            ? List.of(
                                    new Run(1, percents.get(at) / 100 - 0.001, 0.9, 1.0),
                                    new Run(2, percents.get(at) / 100 + 0.001, 0.9, 1.0))
                            : List.of()));
        }
        return new StudyReport(
                1,
                "1.0",
                "2026-01-01",
                new Machine("abacus", 1, null, "", ""),
                new DataSummary("mnist, deskewed, shuffled", 784, 10, rows, 10_000),
                ablation.id(),
                "preset pygln",
                List.of(new Curve("GLN 16-16-1", null, "one pass", null, points)));
    }

    private static List<Verdict> verdicts(Ablation ablation, Map<String, Double> percents) {
        return new AblationText(ablation)
                .findings(report(ablation, 60_000, percents)).stream()
                        .map(Finding::verdict)
                        .toList();
    }

    @Test
    void claimsAreJudgedByTheFigures() {
        assertEquals(List.of(Verdict.CONFIRMED), verdicts(Ablation.SIZE, Map.of("4", 95.6)));
        assertEquals(List.of(Verdict.REFUTED), verdicts(Ablation.SIZE, Map.of("4", 95.4)));
        assertEquals(List.of(Verdict.NOT_MEASURED), verdicts(Ablation.SIZE, Map.of("8", 95.6)));
        assertEquals(
                List.of(Verdict.CONFIRMED, Verdict.REFUTED, Verdict.CONFIRMED),
                verdicts(
                        Ablation.BIAS,
                        Map.of("no bias", 96.0, "context bias", 95.2, "layer bias", 96.1, "both", 95.9)));
        assertEquals(
                List.of(Verdict.REFUTED, Verdict.CONFIRMED, Verdict.CONFIRMED),
                verdicts(Ablation.DEPTH, Map.of("0", 93.0, "2", 96.0, "10", 96.1)));
    }

    @Test
    void figuresAreMeansInPercent() {
        Finding finding = new AblationText(Ablation.SIZE)
                .findings(report(Ablation.SIZE, 60_000, Map.of("4", 95.61)))
                .get(0);
        assertEquals("4: 95.61 %", finding.figures());
        String table = StudyTable.markdown(report(Ablation.SIZE, 60_000, Map.of("4", 95.61)));
        assertTrue(table.contains("| GLN 16-16-1 | 4 | 95.61 % | 95.51 % | 95.71 % | 2 | 90.00 % | 95.7 % |"), table);
    }

    @Test
    void otherDataProvesNothing() {
        StudyReport some = report(Ablation.SIZE, 1000, Map.of("4", 95.6));
        assertEquals(List.of(), new AblationText(Ablation.SIZE).findings(some));
        assertTrue(!StudyTable.markdown(some).contains("published"));
    }
}
