package io.github.jgln.data;

/** What a column of a table is to a model. */
public enum ColumnRole {
    /** A quantity. */
    NUMBER,
    /** One of several names. */
    CATEGORY,
    /** A date, with or without the time of day: several numbers. */
    MOMENT,
    /** Left out. */
    IGNORE,
    /** What is to be learnt: a class. */
    LABEL,
    /** What is to be learnt: a number. */
    TARGET
}
