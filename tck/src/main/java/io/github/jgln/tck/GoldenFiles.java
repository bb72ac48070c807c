package io.github.jgln.tck;

import io.github.jgln.data.NpyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of one golden case, in a folder or among the resources. */
final class GoldenFiles {
    static final String CONFIG = "config.json";

    /** Where files come from. */
    @FunctionalInterface
    interface Source {
        /** A file, or null if there is none of that name. */
        InputStream open(String file) throws IOException;
    }

    private final String name;
    private final Source source;
    private final JsonNode config;

    GoldenFiles(String name, Source source) throws IOException {
        this.name = name;
        this.source = source;
        try (InputStream in = source.open(CONFIG)) {
            require(in != null, CONFIG, "a file", "none");
            // NumPy's writers say Infinity where there is nothing to measure.
            this.config = JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(in.readAllBytes());
        } catch (JacksonException e) {
            throw new IOException(name + ", " + CONFIG + ": " + e.getOriginalMessage(), e);
        }
    }

    /** A folder's files; the case is named after it. */
    static GoldenFiles in(Path folder) throws IOException {
        return new GoldenFiles(nameOf(folder), file -> {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Files.newInputStream(path) : null;
        });
    }

    static String nameOf(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    String name() {
        return name;
    }

    JsonNode config(String key) {
        return config.path(key);
    }

    int configInt(String key) throws IOException {
        JsonNode value = config.path(key);
        require(value.isIntegralNumber(), key, "an integer", value);
        return value.intValue();
    }

    double configDouble(String key) throws IOException {
        JsonNode value = config.path(key);
        require(value.isNumber(), key, "a number", value);
        return value.doubleValue();
    }

    boolean has(String file) throws IOException {
        try (InputStream in = source.open(file)) {
            return in != null;
        }
    }

    /** An array of any shape. */
    NpyFile array(String file) throws IOException {
        try (InputStream in = source.open(file)) {
            require(in != null, file, "a file", "none");
            return NpyFile.read(name + ", " + file, in);
        }
    }

    /** An array's values, row-major; axes of length 1 are disregarded. */
    double[] values(String file, int... shape) throws IOException {
        return array(file).values(name + ", " + file, shape);
    }

    /** A matrix's rows, however many. */
    double[][] rows(String file, int width) throws IOException {
        NpyFile array = array(file);
        int count = array.values().length / width;
        double[] flat = array.values(name + ", " + file, count, width);
        double[][] rows = new double[count][];
        for (int t = 0; t < count; t++) {
            rows[t] = Arrays.copyOfRange(flat, t * width, (t + 1) * width);
        }
        return rows;
    }

    /** Refuses a case. */
    void require(boolean holds, String what, String expected, Object got) throws IOException {
        if (!holds) {
            throw new IOException(name + ", " + what + ": expected " + expected + ", got " + got);
        }
    }
}
