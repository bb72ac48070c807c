package io.github.jgln.data.sql;

import io.github.jgln.data.Excerpt;

/** What a database says, in one line. */
final class SqlFailure {
    private SqlFailure() {}

    static String reason(Throwable failure) {
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().strip();
        // What may follow is the query, with a mark below it.
        return message.lines()
                .findFirst()
                .map(Excerpt::line)
                .orElse(failure.getClass().getSimpleName());
    }
}
