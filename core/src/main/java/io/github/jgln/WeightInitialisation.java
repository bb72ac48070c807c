package io.github.jgln;

/** The value all weights of a layer start from. */
public sealed interface WeightInitialisation {
    /** The first weight of a layer with {@code inputs} inputs, bias included. */
    float value(int inputs);

    /** {@code 1 / I}: a neuron starts as the mean of its inputs' logits. */
    record InverseInputs() implements WeightInitialisation {
        @Override
        public float value(int inputs) {
            return 1f / inputs;
        }
    }

    /** The same value in every layer; 0 starts every neuron at the prediction 0.5. */
    record Constant(float weight) implements WeightInitialisation {
        public Constant {
            if (!Float.isFinite(weight)) {
                throw new IllegalArgumentException("weight: expected a finite number, got " + weight);
            }
        }

        @Override
        public float value(int inputs) {
            return weight;
        }
    }
}
