package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport.Settings;
import io.github.jgln.bench.render.CompareFiles;
import io.github.jgln.bench.sampling.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareReportTest {
    @Test
    void speedUpsReferToPlainJavaOnTheProcessor() {
        CompareReport report = Reports.usual();
        assertEquals("cpu plain", report.reference());
        assertEquals(4, report.contenders().get(0).speedUp(), 1e-12);
        assertEquals(1, report.contenders().get(1).speedUp(), 1e-12);
        assertNull(report.contenders().get(2).speedUp());
        assertEquals(20, report.contenders().get(3).speedUp(), 1e-12);
    }

    @Test
    void withoutThatTheFirstMeasuredIsTheReference() {
        CompareReport report = Reports.of(
                Reports.usual().contenders().get(2), Reports.card("cuda", 2), Reports.processor("cpu vector", 4));
        assertEquals("cuda", report.reference());
        assertEquals(0.5, report.contenders().get(2).speedUp(), 1e-12);
    }

    @Test
    void withNothingMeasuredThereIsNoReference() {
        assertNull(Reports.of(Reports.usual().contenders().get(2)).reference());
    }

    @Test
    void comesBackFromJsonAsItWas(@TempDir Path folder) throws IOException {
        CompareReport report = Reports.usual();
        CompareFiles.write(report, folder);
        assertTrue(CompareFiles.exists(folder));
        assertEquals(report, CompareFiles.read(folder));
        String json = Files.readString(folder.resolve("compare.json"));
        assertTrue(json.startsWith("{\n  \"schema\" : 1,\n  \"version\" : \"1.0\",\n  \"date\""), json);
        assertFalse(json.contains("null"), json);
    }

    @Test
    void anotherSchemaOrAnotherThingIsRefused(@TempDir Path folder) throws IOException {
        CompareFiles.write(Reports.usual(), folder);
        Path file = folder.resolve("compare.json");
        Files.writeString(file, Files.readString(file).replace("\"schema\" : 1", "\"schema\" : 2"));
        String message =
                assertThrows(IOException.class, () -> CompareFiles.read(folder)).getMessage();
        assertTrue(message.contains("expected schema 1, got 2"), message);
        Files.writeString(file, "{\"rows\": 3}");
        message =
                assertThrows(IOException.class, () -> CompareFiles.read(folder)).getMessage();
        assertTrue(message.contains("compare.json: expected the JSON of a CompareReport"), message);
    }

    @Test
    void resultsOfOtherSettingsDoNotStandBesideThese() {
        CompareReport report = Reports.usual();
        assertTrue(report.sameTerms(Reports.of()));
        assertFalse(report.sameTerms(CompareReport.of(
                "1.0",
                "2026-01-31",
                Reports.MACHINE,
                Reports.DATA,
                new Settings(Preset.PYGLN, 8, 3),
                report.contenders())));
    }

    @Test
    void thePeakSpansAllThatWasMeasured() {
        assertEquals(new Spread(100, 90, 110), Reports.usual().peak().orElseThrow());
        assertTrue(Reports.of(Reports.card("cuda", 1)).peak().isEmpty());
    }
}
