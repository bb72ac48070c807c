package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** From a table to a model of its numbers and back, as users do it. */
class NumberCommandsTest {
    private static final String HEADER = "size,kind,price,rent";
    private static final int ROWS = 600;

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path table;

    /** The price goes with size and kind, the rent against the size; some rows have no price. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(3);
        for (int t = 0; t < ROWS; t++) {
            int size = 20 + random.nextInt(100);
            boolean house = random.nextBoolean();
            double price = 1000 + 3 * size + (house ? 80 : 0) + 5 * random.nextGaussian();
            String shown = t % 50 == 49 ? "NA" : t == 510 ? "much" : String.format(Locale.ROOT, "%.2f", price);
            lines.add(size + "," + (house ? "house" : "flat") + "," + shown + ","
                    + String.format(Locale.ROOT, "%.3f", 9 - 0.05 * size + 0.1 * random.nextGaussian()));
        }
        table = table("table.csv", 0, ROWS);
    }

    private Path table(String name, int from, int to) throws IOException {
        List<String> all = new ArrayList<>(List.of(HEADER));
        all.addAll(lines.subList(from, to));
        return Files.write(folder.resolve(name), all);
    }

    private static Cli run(String command, Path data, String... options) {
        List<String> all = new ArrayList<>(List.of(command, data.toString()));
        all.addAll(List.of(options));
        return Cli.run(all.toArray(String[]::new));
    }

    /** A small network, as there is much to test. */
    private Cli train(Path data, String... options) {
        List<String> all =
                new ArrayList<>(List.of("--layers", "6", "--output-neurons", "1", "--context-map-size", "2"));
        all.addAll(List.of("--first-rows", "100", "--backend", "cpu"));
        all.addAll(List.of(options));
        return run("train", data, all.toArray(String[]::new));
    }

    private Path trained(String target) {
        Path model = folder.resolve("model.safetensors");
        train(table, "--target", target, "--test-fraction", "0", "--save", model.toString(), "--json")
                .json();
        return model;
    }

    @Test
    void aStreamIsLearntInItsOrderBesideWhatCostsNothing() throws IOException {
        Path report = folder.resolve("report");

        Cli cli = train(table, "--target", "price", "--test-fraction", "0", "--report", report.toString(), "--json");

        JsonNode json = cli.json();
        assertEquals(587, json.get("rows").asInt());
        assertEquals(13, json.get("unlabelledRows").asInt());
        assertEquals("regression", json.get("preset").asString());
        JsonNode price = json.get("targets").get(0);
        assertEquals("price", price.get("name").asString());
        double rmse = price.get("onlineRmse").asDouble();
        assertTrue(rmse < 0.8 * price.get("meanSoFarRmse").asDouble(), json.toString());
        assertTrue(price.get("testRmse").isNull());
        assertTrue(cli.err().contains("target 'price'"), cli.err());
        assertTrue(cli.err().contains("13 rows without a number in 'price' are left out"), cli.err());
        assertTrue(cli.err().contains("the first in line 512: 'much'"), cli.err());
        assertTrue(Files.readString(report.resolve("report.md")).contains("share in the 90 % interval"));
        assertTrue(Files.exists(report.resolve("calibration.svg")));
    }

    @Test
    void whatIsPrintedStandsBesideTheMean() {
        String text = train(table, "--target", "price,rent", "--epochs", "2").out();

        assertTrue(text.contains("target           'price'"), text);
        assertTrue(text.contains("target           'rent'"), text);
        assertTrue(text.contains("rows, first pass, each predicted before it was learnt)"), text);
        assertTrue(text.contains("by the mean so far, "), text);
        assertTrue(text.contains("rows, after 2 passes)"), text);
        assertTrue(text.contains(" 2 numbers, "), text);
    }

    @Test
    void moreEpochsLearnMore() {
        JsonNode once = train(table, "--target", "price", "--json").json();
        JsonNode often =
                train(table, "--target", "price", "--epochs", "4", "--json").json();

        assertEquals(470, once.get("rows").asInt());
        assertEquals(117, once.get("testRows").asInt());
        assertEquals(4, often.get("epochResults").size());
        assertTrue(
                often.get("targets").get(0).get("testRmse").asDouble()
                        < once.get("targets").get(0).get("testRmse").asDouble(),
                often.toString());
    }

    @Test
    void aModelGoesOnAsIfItHadNeverStopped() throws IOException {
        Path whole = trained("price");
        Path half = folder.resolve("half.safetensors");
        Path rest = folder.resolve("rest.safetensors");
        train(table("a.csv", 0, 350), "--target", "price", "--test-fraction", "0", "--save", half.toString());

        JsonNode json = run(
                        "train",
                        table("b.csv", 350, ROWS),
                        "--from",
                        half.toString(),
                        "--save",
                        rest.toString(),
                        "--json")
                .json();

        assertEquals(343, json.get("resumedAtRow").asInt());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(rest));
    }

    @Test
    void aSavedModelIsEvaluatedPredictsAndIsExplained() throws IOException {
        Path model = trained("price");

        JsonNode evaluated = Cli.run("evaluate", model.toString(), table.toString(), "--json")
                .json();
        String csv = Cli.run("predict", model.toString(), table.toString()).out();
        JsonNode explained = Cli.run("explain", model.toString(), table.toString(), "--row", "2", "--json")
                .json();
        String text = Cli.run("explain", model.toString(), table.toString(), "--row", "2")
                .out();

        List<String> predicted = csv.lines().toList();
        assertEquals("mean(price),deviation(price),low90(price),high90(price)", predicted.get(0));
        assertEquals(ROWS + 1, predicted.size());
        double squared = 0;
        int rows = 0;
        for (int t = 0; t < ROWS; t++) {
            String actual = lines.get(t).split(",")[2];
            if (actual.matches("[0-9.]+")) {
                double off = Double.parseDouble(predicted.get(t + 1).split(",")[0]) - Double.parseDouble(actual);
                squared += off * off;
                rows++;
            }
        }
        JsonNode target = evaluated.get("targets").get(0);
        assertEquals(rows, evaluated.get("testRows").asInt());
        assertEquals(Math.sqrt(squared / rows), target.get("testRmse").asDouble(), 1e-3);
        String[] third = predicted.get(3).split(",");
        double mean = Double.parseDouble(third[0]);
        assertEquals(mean + 1.6448536 * Double.parseDouble(third[1]), Double.parseDouble(third[3]), 1e-2);
        JsonNode of = explained.get("targets").get(0);
        double sum = of.get("offset").asDouble();
        for (JsonNode part : of.get("added")) {
            sum += part.asDouble();
        }
        assertEquals(mean, sum, 1e-2);
        assertTrue(of.get("added").has("kind = house"), explained.toString());
        assertTrue(
                text.contains("where 'price' is " + lines.get(2).split(",")[2].substring(0, 4)), text);
    }

    @Test
    void rowsToPredictNeedNoTarget() throws IOException {
        Path model = trained("price");
        Path plain = Files.write(folder.resolve("plain.csv"), List.of("rent,kind,size", "3,flat,90", "5,house,40"));

        Cli csv = Cli.run("predict", model.toString(), plain.toString());
        JsonNode json =
                Cli.run("predict", model.toString(), plain.toString(), "--json").json();

        assertEquals("", csv.err());
        assertEquals(2, json.get("rows").asInt());
        assertEquals("price", json.get("targets").get(0).asString());
        assertEquals(
                Double.parseDouble(csv.out().lines().toList().get(2).split(",")[0]),
                json.get("mean").get(1).get(0).asDouble(),
                1e-3);
        assertTrue(json.get("low90").get(0).get(0).asDouble()
                < json.get("high90").get(0).get(0).asDouble());
    }

    @Test
    void aTargetOfAnotherNameIsGiven() throws IOException {
        Path model = trained("price");
        Path other = Files.write(
                folder.resolve("o.csv"), List.of("size,kind,cost,rent", "90,flat,1270,4", "40,house,1200,7"));

        String missing = Cli.run("evaluate", model.toString(), other.toString()).failure(1);
        JsonNode given = Cli.run("evaluate", model.toString(), other.toString(), "--target", "cost", "--json")
                .json();

        assertTrue(missing.contains("expected a target column 'price', found the columns 'size'"), missing);
        assertEquals(2, given.get("testRows").asInt());
    }

    @Test
    void aTestTableIsMeasured() throws IOException {
        Path test = table("test.csv", 400, ROWS);

        for (String epochs : List.of("1", "2")) {
            JsonNode json = train(table, "--target", "price", "--test", test.toString(), "--epochs", epochs, "--json")
                    .json();
            assertEquals(195, json.get("testRows").asInt());
            assertTrue(json.get("targets").get(0).get("testRmse").asDouble() > 0, json.toString());
        }
    }

    @Test
    void columnsAreShownAsTheyWillBeLearnt() {
        String text = run("columns", table, "--target", "price").out();
        JsonNode json =
                run("columns", table, "--target", "rent,price", "--json").json();
        String asLabel = run("columns", table, "--label", "rent").out();

        assertTrue(text.lines().anyMatch(line -> line.matches("price +target +12 .*; a number to learn")), text);
        assertEquals("rent", json.get("targets").get(0).asString());
        assertTrue(json.get("label").isNull());
        assertTrue(asLabel.contains("is it a quantity? --target rent learns it as a number"), asLabel);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target kind | 1 | expected numbers in the target column 'kind', found 'house'; classes are learnt by --label kind",
                "--target cost | 1 | expected a target column 'cost', found the columns 'size', 'kind', 'price', 'rent'",
                "--target price --label kind | 2 | --label and --target exclude each other",
                "--target price --preset table | 2 | --preset: expected regression or none",
                "--preset regression | 2 | say which columns of a table hold them, by --target",
                "--target price --weight flat=2 | 2 | --weight is for classes, not for --target",
                "--target price --other-class | 2 | --other-class is for classes, not for --target",
                "--target price --binary flat | 2 | --binary is for classes, not for --target",
                "--target price --delay 3 --test-fraction 0 | 2 | --delay is for classes, not for --target",
                "--target price --checkpoint c | 2 | a model of numbers is saved by --save, and gone on with by --from",
                "--target price --replay 2 | 2 | replay: expected none where numbers are learnt",
            })
    void whatCannotBeIsRefused(String options, int code, String message) {
        String said = run("train", table, options.split(" ")).failure(code);

        assertTrue(said.contains(message), said);
    }

    @Test
    void commandsForClassesSayThatTheyAre() throws IOException {
        String model = trained("price").toString();
        String name = "--target: this command learns classes; numbers are learnt by 'jgln train'";
        for (String command : List.of("compare", "search", "forget", "capacity")) {
            String said = run(command, table, "--target", "price").err();
            assertTrue(said.contains(name), command + ": " + said);
        }
        Cli exported = Cli.run("export", model, folder.resolve("m.onnx").toString());
        assertEquals(0, exported.code(), exported.err());
        assertTrue(Files.size(folder.resolve("m.onnx")) > 1000);
        String label =
                Cli.run("evaluate", model, table.toString(), "--label", "kind").failure(2);
        assertTrue(label.contains("--label: the model learns numbers"), label);
        String picture = Cli.run("explain", model, table.toString(), "--row", "1", "--out", folder + "/p.png")
                .failure(2);
        assertTrue(picture.contains("--out: of numbers there is no picture"), picture);
        Path classes = folder.resolve("classes.safetensors");
        train(table, "--label", "kind", "--test-fraction", "0", "--save", classes.toString());
        String target = Cli.run("evaluate", classes.toString(), table.toString(), "--target", "price")
                .failure(2);
        assertTrue(target.contains("--target: the model learns classes"), target);
    }

    @Test
    void theFileSaysWhatIsLearnt() {
        String text = Cli.run("info", trained("price").toString()).out();

        assertTrue(text.lines().anyMatch(line -> line.matches(" +preparation targets +\\[price\\]")), text);
    }
}
