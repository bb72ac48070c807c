package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a table to a model and back, as users do it. */
class TableCommandsTest {
    @TempDir
    Path folder;

    private Path table;

    /** The label is the colour, but for size above 500 and for every tenth row. */
    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("# a comment", "size;colour;id;label"));
        for (int t = 0; t < 600; t++) {
            int size = t * 7919 % 1000;
            String colour = t * 31 % 7 < 3 ? "red" : "blue";
            String label = t % 10 == 9 || size > 500 ? "large" : colour;
            lines.add((t % 11 == 0 ? "NA" : "" + size) + ";" + colour + ";" + t + ";" + label);
        }
        table = Files.write(folder.resolve("table.csv"), lines);
    }

    private Cli run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add(1, "csv:" + table);
        all.addAll(List.of("--label", "label"));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void columnsAreShownAsTheyWillBeLearnt() {
        String shown = run("columns", "--columns", "id:ignore").out();
        assertTrue(
                shown.lines()
                        .anyMatch(line ->
                                line.matches("size +number +55 +2 … 999; a number, 15 marks, whether it is missing")),
                shown);
        assertTrue(
                shown.lines()
                        .anyMatch(line -> line.matches(
                                "colour +category +0 +2 values: 'blue', 'red'; 2 categories, 1 place for others")),
                shown);
        assertTrue(shown.lines().anyMatch(line -> line.matches("id +ignore .*; nothing")), shown);
        assertTrue(
                shown.lines()
                        .anyMatch(line -> line.matches("label +label +0 +3 values: 'blue', 'large', 'red'; 3 classes")),
                shown);
        assertTrue(shown.contains("all 600 rows"), shown);
        assertTrue(shown.contains("skipped 1 line of comment above the table"), shown);
        JsonNode json = run("columns", "--json").json();
        assertEquals("id", json.get("columns").get(2).get("name").asString());
        assertEquals(55, json.get("columns").get(0).get("missing").asInt());
        String refusal = Cli.run("columns", "mnist").err();
        assertTrue(refusal.contains("expected a table, got mnist"), refusal);
    }

    @Test
    void aKindThatThereIsNotIsRefused() {
        for (String kind : new String[] {"id", "id:text"}) {
            Cli cli = run("columns", "--columns", kind);
            assertEquals(2, cli.code(), cli.err());
            assertTrue(cli.err().contains("expected columns as id:ignore"), cli.err());
        }
    }

    @Test
    void aStreamIsLearntInItsOrderBesideWhatCostsNothing() throws IOException {
        Path report = folder.resolve("report");
        JsonNode json = run(
                        "train", "--test-fraction", "0", "--backend", "cpu", "--report", report.toString(), "--json")
                .json();
        assertEquals(600, json.get("rows").asInt());
        assertEquals(0, json.get("testRows").asInt());
        assertTrue(json.get("testAccuracy").isNull());
        assertEquals("table", json.get("preset").asString());
        double accuracy = json.get("onlineAccuracy").asDouble();
        assertTrue(accuracy > json.get("majorityAccuracy").asDouble() + 0.1, json.toString());
        // Counted from the file: the label is that of the row before in so many rows.
        List<String> lines = Files.readAllLines(table);
        int same = 0;
        for (int t = 3; t < lines.size(); t++) {
            same += label(lines.get(t)).equals(label(lines.get(t - 1))) ? 1 : 0;
        }
        assertEquals(same / 600.0, json.get("noChangeAccuracy").asDouble(), 1.0 / 600);
        assertTrue(json.get("onlineLogLoss").asDouble() < Math.log(3), json.toString());
        assertTrue(Files.readString(report.resolve("report.md")).contains("kappa"));
        assertTrue(Files.exists(report.resolve("report.html")));
    }

    private static String label(String line) {
        return line.substring(line.lastIndexOf(';') + 1);
    }

    @Test
    void whatIsPrintedStandsBesideTheMajority() {
        String text = run("train", "--test-fraction", "0", "--backend", "cpu", "--quiet")
                .out();
        assertTrue(
                text.lines()
                        .anyMatch(
                                line -> line.matches(
                                        "  beside it +[0-9.]+ % by the majority class, [0-9.]+ % by the class of the row before")),
                text);
        assertFalse(text.contains("test accuracy"), text);
        assertTrue(text.contains(" s  (too few rows to tell how many a second)"), text);
        assertTrue(run("train", "--backend", "cpu", "--quiet").out().contains("test accuracy"));
    }

    @Test
    void anExplanationNamesColumnsAndCategories() {
        String model = folder.resolve("model").toString();
        assertEquals(
                0, run("train", "--backend", "cpu", "--quiet", "--save", model).code());
        List<String> command = List.of("explain", model, "csv:" + table, "--label", "label", "--row", "5");
        String text = Cli.run(command.toArray(String[]::new)).out();
        assertTrue(text.contains("counts of colour"), text);
        List<String> json = new ArrayList<>(command);
        json.add("--json");
        JsonNode report = Cli.run(json.toArray(String[]::new)).json();
        assertEquals(report.get("added").size(), report.get("names").size());
        assertEquals("counts of size", report.get("names").get(0).asString());
        assertTrue(Cli.run("info", model).out().contains("2 categories, 1 place for others"));
    }

    @Test
    void classesMayWeighMore() {
        JsonNode plain = run("train", "--test-fraction", "0", "--json").json();
        JsonNode weighed = run("train", "--test-fraction", "0", "--weight", "red=4", "--weight", "blue=1", "--json")
                .json();
        assertTrue(
                weighed.get("onlineLogLoss").asDouble()
                        > plain.get("onlineLogLoss").asDouble(),
                weighed + " beside " + plain);
        assertEquals(
                weighed.get("onlineLogLoss"),
                run("train", "--test-fraction", "0", "--class-weights", "1,1,4", "--json")
                        .json()
                        .get("onlineLogLoss"));
        Cli unknown = run("train", "--weight", "green=2");
        assertEquals(2, unknown.code());
        assertTrue(
                unknown.err().contains("--weight: expected one of the classes blue, large, red, got 'green'"),
                unknown.err());
        assertTrue(run("train", "--weight", "2").failure(2).contains("such as fraud=5, got '2'"));
    }

    @Test
    void labelsMayComeLate() {
        JsonNode atOnce = run("train", "--test-fraction", "0", "--json").json();
        JsonNode late =
                run("train", "--test-fraction", "0", "--delay", "200", "--json").json();
        // Of the first 200 rows nothing is known but how often there is what, and that not either.
        assertTrue(
                late.get("onlineAccuracy").asDouble()
                        < atOnce.get("onlineAccuracy").asDouble() - 0.05,
                late + " beside " + atOnce);
        assertTrue(run("train", "--delay", "3")
                .failure(2)
                .contains("--delay is for tables that are learnt in their order"));
        assertTrue(run("train", "--delay", "-3").failure(2).contains("--delay: expected at least 0 rows, got -3"));
    }

    @Test
    void rowsMayBeLearntAgain() {
        JsonNode once = run("train", "--test-fraction", "0", "--json").json();
        JsonNode again =
                run("train", "--test-fraction", "0", "--replay", "4", "--json").json();
        assertTrue(
                again.get("onlineLogLoss").asDouble()
                        < once.get("onlineLogLoss").asDouble(),
                again + " beside " + once);
        assertEquals(600, again.get("rows").asInt());
    }
}
