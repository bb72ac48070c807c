package io.github.jgln.bench.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON and back. */
public final class JsonFiles {
    /** An object a line. */
    static final JsonMapper LINES = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final JsonMapper MAPPER =
            LINES.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFiles() {}

    /** The record as indented JSON. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value) + "\n";
    }

    /** @throws IOException when it cannot be read or is something else */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (JacksonException e) {
            throw new IOException(
                    file + ": expected the JSON of a " + type.getSimpleName() + ", got something else: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /** Writes a file whole or not at all: whoever is interrupted leaves what was there before. */
    public static void write(Path file, Object value) throws IOException {
        replace(file, text(value));
    }

    /** Does the same as {@link #write} with any text. */
    public static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
