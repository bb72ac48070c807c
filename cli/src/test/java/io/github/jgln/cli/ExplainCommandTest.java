package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExplainCommandTest {
    @TempDir
    static Path folder;

    private static String data;
    private static String model;

    @BeforeAll
    static void train() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("data"));
        MnistSample.copyTo(directory);
        data = "idx:" + directory;
        model = folder.resolve("model").toString();
        Cli trained = Cli.run(
                "train",
                data,
                "--layers",
                "4",
                "--learning-rate",
                "0.01",
                "--backend",
                "cpu",
                "--save",
                model,
                "--quiet");
        assertEquals(0, trained.code(), trained.err());
    }

    private static Cli explain(String... options) {
        return Cli.run(Stream.concat(Stream.of("explain", model, data), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void whatIsAddedMakesTheLogit() {
        for (String how : new String[] {"scaled", "constant"}) {
            JsonNode report = explain("--row", "3", "--clipped", how, "--json").json();
            double sum = report.get("offset").asDouble();
            for (int i = 0; i < 784; i++) {
                double weight = report.get("weights").get(i).asDouble();
                double added = report.get("added").get(i).asDouble();
                assertEquals(weight * report.get("baseLogits").get(i).asDouble(), added, 1e-6);
                sum += added;
            }
            assertEquals(report.get("mixed").asDouble(), sum, 1e-4);
            assertEquals(report.get("predicted"), report.get("class"));
        }
    }

    @Test
    void theLogitIsThatOfPredict() {
        JsonNode predicted =
                Cli.run("predict", model, data, "--backend", "cpu", "--json").json();
        JsonNode report = explain("--row", "7", "--class", "5", "--json").json();
        assertEquals("5", report.get("class").asString());
        assertEquals(predicted.get("predicted").get(7), report.get("predicted"));
        double logit = report.get("logit").asDouble();
        assertEquals(1 / (1 + Math.exp(-logit)), report.get("probability").asDouble(), 1e-5);
    }

    @Test
    void imagesAreDrawn() throws IOException {
        Path out = folder.resolve("out.png");
        Cli run = explain("--row", "0", "--out", out.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("from the offset"), run.out());
        assertTrue(ImageIO.read(out.toFile()).getWidth() > 1000);
    }

    @Test
    void otherRowsAreDrawnAsBars() throws IOException {
        StringBuilder text = new StringBuilder("a,kind,b\n");
        for (int t = 0; t < 100; t++) {
            text.append(t * 37 % 101)
                    .append(",k")
                    .append(t % 2)
                    .append(',')
                    .append(t % 7)
                    .append('\n');
        }
        Path csv = Files.writeString(folder.resolve("rows.csv"), text);
        String two = folder.resolve("two").toString();
        Cli trained = Cli.run(
                "train",
                "csv:" + csv,
                "--label",
                "kind",
                "--layers",
                "3",
                "--backend",
                "cpu",
                "--save",
                two,
                "--quiet");
        assertEquals(0, trained.code(), trained.err());
        Path out = folder.resolve("bars.png");
        String[] explain = {"explain", two, "csv:" + csv, "--label", "kind", "--row", "1"};
        Cli run = Cli.run(Stream.concat(Stream.of(explain), Stream.of("--out", out.toString()))
                .toArray(String[]::new));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("class          'k1'"), run.out());
        assertTrue(ImageIO.read(out.toFile()).getWidth() > 500);
        String refusal = Cli.run(Stream.concat(Stream.of(explain), Stream.of("--class", "k0"))
                        .toArray(String[]::new))
                .failure(2);
        assertTrue(refusal.contains("there is one logit, that of 'k1'"), refusal);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertTrue(explain("--row", "100").failure(1).contains("expected --row from 0 to 99, got 100"));
        assertTrue(explain("--row", "-1").failure(2).contains("at least 0, got -1"));
        assertTrue(explain("--row", "0", "--class", "x").failure(2).contains("got 'x'"));
        assertTrue(explain("--row", "0", "--clipped", "x").failure(2).contains("scaled or constant"));
        assertTrue(explain().failure(2).contains("--row"));
    }
}
