package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionReportTest {
    @TempDir
    private Path folder;

    private void write(String... targets) throws IOException {
        RegressionEvaluation evaluation = new RegressionEvaluation(List.of(targets), 100);
        new PrequentialRegression(new NumberStub(targets.length), evaluation)
                .learn(NumberStub.rows(700, targets.length));
        new RegressionReport("prices & rents", evaluation).write(folder);
    }

    private String files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(" "));
        }
    }

    @Test
    void ofOneTarget() throws Exception {
        write("price | <m²>");

        assertEquals("calibration.svg error.svg report.html report.json report.md", files());
        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(markdown.contains("# prices \\& rents"), markdown);
        assertTrue(markdown.contains("## price \\| \\<m²\\>"), markdown);
        assertTrue(markdown.contains("700 rows, each predicted before it was learnt."), markdown);
        assertTrue(markdown.contains("](calibration.svg)"), markdown);
        assertTrue(markdown.contains("| rows | 690 | 100 |"), markdown);
        String json = Files.readString(folder.resolve("report.json"));
        assertTrue(json.contains("\"name\": \"price | <m²>\", \"rows\": 690, \"rmse\": "), json);
        for (String xml : List.of("report.html", "error.svg", "calibration.svg")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve(xml).toFile());
        }
        assertTrue(Files.readString(folder.resolve("report.html")).contains("Calibration of price | &lt;m²&gt;"));
    }

    @Test
    void eachOfSeveralTargetsHasPicturesOfItsOwn() throws IOException {
        write("a", "b");

        assertEquals(
                "calibration-1.svg calibration-2.svg error-1.svg error-2.svg report.html report.json report.md",
                files());
    }

    @Test
    void ofNoRowsItHasFiguresWithoutValues() throws IOException {
        new RegressionReport("none", new RegressionEvaluation(List.of("y"), 100)).write(folder);

        assertTrue(Files.readString(folder.resolve("report.json")).contains("\"rmse\": null"));
        assertTrue(Files.readString(folder.resolve("report.md")).contains("| RMSE | – | – |"));
    }
}
