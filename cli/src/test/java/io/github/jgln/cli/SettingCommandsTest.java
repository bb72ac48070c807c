package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code jgln accuracy} and {@code jgln search} on a few images. */
class SettingCommandsTest {
    @TempDir
    private Path folder;

    private String data;

    @BeforeEach
    void sample() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("data"));
        MnistSample.copyTo(directory);
        data = "idx:" + directory;
    }

    private Cli run(String command, String... more) {
        return Cli.run(Stream.of(Stream.of(command.split(" ")), Stream.of(data, "--backend", "cpu"), Stream.of(more))
                .flatMap(parts -> parts)
                .toArray(String[]::new));
    }

    @Test
    void accuracyIsThatOfTrainAndKept() throws IOException {
        Path results = folder.resolve("runs.jsonl");
        String[] options = {"--preset", "pygln", "--layers", "4,3", "--no-bias", "--results", results.toString()};
        Cli first = run("accuracy --seeds 2", options);
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("| `--preset pygln --layers 4,3 --no-bias` | 2 |"), first.out());
        List<String> lines = Files.readAllLines(results);
        assertEquals(2, lines.size());
        JsonNode second = new JsonMapper().readTree(lines.get(1));
        assertEquals(2, second.get("seed").asInt());
        JsonNode trained = run("train --preset pygln --layers 4,3 --no-bias --seed 2 --json")
                .json();
        assertEquals(trained.get("testAccuracy").asDouble(), second.get("test").asDouble());
        assertEquals(
                trained.get("onlineAccuracy").asDouble(), second.get("online").asDouble());
        // What is there is not measured again, what is not is.
        Cli again = run("accuracy --seeds 3", options);
        assertFalse(again.err().contains("seed 2"), again.err());
        assertTrue(again.err().contains("seed 3"), again.err());
        assertEquals(lines, Files.readAllLines(results).subList(0, 2));
        Path page = folder.resolve("page.md");
        assertEquals(
                0,
                run("accuracy", "--results", results.toString(), "--page", page.toString())
                        .code());
        assertTrue(Files.readString(page).contains("--no-bias` | 3 |"));
        assertTrue(run("accuracy --seeds 0").failure(2).contains("--seeds: expected at least 1, got 0"));
        assertTrue(run("accuracy --context-map-size 25").failure(2).contains("context map size"));
    }

    @Test
    void searchFindsWhatTrainTakesAndGoesOn() throws IOException {
        Path journal = folder.resolve("journal");
        String[] options = {
            "--trials",
            "3",
            "--rungs",
            "2",
            "--max-neurons",
            "8",
            "--held-out",
            "60",
            "--seed",
            "2",
            "--journal",
            journal.toString()
        };
        JsonNode found = run("search --json", options).json();
        String chosen = found.get("options").asString();
        JsonNode trained = run("train --json --seed 2 --no-shuffle " + chosen).json();
        assertEquals(
                found.get("chosen").get("test").asDouble(),
                trained.get("testAccuracy").asDouble(),
                chosen);
        List<String> lines = Files.readAllLines(journal);
        assertTrue(run("search", options).failure(2).contains("--resume"));
        JsonNode resumed = run("search --json --resume", options).json();
        assertEquals(chosen, resumed.get("options").asString());
        assertEquals(lines, Files.readAllLines(journal), "nothing is run again");
    }
}
