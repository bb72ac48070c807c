package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TablesComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison on tables in this source tree is what its runs make it. */
class PublishedTablesTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");
    private static final Path PAGE = DOCS.resolve("tables-compare.md");

    private static List<TableRun> runs() throws IOException {
        List<TableRun> runs = TablesComparison.read(DOCS.resolve("tables-compare.jsonl"));
        assertTrue(runs.size() > 100, "only " + runs.size() + " runs");
        return runs;
    }

    @Test
    void thePageIsWrittenFromTheRuns() throws IOException {
        assertEquals(TablesFiles.page(runs(), PAGE), Files.readString(PAGE));
    }

    @Test
    void noRunIsThereTwice() throws IOException {
        List<TableRun> runs = runs();
        assertEquals(
                runs.size(),
                runs.stream()
                        .map(run -> List.of(run.data(), run.contender(), run.measure(), run.seed()))
                        .distinct()
                        .count());
    }

    @Test
    void thePicturesLieBesideThePage(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("some.md");
        TablesFiles.write(runs(), page);
        assertTrue(Files.size(folder.resolve("some-accuracy.png")) > 10_000);
        assertTrue(Files.size(folder.resolve("some-rate.png")) > 10_000);
        assertTrue(Files.readString(page).contains("](some-rate.png)"));
        for (TablesPlots.Picture picture : TablesPlots.pictures(runs(), "tables-compare")) {
            assertTrue(Files.exists(DOCS.resolve(picture.file())), picture.file());
        }
    }
}
