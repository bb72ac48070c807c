package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitProtocolTest {
    @TempDir
    private Path folder;

    private static List<SplitRun> run(Path results, Path file, int splits) throws IOException {
        List<SplitRun> finished = new ArrayList<>();
        new SplitProtocol("1.0", List.of(file), splits).run(results, new SplitProtocol.Listener() {
            @Override
            public void progress(String table, int done, int total) {
                assertTrue(done < total);
            }

            @Override
            public void finished(SplitRun run) {
                finished.add(run);
            }
        });
        return finished;
    }

    @Test
    void everySplitIsMeasuredOnceWithASettingOfTheGrid() throws IOException {
        Path file = MadeUpNumbers.write(folder, 300);
        Path results = folder.resolve("results.jsonl");
        SplitRun first = run(results, file, 1).get(0);
        assertEquals(0, first.split());
        assertEquals(2, first.splits());
        assertEquals(270, first.rows());
        assertEquals(30, first.heldOut().rows());
        assertTrue(first.heldOut().rmse() < 0.5, first.toString());
        assertTrue(SplitProtocol.GRID.contains(first.setting()), first.setting());
        List<SplitRun> more = run(results, file, 20);
        assertEquals(List.of(1), more.stream().map(SplitRun::split).toList());
        assertEquals(2, SplitProtocol.read(results).size());
    }

    @Test
    void aTableWithoutSplitsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("some.csv"), "1,2\n3,4\n");
        assertTrue(assertThrows(IOException.class, () -> run(folder.resolve("r.jsonl"), file, 1))
                .getMessage()
                .contains("expected splits beside it"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> run(folder.resolve("r.jsonl"), file, 0))
                .getMessage()
                .contains("splits: expected at least 1, got 0"));
    }
}
