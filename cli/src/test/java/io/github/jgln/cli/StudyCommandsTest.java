package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Small studies of a few images. */
class StudyCommandsTest {
    @TempDir
    private Path folder;

    private String data;
    private Path out;

    @BeforeEach
    void sample() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("data"));
        MnistSample.copyTo(directory);
        data = "idx:" + directory;
        out = folder.resolve("out");
    }

    private Cli run(String command, String... more) {
        return Cli.run(
                Stream.of(Stream.of(command.split(" ")), Stream.of(data, "--out", out.toString()), Stream.of(more))
                        .flatMap(parts -> parts)
                        .toArray(String[]::new));
    }

    private JsonNode file(String name) throws IOException {
        return new tools.jackson.databind.json.JsonMapper().readTree(Files.readString(out.resolve(name)));
    }

    @Test
    void anAblationIsWrittenAndGoesOn() throws IOException {
        String refusal = run("ablate depth,bias", "--runs", "1", "--settings", "0,both", "--seed", "4")
                .failure(2);
        assertTrue(refusal.contains("expected settings of depth"), refusal);
        Cli run = run("ablate bias", "--runs", "1", "--settings", "both,no bias", "--seed", "4");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("GLN 16-16-1"), run.out());
        assertTrue(run.err().contains("1 of 2 models"), run.err());
        assertTrue(Files.readString(out.resolve("bias.md")).contains("| GLN 16-16-1 | no bias |"));
        assertTrue(Files.size(out.resolve("bias.png")) > 10_000);
        assertEquals(
                "idx:" + data.substring(4),
                file("bias.json").get("data").get("name").asString());
        // All there: nothing is run.
        Cli again = run("ablate bias", "--runs", "1", "--settings", "both,no bias", "--seed", "4");
        assertEquals(run.out(), again.out());
        assertFalse(again.err().contains("models"), again.err());
        String other =
                run("ablate bias", "--runs", "1", "--limit", "100", "--quiet").failure(1);
        assertTrue(other.contains("another study"), other);
        assertEquals(0, Cli.run("ablate", "--results", out.toString()).code());
        assertTrue(Files.readString(folder.resolve("out.md")).contains("## bias"));
    }

    @Test
    void forgettingIsMeasured() throws IOException {
        Cli run = run("forget", "--tasks", "2", "--runs", "1", "--layers", "3", "--baseline-runs", "0", "--json");
        JsonNode report = run.json();
        assertEquals("task 2", report.get("curves").get(1).get("part").asString());
        assertEquals(1, report.get("curves").get(1).get("points").size());
        assertTrue(Files.size(out.resolve("forget.png")) > 10_000);
        assertTrue(run("forget", "--tasks", "1").failure(2).contains("at least 2, got 1"));
    }

    @Test
    void capacityIsMeasured() throws IOException {
        Cli run = run(
                "capacity", "--rows", "20,40", "--sizes", "2", "--epochs", "2", "--runs", "2", "--baseline-runs", "0");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("GLN 2-2-1, 40 rows"), run.out());
        assertEquals(
                2,
                file("capacity.json")
                        .get("curves")
                        .get(0)
                        .get("points")
                        .get(0)
                        .get("runs")
                        .size());
        assertTrue(run("capacity", "--rows", "1000000").failure(2).contains("expected 1 to 300"));
        assertTrue(run("capacity", "--rows", "20", "--epochs", "0").failure(2).contains("epochs: expected 1 to 200"));
    }

    @Test
    void badUsageIsToldBeforeAnythingIsLoaded() {
        assertTrue(Cli.run("ablate", "abacus").failure(2).contains("got 'abacus'"));
        assertTrue(Cli.run("ablate").failure(2).contains("expected a KNOB"));
        assertTrue(Cli.run("ablate", "size", "--runs", "0").failure(2).contains("at least 1, got 0"));
        assertTrue(Cli.run("forget", "--threads", "0").failure(2).contains("--threads"));
        String line = Cli.run("ablate", "--results", folder.resolve("none").toString())
                .failure(1);
        assertTrue(line.contains("expected the JSON of studies"), line);
    }
}
