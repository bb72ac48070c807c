package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.data.Deskew;
import io.github.jgln.data.MnistSample;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {
    @TempDir
    static Path folder;

    private static Split sample;

    @BeforeAll
    static void writeSample() {
        MnistSample.copyTo(folder);
        sample = MnistSample.load();
    }

    @BeforeEach
    void forget() {
        FakeProvider.forget();
    }

    private static Cli train(String... options) {
        return Cli.run(Stream.concat(Stream.of("train", "idx:" + folder), Stream.of(options))
                .toArray(String[]::new));
    }

    private static Cli fake(String... options) {
        return train(Stream.concat(Stream.of("--backend", "fake"), Stream.of(options))
                .toArray(String[]::new));
    }

    private static int correct(int[] predicted, int[] labels) {
        return (int) IntStream.range(0, labels.length)
                .filter(i -> predicted[i] == labels[i])
                .count();
    }

    @Test
    void onePassIsWhatTheLibraryDoes() {
        JsonNode report = train("--json", "--backend", "cpu", "--layers", "4", "--learning-rate", "0.01", "--seed", "3")
                .json();
        GLNConfig config =
                GLNConfig.builder(784, 4).classes(10).learningRate(0.01).seed(3).build();
        try (GLN gln = GLN.create("cpu", config)) {
            int online = gln.learn(sample.train().rows(), sample.train().targets())
                    .correct(sample.train().targets());
            int[] tested = gln.infer(sample.test().rows()).classes();
            assertEquals(online / 300.0, report.get("onlineAccuracy").asDouble());
            assertEquals(
                    correct(tested, sample.test().labels()) / 100.0,
                    report.get("testAccuracy").asDouble());
            assertEquals(gln.parameters(), report.get("parameters").asLong());
            assertEquals(gln.device().toString(), report.get("device").asString());
        }
        assertEquals("cpu", report.get("backend").asString());
        assertEquals("idx:" + folder, report.get("dataset").asString());
        assertEquals("[4,1]", report.get("layers").toString());
        assertEquals("[4,4]", report.get("contextMapSize").toString());
        assertEquals(10, report.get("classes").asInt());
        assertEquals(300, report.get("rows").asInt());
        assertEquals(100, report.get("testRows").asInt());
        assertEquals(1, report.get("epochs").asInt());
        assertEquals(3, report.get("seed").asInt());
        assertTrue(report.get("trainSeconds").asDouble() > 0);
        assertEquals(
                300 / report.get("trainSeconds").asDouble(),
                report.get("rowsPerSecond").asDouble(),
                1e-6 * report.get("rowsPerSecond").asDouble());
        assertTrue(report.get("memoryBytes").asLong() > 0);
        assertFalse(report.get("deskewed").asBoolean());
        assertTrue(report.get("preset").isNull());
    }

    @Test
    void theBestPresetLearnsOnTheSampleToo() {
        JsonNode report = train("--json", "--backend", "cpu", "--preset", "best", "--deskew")
                .json();
        assertEquals("best", report.get("preset").asString());
        assertTrue(report.get("deskewed").asBoolean());
        assertTrue(report.get("testAccuracy").asDouble() > 0.5, report.toString());
    }

    @Test
    void reportForPeopleHasBothAccuracies() {
        Cli cli = fake();
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.out().contains("online accuracy") && cli.out().contains("test accuracy"), cli.out());
        assertTrue(cli.err().contains("backend: fake on Fake device (no threads)"), cli.err());
    }

    @Test
    void limitCutsTrainingRowsOnly() {
        JsonNode report = fake("--json", "--limit", "20").json();
        assertEquals(20, report.get("rows").asInt());
        assertEquals(100, report.get("testRows").asInt());
        assertEquals(IntStream.of(sample.train().labels()).limit(20).boxed().toList(), FakeProvider.LABELS);
    }

    @Test
    void epochsRepeatTheRowsAndTheScheduleSpansThem() {
        Cli cli = fake("--json", "--limit", "10", "--epochs", "3", "--learning-rate", "linear:0.3");
        assertEquals(30, FakeProvider.LABELS.size());
        assertEquals(FakeProvider.LABELS.subList(0, 10), FakeProvider.LABELS.subList(20, 30));
        assertEquals(0.3f, FakeProvider.RATES.get(0));
        assertEquals(0.01f, FakeProvider.RATES.get(29), 1e-7f);
        JsonNode report = cli.json();
        assertEquals(10, report.get("rows").asInt());
        assertEquals(3, report.get("epochs").asInt());
        assertEquals(3, report.get("epochResults").size());
        assertEquals(
                3,
                cli.err().lines().filter(line -> line.contains("test accuracy")).count(),
                cli.err());
    }

    @Test
    void onlineAccuracyIsThatOfTheFirstPass() {
        JsonNode report = train(
                        "--json", "--backend", "cpu", "--epochs", "2", "--layers", "4", "--learning-rate", "0.01")
                .json();
        JsonNode passes = report.get("epochResults");
        assertEquals(
                passes.get(0).get("onlineAccuracy").asDouble(),
                report.get("onlineAccuracy").asDouble());
        assertEquals(
                passes.get(1).get("testAccuracy").asDouble(),
                report.get("testAccuracy").asDouble());
        assertTrue(passes.get(1).get("onlineAccuracy").asDouble()
                > passes.get(0).get("onlineAccuracy").asDouble());
    }

    @Test
    void binaryIsOneClassAgainstTheRest() {
        JsonNode report = fake("--json", "--binary", "7").json();
        assertEquals(2, report.get("classes").asInt());
        assertEquals(1, FakeProvider.state.spec().outputs());
        assertEquals(
                IntStream.of(sample.train().labels())
                        .map(label -> label == 7 ? 1 : 0)
                        .boxed()
                        .toList(),
                FakeProvider.LABELS);
        // The fake says 0, "not 7", to every row.
        double notSeven =
                IntStream.of(sample.test().labels()).filter(label -> label != 7).count() / 100.0;
        assertEquals(notSeven, report.get("testAccuracy").asDouble());
    }

    @Test
    void shufflingDependsOnTheSeed() {
        fake("--shuffle", "--seed", "1");
        List<Integer> first = List.copyOf(FakeProvider.LABELS);
        FakeProvider.forget();
        fake("--shuffle", "--seed", "1");
        assertEquals(first, FakeProvider.LABELS);
        assertNotEquals(IntStream.of(sample.train().labels()).boxed().toList(), first);
        FakeProvider.forget();
        fake("--shuffle", "--seed", "2");
        assertNotEquals(first, FakeProvider.LABELS);
    }

    @Test
    void mnistIsShuffledUnlessToldNotTo() {
        List<Integer> given = IntStream.of(sample.train().labels()).boxed().toList();
        mnist();
        assertNotEquals(given, FakeProvider.LABELS);
        FakeProvider.forget();
        mnist("--no-shuffle");
        assertEquals(given, FakeProvider.LABELS);
        FakeProvider.forget();
        fake();
        assertEquals(given, FakeProvider.LABELS);
    }

    private static void mnist(String... options) {
        String[] common = {"train", "mnist", "--data-dir", folder.toString(), "--backend", "fake"};
        Cli cli = Cli.run(Stream.concat(Stream.of(common), Stream.of(options)).toArray(String[]::new));
        assertEquals(0, cli.code(), cli.err());
    }

    @Test
    void deskewingIsOffUnlessAskedFor() {
        fake("--limit", "1");
        assertEquals(sample.train().row(0)[200], FakeProvider.ROWS.get(0)[200]);
        FakeProvider.forget();
        fake("--limit", "1", "--deskew");
        assertArrayEquals(Deskew.apply(sample.train().limit(1)).row(0), FakeProvider.ROWS.get(0));
    }

    @Test
    void bisectorsTakeTheFirstRowsAsSample() {
        assertEquals(0, fake("--halfspaces", "bisectors", "--limit", "50").code());
        assertEquals(50, FakeProvider.state.statistics().count());
        fake("--side-information", "centred");
        assertEquals(0, FakeProvider.state.statistics().count());
    }

    @Test
    void backendOptionsReachTheBackend() {
        fake("--threads", "3", "--backend-option", "mode=plain");
        assertEquals("3", FakeProvider.threads.orElseThrow());
        assertEquals("plain", FakeProvider.mode.orElseThrow());
    }

    @Test
    void csvWithHeldOutPart(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("rows.csv");
        Files.writeString(file, "a,kind,b\n" + "0.1,x,0.2\n0.3,y,0.4\n0.5,x,0.6\n0.7,z,0.8\n".repeat(5));
        JsonNode report = Cli.run("train", "csv:" + file, "--label", "kind", "--backend", "fake", "--json")
                .json();
        assertEquals(16, report.get("rows").asInt());
        assertEquals(4, report.get("testRows").asInt());
        assertEquals(3, report.get("classes").asInt());
    }

    @Test
    void csvTestFileMayLackClasses(@TempDir Path directory) throws IOException {
        Path train = Files.writeString(directory.resolve("train.csv"), "kind,b\nx,1\ny,2\nz,3\n");
        Path test = Files.writeString(directory.resolve("test.csv"), "kind,b\nz,3\ny,2\n");
        Cli cli = Cli.run(
                "train", "csv:" + train, "--label", "kind", "--test", test.toString(), "--backend", "fake", "--json");
        // The fake says 0, which is x and not the test file's first class.
        assertEquals(0.0, cli.json().get("testAccuracy").asDouble());
    }

    @Test
    void aTerminalGetsABarAndALogSparseLines() {
        Cli lines = fake();
        assertFalse(lines.err().contains("\r"), lines.err());
        assertTrue(lines.err().lines().count() <= 14, lines.err());
        assertTrue(lines.err().contains("100%  300 of 300 rows"), lines.err());
        System.setProperty("jgln.terminal", "true");
        try {
            Cli bar = fake("--json");
            assertTrue(bar.err().contains("\r"), bar.err());
            assertTrue(bar.err().contains("300/300 rows"), bar.err());
            bar.json();
        } finally {
            System.clearProperty("jgln.terminal");
        }
    }

    @Test
    void quietSaysNothing() {
        Cli cli = fake("--quiet", "--epochs", "2");
        assertEquals("", cli.err());
        assertEquals(0, cli.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--layers 0",
                "--learning-rate 1e300",
                "--learning-rate linear:1e300",
                "--learning-rate 1e30 --layer-rate-factors 1,1e30",
                "--context-map-size 4,4,4,4,4",
                "--prediction-clipping 0.5",
                "--halfspaces bisectors --context-bias",
                "--epochs 0",
                "--limit 0",
                "--limit x",
                "--binary ten",
                "--label class",
                "--test rows.csv",
                "--raw --deskew",
                "--data-dir .",
                "--backend-option nonsense=1",
                "--backend-option threads",
                "more"
            })
    void badUsageIsOneLineAndCodeTwo(String options) {
        fake((options + " --json").split(" ")).failure(2);
    }

    /** The data is not there, so that whoever loads it says so. */
    @Test
    void ratesThatFloatsDoNotHoldAreRefusedBeforeDataIsLoaded() {
        String[] unheld = "train csv:nowhere.csv --label x --learning-rate 1e300".split(" ");
        String why = Cli.run(unheld).failure(2);
        assertTrue(why.contains("learning rate: expected a first rate that 32-bit floats hold"), why);
        assertTrue(why.contains("got 1.0E300"), why);

        String[] unheldInOneLayer = ("train csv:nowhere.csv --label x --layers 4,1 --learning-rate 1e20"
                        + " --layer-rate-factors 1e30,1")
                .split(" ");
        why = Cli.run(unheldInOneLayer).failure(2);
        assertTrue(
                why.contains("--learning-rate: expected rates that are at most 3.4028235E38, got 1.0E50 in layer 0"),
                why);
    }

    @Test
    void aFolderIsNoCsv() {
        String why = Cli.run("train", "csv:" + folder, "--label", "x", "--json").failure(1);
        assertTrue(why.startsWith("jgln: " + folder + ": cannot be read: "), why);
    }

    @Test
    void unknownDataIsBadUsage() {
        assertTrue(Cli.run("train", "cifar").failure(2).contains("csv:FILE"));
        assertTrue(Cli.run("train", folder.toString()).failure(2).contains("csv:FILE"));
        Cli.run("train").failure(2);
    }

    @Test
    void missingFilesAreAFailureInOneLine() {
        Cli.run("train", "idx:" + folder.resolve("nowhere"), "--json").failure(1);
        Cli.run("train", "csv:" + folder.resolve("nowhere.csv"), "--label", "x").failure(1);
    }

    @Test
    void unavailableBackendIsAFailureThatSaysWhy() {
        String line = train("--backend", "missing", "--json").failure(1);
        assertTrue(line.contains("there is no such card; buy one"), line);
        assertTrue(train("--backend", "abacus").failure(1).contains("unknown backend 'abacus'"));
    }

    @Test
    void automaticChoiceSaysWhyNotTheBetterOnes() {
        Cli cli = train("--limit", "10");
        assertTrue(cli.err().contains("; not missing: there is no such card; buy one"), cli.err());
    }

    @Test
    void debugShowsTheStackTrace() {
        Cli cli = train("--backend", "missing", "--debug");
        assertEquals(1, cli.code());
        assertTrue(cli.err().contains("\tat io.github.jgln."), cli.err());
    }
}
