package io.github.jgln.evaluation;

import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * JSON of maps, collections, strings and numbers. Numbers that are none are {@code null}, as JSON has no name for them. The
 * first two levels have a line for each element, so that the text can be read and compared.
 */
final class JsonText {
    private static final int LEVELS_OF_LINES = 2;

    private JsonText() {}

    static String of(Object value) {
        return of(value, 0) + "\n";
    }

    private static String of(Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner members = joiner("{", "}", level, map.isEmpty());
            map.forEach((name, member) -> members.add(quote((String) name) + ": " + of(member, level + 1)));
            return members.toString();
        }
        if (value instanceof Collection<?> collection) {
            StringJoiner elements = joiner("[", "]", level, collection.isEmpty());
            collection.forEach(element -> elements.add(of(element, level + 1)));
            return elements.toString();
        }
        if (value instanceof String text) {
            return quote(text);
        }
        boolean none = value == null || value instanceof Double number && !Double.isFinite(number);
        return none ? "null" : value.toString();
    }

    private static StringJoiner joiner(String open, String close, int level, boolean empty) {
        if (level >= LEVELS_OF_LINES || empty) {
            return new StringJoiner(", ", open, close);
        }
        String line = "\n" + "  ".repeat(level);
        return new StringJoiner("," + line + "  ", open + line + "  ", line + close);
    }

    private static String quote(String text) {
        return text.chars().mapToObj(c -> quote((char) c)).collect(Collectors.joining("", "\"", "\""));
    }

    private static String quote(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        // Half a pair of surrogates could not be written in UTF-8.
        boolean plain = c >= ' ' && !Character.isSurrogate(c);
        return plain ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
