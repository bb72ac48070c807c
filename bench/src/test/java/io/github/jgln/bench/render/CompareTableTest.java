package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.Reports;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTableTest {
    private final CompareTable table = new CompareTable(Reports.usual());

    @Test
    void aContenderOnTheProcessor() {
        assertEquals(
                List.of(
                        "cpu vector",
                        "96.42 %",
                        "94.76 %",
                        "0.500 s (0.450 – 0.600)",
                        "2,000",
                        "4.00 ×",
                        "42 %",
                        "655 MB",
                        "not reported"),
                table.rows().get(0).cells());
    }

    @Test
    void aContenderOnADeviceOfItsOwnHasNoPartOfTheProcessorsPeak() {
        List<String> cells = table.rows().get(3).cells();
        assertEquals(List.of("–", "655 MB + 44 MB", "12.5 J"), cells.subList(6, 9));
    }

    @Test
    void whatIsNotAvailableStaysWithItsReason() {
        CompareReport report = Reports.usual();
        String text = CompareText.of(report);
        assertTrue(text.contains("cuda        not available: no | driver; install one"), text);
        String markdown = CompareMarkdown.of(report);
        assertTrue(markdown.contains("| cuda | not available | | | | | | | |"), markdown);
        assertTrue(markdown.contains("- cuda was not available: no \\| driver; install one"), markdown);
        assertTrue(CompareMarkdown.brief(report).contains("- cuda was not available: no \\| driver"), markdown);
    }

    @Test
    void everyLineOfTheMarkdownTableHasAsManyCells() {
        List<String> lines = CompareMarkdown.of(Reports.usual())
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();
        assertEquals(6, lines.size());
        for (String line : lines) {
            assertEquals(
                    CompareTable.HEADINGS.size() + 1,
                    line.chars().filter(c -> c == '|').count(),
                    line);
        }
    }

    @Test
    void theNotesSayHowToReadItAndHowNoisyItWas() {
        String notes = String.join("\n", table.notes());
        assertTrue(notes.contains("median (min – max) of 3 runs"), notes);
        assertTrue(notes.contains("speed-up: against cpu plain."), notes);
        assertTrue(notes.contains("energy: of a run; cuda2: its driver."), notes);
        assertTrue(notes.contains("varied from 90 to 110 GMAC/s"), notes);
        assertTrue(notes.contains("differed by up to 30 % of their median"), notes);
    }

    @Test
    void withNothingMeasuredThereIsATableAllTheSame() throws IOException {
        CompareReport report = Reports.of(Reports.usual().contenders().get(2));
        assertTrue(CompareText.of(report).contains("not available: no | driver"));
        assertTrue(CompareMarkdown.of(report).contains("| cuda |"));
        assertTrue(CompareHtml.of(report, List.of()).contains("no | driver"));
    }

    @Test
    void namesAreNoMarkup() throws IOException {
        String page = CompareHtml.of(Reports.usual(), List.of());
        assertTrue(page.contains("A &lt;fast&gt; processor"), page);
        assertFalse(page.contains("<fast>"), page);
        assertFalse(CompareMarkdown.of(Reports.usual()).contains("<fast>"));
    }
}
