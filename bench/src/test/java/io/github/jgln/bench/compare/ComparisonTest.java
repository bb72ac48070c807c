package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts processes, as few as will do. */
class ComparisonTest {
    private static final int ROWS = 300;
    private static final int FEATURES = 30;
    private static final Split DATA = data();

    private static Split data() {
        Dataset rows = SyntheticRows.of(ROWS, FEATURES, 3);
        return new Split(rows, rows.limit(100));
    }

    private static final class Recorder implements CompareListener {
        private final List<String> steps = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public void progress(String contender, String what, int done, int total) {
            steps.add(contender + ": " + what + (done == total ? " done" : ""));
        }

        @Override
        public void finished(CompareReport soFar, Result last) {
            sizes.add(soFar.contenders().size());
        }
    }

    @Test
    void measuresWhatIsThereAndKeepsWhatIsNot() throws IOException {
        Recorder recorder = new Recorder();
        CompareReport report = Comparison.of("1.0", Preset.BEST, 5, 2, List.of("cpu plain", "cuda", "linear"))
                .brief()
                .run("made up, in order", DATA, recorder);

        assertEquals(List.of(1, 2, 3), recorder.sizes);
        assertTrue(recorder.steps.contains("cpu plain: run 2 of 2 done"), recorder.steps.toString());
        assertEquals("made up, in order", report.data().name());
        assertEquals("cpu plain", report.reference());
        Measured plain = report.contenders().get(0).measured();
        assertNotNull(plain, report.toString());
        assertEquals(2, plain.seconds().size());
        assertTrue(plain.testAccuracy() > 0.9, plain.toString());
        assertTrue(plain.onlineAccuracy() > 0.6 && plain.onlineAccuracy() < 1, plain.toString());
        assertEquals(ROWS, plain.marks().get(plain.marks().size() - 1).rows());
        assertEquals(ROWS / plain.trainSeconds().median(), plain.rowsPerSecond(), 1e-6);
        assertEquals(2, plain.neurons().size());
        // Hardly warmed up, the peak is none; but it is measured.
        assertTrue(plain.ofPeak().median() > 0, plain.toString());
        assertTrue(report.contenders().get(0).device().contains("plain Java"), report.toString());
        assertTrue(report.contenders().get(1).unavailable().reason().contains("class path"));
        assertEquals(
                "its libraries are not on the class path",
                report.contenders().get(2).unavailable().reason());

        CompareReport added = Comparison.of("1.0", Preset.BEST, 5, 2, List.of("linear"))
                .add(report)
                .run("made up, in order", DATA, recorder);
        assertEquals(report, added);
        Comparison other =
                Comparison.of("1.0", Preset.BEST, 6, 2, List.of("linear")).add(report);
        assertThrows(IllegalArgumentException.class, () -> other.run("made up, in order", DATA, recorder));
    }

    @Test
    void aProcessThatDiesIsAReasonAndNoMore(@TempDir Path folder) throws IOException {
        Result result = run(
                folder,
                new ContenderTask(
                        HaltingContender.NAME,
                        null,
                        Map.of(),
                        Preset.PYGLN,
                        0,
                        1,
                        0,
                        List.of(),
                        folder.resolve("data").toString(),
                        folder.resolve("result").toString()));
        assertEquals(HaltingContender.NAME, result.name());
        assertTrue(result.unavailable().reason().startsWith("its process ended with exit code 7"), result.toString());
        assertTrue(result.unavailable().reason().contains("last words"), result.toString());
    }

    @Test
    void whatABackendRefusesIsTheReason(@TempDir Path folder) throws IOException {
        Result result = run(
                folder,
                new ContenderTask(
                        "cpu",
                        "cpu",
                        Map.of("threads", "none"),
                        Preset.PYGLN,
                        0,
                        1,
                        0,
                        List.of(),
                        folder.resolve("data").toString(),
                        folder.resolve("result").toString()));
        assertTrue(result.unavailable().reason().contains("option 'threads'"), result.toString());
        assertFalse(result.unavailable().reason().contains("Exception"), result.toString());
    }

    private static Result run(Path folder, ContenderTask task) throws IOException {
        DataFile.write(folder.resolve("data"), DATA);
        return new ContenderProcess(folder, "").run(task, (what, done, total) -> {});
    }

    @Test
    void noRunsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Comparison.of("1.0", Preset.PYGLN, 0, 0, List.of()));
    }
}
