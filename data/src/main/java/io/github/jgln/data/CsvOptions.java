package io.github.jgln.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * How a CSV file is to be read.
 *
 * @param label the column of labels: its name, or its number from 1 on, or from -1 on counted from the last; null where there is
 *     none
 * @param encoding of the file, unless it begins with a byte order mark
 * @param header whether the first line names the columns; else they are c1, c2, …
 * @param kinds what columns are, by name, where the first rows would say otherwise: {@code number}, {@code category} or
 *     {@code ignore}
 */
public record CsvOptions(String label, Charset encoding, boolean header, Map<String, String> kinds) {
    static final String NUMBER = "number";
    static final String CATEGORY = "category";
    static final String IGNORE = "ignore";

    /** @throws IllegalArgumentException for a kind that there is not */
    public CsvOptions {
        label = label == null ? null : label.strip();
        Objects.requireNonNull(encoding);
        kinds = Map.copyOf(kinds);
        kinds.forEach((name, kind) -> {
            if (!kind.equals(NUMBER) && !kind.equals(CATEGORY) && !kind.equals(IGNORE)) {
                throw new IllegalArgumentException(
                        "column '" + name + "': expected number, category or ignore, got '" + kind + "'");
            }
        });
    }

    /** A file in UTF-8 whose first line names the columns, one of which is the label. */
    public static CsvOptions label(String label) {
        return new CsvOptions(label, StandardCharsets.UTF_8, true, Map.of());
    }

    /** The same in another encoding. */
    public CsvOptions encoded(Charset other) {
        return new CsvOptions(label, other, header, kinds);
    }
}
