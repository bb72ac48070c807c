package io.github.jgln;

/** The rates of a configuration: of a row, in each layer. */
final class RateSchedule {
    private final LearningRate learningRate;
    private final double[] factors;

    RateSchedule(GLNConfig config) {
        learningRate = config.learningRate();
        factors = new double[config.layers()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = config.layerRateFactor(i);
        }
    }

    /**
     * Writes the rates of some rows.
     *
     * @param rates {@code [layers][rowCount]}
     * @param rowsLearned before the first of them
     * @throws IllegalArgumentException where the schedule gives what cannot be a rate
     */
    void write(float[][] rates, int rowCount, long rowsLearned) {
        for (int t = 0; t < rowCount; t++) {
            double rate = learningRate.rate(rowsLearned + t);
            for (int i = 0; i < rates.length; i++) {
                float scaled = (float) (rate * factors[i]);
                if (!(scaled >= 0 && scaled <= Float.MAX_VALUE)) {
                    throw new IllegalArgumentException("learning rate: expected a finite number of at least 0 for row "
                            + (rowsLearned + t) + ", got " + rate + " × " + factors[i] + " in layer " + i);
                }
                rates[i][t] = scaled;
            }
        }
    }
}
