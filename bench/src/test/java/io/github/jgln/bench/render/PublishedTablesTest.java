package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TablesComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison on tables in this source tree is what its runs make it. */
class PublishedTablesTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");

    private static List<TableRun> runs(String name) throws IOException {
        List<TableRun> runs = TablesComparison.read(DOCS.resolve(name + ".jsonl"));
        assertTrue(runs.size() > 100, "only " + runs.size() + " runs");
        return runs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables-compare", "tables-replay"})
    void thePageIsWrittenFromTheRuns(String name) throws IOException {
        Path page = DOCS.resolve(name + ".md");
        assertEquals(TablesFiles.page(runs(name), page), Files.readString(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables-compare", "tables-replay"})
    void noRunIsThereTwice(String name) throws IOException {
        List<TableRun> runs = runs(name);
        assertEquals(
                runs.size(),
                runs.stream()
                        .map(run -> List.of(run.data(), run.contender(), run.measure(), run.seed()))
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables-compare", "tables-replay"})
    void thePicturesLieBesideThePage(String name, @TempDir Path folder) throws IOException {
        Path page = folder.resolve("some.md");
        TablesFiles.write(runs(name), page);
        assertTrue(Files.size(folder.resolve("some-accuracy.png")) > 10_000);
        assertTrue(Files.size(folder.resolve("some-rate.png")) > 10_000);
        assertTrue(Files.readString(page).contains("](some-rate.png)"));
        for (TablesPlots.Picture picture : TablesPlots.pictures(runs(name), name)) {
            assertTrue(Files.exists(DOCS.resolve(picture.file())), picture.file());
        }
    }
}
