package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.figures.BenchReport;
import io.github.jgln.bench.figures.Figure;
import io.github.jgln.bench.figures.Figure.Share;
import io.github.jgln.bench.sampling.Spread;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    private static final Spread PEAK = new Spread(128, 125, 130);
    private static final Spread SPREAD = new Spread(80, 60, 100);

    private static BenchReport report(Spread peak) {
        return new BenchReport(
                "cpu",
                "Some processor (512 bit, 2 threads)",
                2,
                "17.0.1",
                true,
                12.3,
                List.of(new Figure("fmaAll", "FMA peak, 2 threads", "GMAC/s", peak, null)),
                List.of(
                        new Figure(
                                "gating",
                                "gating",
                                "GMAC/s",
                                SPREAD,
                                new Share(new Spread(0.625, 0.5, 0.7), "fmaAll", PEAK)),
                        new Figure("onlineStep17", "online step, 17 inputs", "ns", SPREAD, null)),
                List.of(new BenchReport.ThreadStep(2, SPREAD, new Spread(1.9, 1.8, 2))),
                List.of(new BenchReport.Twin("plain", SPREAD, new Spread(4, 3, 5))),
                List.of(
                        new BenchReport.NeuronStep(4, SPREAD),
                        new BenchReport.NeuronStep(512, new Spread(9000, 8000, 9500))),
                List.of(
                        new BenchReport.RowStep(1000, SPREAD, 5_000_000),
                        new BenchReport.RowStep(60_000, SPREAD, 5_000_000)));
    }

    @Test
    void jsonHasEveryFigureByItsKey() {
        Map<String, Object> json = report(PEAK).json();
        assertEquals("cpu", json.get("backend"));
        assertEquals(
                "{gating={unit=GMAC/s, median=80.0, min=60.0, max=100.0, share=0.625, shareOf=fmaAll, ceiling=128.0},"
                        + " onlineStep17={unit=ns, median=80.0, min=60.0, max=100.0}}",
                json.get("engine").toString());
        assertEquals(
                "[{threads=2, microsPerRow={median=80.0, min=60.0, max=100.0}, speedUp={median=1.9, min=1.8, max=2.0}}]",
                json.get("threadSteps").toString());
        assertEquals(
                "[{neurons=4, microsPerRow={median=80.0, min=60.0, max=100.0}},"
                        + " {neurons=512, microsPerRow={median=9000.0, min=8000.0, max=9500.0}}]",
                json.get("neuronSteps").toString());
        assertTrue(json.get("rowSteps").toString().contains("heapBytes=5000000"));
        assertTrue(json.get("twins").toString().contains("simd=plain"));
    }

    @Test
    void theTableSaysOfWhichCeilingAShareIs() {
        String text = BenchText.of(report(PEAK));
        assertTrue(
                text.lines()
                        .anyMatch(line ->
                                line.matches("  gating +GMAC/s +80.0 \\(60.0 – 100\\) +62.5 % of FMA peak, 2 threads")),
                text);
        assertTrue(text.contains("1.90 ×") && text.contains("4.00 ×") && text.contains("5.0 MB"), text);
        assertTrue(text.lines().noneMatch(line -> line.endsWith(" ")), text);
        assertFalse(text.contains("not at rest"), text);
    }

    @Test
    void aPeakThatVariesIsSaid() {
        String text = BenchText.of(report(new Spread(80, 2, 120)));
        assertTrue(text.contains("not at rest: its own peak varied by a factor of 1.6"), text);
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals("1,234", BenchText.number(1234.4));
        assertEquals("100", BenchText.number(99.96));
        assertEquals("12.3", BenchText.number(12.34));
        assertEquals("1.23", BenchText.number(1.234));
        assertEquals("0.123", BenchText.number(0.1234));
    }

    @Test
    void plotsArePictures(@TempDir Path folder) throws IOException {
        try {
            BenchPlots.write(report(PEAK), folder);
        } catch (UnsupportedOperationException e) {
            // A bare machine may have no fonts: then that is what it must say.
            assertTrue(e.getMessage().contains("fonts"), e.getMessage());
            return;
        }
        for (String name : List.of("neurons.png", "rows.png")) {
            BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
            assertTrue(image.getWidth() > 500 && image.getHeight() > 300, name);
        }
    }
}
