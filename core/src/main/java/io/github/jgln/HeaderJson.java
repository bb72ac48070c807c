package io.github.jgln;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON that a safetensors header needs: objects, arrays, strings and whole numbers of at least 0, read strictly. A
 * name may occur once in an object. Depth is bounded by the format, length by the caller, so a hostile text costs little.
 */
final class HeaderJson {
    /** The header, a tensor in it, its shape. */
    private static final int MAX_DEPTH = 3;

    private final String text;
    private int at;

    private HeaderJson(String text) {
        this.text = text;
    }

    /** The text is not as described; the message says where. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        SyntaxException(String message) {
            super(message);
        }
    }

    /** The object that is all of the text, but for blanks: values are {@code Map}, {@code List}, {@code String}, {@code Long}. */
    static Map<String, Object> object(String text) throws SyntaxException {
        HeaderJson json = new HeaderJson(text);
        Map<String, Object> object = json.object(1);
        json.requireEnd();
        return object;
    }

    /** The list of strings that is all of the text, but for blanks. */
    static List<String> strings(String text) throws SyntaxException {
        HeaderJson json = new HeaderJson(text);
        json.blanks();
        List<String> strings = new ArrayList<>();
        for (Object element : json.array(1)) {
            if (!(element instanceof String string)) {
                throw new SyntaxException("expected strings, got " + element);
            }
            strings.add(string);
        }
        json.requireEnd();
        return strings;
    }

    private void requireEnd() throws SyntaxException {
        blanks();
        if (at < text.length()) {
            throw expected("nothing after it");
        }
    }

    /** A string as JSON writes it, with its quotes. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) throws SyntaxException {
        blanks();
        char c = peek();
        if (c == '{') {
            return object(depth + 1);
        } else if (c == '[') {
            return array(depth + 1);
        } else if (c == '"') {
            return string();
        } else if (c >= '0' && c <= '9') {
            return number();
        }
        throw expected("an object, an array, a string or a whole number of at least 0");
    }

    private Map<String, Object> object(int depth) throws SyntaxException {
        take('{', depth);
        Map<String, Object> object = new LinkedHashMap<>();
        if (!ends('}')) {
            do {
                blanks();
                String name = string();
                blanks();
                take(':', depth);
                if (object.put(name, value(depth)) != null) {
                    throw new SyntaxException("the name " + quote(name) + " occurs twice");
                }
            } while (follows('}'));
        }
        return object;
    }

    private List<Object> array(int depth) throws SyntaxException {
        take('[', depth);
        List<Object> array = new ArrayList<>();
        if (!ends(']')) {
            do {
                array.add(value(depth));
            } while (follows(']'));
        }
        return array;
    }

    private boolean ends(char end) {
        blanks();
        boolean ends = peek() == end;
        at += ends ? 1 : 0;
        return ends;
    }

    /** Whether another element follows; if not, the end has been read. */
    private boolean follows(char end) throws SyntaxException {
        blanks();
        char c = peek();
        if (c != ',' && c != end) {
            throw expected("',' or '" + end + "'");
        }
        at++;
        return c == ',';
    }

    private long number() throws SyntaxException {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        boolean whole = peek() != '.' && peek() != 'e' && peek() != 'E';
        boolean led = text.charAt(from) == '0' && at > from + 1;
        try {
            if (whole && !led) {
                return Long.parseLong(text.substring(from, at));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        at = from;
        throw expected("a whole number below 2^63");
    }

    private String string() throws SyntaxException {
        take('"', 1);
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = peek();
            if (at >= text.length() || c < ' ') {
                throw expected("the end of a string");
            }
            at++;
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws SyntaxException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0 || peek() > 'f') {
                        throw expected("four hexadecimal digits");
                    }
                    code = 16 * code + digit;
                    at++;
                }
                yield (char) code;
            }
            default -> {
                at--;
                throw expected("an escape that JSON knows");
            }
        };
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    private void take(char c, int depth) throws SyntaxException {
        if (peek() != c) {
            throw expected("'" + c + "'");
        }
        if (depth > MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " levels");
        }
        at++;
    }

    /** The next character; 0 at the end, which no text that is accepted holds. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private SyntaxException expected(String what) {
        String got = at < text.length() ? quote(String.valueOf(text.charAt(at))) : "the end";
        return new SyntaxException("expected " + what + " at character " + at + ", got " + got);
    }
}
