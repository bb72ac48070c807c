package io.github.jgln.bench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.bench.tables.TablesComparison.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts processes, as few as will do. */
class TablesComparisonTest {
    @TempDir
    private Path folder;

    private static final class Recorder implements TablesComparison.Listener {
        private final List<String> steps = new ArrayList<>();
        private final List<TableRun> runs = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        @Override
        public void progress(String who, String what, int done, int total) {
            steps.add(who + ": " + what + (done == total ? " done" : ""));
        }

        @Override
        public void finished(TableRun run) {
            runs.add(run);
        }

        @Override
        public void unavailable(String who, String why) {
            missing.add(who + ": " + why);
        }
    }

    private Recorder run(Path results, List<String> contenders, int seeds, List<String> streams) throws IOException {
        Recorder recorder = new Recorder();
        new TablesComparison(
                        "1.0",
                        new Setting(
                                TablesComparison.suite(folder.resolve("suite")),
                                "class",
                                contenders,
                                200,
                                seeds,
                                streams))
                .brief()
                .run(results, recorder);
        return recorder;
    }

    @Test
    void whatTheResultsHaveIsNotMeasuredAgain() throws IOException {
        Path suite = Files.createDirectory(folder.resolve("suite"));
        MadeUpTable.write(suite.resolve("made.csv"), 300);
        Path results = folder.resolve("results.jsonl");

        Recorder first = run(results, List.of("jgln", "HAT"), 1, List.of());
        assertEquals(
                List.of(Measure.PREQUENTIAL, Measure.HELD_OUT),
                first.runs.stream().map(TableRun::measure).toList());
        assertEquals(first.runs, TablesComparison.read(results));
        assertEquals("made, first 200 rows", first.runs.get(0).data());
        assertEquals(200, first.runs.get(0).rows());
        assertTrue(first.runs.get(0).accuracy() > 0.7, first.runs.toString());
        assertTrue(first.steps.contains("made, first 200 rows, JGLN: learning done"), first.steps.toString());
        assertEquals(1, first.missing.size());
        assertTrue(
                first.missing.get(0).startsWith("made, first 200 rows, HAT: its library is not on the class path"),
                first.missing.toString());

        Recorder second = run(results, List.of("JGLN"), 2, List.of("made"));
        assertEquals(
                1, second.runs.size(), "only the other seed's pass is missing, as no rows of a stream are held out");
        assertEquals(1, second.runs.get(0).seed());
        assertEquals(3, TablesComparison.read(results).size());
    }

    @Test
    void aSuiteIsItsTablesTheSmallestFirst() throws IOException {
        Files.writeString(folder.resolve("b.csv"), "x");
        Files.writeString(folder.resolve("a.csv"), "x");
        Files.writeString(folder.resolve("c.csv.gz"), "");
        Files.writeString(folder.resolve("d.arff"), "xxx");
        Files.writeString(folder.resolve(".hidden.csv"), "");
        Files.writeString(folder.resolve("README.md"), "");
        assertEquals(
                List.of("c.csv.gz", "a.csv", "b.csv", "d.arff"),
                TablesComparison.suite(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        Path one = folder.resolve("README.md");
        assertEquals(List.of(one), TablesComparison.suite(one));
        IOException none = assertThrows(IOException.class, () -> TablesComparison.suite(folder.resolve("nowhere")));
        assertTrue(none.getMessage().startsWith("expected a file, or a folder of .csv or .arff files"));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertTrue(refusal(List.of("abacus"), 1).contains("got 'abacus'"));
        assertTrue(refusal(List.of(), 0).contains("seeds: expected at least 1, got 0"));
    }

    private static String refusal(List<String> contenders, int seeds) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new TablesComparison(
                                "1.0", new Setting(List.of(), "class", contenders, 1, seeds, List.of())))
                .getMessage();
    }
}
