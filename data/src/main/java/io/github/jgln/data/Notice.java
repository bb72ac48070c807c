package io.github.jgln.data;

import java.util.Objects;

/**
 * Something about a table that its owner should know, in one line. Reading goes on.
 *
 * @param kind what it is about, for those who want to refuse it or leave it unsaid
 * @param text the line, meant for the user
 */
public record Notice(Kind kind, String text) {
    /** What a notice is about. */
    public enum Kind {
        /** How the text of the table was understood. */
        READING,
        /** Columns that tell every row from every other, as numbers of rows do. */
        IDENTIFIER,
        /** Columns that tell nothing. */
        CONSTANT,
        /** A label that looks like a quantity. */
        LABEL,
        /** A column that may have been meant otherwise. */
        COLUMN,
        /** Columns of the model that the table lacks, or the other way round. */
        MATCHING,
        /** Cells that are not what their column holds, and count as missing. */
        CELLS
    }

    public Notice {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
