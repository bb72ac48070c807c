package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Outputs never replace inputs, are looked at before work begins, and appear whole or not at all. */
class OutputFilesTest {
    @TempDir
    Path folder;

    private Path model;
    private Path rows;

    @BeforeEach
    void write() throws IOException {
        FakeProvider.forget();
        rows = Files.writeString(folder.resolve("rows.csv"), "a,kind,b\n" + "1,x,2\n3,y,4\n".repeat(10));
        model = folder.resolve("model");
        try (GLN gln = GLN.create("cpu", GLNConfig.builder(2, 3).classes(2).build())) {
            gln.save(model);
        }
    }

    private static Cli run(String... words) {
        return Cli.run(words);
    }

    private Cli predict(Path out) {
        return run("predict", "" + model, "csv:" + rows, "--label", "kind", "--backend", "cpu", "--out", "" + out);
    }

    private Cli train(String... options) {
        Stream<String> all = Stream.of("train", "csv:" + rows, "--label", "kind", "--backend", "fake", "--json");
        return Cli.run(Stream.concat(all, Stream.of(options)).toArray(String[]::new));
    }

    private void refused(Cli cli, Path kept, byte[] before) throws IOException {
        String why = cli.failure(2);
        assertTrue(why.contains("expected another file than those that are read"), why);
        assertArrayEquals(before, Files.readAllBytes(kept));
    }

    @Test
    void outputsNeverReplaceInputs() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        byte[] saved = Files.readAllBytes(model);
        byte[] text = Files.readAllBytes(rows);
        refused(predict(model), model, saved);
        refused(predict(inside.resolve("../model")), model, saved);
        refused(predict(Files.createSymbolicLink(folder.resolve("link"), model)), model, saved);
        refused(predict(rows), rows, text);
        Path graph = Files.copy(model, folder.resolve("model.onnx"));
        refused(run("export", "" + graph, "" + graph), graph, saved);
        refused(run("import-pygln", "" + rows, "" + rows), rows, text);
        refused(train("--save", "" + rows), rows, text);
        refused(train("--checkpoint", "" + rows, "--resume"), rows, text);
        String[] explain = {"explain", "" + model, "csv:" + rows, "--label", "kind", "--row", "0", "--out"};
        refused(Cli.run(Stream.concat(Stream.of(explain), Stream.of("" + model)).toArray(String[]::new)), model, saved);
        refused(Cli.run(Stream.concat(Stream.of(explain), Stream.of("" + rows)).toArray(String[]::new)), rows, text);
        Path images = Files.createDirectory(folder.resolve("images"));
        Path labels = Files.writeString(images.resolve("t10k-labels-idx1-ubyte"), "labels");
        refused(run("predict", "" + model, "idx:" + images, "--out", "" + labels), labels, "labels".getBytes());
        assertEquals(0, predict(images.resolve("predicted.csv")).code());
        assertEquals(0, predict(images.resolve("predicted.csv")).code());
    }

    @Test
    void predictionsAppearWholeOrNotAtAll() throws IOException {
        Path out = Files.writeString(folder.resolve("out.csv"), "earlier");
        Path link = Files.createLink(folder.resolve("earlier.csv"), out);
        assertEquals(0, predict(out).code());
        assertEquals(21, Files.readAllLines(out).size());
        assertEquals("earlier", Files.readString(link), "the file was written over, not replaced");
        Path graph = Files.writeString(folder.resolve("out.onnx"), "earlier");
        Path graphLink = Files.createLink(folder.resolve("earlier.onnx"), graph);
        assertEquals(0, run("export", "" + model, "" + graph).code());
        assertEquals("earlier", Files.readString(graphLink), "the file was written over, not replaced");
    }

    /** As a shell runs it. */
    private Process predictTo(String out, ProcessBuilder.Redirect standardOutput) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "predict",
                        "" + model,
                        "csv:" + rows,
                        "--label=kind",
                        "--backend=cpu",
                        "--out=" + out)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(standardOutput)
                .start();
    }

    private String predicted() throws IOException {
        Path out = folder.resolve("predicted.csv");
        assertEquals(0, predict(out).code());
        return Files.readString(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
    void standardOutputCanBeNamed(String name) throws Exception {
        assumeTrue(Files.exists(Path.of(name)), "this system has no " + name);
        Process process = predictTo(name, ProcessBuilder.Redirect.PIPE);
        assertEquals(predicted(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
        Path log = Files.writeString(folder.resolve("log"), "earlier\n");
        assertEquals(
                0,
                predictTo(name, ProcessBuilder.Redirect.appendTo(log.toFile())).waitFor());
        assertEquals("earlier\n" + predicted(), Files.readString(log));
    }

    @Test
    void pipesAreWrittenTo() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", "" + pipe).start().waitFor() == 0, "no pipes on this system");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Cli cli = predict(pipe);
        assertEquals(0, cli.code(), cli.err());
        assertEquals(predicted(), read.get(60, TimeUnit.SECONDS));
        assertFalse(Files.isRegularFile(pipe));
    }

    @Test
    void devicesAreWrittenTo() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        Cli cli = predict(Path.of("/dev/null"));
        assertEquals(0, cli.code(), cli.err());
        String why = predict(Path.of("/dev/full")).failure(1);
        assertEquals("jgln: /dev/full: No space left on device", why);
    }

    @Test
    void modelsAreNoStreams() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", "" + pipe).start().waitFor() == 0, "no pipes on this system");
        String why = train("--save", "" + pipe).failure(2);
        assertTrue(why.contains("expected a regular file to replace, got a pipe"), why);
    }

    /** The inputs are not there, so that whoever reads them first says so. */
    @Test
    void outputsAreLookedAtBeforeWorkBegins() {
        Path nowhere = folder.resolve("nowhere").resolve("out.onnx");
        String missing = "" + folder.resolve("missing");
        for (Cli cli : List.of(
                run("train", "csv:" + missing, "--label", "x", "--save", "" + nowhere),
                run("train", "csv:" + missing, "--label", "x", "--checkpoint", "" + nowhere),
                run("predict", missing, "csv:" + missing, "--out", "" + nowhere),
                run("export", missing, "" + nowhere),
                run("import-pygln", missing, "" + nowhere),
                run("explain", missing, "csv:" + missing, "--label", "x", "--row", "0", "--out", "" + nowhere),
                run("train", "csv:" + missing, "--label", "x", "--save", "" + folder.resolve("x".repeat(245))))) {
            String why = cli.failure(2);
            assertTrue(why.contains("/nowhere is none; create it first") || why.contains("cannot be written"), why);
        }
    }

    @Test
    void aModelThatCannotBeSavedIsKeptUnderAnotherName() throws IOException {
        Path save = folder.resolve("trained");
        FakeProvider.meanwhile = () -> {
            try {
                Files.createDirectories(save.resolve("in the way"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Cli cli = train("--save", "" + save, "--quiet");
        assertEquals(1, cli.code(), cli.err());
        assertEquals(16, JsonMapper.shared().readTree(cli.out()).get("rows").asInt());
        List<String> lines = cli.err().lines().toList();
        assertEquals(1, lines.size(), cli.err());
        String kept = lines.get(0).replaceAll(".*the model is kept as ", "");
        assertTrue(lines.get(0).startsWith("jgln: " + save + ": expected a file"), cli.err());
        assertEquals(folder.toRealPath(), Path.of(kept).getParent().toRealPath());
        assertEquals(16, SavedModel.read(Path.of(kept)).rowsLearned());
    }

    @Test
    void aModelIsKeptWithTemporaryFilesWhereItsFolderIsGone() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        FakeProvider.meanwhile = () -> {
            try {
                Files.deleteIfExists(gone);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Cli cli = train("--save", gone.resolve("trained").toString(), "--quiet");
        assertEquals(1, cli.code(), cli.err());
        Path kept = Path.of(cli.err().strip().replaceAll(".*the model is kept as ", ""));
        try {
            assertEquals(Path.of(System.getProperty("java.io.tmpdir")), kept.getParent());
            assertEquals(16, SavedModel.read(kept).rowsLearned());
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    @Test
    void resultsAndPagesOfStudiesToo() throws IOException {
        String nowhere = folder.resolve("nowhere/out").toString();
        String missing = "csv:" + folder.resolve("missing");
        for (Cli cli : List.of(
                run("accuracy", missing, "--label", "x", "--results", nowhere),
                run("search", missing, "--label", "x", "--journal", nowhere))) {
            String why = cli.failure(2);
            assertTrue(why.contains("/nowhere is none; create it first"), why);
        }
        Path results = Files.writeString(folder.resolve("results"), "{}");
        refused(run("accuracy", "--results", "" + results, "--page", "" + results), results, "{}".getBytes());
        Path page = folder.resolve("page");
        refused(
                run("accuracy", "--results", "" + page, "--search", "" + results, "--page", "" + results),
                results,
                "{}".getBytes());
    }

    @Test
    void whatTheSystemSaysNamesTheFile() {
        Path file = folder.resolve("out");
        IOException e = assertThrows(
                IOException.class,
                () -> OutputFile.write(file, channel -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + ": No space left on device", e.getMessage());
        assertFalse(Files.exists(file));
        String why = run("predict", "" + folder, "csv:" + rows).failure(1);
        assertTrue(why.startsWith("jgln: " + folder + ": "), why);
        String archive = run("import-pygln", "" + folder, "" + file).failure(1);
        assertTrue(archive.startsWith("jgln: " + folder), archive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trained", "inside/../trained", "./trained", "link/trained"})
    void modelAndCheckpointAreTwoFiles(String spelling) throws IOException {
        Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(folder.resolve("link"), folder);
        String[] both = {"--save", "" + folder.resolve("trained"), "--checkpoint", folder + "/" + spelling};
        String why = train(both).failure(2);
        assertTrue(why.contains("expected two files"), why);
    }
}
