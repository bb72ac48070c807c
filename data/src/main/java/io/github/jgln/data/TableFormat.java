package io.github.jgln.data;

/** How a table is written down. */
public enum TableFormat {
    /** A record on a line, fields between commas, semicolons, tabs, bars or blanks; quoted fields may hold line ends (RFC 4180). */
    DELIMITED,
    /** Weka's: what the columns hold is declared first. */
    ARFF,
    /** LIBSVM's and SVMlight's: a label, then {@code index:value} of what is not 0. */
    LIBSVM,
    /** A flat JSON object on a line. */
    JSON_LINES
}
