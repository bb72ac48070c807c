package io.github.jgln.data.sql;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Excerpt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a query that only reads, in any database's SQL, as far as its words do. What is refused wrongly can be said otherwise; what
 * is let through wrongly meets a transaction that only reads.
 */
final class ReadOnly {
    /** Texts, quoted names, and comments. */
    private static final Pattern UNREAD =
            Pattern.compile("'(?:[^']++|'')*+'|\"[^\"]*+\"|`[^`]*+`|--[^\\n]*+|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern SELECTS =
            Pattern.compile("[(\\s]*(select|with|values|from|table)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern WRITES =
            Pattern.compile("\\b(insert|update|delete|merge|replace\\s+into|into)\\b", Pattern.CASE_INSENSITIVE);

    private ReadOnly() {}

    /** @throws DataException when it may write */
    static void require(String name, String query) {
        String words = UNREAD.matcher(query).replaceAll(" _ ").strip();
        String expected = name + ": expected one statement that selects, ";
        // A comment may stand before it.
        if (!SELECTS.matcher(words.replaceFirst("^(_\\s+)+", "")).matches()) {
            throw new DataException(expected + "as SELECT and WITH do, got " + Excerpt.of(query.strip()));
        }
        if (words.replaceFirst("[;\\s_]+$", "").contains(";")) {
            throw new DataException(expected + "got several");
        }
        Matcher writes = WRITES.matcher(words);
        if (writes.find()) {
            throw new DataException(
                    expected + "got " + writes.group() + "; where that is a name, write it in double quotes");
        }
    }
}
