package io.github.jgln.reliability;

import io.github.jgln.AtomicFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A line of the table in {@code docs/reliability.md}: what a test has tried, and what came of it.
 *
 * @param order its place in the table
 * @param what was tried
 * @param tried how often
 * @param wrong how many of the results were wrong
 * @param crashes how many tries ended in anything but a result or a clear error
 * @param detail what else there is to say
 */
record Tally(int order, String what, long tried, long wrong, long crashes, String detail) {
    void write(Path file) throws IOException {
        Properties line = new Properties();
        line.setProperty("order", "" + order);
        line.setProperty("what", what);
        line.setProperty("tried", "" + tried);
        line.setProperty("wrong", "" + wrong);
        line.setProperty("crashes", "" + crashes);
        line.setProperty("detail", detail);
        AtomicFile.write(file, channel -> {
            // Not closed, which would close the channel.
            line.store(Channels.newOutputStream(channel), null);
        });
    }

    static Tally read(Path file) throws IOException {
        Properties line = new Properties();
        try (var in = Files.newInputStream(file)) {
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
