package io.github.jgln.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The counters of whole processor packages that Linux shows under powercap, often to the superuser only. */
final class PackageEnergy implements EnergyMeter {
    private static final double MICRO = 1e-6;

    private final List<Path> packages;

    private PackageEnergy(List<Path> packages) {
        this.packages = packages;
    }

    /** Empty where there is no counter, or none that may be read. */
    static Optional<EnergyMeter> find(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            // Entries with two numbers are parts of a package, counted in it already.
            List<Path> packages = entries.filter(
                            entry -> entry.getFileName().toString().matches("intel-rapl:\\d+"))
                    .sorted()
                    .toList();
            PackageEnergy meter = new PackageEnergy(packages);
            meter.read();
            return packages.isEmpty() ? Optional.empty() : Optional.of(meter);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String source() {
        return "processor packages by RAPL, all that runs on them included";
    }

    @Override
    public Reading start() throws IOException {
        List<Long> before = read();
        return new Reading() {
            @Override
            public double getAsDouble() {
                try {
                    List<Long> after = read();
                    double joules = 0;
                    for (int i = 0; i < packages.size(); i++) {
                        long used = after.get(i) - before.get(i);
                        // The counter begins anew at its end.
                        joules += MICRO * (used >= 0 ? used : used + number(packages.get(i), "max_energy_range_uj"));
                    }
                    return joules;
                } catch (IOException e) {
                    return Double.NaN;
                }
            }

            @Override
            public void close() {}
        };
    }

    private List<Long> read() throws IOException {
        List<Long> values = new ArrayList<>();
        for (Path entry : packages) {
            values.add(number(entry, "energy_uj"));
        }
        return values;
    }

    private static long number(Path entry, String file) throws IOException {
        return Long.parseLong(Files.readString(entry.resolve(file)).strip());
    }
}
