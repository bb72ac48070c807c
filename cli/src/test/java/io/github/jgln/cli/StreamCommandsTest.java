package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.SavedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tables that are learnt while they are read. */
class StreamCommandsTest {
    private static final int ROWS = 1500;

    @TempDir
    Path folder;

    private String model;
    private Path table;
    private String text;

    /** The label is what x and the colour say; from the 1,200th row on some rows are of a class that was not there before. */
    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("model").toString();
        text = table(1200);
        table = Files.writeString(folder.resolve("table.csv"), text);
    }

    private static String table(int late) {
        StringBuilder lines = new StringBuilder("x,colour,kind\n");
        for (int t = 0; t < ROWS; t++) {
            int x = t * 7919 % 1000;
            String colour = t * 31 % 7 < 3 ? "red" : "blue";
            String kind = t >= late && t % 5 == 0 ? "late" : x > 500 ? "large" : colour;
            lines.append(x).append(',').append(colour).append(',').append(kind).append('\n');
        }
        return lines.toString();
    }

    private static Cli run(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.addAll(List.of(more));
        all.addAll(List.of("--backend", "cpu"));
        return Cli.run(all.toArray(String[]::new));
    }

    private static Cli piped(String input, String command, String... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(command, more);
        } finally {
            System.setIn(before);
        }
    }

    /** What differs between two runs of the same. */
    private static String results(Cli cli) {
        JsonNode json = cli.json();
        return json.get("rows") + " " + json.get("onlineAccuracy") + " " + json.get("onlineLogLoss") + " "
                + json.get("onlineKappa") + " " + json.get("majorityAccuracy") + " " + json.get("noChangeAccuracy");
    }

    /** Held rows are learnt where there is a checkpoint to be made. */
    @Test
    void aStreamIsLearntAsHeldRowsAre() throws IOException {
        Path other = folder.resolve("other");
        String options = " --label kind --test-fraction 0 --json --save ";
        Cli streamed = run("train " + table + options + model);
        Cli held = run(
                "train " + table + options + other,
                "--checkpoint",
                folder.resolve("checkpoint").toString());
        assertEquals(results(held), results(streamed));
        assertTrue(streamed.err().contains("learnt as it is read, 1,500 rows"), streamed.err());
        assertFalse(held.err().contains("learnt as it is read"), held.err());
        assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(Path.of(model)));
        Cli piped = piped(text, "train - --classes blue,large,late,red --json");
        assertEquals(results(streamed), results(piped));
        assertTrue(piped.err().contains("label 'kind'"), piped.err());
    }

    @Test
    void theProgressOfAPipeNeedsNoEnd() {
        Cli cli = piped(table(ROWS), "train -");
        assertEquals(0, cli.code(), cli.err());
        assertTrue(
                cli.err().lines().anyMatch(line -> line.matches("learning 1,500 rows  [0-9,]+ rows/s, online .*")),
                cli.err());
        String[] words = {"train", "-", "--preset", "best"};
        assertTrue(
                piped(text, String.join(" ", words)).failure(2).contains("need the number of rows, which - does not"));
    }

    @Test
    void aLateClassTakesASpareOutputAndIsSavedByItsName() throws IOException {
        String refusal = piped(text, "train - --quiet").failure(1);
        assertTrue(refusal.contains("standard input line 1202: expected one of 3 classes"), refusal);
        assertTrue(refusal.contains("found the label 'late'"), refusal);
        Path report = folder.resolve("report");
        Cli cli = piped(text, "train - --spare-classes 2 --save " + model + " --report " + report);
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.err().contains("the label 'late' came up late and took a spare class"), cli.err());
        assertEquals(
                List.of("blue", "large", "red", "late", "(spare 2)"),
                SavedModel.read(Path.of(model)).preparation().classes());
        assertTrue(Files.readString(report.resolve("report.md")).contains("late"));
        piped(text, "train - --other-class --save " + model).code();
        assertEquals(
                "(other)",
                SavedModel.read(Path.of(model)).preparation().classes().get(3));
    }

    /** Hours may have gone into them. */
    @Test
    void whatWasLearntBeforeARowThatCannotBeReadIsKept() throws IOException {
        String broken = table(ROWS) + table(ROWS).substring("x,colour,kind\n".length()) + "1,2\n";
        String refusal = piped(broken, "train - --quiet --save " + model).failure(1);
        assertTrue(refusal.contains("line 3002: expected 3 fields as in the first line, found 2"), refusal);
        Path kept = Path.of(refusal.substring(refusal.indexOf("kept as ") + "kept as ".length()));
        assertTrue(SavedModel.read(kept).rowsLearned() >= 2000, refusal);
        assertFalse(Files.exists(Path.of(model)));
    }

    @Test
    void rowsWithoutALabelAreLeftOutAndCounted() {
        JsonNode json = piped("a,k\n1,x\n2,y\n3,?\n4,x\n", "train - --json").json();
        assertEquals(3, json.get("rows").asInt());
        assertEquals(1, json.get("unlabelledRows").asInt());
        JsonNode held =
                piped("a,k\n1,x\n2,y\n3,?\n4,x\n", "train - --json --epochs 2").json();
        assertEquals(3, held.get("rows").asInt());
        assertTrue(held.get("unlabelledRows").isNull());
    }

    @Test
    void testRowsMayComeFromAnotherTable() throws IOException {
        Path test = Files.writeString(folder.resolve("test.csv"), "kind,x\nlarge,900\nlarge.,800\nnew,1\n");
        Cli cli = run("train " + table + " --json --test " + test);
        assertEquals(2, cli.json().get("testRows").asInt());
        assertEquals(1.0, cli.json().get("testAccuracy").asDouble());
        assertTrue(cli.err().contains("1 label is of no class"), cli.err());
        Path strange = Files.writeString(folder.resolve("strange.csv"), "y,z\n1,2\n");
        String refusal = run("train " + table + " --quiet --test " + strange).failure(1);
        assertTrue(refusal.contains("expected the columns of the model, found no 'x', 'colour'"), refusal);
    }

    @Test
    void aModelGoesOnWithOtherRows() throws IOException {
        piped(table(ROWS), "train - --spare-classes 1 --save " + model).code();
        Path more = folder.resolve("more");
        String rows = "kind,x\nlarge,900\n?,800\nnew,1\nred,2\n";
        Cli cli = piped(rows, "train - --from " + model + " --json --save " + more);
        assertEquals(3, cli.json().get("rows").asInt());
        assertEquals(1, cli.json().get("unlabelledRows").asInt());
        assertEquals(ROWS, cli.json().get("resumedAtRow").asInt());
        assertFalse(cli.json().get("onlineLogLoss").isNull());
        assertTrue(cli.err().contains("lacks columns that the model has, which count as missing: 'colour'"), cli.err());
        SavedModel saved = SavedModel.read(more);
        assertEquals(ROWS + 3, saved.rowsLearned());
        assertEquals(List.of("blue", "large", "red", "new"), saved.preparation().classes());
        String refusal =
                piped("kind,x\nnewer,1\n", "train - --quiet --from " + more).failure(1);
        assertTrue(refusal.contains("expected one of 4 classes"), refusal);
    }

    /** Two halves are the whole, bit for bit. */
    @Test
    void goingOnIsAsIfItHadNeverStopped() throws IOException {
        String[] lines = table(ROWS).split("\n");
        String columns = lines[0] + "\n";
        String first = String.join("\n", List.of(lines).subList(0, 1001)) + "\n";
        String second = columns + String.join("\n", List.of(lines).subList(1001, ROWS + 1)) + "\n";
        Path whole = folder.resolve("whole");
        Path half = folder.resolve("half");
        // Columns and statistics are of the same rows then.
        String options = "train - --quiet --first-rows 300 --save ";
        assertEquals(0, piped(table(ROWS), options + whole).code());
        assertEquals(0, piped(first, options + half).code());
        assertEquals(
                0,
                piped(second, "train - --quiet --from " + half + " --save " + model)
                        .code());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(Path.of(model)));
        assertEquals(ROWS, SavedModel.read(Path.of(model)).rowsLearned());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed 1",
                "--preset table",
                "--learning-rate 0.1",
                "--columns x:category",
                "--classes a,b",
                "--spare-classes 1",
                "--other-class",
                "--binary red",
                "--epochs 1",
                "--test-fraction 0.1",
                "--shuffle",
                "--checkpoint c"
            })
    void whatTheModelSaysCannotBeSaidOtherwise(String options) {
        String refusal =
                run("train " + table + " --from " + model + " " + options).failure(2);
        assertTrue(refusal.startsWith("jgln: --from"), refusal);
    }

    @Test
    void onlyTablesGoOn() {
        assertTrue(run("train mnist --from " + model).failure(2).contains("--from is for tables, not for mnist"));
    }

    @Test
    void predictionsComeAsRowsDo() {
        run("train " + table + " --save " + model).code();
        String rows = "colour,x\nred,900\nblue,3\n?,?\n";
        List<String> lines =
                piped(rows, "predict " + model + " -").out().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("large,"), lines.toString());
        assertTrue(lines.get(2).startsWith("blue,"), lines.toString());
        String json = "{\"kind\":\"red\",\"x\":900}\n{\"x\":3,\"colour\":\"blue\"}\n";
        Cli labelled = piped(json, "predict " + model + " - --label kind");
        assertEquals(
                List.of(lines.get(0), lines.get(2)),
                List.of(
                        labelled.out().lines().toList().get(0),
                        labelled.out().lines().toList().get(2)));
        assertEquals("", labelled.err());
    }

    @Test
    void anInterruptEndsAStreamAndSavesIt() throws IOException {
        // As the signal's handler does, but at a known row.
        Thread learner = Thread.currentThread();
        byte[] bytes = table(ROWS).getBytes(StandardCharsets.UTF_8);
        InputStream before = System.in;
        System.setIn(new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (at == bytes.length) {
                    learner.interrupt();
                    throw new IOException("closed by the interrupt");
                }
                int count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, to, offset, count);
                at += count;
                return count;
            }
        });
        try {
            Cli cli = run("train - --first-rows 100 --save " + model);
            assertEquals(0, cli.code(), cli.err());
            assertTrue(cli.err().contains("interrupted"), cli.err());
            assertEquals(ROWS, SavedModel.read(Path.of(model)).rowsLearned());
        } finally {
            System.setIn(before);
            Thread.interrupted();
        }
    }
}
