package io.github.jgln;

/**
 * What a network said about some rows.
 *
 * @param rowCount the rows
 * @param outputs C: 1 for two classes, else the number of classes
 * @param coupling how logits become probabilities
 * @param logits {@code rowCount × C}, row-major
 */
public record Predictions(int rowCount, int outputs, Coupling coupling, float[] logits) {
    /** Of outputs that are independent of each other. */
    public Predictions(int rowCount, int outputs, float[] logits) {
        this(rowCount, outputs, Coupling.INDEPENDENT, logits);
    }

    /** The class of each row: with one output {@code logit > 0}, else the argmax, the lowest index on ties. */
    public int[] classes() {
        int[] classes = new int[rowCount];
        for (int t = 0; t < rowCount; t++) {
            classes[t] = classOf(t);
        }
        return classes;
    }

    /** The class of one row. */
    public int classOf(int row) {
        return classOf(logits, row * outputs, outputs);
    }

    /**
     * The probability of each row and output: {@code rowCount × C}, row-major. {@code σ(logit)} of independent outputs, so rows
     * need not sum to 1; with {@link Coupling#SOFTMAX} they do.
     */
    public float[] probabilities() {
        float[] probabilities = new float[rowCount * outputs];
        for (int t = 0; t < rowCount; t++) {
            probabilities(coupling, logits, t * outputs, probabilities, t * outputs, outputs);
        }
        return probabilities;
    }

    /**
     * Probabilities that sum to 1: {@code rowCount × classes}, row-major. With more than two classes each output's
     * probability over their sum; with two classes {@code 1 - p, p}.
     */
    public float[] normalisedProbabilities() {
        float[] p = probabilities();
        if (coupling == Coupling.SOFTMAX && outputs > 1) {
            return p;
        }
        if (outputs == 1) {
            float[] both = new float[2 * rowCount];
            for (int t = 0; t < rowCount; t++) {
                both[2 * t] = 1 - p[t];
                both[2 * t + 1] = p[t];
            }
            return both;
        }
        for (int t = 0; t < rowCount; t++) {
            float sum = 0;
            for (int c = 0; c < outputs; c++) {
                sum += p[t * outputs + c];
            }
            for (int c = 0; c < outputs; c++) {
                p[t * outputs + c] /= sum;
            }
        }
        return p;
    }

    /** The probabilities of one row's outputs; they may be written over its logits. */
    static void probabilities(Coupling coupling, float[] logits, int from, float[] probabilities, int to, int outputs) {
        if (coupling == Coupling.INDEPENDENT || outputs == 1) {
            for (int c = 0; c < outputs; c++) {
                probabilities[to + c] = sigmoid(logits[from + c]);
            }
            return;
        }
        // From the largest logit, so that no power overflows.
        double largest = logits[from + classOf(logits, from, outputs)];
        double sum = 0;
        for (int c = 0; c < outputs; c++) {
            sum += Math.exp(logits[from + c] - largest);
        }
        for (int c = 0; c < outputs; c++) {
            probabilities[to + c] = (float) (Math.exp(logits[from + c] - largest) / sum);
        }
    }

    /** How many rows were classed as their targets say. */
    public int correct(Targets.Classes classes) {
        int correct = 0;
        for (int t = 0; t < rowCount; t++) {
            if (classOf(t) == classes.get(t)) {
                correct++;
            }
        }
        return correct;
    }

    /** As {@link #correct(Targets.Classes)}, of an array from its first element on. */
    public int correct(int[] labels) {
        return correct(new Targets.Classes(labels));
    }

    static int classOf(float[] logits, int offset, int outputs) {
        if (outputs == 1) {
            return logits[offset] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int c = 1; c < outputs; c++) {
            if (logits[offset + c] > logits[offset + best]) {
                best = c;
            }
        }
        return best;
    }

    static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }
}
