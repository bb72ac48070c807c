package io.github.jgln.bench.regression;

/**
 * What one model came to on one published split; a line of the results' file.
 *
 * @param data the table's name
 * @param split from 0 on
 * @param splits how many there are
 * @param rows learnt
 * @param features of a row
 * @param setting the options of {@code jgln train} beside the preset, chosen by rows held out from those learnt
 * @param passes over the rows
 * @param heldOut of the split's test rows
 * @param seconds of learning with the chosen setting
 * @param version of JGLN
 * @param date when it was finished, as in 2026-01-31T12:34Z
 * @param processor of the machine
 */
public record SplitRun(
        String data,
        int split,
        int splits,
        int rows,
        int features,
        String setting,
        int passes,
        RegressionFigures heldOut,
        double seconds,
        String version,
        String date,
        String processor) {}
