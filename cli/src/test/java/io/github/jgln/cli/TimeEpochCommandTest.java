package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TimeEpochCommandTest {
    @TempDir
    private Path folder;

    private Cli run(String command) {
        MnistSample.copyTo(folder);
        return Cli.run(Stream.concat(Stream.of(command.split(" ")), Stream.of("idx:" + folder))
                .toArray(String[]::new));
    }

    @Test
    void aPresetThatNeedsSampleRowsLearnsWhatTrainDoes() {
        String settings = " --backend cpu --preset best --seed 2 --no-shuffle";
        JsonNode timed = run("time-epoch --runs 2" + settings).json();
        JsonNode trained = run("train --json" + settings).json();
        assertEquals(2, timed.get("seconds").size());
        assertEquals(2, timed.get("phases").size());
        for (String same : new String[] {"backend", "device", "rows", "parameters", "onlineAccuracy", "testAccuracy"}) {
            assertEquals(trained.get(same), timed.get(same), same);
        }
        assertEquals("[16,16,16,16,16,16]", trained.get("layers").toString());
        JsonNode first = timed.get("multiplyAdds").get(0);
        // Halfspaces that the classes share are gated once.
        assertEquals(16 * 8 * 784, first.get("gating").asLong());
        assertEquals(10 * 16 * 785, first.get("mixing").asLong());
        assertEquals(6, timed.get("multiplyAdds").size());
    }

    @Test
    void thereIsAtLeastOneRun() {
        assertTrue(run("time-epoch --backend cpu --runs 0").failure(2).contains("--runs: expected at least 1, got 0"));
    }
}
