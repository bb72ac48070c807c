package io.github.jgln.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A line of the table in {@code docs/reliability.md}: what a test has tried, and what came of it. Each test leaves its own in
 * {@code target/reliability}, whether or not it passes.
 *
 * @param order its place in the table
 * @param what was tried
 * @param tried how often
 * @param wrong how many of the results were wrong
 * @param crashes how many tries ended in anything but a result or a clear error
 * @param detail what else there is to say
 */
record Tally(int order, String what, long tried, long wrong, long crashes, String detail) {
    private static final Path FOLDER = Path.of("target", "reliability");

    void write() throws IOException {
        Properties line = new Properties();
        line.setProperty("order", "" + order);
        line.setProperty("what", what);
        line.setProperty("tried", "" + tried);
        line.setProperty("wrong", "" + wrong);
        line.setProperty("crashes", "" + crashes);
        line.setProperty("detail", detail);
        Files.createDirectories(FOLDER);
        try (var out =
                Files.newBufferedWriter(FOLDER.resolve("%02d.properties".formatted(order)), StandardCharsets.UTF_8)) {
            line.store(out, null);
        }
    }

    static Tally read(Path file) throws IOException {
        Properties line = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            line.load(in);
        }
        return new Tally(
                Integer.parseInt(line.getProperty("order")),
                line.getProperty("what"),
                Long.parseLong(line.getProperty("tried")),
                Long.parseLong(line.getProperty("wrong")),
                Long.parseLong(line.getProperty("crashes")),
                line.getProperty("detail"));
    }
}
