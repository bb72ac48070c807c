package io.github.jgln;

/** The rates of a configuration: of a row, in each layer. */
final class RateSchedule {
    private final LearningRate learningRate;
    private final double[] factors;
    /** By class; null where all are alike. */
    private final float[] weights;

    RateSchedule(GLNConfig config) {
        learningRate = config.learningRate();
        factors = new double[config.layers()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = config.layerRateFactor(i);
        }
        weights = config.get(Knob.CLASS_WEIGHTS).isEmpty() ? null : new float[config.classes()];
        for (int c = 0; weights != null && c < weights.length; c++) {
            weights[c] = (float) config.classWeight(c);
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

    /** Multiplies the rates of the first rows by what their classes weigh. */
    void weigh(float[][] rates, int rowCount, Targets.Classes classes) {
        if (weights == null) {
            return;
        }
        for (float[] ofLayer : rates) {
            for (int t = 0; t < rowCount; t++) {
                // A step of a finite weight stays finite: the weight's bound clips it.
                ofLayer[t] = Math.min(Float.MAX_VALUE, ofLayer[t] * weights[classes.get(t)]);
            }
        }
    }
}
