package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.render.ResultsPages.Result;
import io.github.jgln.bench.sampling.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The results in this source tree are what is recorded makes them. */
class PublishedResultsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void multiplyAddsAreThoseOfThePresetsAndSharesOfThePeakFollowFromThem() throws IOException {
        int networks = 0;
        for (Result result : ResultsPages.results(ROOT)) {
            CompareReport report = result.report();
            long cost = report.settings()
                    .preset()
                    .configure(
                            report.data().features(),
                            report.data().classes(),
                            report.data().rows())
                    .build()
                    .spec()
                    .cost()
                    .learning();
            for (CompareReport.Result contender : report.measured()) {
                Measured m = contender.measured();
                if (contender.method().startsWith("GLN ")) {
                    networks++;
                    assertEquals(cost, m.multiplyAddsPerRow(), result.file() + ": " + contender.name());
                }
                if (m.ofPeak() != null) {
                    // Peaks are recorded as a spread, so of a share run by run only the bounds are known.
                    double fastest = gmacs(report, m, m.trainSeconds().min());
                    double slowest = gmacs(report, m, m.trainSeconds().max());
                    Spread peak = m.peakGmacs();
                    assertTrue(
                            m.ofPeak().min() >= slowest / peak.max() * 0.999
                                    && m.ofPeak().max() <= fastest / peak.min() * 1.001,
                            result.file() + ": " + contender.name() + " " + m.ofPeak());
                }
            }
        }
        assertTrue(networks > 0, "expected results of networks in " + ROOT);
    }

    private static double gmacs(CompareReport report, Measured m, double seconds) {
        return m.multiplyAddsPerRow() * report.data().rows() / seconds / 1e9;
    }

    @Test
    void thePagesAreWrittenFromTheFiles() throws IOException {
        String page = Files.readString(ROOT.resolve(ResultsPages.PAGE));
        assertEquals(ResultsPages.page(ResultsPages.results(ROOT)), page);
        String readme = Files.readString(ROOT.resolve(ResultsPages.README));
        assertEquals(ResultsPages.readme(readme, ResultsPages.results(ROOT)), readme);
    }
}
