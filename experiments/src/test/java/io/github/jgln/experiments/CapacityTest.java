package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLNConfig;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Dataset DATA = MadeUpRows.of(200, 10, 3).train();

    private static GLNConfig network(int size) {
        return GLNConfig.builder(DATA.features(), size, size)
                .classes(10)
                .learningRate(0.02)
                .seed(1)
                .build();
    }

    private static StudyReport run(Dataset data, int epochs) throws IOException {
        return new Capacity(data, List.of(50, 200), epochs, 7, List.of(List.of(network(1)), List.of(network(12))), 0)
                .study()
                .run(
                        DataSummary.of("made up", new Split(data, data)),
                        "1.0",
                        null,
                        2,
                        (soFar, model, done, total) -> {});
    }

    @Test
    void learnsRandomLabelsByHeart() throws IOException {
        StudyReport report = run(DATA, 20);
        Curve few = report.curve("GLN 12-12-1", "50 rows").orElseThrow();
        assertEquals(
                List.of("1", "2", "3", "5", "7", "10", "15", "20"),
                few.measured().stream().map(Point::at).toList());
        assertTrue(few.mean("20").orElseThrow() > 0.9, report.toString());
        // The smallest network has hardly begun by then.
        Curve small = report.curve("GLN 1-1-1", "50 rows").orElseThrow();
        assertTrue(small.mean("1").orElseThrow() < few.mean("1").orElseThrow() - 0.2, report.toString());
        assertTrue(small.mean("1").orElseThrow() < small.mean("20").orElseThrow() - 0.2, report.toString());
        assertEquals(4, report.curves().size());
        assertEquals(2, new CapacityText().findings(report).size());
    }

    @Test
    void theLabelsOfTheDataDoNotMatter() throws IOException {
        Dataset other = MadeUpRows.of(DATA.features(), 10, DATA.rows().toArray(), new int[DATA.rowCount()]);
        assertEquals(
                run(DATA, 2).curves().get(0).mean("2"),
                run(other, 2).curves().get(0).mean("2"));
    }

    @Test
    void badNumbersAreRefused() {
        List<List<GLNConfig>> networks = List.of(List.of(network(1)));
        assertThrows(IllegalArgumentException.class, () -> new Capacity(DATA, List.of(201), 1, 0, networks, 0));
        assertThrows(IllegalArgumentException.class, () -> new Capacity(DATA, List.of(10), 0, 0, networks, 0));
        assertThrows(IllegalArgumentException.class, () -> new Capacity(DATA, List.of(), 1, 0, networks, 0));
    }
}
