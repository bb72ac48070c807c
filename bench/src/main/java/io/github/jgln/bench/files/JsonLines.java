package io.github.jgln.bench.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A file of results, one JSON object a line, each added as soon as it is there.
 *
 * @param <T> a record
 */
public final class JsonLines<T> {
    private final Class<T> type;
    private final String writer;

    /** @param writer the command that writes such files, for messages */
    public JsonLines(Class<T> type, String writer) {
        this.type = type;
        this.writer = writer;
    }

    /**
     * The results of a file; none where there is no such file.
     *
     * @throws IOException when it cannot be read, or a line is something else
     */
    public List<T> read(Path file) throws IOException {
        List<T> results = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    results.add(JsonFiles.LINES.readValue(line, type));
                } catch (JacksonException e) {
                    throw new IOException(
                            file + ": expected one JSON object a line, as '" + writer + "' writes them, got '" + line
                                    + "'",
                            e);
                }
            }
        }
        return results;
    }

    /**
     * Adds a result to a file.
     *
     * @throws IOException when it cannot be written
     */
    public void append(Path file, T result) throws IOException {
        Files.write(
                file,
                (JsonFiles.LINES.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
