package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
    /** The first row comes again as the third and the fifth; class 2 is nobody's. */
    private static final Dataset TRAIN =
            new Dataset("five rows", 1, List.of("a", "b", "c"), new float[] {1, 2, 1, 3, 1}, new int[] {0, 1, 0, 1, 1});

    private static final Dataset TEST =
            new Dataset("tests", 1, List.of("a", "b", "c"), new float[] {2, 3, 1, 4}, new int[] {1, 1, 0, 0});

    @TempDir
    private Path folder;

    private Measurement measurement(Contender contender, WorkerProgress progress) throws IOException {
        Path data = folder.resolve("data");
        DataFile.write(data, new Split(TRAIN, TEST));
        return new Measurement(
                new ContenderTask(
                        contender.name(), null, Map.of(), Preset.PYGLN, 0, 1, 0, List.of(), data.toString(), ""),
                contender,
                progress);
    }

    @Test
    void everyRowIsScoredBeforeItIsLearntAndTestRowsAfterThePass() throws IOException {
        List<Integer> progress = new ArrayList<>();
        Measured measured = measurement(new MemorisingContender(), (what, done, total) -> {
                    if (what.equals("run 1 of 1")) {
                        progress.add(done);
                    }
                })
                .run()
                .measured();
        assertEquals(1.0 / 5, measured.onlineAccuracy());
        assertEquals(List.of(0.0, 0.0, 1.0, 0.0, 0.0), measured.windows());
        assertEquals(1, measured.window());
        assertEquals(2.0 / 4, measured.testAccuracy());
        assertEquals(
                List.of(2, 4, 5),
                measured.marks().stream().map(Curve.Mark::rows).toList());
        assertEquals(List.of(0, 2, 4, 5), progress);
        double last = measured.marks().get(2).seconds();
        assertTrue(last > 0 && last == measured.seconds().get(0), measured.toString());
        assertEquals((5 + 4) * 2 * 4, measured.dataBytes());
        assertNull(measured.modelBytes());
        assertNull(measured.peakGmacs());
    }

    @Test
    void aRowLeftOutIsNoticed() throws IOException {
        Contender forgetful = new StubContender("forgetful") {
            @Override
            public OnlineLearner prepare(Dataset train, long seed) {
                return new MemorisingContender.Memory(train) {
                    @Override
                    public long rowsLearned() {
                        return super.rowsLearned() - 1;
                    }
                };
            }
        };
        Measurement measurement = measurement(forgetful, (what, done, total) -> {});
        String message =
                assertThrows(IllegalStateException.class, measurement::run).getMessage();
        assertTrue(message.contains("each of 5 rows once, got 4"), message);
    }
}
