package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.Preparation;
import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.MnistSample;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Split;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableDataset;
import io.github.jgln.data.TableOptions;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.evaluation.Training;
import io.github.jgln.evaluation.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Models that commands write and others read. */
class SavedModelCommandsTest {
    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private String model;

    @BeforeAll
    static void writeSample() {
        MnistSample.copyTo(data);
    }

    @BeforeEach
    void name() {
        model = folder.resolve("model").toString();
    }

    private static Cli run(String command, String... options) {
        String[] common = {"--backend", "cpu", "--json"};
        return Cli.run(Stream.of(command.split(" "), options, common)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static Cli train(String... options) {
        String[] quick = {"idx:" + data, "--layers", "4", "--learning-rate", "0.01"};
        return run("train", Stream.concat(Stream.of(quick), Stream.of(options)).toArray(String[]::new));
    }

    private static Path csv(Path folder, String name, int rows) throws IOException {
        StringBuilder text = new StringBuilder("a,kind,b\n");
        for (int t = 0; t < rows; t++) {
            text.append(t * 37 % 101)
                    .append(",k")
                    .append(t * 11 % 3)
                    .append(',')
                    .append(t % 7)
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--deskew", "--binary 7", "--preset best --epochs 2", "--shuffle --seed 3 --limit 200"})
    void evaluateSaysWhatTrainSaid(String options) {
        String[] given = options.isEmpty() ? new String[0] : options.split(" ");
        JsonNode trained = train(Stream.concat(Stream.of(given), Stream.of("--save", model))
                        .toArray(String[]::new))
                .json();
        JsonNode evaluated = run("evaluate", model, "idx:" + data).json();
        assertEquals(
                trained.get("testAccuracy").asDouble(),
                evaluated.get("testAccuracy").asDouble());
        assertEquals(100, evaluated.get("testRows").asInt());
        assertEquals("cpu", evaluated.get("backend").asString());
    }

    @Test
    void evaluateHoldsOutTheRowsThatTrainDidWhereItIsTold() throws IOException {
        Path file = csv(folder, "rows.csv", 200);
        JsonNode trained = run("train", "csv:" + file, "--label", "kind", "--seed", "5", "--save", model)
                .json();
        JsonNode evaluated = run("evaluate", model, "csv:" + file, "--label", "kind", "--test-fraction", "0.2")
                .json();
        assertEquals(40, evaluated.get("testRows").asInt());
        assertEquals(
                trained.get("testAccuracy").asDouble(),
                evaluated.get("testAccuracy").asDouble());
        JsonNode all = run("evaluate", model, "csv:" + file, "--label", "kind").json();
        assertEquals(200, all.get("testRows").asInt());
        assertTrue(all.get("wholeTable").asBoolean());
        assertFalse(evaluated.get("wholeTable").asBoolean());
        String text = Cli.run("evaluate", model, "csv:" + file, "--label", "kind", "--backend", "cpu")
                .out();
        assertTrue(text.contains("(all 200 rows of the table; if the model was trained on it"), text);
        // Other data may lack a class that the model knows, or bring one, whose rows are not scored.
        Path two = Files.writeString(folder.resolve("two.csv"), "a,kind,b\n1,k1,2\n2,k0,3\n");
        assertEquals(
                2,
                run("evaluate", model, "csv:" + two, "--label", "kind")
                        .json()
                        .get("testRows")
                        .asInt());
        Path one = Files.writeString(folder.resolve("one.csv"), "a,kind,b\n1,k1,2\n2,k1,3\n");
        assertEquals(
                2,
                run("evaluate", model, "csv:" + one, "--label", "kind")
                        .json()
                        .get("testRows")
                        .asInt());
        String alone = run("train", "csv:" + one, "--label", "kind", "--test-fraction", "0.5", "--quiet")
                .failure(1);
        assertTrue(alone.contains("one.csv: expected labels of at least 2 classes to learn, found only 'k1'"), alone);
        Path other = Files.writeString(folder.resolve("other.csv"), "a,kind,b\n1,k1,2\n2,k7,3\n");
        Cli fewer = run("evaluate", model, "csv:" + other, "--label", "kind");
        assertEquals(1, fewer.json().get("testRows").asInt());
        Cli told = Cli.run("evaluate", model, "csv:" + other, "--label", "kind", "--backend", "cpu");
        assertTrue(told.err().contains("1 label is of no class and counts as missing"), told.err());
    }

    @Test
    void predictWritesAClassAndProbabilitiesForEachRow() throws IOException {
        Path file = csv(folder, "rows.csv", 50);
        run("train", "csv:" + file, "--label", "kind", "--save", model).json();
        Path out = folder.resolve("out.csv");
        Cli written = Cli.run(
                "predict", model, "csv:" + file, "--label", "kind", "--backend", "cpu", "--out", out.toString());
        assertEquals(0, written.code(), written.err());
        List<String> lines = Files.readAllLines(out);
        assertEquals("class,p(k0),p(k1),p(k2)", lines.get(0));
        assertEquals(51, lines.size());
        Cli printed = Cli.run("predict", model, "csv:" + file, "--label", "kind", "--backend", "cpu");
        assertEquals(lines, printed.out().lines().toList());
        JsonNode json = run("predict", model, "csv:" + file, "--label", "kind").json();
        assertEquals("[\"k0\",\"k1\",\"k2\"]", json.get("classes").toString());
        Dataset rows;
        try (Table table = Table.open(file, TableOptions.DEFAULT)) {
            SchemaOptions kind = SchemaOptions.builder().label("kind").build();
            rows = TableDataset.read(table, kind, LoadListener.silent());
        }
        try (GLN gln = GLN.load("cpu", Path.of(model))) {
            float[] expected = gln.infer(rows.rows()).normalisedProbabilities();
            for (int t = 0; t < 50; t++) {
                String[] fields = lines.get(t + 1).split(",");
                String name = rows.classes().get(gln.predict(rows.row(t)));
                assertEquals(name, fields[0]);
                assertEquals(name, json.get("predicted").get(t).asString());
                for (int c = 0; c < 3; c++) {
                    assertEquals(expected[3 * t + c], Float.parseFloat(fields[c + 1]));
                }
            }
        }
        Cli unlabelled = Cli.run("predict", model, "csv:" + file, "--backend", "cpu");
        assertEquals(lines, unlabelled.out().lines().toList());
        assertTrue(
                unlabelled.err().contains("has columns that the model does not, which are left out: 'kind'"),
                unlabelled.err());
        Path other = Files.writeString(folder.resolve("other.csv"), "c\n1\n");
        String refusal = run("predict", model, "csv:" + other).failure(1);
        assertTrue(
                refusal.contains("expected the columns of the model, found no 'a', 'b', found beside them 'c'"),
                refusal);
    }

    /** By position the same rows would be other ones. */
    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        for (String preset : List.of("table", "pygln")) {
            Path file = csv(folder, "rows.csv", 60);
            run("train", "csv:" + file, "--label", "kind", "--preset", preset, "--save", model)
                    .json();
            List<String> reordered = Files.readAllLines(file).stream()
                    .map(line -> line.split(","))
                    .map(cells -> String.join(",", cells[2], cells[1], cells[0]))
                    .toList();
            Path turned = Files.write(folder.resolve("turned.csv"), reordered);
            String expected = Cli.run("predict", model, "csv:" + file, "--label", "kind", "--backend", "cpu")
                    .out();
            assertEquals(
                    expected,
                    Cli.run("predict", model, "csv:" + turned, "--label", "kind", "--backend", "cpu")
                            .out(),
                    preset);
            assertEquals(
                    run("evaluate", model, "csv:" + file, "--label", "kind")
                            .json()
                            .get("correct"),
                    run("evaluate", model, "csv:" + turned, "--label", "kind")
                            .json()
                            .get("correct"));
        }
    }

    @Test
    void predictTakesImagesPreparedAsForTraining() throws IOException {
        train("--deskew", "--binary", "3", "--save", model).json();
        JsonNode json = run("predict", model, "idx:" + data).json();
        assertEquals(100, json.get("rows").asInt());
        assertEquals("[\"not 3\",\"3\"]", json.get("classes").toString());
        assertEquals(2, json.get("probabilities").get(99).size());
    }

    @Test
    void infoSaysWhatAModelIs() throws IOException {
        train("--save", model).json();
        JsonNode info = Cli.run("info", model, "--json").json();
        assertEquals(300, info.get("rowsLearned").asInt());
        assertEquals(Files.size(Path.of(model)), info.get("bytes").asLong());
        assertEquals("0.01", info.get("config").get("learning_rate").asString());
        JsonNode preparation = info.get("preparation");
        assertFalse(preparation.get("deskewed").asBoolean());
        assertEquals("9", preparation.get("classes").get(9).asString());
        assertFalse(preparation.has("oneClass"));
        Cli text = Cli.run("info", model);
        assertTrue(text.out().contains("300 rows learnt"), text.out());
        assertTrue(text.out().contains("layer_sizes"), text.out());
        train("--binary", "7", "--deskew", "--save", model).json();
        String binary = Cli.run("info", model).out();
        assertTrue(binary.lines().anyMatch(line -> line.matches("  preparation oneClass +7")), binary);
        assertTrue(binary.lines().anyMatch(line -> line.matches("  preparation deskewed +true")), binary);
        assertTrue(binary.lines().anyMatch(line -> line.matches("  preparation classes +\\[not 7, 7]")), binary);
    }

    @Test
    void exportWritesAGraph() throws IOException {
        train("--deskew", "--save", model).json();
        Path graph = folder.resolve("model.onnx");
        JsonNode report = Cli.run("export", model, graph.toString(), "--json").json();
        assertEquals(Files.size(graph), report.get("bytes").asLong());
        assertTrue(Files.size(graph) > Files.size(Path.of(model)) / 2);
        Cli text = Cli.run("export", model, graph.toString());
        assertTrue(text.out().contains("trained on deskewed images"), text.out());
        Cli.run("export", model, model).failure(2);
    }

    @Test
    void importRefusesWhatIsNoArchive() throws IOException {
        Path archive = Files.writeString(folder.resolve("model.npz"), "none");
        String why = Cli.run("import-pygln", archive.toString(), model).failure(1);
        assertTrue(why.contains("expected an .npz file"), why);
        assertFalse(Files.exists(Path.of(model)));
    }

    @Test
    void filesThatAreNoModelAreRefusedInOneLine() throws IOException {
        Files.writeString(Path.of(model), "no model");
        String why = Cli.run("info", model).failure(1);
        assertTrue(why.contains(model + ": expected a header of"), why);
        assertEquals(
                "jgln: no such file: " + model + "2",
                Cli.run("info", model + "2").failure(1));
        assertTrue(run("evaluate", model, "idx:" + data).failure(1).contains("expected a header"));
    }

    @Test
    void modelsOfTheLibraryGoByClassNumbers() throws IOException {
        GLNConfig config = GLNConfig.builder(784, 3).classes(10).build();
        try (GLN gln = GLN.create("cpu", config)) {
            gln.save(Path.of(model));
            assertEquals(
                    100,
                    run("evaluate", model, "idx:" + data).json().get("testRows").asInt());
        }
    }

    /** From the first pass and from the second, on a block's boundary and off it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70, 299, 300, 301, 444, 600})
    void resumedTrainingEndsAsTheWholeOne(int rows) throws IOException {
        Path whole = folder.resolve("whole");
        Path checkpoint = folder.resolve("checkpoint");
        String[] options = {
            "idx:" + data,
            "--layers",
            "4",
            "--epochs",
            "2",
            "--shuffle",
            "--side-information",
            "centred",
            "--learning-rate",
            "linear:0.02",
            "--save"
        };
        JsonNode expected = run("train", with(options, whole.toString())).json();
        leaveCheckpoint(checkpoint, rows, SavedModel.read(whole).config());
        JsonNode resumed = run(
                        "train",
                        with(
                                options,
                                model,
                                "--checkpoint",
                                checkpoint.toString(),
                                "--checkpoint-every",
                                "70",
                                "--resume"))
                .json();
        assertEquals(rows, resumed.get("resumedAtRow").asInt());
        assertEquals(
                expected.get("epochResults").toString(),
                resumed.get("epochResults").toString());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(Path.of(model)));
        assertEquals(600, SavedModel.read(checkpoint).rowsLearned());
    }

    /** As a process leaves it that is killed after so many rows. */
    private static void leaveCheckpoint(Path checkpoint, int rows, GLNConfig config) throws IOException {
        Split split = MnistSample.load();
        Dataset train = split.train().shuffled(0);
        String checksum = TrainingProgress.checksum(train.labelled());
        try (GLN gln = GLN.create("cpu", config)) {
            Training training = new Training(gln, train.labelled(), split.test().labelled());
            for (int pass = 0; pass < rows / 300; pass++) {
                training.learn(block -> {});
                training.test();
            }
            Score online = new Prequential(gln).learn(train.limit(rows % 300).labelled());
            gln.saved(new TrainingProgress(checksum, training.epochs(), online).asNote())
                    .write(checkpoint);
        }
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void checkpointsAreMadeOnTheWay() throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        Cli cli = train("--checkpoint", checkpoint.toString(), "--checkpoint-every", "70");
        cli.json();
        SavedModel last = SavedModel.read(checkpoint);
        assertEquals(300, last.rowsLearned());
        assertEquals(1, TrainingProgress.of(last.notes()).epochs().size());
    }

    /** Cut within the second pass, by a version whose files had another format. */
    @Test
    void checkpointsOfTheFirstFormatGoOn() throws IOException {
        Path from = Path.of("src/test/resources/io/github/jgln/cli/checkpoint-1");
        Path checkpoint = Files.copy(from.resolve("checkpoint.safetensors"), folder.resolve("checkpoint"));
        String options =
                "--label kind --preset pygln --layers 4 --learning-rate 0.05 --halfspaces bisectors --seed 5 --epochs 2 --resume";
        JsonNode report = run(
                        "train csv:" + from.resolve("train.csv"),
                        with(
                                options.split(" "),
                                "--test",
                                from.resolve("test.csv").toString(),
                                "--checkpoint",
                                checkpoint.toString(),
                                "--save",
                                model))
                .json();
        assertEquals(54, report.get("resumedAtRow").asInt());
        assertEquals(
                "[{\"onlineAccuracy\":0.75,\"testAccuracy\":0.75},{\"onlineAccuracy\":0.9,\"testAccuracy\":"
                        + "0.8333333333333334}]",
                report.get("epochResults").toString());
        SavedModel whole = SavedModel.read(from.resolve("whole.safetensors"));
        SavedModel resumed = SavedModel.read(Path.of(model));
        // Its columns have names now.
        assertEquals(
                new Preparation(whole.preparation().classes(), false, Optional.empty(), List.of("x", "y", "z")),
                resumed.preparation());
        for (int i = 0; i < 2; i++) {
            // Sums are rounded by the processor's vectors.
            assertArrayEquals(
                    whole.state().layers().get(i).weights()[2][0],
                    resumed.state().layers().get(i).weights()[2][0],
                    1e-5f);
        }
    }

    @Test
    void theChecksumOfManyRowsIsThatOfTheFirstFormat() {
        LabelledRows rows = MnistSample.load().train().limit(250).labelled();
        assertEquals("250 x 784 7d06856f", TrainingProgress.checksum(rows));
    }

    @Test
    void checkpointsOfOtherTrainingsAreRefused() throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        String[] resume = {"--checkpoint", checkpoint.toString(), "--resume"};
        train("--checkpoint", checkpoint.toString()).json();
        byte[] before = Files.readAllBytes(checkpoint);
        assertTrue(train("--checkpoint", checkpoint.toString())
                .failure(2)
                .contains("exists already; go on from it with --resume"));
        assertTrue(train(with(resume, "--seed", "9")).failure(1).contains("is of another model"));
        assertTrue(train(with(resume, "--shuffle")).failure(1).contains("is of other data"));
        train(with(resume, "--epochs", "2")).json();
        assertTrue(train(resume).failure(1).contains("has 2 passes behind it"));
        train("--save", model).json();
        String noProgress = train("--checkpoint", model, "--resume").failure(1);
        assertTrue(noProgress.contains("notes no progress"), noProgress);
        assertFalse(Arrays.equals(before, Files.readAllBytes(checkpoint)), "the second pass was saved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--resume",
                "--checkpoint-every 5",
                "--checkpoint x --checkpoint-every 0",
                "--save nowhere/model",
                "--checkpoint nowhere/model"
            })
    void badUsageIsOneLineAndCodeTwo(String options) {
        train(options.split(" ")).failure(2);
    }

    @Test
    void quietCommandsSayNothingButTheResult() throws IOException {
        train("--save", model).json();
        String[] quiet = {"--backend", "cpu", "--quiet"};
        for (String command : List.of("evaluate " + model, "predict " + model)) {
            Cli cli = Cli.run(with((command + " idx:" + data).split(" "), quiet));
            assertEquals(0, cli.code(), cli.err());
            assertEquals("", cli.err());
        }
        Cli explained = Cli.run("explain", model, "idx:" + data, "--row", "1", "--quiet");
        assertEquals(0, explained.code(), explained.err());
        assertEquals("", explained.err());
    }

    @Test
    void badUsageOfEvaluate() throws IOException {
        train("--save", model).json();
        run("evaluate", model, "idx:" + data, "--label", "x").failure(2);
        run("evaluate", model).failure(2);
        run("evaluate", model, "csv:x", "--label", "y", "--test-fraction", "0.5", "--test", "z")
                .failure(2);
    }
}
