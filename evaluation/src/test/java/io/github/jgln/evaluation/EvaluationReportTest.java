package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationReportTest {
    /** Names that break what does not escape them. */
    private static final List<String> NASTY = List.of(
            "<script>alert('1')</script>", "a\"b\\c &amp; | *d* `e` [f](g)\n\u0001\u0085", "\ud83d\ude00 \ud800 ]]>");

    @TempDir
    Path folder;

    private static StreamEvaluation evaluation(List<String> names, int rows) {
        StreamEvaluation evaluation = new StreamEvaluation(names, 100);
        FormulaRows of = FormulaRows.of(rows, names.size());
        for (int t = 0; t < rows; t++) {
            evaluation.row(of.probabilities()[t], of.actual()[t]);
        }
        return evaluation;
    }

    private String written(String title, StreamEvaluation evaluation, String file) throws IOException {
        new EvaluationReport(title, evaluation).write(folder);
        return Files.readString(folder.resolve(file));
    }

    private JsonNode json(String title, StreamEvaluation evaluation) throws IOException {
        return JsonMapper.builder().build().readTree(written(title, evaluation, "report.json"));
    }

    /** Refuses what is not well-formed. */
    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<String> texts(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @Test
    void writesItsFilesAndReplacesOnlyThem() throws IOException {
        Path reports = folder.resolve("a/b");
        EvaluationReport report = new EvaluationReport("t", evaluation(List.of("a", "b"), 50));
        report.write(reports);
        Files.writeString(reports.resolve("notes.txt"), "mine");
        Files.writeString(reports.resolve("report.md"), "old");
        report.write(reports);
        assertTrue(Files.readString(reports.resolve("report.md")).startsWith("# t\n"));
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(reports)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        assertEquals(
                Set.of(
                        "accuracy.svg",
                        "calibration.svg",
                        "confusion.svg",
                        "report.html",
                        "report.json",
                        "report.md",
                        "notes.txt"),
                names);
        Path file = reports.resolve("notes.txt");
        IOException e = assertThrows(IOException.class, () -> report.write(file));
        assertEquals(file + ": expected a directory to write the report into, got a file", e.getMessage());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void theJsonHasAllFiguresInFull() throws IOException {
        StreamEvaluation evaluation = evaluation(List.of("a", "b", "c"), 500);
        JsonNode json = json("three", evaluation);
        ClassificationMeasures measures = evaluation.measures();
        assertEquals("three", json.get("title").asString());
        assertEquals("c", json.get("classes").get(2).asString());
        assertEquals(500, json.get("rows").asInt());
        assertEquals(0.86, json.get("accuracy").asDouble());
        assertEquals(measures.balancedAccuracy(), json.get("balancedAccuracy").asDouble());
        assertEquals(0.368, json.get("majorityAccuracy").asDouble());
        assertEquals(0.332, json.get("noChangeAccuracy").asDouble());
        assertEquals(measures.kappa(), json.get("kappa").asDouble());
        assertEquals(measures.kappaTemporal(), json.get("kappaTemporal").asDouble());
        assertEquals(measures.logLoss(), json.get("logLoss").asDouble());
        assertEquals(measures.brierScore(), json.get("brierScore").asDouble());
        assertTrue(json.get("auc").get("value").isNull()
                && json.get("auc").get("error").isNull());
        JsonNode window = json.get("window");
        assertEquals(100, window.get("size").asInt());
        assertEquals(100, window.get("rows").asInt());
        assertEquals(0.79, window.get("accuracy").asDouble());
        assertEquals(evaluation.window().kappa(), window.get("kappa").asDouble());
        assertEquals(evaluation.window().logLoss(), window.get("logLoss").asDouble());
        JsonNode second = json.get("perClass").get(1);
        assertEquals("b", second.get("class").asString());
        assertEquals(144, second.get("rows").asInt());
        assertEquals(130 / 161.0, second.get("precision").asDouble(), 1e-12);
        assertEquals(130 / 144.0, second.get("recall").asDouble(), 1e-12);
        assertEquals(260 / 305.0, second.get("f1").asDouble(), 1e-12);
        assertEquals(17, json.get("confusion").get(0).get(2).asInt());
        assertEquals(
                measures.calibration().expectedError(),
                json.get("calibration").get("expectedError").asDouble());
        JsonNode bin = json.get("calibration").get("bins").get(5);
        assertEquals(5 / 15.0, bin.get("above").asDouble());
        assertEquals(6 / 15.0, bin.get("upTo").asDouble());
        assertEquals(55, bin.get("rows").asInt());
        assertEquals(0.3834691090696549, bin.get("confidence").asDouble(), 1e-12);
        assertEquals(0.45454545454545453, bin.get("accuracy").asDouble(), 1e-12);
        assertTrue(json.get("calibration").get("bins").get(0).get("accuracy").isNull());
        assertEquals(500, json.get("course").size());
        JsonNode point = json.get("course").get(499);
        CoursePoint last = evaluation.course().get(499);
        assertEquals(500, point.get("rows").asInt());
        assertEquals(0.86, point.get("accuracy").asDouble());
        assertEquals(0.79, point.get("windowAccuracy").asDouble());
        assertEquals(last.windowKappa(), point.get("windowKappa").asDouble());
        assertEquals(last.windowLogLoss(), point.get("windowLogLoss").asDouble());
        JsonNode two = json("two", evaluation(List.of("a", "b"), 500));
        assertEquals(0.982, two.get("auc").get("value").asDouble(), 1e-3);
        assertTrue(two.get("auc").get("error").asDouble() > 0);
    }

    @Test
    void driftsAreToldOf() throws Exception {
        StreamEvaluation evaluation = new StreamEvaluation(List.of("a", "b"), 100);
        for (int t = 0; t < 2000; t++) {
            evaluation.row(new double[] {0.6, 0.4}, t < 1000 ? 0 : 1);
        }
        Drift drift = evaluation.drifts().get(0);
        JsonNode json = json("t", evaluation).get("drifts");
        assertEquals(evaluation.driftCount(), json.get("count").asInt());
        assertEquals(evaluation.drifts().size(), json.get("last").size());
        assertEquals(drift.row(), json.get("last").get(0).get("row").asLong());
        assertEquals(drift.before(), json.get("last").get(0).get("before").asDouble());
        assertEquals(drift.after(), json.get("last").get(0).get("after").asDouble());
        String row = String.format(Locale.ROOT, "| %d | %.4f | %.4f |\n", drift.row(), drift.before(), drift.after());
        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(markdown.contains(row), markdown);
        Document page = xml(Files.readString(folder.resolve("report.html")));
        assertTrue(texts(page, "td").contains(String.valueOf(drift.row())));
        // Of 2,000 rows that are 670 pixels wide, from 60 on.
        String place = String.format(Locale.ROOT, "%.1f,", 60 + 670 * drift.row() / 2000.0);
        String line = "points=\"" + place + "320.0 " + place + "40.0\" stroke=\"#c33\"";
        String picture = Files.readString(folder.resolve("accuracy.svg"));
        assertTrue(picture.contains(line), picture);
    }

    @Test
    void aLearnerThatBecomesBetterIsNotDrawnAsOneThatBecomesWorse() throws Exception {
        StreamEvaluation evaluation = new StreamEvaluation(List.of("a", "b"), 100);
        for (int t = 0; t < 2000; t++) {
            evaluation.row(new double[] {0.6, 0.4}, t < 1000 ? 1 : 0);
        }
        assertTrue(evaluation.driftCount() > 0);
        // Once in the legend, and there is no other.
        String picture = written("t", evaluation, "accuracy.svg");
        assertEquals(1 + evaluation.driftCount(), picture.split("stroke=\"#9b9\"").length - 1);
        assertEquals(1, picture.split("stroke=\"#c33\"").length - 1);
    }

    @Test
    void noNameIsTakenForMarkup() throws Exception {
        String title = NASTY.get(0) + NASTY.get(1) + NASTY.get(2);
        JsonNode json = json(title, evaluation(NASTY, 60));
        assertEquals(title, json.get("title").asString());
        for (int c = 0; c < 3; c++) {
            assertEquals(NASTY.get(c), json.get("classes").get(c).asString());
            assertEquals(NASTY.get(c), json.get("perClass").get(c).get("class").asString());
        }
        List<String> shown = NASTY.stream()
                .map(name -> name.replaceAll("[\\x01\\x85]|\\ud800", "\ufffd"))
                .toList();
        String html = Files.readString(folder.resolve("report.html"));
        Document page = xml(html);
        assertEquals(0, page.getElementsByTagName("script").getLength());
        assertEquals(String.join("", shown), texts(page, "h1").get(0));
        assertTrue(texts(page, "td").containsAll(shown), html);
        assertEquals(3, page.getElementsByTagName("svg").getLength(), "the pictures are in the page");
        assertFalse(html.contains("src="), "and nothing is fetched");
        Document picture = xml(Files.readString(folder.resolve("confusion.svg")));
        String taken = shown.get(0) + " → " + shown.get(2) + ": ";
        assertTrue(texts(picture, "title").stream().anyMatch(hint -> hint.startsWith(taken)));
        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(markdown.startsWith("# \\<script\\>alert('1')\\</script\\>a"), markdown);
        assertTrue(markdown.contains("| \\<script\\>alert('1')\\</script\\> | "), markdown);
        assertTrue(markdown.contains("| a\"b\\\\c \\&amp; \\| \\*d\\* \\`e\\` \\[f\\](g) \ufffd\ufffd | "), markdown);
        assertTrue(markdown.contains("| \ud83d\ude00 \ufffd \\]\\]\\> | "), markdown);
    }

    @Test
    void thePagesHaveTheFigures() throws Exception {
        String markdown = written("Two", evaluation(List.of("no", "yes"), 500), "report.md");
        assertTrue(
                markdown.startsWith("# Two\n\n500 rows of 2 classes, each predicted before it was learnt.\n"),
                markdown);
        for (String line : List.of(
                "| measure | all rows | last 100 |\n|---|---:|---:|\n",
                "| rows | 500 | 100 |\n",
                "| accuracy | 0.9300 | 0.9000 |\n",
                "| balanced accuracy | 0.9300 |  |\n",
                "| accuracy of the class most frequent so far | 0.5040 |  |\n",
                "| accuracy of the last row's class | 0.8580 |  |\n",
                "| Cohen's kappa | 0.8600 | 0.7999 |\n",
                "| kappa temporal | 0.5070 |  |\n",
                "| log loss, nats | 0.3777 | 0.3852 |\n",
                "| Brier score | 0.2212 |  |\n",
                "| expected calibration error | 0.2232 |  |\n",
                "| area under the ROC curve | 0.9822 ± 1.2e-04 |  |\n",
                "| no | 252 | 0.9357 | 0.9246 | 0.9301 |\n",
                "![Calibration](calibration.svg)\n")) {
            assertTrue(markdown.contains(line), line + " in " + markdown);
        }
        Document page = xml(Files.readString(folder.resolve("report.html")));
        assertEquals("Two", texts(page, "title").get(0));
        assertTrue(texts(page, "td").containsAll(List.of("0.9300", "0.7999", "0.9822 ± 1.2e-04")));
    }

    @Test
    void theConfusionIsDrawnDarkerWhereMoreRowsAre() throws Exception {
        Document picture = xml(written("t", evaluation(List.of("a", "b", "c"), 500), "confusion.svg"));
        NodeList cells = picture.getElementsByTagName("rect");
        List<String> drawn = new ArrayList<>();
        // The first is the ground.
        for (int i = 1; i < cells.getLength(); i++) {
            Element cell = (Element) cells.item(i);
            drawn.add(cell.getTextContent() + " " + cell.getAttribute("x") + " " + cell.getAttribute("y"));
        }
        assertEquals(9, drawn.size());
        assertEquals("a → c: 17 430.0 50.0", drawn.get(2));
        assertEquals("c → a: 8 110.0 370.0", drawn.get(6));
        // 156 of 189 rows: 255 - 224 · 0.825 = 70 and so on.
        assertEquals("#4688c1", ((Element) cells.item(1)).getAttribute("fill"));
        assertTrue(texts(picture, "text").containsAll(List.of("156", "17", "144")));
    }

    @Test
    void theCurvesGoWhereTheFiguresAre() throws Exception {
        StreamEvaluation evaluation = new StreamEvaluation(List.of("a", "b"), 2);
        for (int t = 0; t < 4; t++) {
            evaluation.row(new double[] {0.7, 0.3}, t == 2 ? 1 : 0);
        }
        // Right, right, wrong, right, of which the plot shows 0.5 to 1 between 320 and 40 pixels, 670 wide.
        String accuracy = written("t", evaluation, "accuracy.svg");
        assertTrue(accuracy.contains("points=\"227.5,40.0 395.0,40.0 562.5,320.0 730.0,320.0\""), accuracy);
        assertTrue(accuracy.contains("points=\"227.5,40.0 395.0,40.0 562.5,226.7 730.0,180.0\""), accuracy);
        // All rows are 0.7 sure and three in four are right.
        String calibration = Files.readString(folder.resolve("calibration.svg"));
        assertTrue(calibration.contains("cx=\"529.0\" cy=\"110.0\""), calibration);
        // In the eleventh of 15 bins.
        assertTrue(calibration.contains("<rect x=\"521.0\" y=\"40.0\" width=\"16.0\" height=\"280.0\""), calibration);
        xml(accuracy);
        xml(calibration);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.90", "5, 0.75", "4, 0.75", "3, 0.50", "1, 0.00"})
    void thePictureBeginsBelowTheLeastAccuracy(int wrongEvery, String low) throws Exception {
        StreamEvaluation evaluation = new StreamEvaluation(List.of("a", "b"), 100);
        for (int t = 1; t <= 100; t++) {
            evaluation.row(new double[] {0.6, 0.4}, t % wrongEvery == 0 ? 1 : 0);
        }
        List<String> texts = texts(xml(written("t", evaluation, "accuracy.svg")), "text");
        // Rows and accuracies in turn, from the lowest on.
        assertEquals(List.of(low, "0"), texts.subList(0, 2));
        assertEquals(List.of("1.00", "100"), texts.subList(10, 12));
    }

    @Test
    void ofManyClassesThePictureHasTheMostFrequent() throws Exception {
        List<String> names = IntStream.range(0, 100).mapToObj(c -> "class " + c).toList();
        StreamEvaluation evaluation = new StreamEvaluation(names, 100);
        double[] certain = new double[100];
        certain[7] = 1;
        for (int t = 0; t < 200; t++) {
            // Those from 70 on come twice as often, and the last ten three times.
            evaluation.row(certain, t < 100 ? t : t < 190 ? 70 + t % 30 : t - 100);
        }
        Document picture = xml(written("t", evaluation, "confusion.svg"));
        assertEquals(
                "Confusion matrix, the 30 most frequent of 100 classes",
                texts(picture, "title").get(0));
        assertEquals(1 + 30 * 30, picture.getElementsByTagName("rect").getLength());
        List<String> texts = texts(picture, "text");
        List<String> labels =
                texts.stream().filter(text -> text.startsWith("class ")).toList();
        assertEquals(names.subList(70, 100), labels, "in the order of the classes");
    }

    @Test
    void longNamesAreShortenedInThePictureAlone() throws Exception {
        String clef = "\ud834\udd1e";
        List<String> names = List.of(clef.repeat(15), "b".repeat(14), "c");
        Document picture = xml(written("t", evaluation(names, 60), "confusion.svg"));
        assertTrue(texts(picture, "text").containsAll(List.of(clef.repeat(13) + "…", names.get(1), "c")));
        assertTrue(texts(picture, "title").stream().anyMatch(hint -> hint.startsWith(names.get(0) + " → c: ")));
        Element first = (Element) picture.getElementsByTagName("text").item(0);
        assertEquals("start", first.getAttribute("text-anchor"));
    }

    @Test
    void ofNoRowsThereIsAReport() throws Exception {
        JsonNode json = json("none", new StreamEvaluation(List.of("a", "b"), 10));
        assertEquals(0, json.get("rows").asInt());
        assertTrue(json.get("accuracy").isNull());
        assertEquals(0, json.get("course").size());
        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(markdown.contains("| accuracy | – | – |\n"), markdown);
        assertTrue(markdown.endsWith("The share of rows classed wrong changed 0 times.\n"), markdown);
        for (String file : List.of("report.html", "accuracy.svg", "calibration.svg", "confusion.svg")) {
            String text = Files.readString(folder.resolve(file));
            assertFalse(text.contains("NaN"), file + ": " + text);
            xml(text);
        }
    }
}
