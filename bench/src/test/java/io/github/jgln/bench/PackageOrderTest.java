package io.github.jgln.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages use one another downwards only, as their parent's comment says. */
class PackageOrderTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/jgln/bench");
    private static final List<String> ORDER = List.of(
            "host",
            "sampling",
            "ceilings",
            "rows",
            "files",
            "process",
            "figures",
            "compare",
            "tables",
            "regression",
            "render");
    private static final Pattern USE = Pattern.compile("io\\.github\\.jgln\\.bench\\.([a-z]+)\\.");

    @Test
    void aPackageUsesThoseBeforeItOnly() throws IOException {
        List<String> wrong = new ArrayList<>();
        int uses = 0;
        for (String name : ORDER) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                for (Path file : files.toList()) {
                    Matcher use = USE.matcher(Files.readString(file));
                    while (use.find()) {
                        uses++;
                        if (ORDER.indexOf(use.group(1)) > ORDER.indexOf(name)) {
                            wrong.add(file + " uses " + use.group(1));
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(uses > 0, "expected uses in " + SOURCES.toAbsolutePath());
    }

    @Test
    void everyPackageHasItsPlace() throws IOException {
        try (Stream<Path> entries = Files.list(SOURCES)) {
            assertEquals(
                    ORDER.stream().sorted().toList(),
                    entries.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }
}
