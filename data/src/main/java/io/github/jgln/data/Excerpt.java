package io.github.jgln.data;

import java.util.Collection;
import java.util.stream.Collectors;

/** What of a table is shown in a message: never more than a line, nor more than twenty names. */
public final class Excerpt {
    private static final int CHARACTERS = 200;
    private static final int NAMES = 20;

    private Excerpt() {}

    /** The beginning of a text, quoted. */
    public static String of(String text) {
        return "'" + line(text) + "'";
    }

    /** The beginning of a text: its first line, or of that as much as fits in a message. */
    public static String line(String text) {
        int end = 0;
        while (end < text.length() && end < CHARACTERS && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        // Half of a pair of surrogates is no character.
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            // A terminal would obey some of them.
            shown.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
        }
        return shown.append(end < text.length() ? "…" : "").toString();
    }

    /** Some names, as a list in a sentence. */
    public static String names(Collection<String> names) {
        String shown = names.stream().limit(NAMES).map(Excerpt::of).collect(Collectors.joining(", "));
        return names.size() <= NAMES ? shown : shown + " and " + (names.size() - NAMES) + " more";
    }
}
