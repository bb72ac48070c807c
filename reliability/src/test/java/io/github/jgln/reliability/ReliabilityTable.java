package io.github.jgln.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes {@code docs/reliability.md} from what the tests have left. */
final class ReliabilityTable {
    private ReliabilityTable() {}

    /** @param arguments the folder of tallies, and the file to write */
    public static void main(String[] arguments) throws IOException {
        List<Tally> tallies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".properties"))
                    .toList()) {
                tallies.add(Tally.read(file));
            }
        }
        tallies.sort(Comparator.comparingInt(Tally::order));
        Files.writeString(Path.of(arguments[1]), page(tallies));
    }

    private static String page(List<Tally> tallies) {
        StringBuilder page = new StringBuilder("""
                # Reliability

                Written by `mvn verify -Preliability`, which runs the tests of the module `reliability` at length, and no others; a
                plain `mvn verify` runs the same ones for a few seconds each, and all others. A *wrong result* is one that
                differs from what it must be; a *crash* is any end but a result or the clear error that is documented.

                The run says how far it is. One that was interrupted goes on where it was, unless anything that decides a result
                has changed meanwhile: the code, the libraries, the Java, what is to be tried. `mvn clean verify -Preliability`
                begins anew.

                | what was tried | how often | wrong results | crashes | |
                |---|---:|---:|---:|---|
                """);
        for (Tally tally : tallies) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %s |%n",
                    tally.what(),
                    tally.tried(),
                    tally.wrong(),
                    tally.crashes(),
                    tally.detail()));
        }
        page.append(String.format(
                Locale.ROOT,
                "%nOn Java %s, %s %s, %d processors.%n",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
        return page.toString();
    }
}
