package io.github.jgln.cli;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** One object on one line, its keys in the map's order. */
    static String object(Map<String, ?> values) {
        return MAPPER.writeValueAsString(values);
    }

    /** The number, or null where JSON has none for it. */
    static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
