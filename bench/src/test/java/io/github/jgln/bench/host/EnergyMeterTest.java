package io.github.jgln.bench.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {
    @TempDir
    private Path folder;

    @Test
    void packagesAreAddedUpAndTheirPartsAreNot() throws IOException {
        Path first = entry("intel-rapl-0", 1_000_000);
        Path second = entry("intel-rapl-1", 9_500_000);
        entry("intel-rapl-0-0", 77);
        Files.move(first, folder.resolve("intel-rapl:0"));
        Files.move(second, folder.resolve("intel-rapl:1"));
        Files.move(folder.resolve("intel-rapl-0-0"), folder.resolve("intel-rapl:0:0"));
        EnergyMeter meter = PackageEnergy.find(folder).orElseThrow();
        try (EnergyMeter.Reading reading = meter.start()) {
            set(folder.resolve("intel-rapl:0"), 3_000_000);
            // This one has begun anew, at 10 J.
            set(folder.resolve("intel-rapl:1"), 500_000);
            set(folder.resolve("intel-rapl:0:0"), 5_000_000);
            assertEquals(2 + 1, reading.getAsDouble(), 1e-9);
        }
    }

    private Path entry(String name, long microjoules) throws IOException {
        Path entry = Files.createDirectory(folder.resolve(name));
        Files.writeString(entry.resolve("max_energy_range_uj"), "10000000\n");
        set(entry, microjoules);
        return entry;
    }

    private static void set(Path entry, long microjoules) throws IOException {
        Files.writeString(entry.resolve("energy_uj"), microjoules + "\n");
    }

    @Test
    void nothingToReadIsNoMeter() throws IOException {
        assertTrue(PackageEnergy.find(folder.resolve("none")).isEmpty());
        assertTrue(PackageEnergy.find(folder).isEmpty());
        Files.createDirectory(folder.resolve("intel-rapl:0"));
        assertTrue(PackageEnergy.find(folder).isEmpty());
        assertTrue(
                NvidiaPower.find(List.of(folder.resolve("no-tool").toString())).isEmpty());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void meanPowerTimesTime() throws IOException, InterruptedException {
        EnergyMeter meter = NvidiaPower.find(tool("while :; do echo 100.0; echo 300.0; sleep 0.01; done"))
                .orElseThrow();
        try (EnergyMeter.Reading reading = meter.start()) {
            long start = System.nanoTime();
            Thread.sleep(150);
            double joules = reading.getAsDouble();
            double seconds = (System.nanoTime() - start) / 1e9;
            // A card of 200 W on average; an odd number of reports tips the mean a little.
            assertEquals(200 * seconds, joules, 40 * seconds);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCardThatReportsNoPowerIsNoMeter() throws IOException {
        assertTrue(NvidiaPower.find(tool("echo '[N/A]'")).isEmpty());
    }

    /** A tool that does as told when asked to go on, and says one figure otherwise. */
    private List<String> tool(String body) throws IOException {
        Path script = folder.resolve("tool.sh");
        String loop = body.startsWith("while") ? body : "";
        String once = body.startsWith("while") ? "echo 100.0" : body;
        Files.writeString(script, "case \"$*\" in *--loop-ms*) " + loop + "\n: ;; *) " + once + " ;; esac\n");
        return List.of("sh", script.toString());
    }
}
