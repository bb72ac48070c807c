package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.Reports;
import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.render.ResultsPages.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPagesTest {
    private static final Path ROOT = Path.of("..");
    private static final String HINT = "not what './jgln compare --results' writes; run it";

    @Test
    void theCommittedPagesAreWhatTheGeneratorWrites() throws IOException {
        List<Result> results = ResultsPages.results(ROOT);
        assertEquals(ResultsPages.page(results), Files.readString(ROOT.resolve(ResultsPages.PAGE)), HINT);
        String readme = Files.readString(ROOT.resolve(ResultsPages.README));
        assertEquals(ResultsPages.readme(readme, results), readme, HINT);
    }

    @Test
    void fileNamesSayTheDateOfTheResult() throws IOException {
        for (Result result : ResultsPages.results(ROOT)) {
            assertTrue(result.file().endsWith("-" + result.report().date() + ".json"), result.file());
        }
    }

    @Test
    void theNewestComesFirstAndIsTheOneInTheReadme(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("bench/results"));
        CompareReport report = Reports.usual();
        JsonFiles.write(folder.resolve("a-2026-01-31.json"), report);
        JsonFiles.write(folder.resolve("b-2026-02-01.json"), Reports.of("1.1", "2026-02-01", report));
        Path readme = root.resolve("README.md");
        Files.writeString(
                readme,
                "Before.\n\n<!-- written by ./jgln compare --results: begin -->\nold\n"
                        + "<!-- written by ./jgln compare --results: end -->\n\nAfter.\n");
        ResultsPages.write(root);
        String page = Files.readString(root.resolve("RESULTS.md"));
        assertTrue(page.indexOf("b-2026-02-01.json") < page.indexOf("a-2026-01-31.json"), page);
        String text = Files.readString(readme);
        assertTrue(text.startsWith("Before.\n\n<!--") && text.endsWith("-->\n\nAfter.\n"), text);
        assertTrue(text.contains("JGLN 1.1, 2026-02-01") && !text.contains("old"), text);
        ResultsPages.write(root);
        assertEquals(text, Files.readString(readme));
    }

    @Test
    void withoutResultsOrMarkersNothingIsWritten(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("README.md"), "no markers");
        assertThrows(IOException.class, () -> ResultsPages.write(root));
        Path folder = Files.createDirectories(root.resolve("bench/results"));
        JsonFiles.write(folder.resolve("a-2026-01-31.json"), Reports.usual());
        String message =
                assertThrows(IOException.class, () -> ResultsPages.write(root)).getMessage();
        assertTrue(message.contains("README.md: expected a line"), message);
        assertTrue(Files.notExists(root.resolve("RESULTS.md")));
    }
}
