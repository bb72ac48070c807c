package io.github.jgln.bench.tables;

/**
 * What was measured of one contender on one table; a line of the results' file.
 *
 * @param data the table's name, with how many of its rows where not all were taken
 * @param rows of it
 * @param columns of it beside the label
 * @param classes of it
 * @param contender its name
 * @param method how it learns
 * @param measure what was done
 * @param seed of all that was drawn
 * @param accuracy share of the predicted rows classed right
 * @param logLoss mean over them, in nats
 * @param kappa of them
 * @param seconds of learning, with the predictions of the rows learnt; not of reading, preparing, and predicting others
 * @param rowsPerSecond learnt
 * @param version of JGLN
 * @param date when it was finished, as in 2026-01-31T12:34Z
 * @param processor of the machine
 */
public record TableRun(
        String data,
        int rows,
        int columns,
        int classes,
        String contender,
        String method,
        Measure measure,
        long seed,
        double accuracy,
        double logLoss,
        double kappa,
        double seconds,
        double rowsPerSecond,
        String version,
        String date,
        String processor) {
    /** What is done with a table. */
    public enum Measure {
        /** One pass in order, each row predicted before it is learnt. */
        PREQUENTIAL,
        /** The first four fifths are learnt, then the others are predicted. */
        HELD_OUT
    }

    boolean of(String otherData, String otherContender, Measure otherMeasure, long otherSeed) {
        return data.equals(otherData)
                && contender.equals(otherContender)
                && measure == otherMeasure
                && seed == otherSeed;
    }
}
