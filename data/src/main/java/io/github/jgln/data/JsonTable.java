package io.github.jgln.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A flat object on a line. The columns are the keys of the first rows, in the order in which they come up. */
final class JsonTable implements LineFormat {
    private static final int CHARACTERS = 1 << 24;
    private static final JsonFactory JSON = new JsonFactory();

    private final Missing missing;
    private final List<Notice> notices;
    private final String name;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private boolean lateKey;
    /** Whether one of the columns has come up. */
    private boolean matched;

    private JsonTable(String name, TableOptions options, Set<String> keys, List<Notice> notices) {
        this.name = name;
        this.missing = new Missing(options.missing());
        this.notices = notices;
        keys.forEach(key -> columns.put(key, columns.size()));
    }

    static Table open(TableText text, TableOptions options) throws IOException {
        Set<String> keys = new LinkedHashSet<>(options.names());
        if (keys.isEmpty()) {
            List<String> lines = text.peek(options.firstRows(), CHARACTERS);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    try {
                        read(lines.get(i), (key, value) -> keys.add(key));
                    } catch (LineFault e) {
                        throw new DataException(text.at(text.lines() + 1 + i) + ": " + e.getMessage());
                    }
                }
            }
        }
        if (keys.isEmpty()) {
            throw new DataException(text.name() + ": expected objects with keys, found none");
        }
        List<Notice> notices = new ArrayList<>();
        return new LineTable(
                text,
                options.withPlainNumbers(),
                keys.stream().map(TableColumn::new).toList(),
                notices,
                new JsonTable(text.name(), options, keys, notices));
    }

    @Override
    public boolean cut(String line, String[] cells) {
        Arrays.fill(cells, 0, columns.size(), null);
        read(line, (key, value) -> {
            Integer column = columns.get(key);
            if (column != null) {
                matched = true;
                cells[column] = value == null ? null : missing.orNull(value.strip());
            } else if (!lateKey) {
                lateKey = true;
                notices.add(new Notice(
                        Notice.Kind.MATCHING,
                        name + ": keys that are not among the columns are left out, the first of them "
                                + Excerpt.of(key)));
            }
        });
        // The columns may be those of a model, and this a table of something else.
        if (lateKey && !matched) {
            throw new LineFault("expected some of the keys " + Excerpt.names(columns.keySet())
                    + ", found none of them in " + Excerpt.of(line));
        }
        return true;
    }

    /** Hands over each key and its value, as text. */
    private static void read(String line, BiConsumer<String, String> to) {
        if (line.strip().startsWith("[")) {
            throw new LineFault(
                    "expected one JSON object a line, found an array; make lines of it, as by: jq -c '.[]'");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LineFault("expected one JSON object a line, found " + Excerpt.of(line));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isStructStart()) {
                    throw new LineFault("expected a flat object, found another "
                            + (value == JsonToken.START_ARRAY ? "array" : "object") + " at key " + Excerpt.of(key)
                            + "; flatten it first, as by: jq -c");
                }
                to.accept(key, value == JsonToken.VALUE_NULL ? null : parser.getString());
            }
            if (parser.nextToken() != null) {
                throw new LineFault("expected one JSON object a line, found more behind it");
            }
        } catch (JacksonException e) {
            throw new LineFault("malformed JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }
}
