package io.github.jgln;

import java.util.Objects;

/** The rate η by the index of the row, counted from 0 over all rows a model has learnt. */
public sealed interface LearningRate {
    /** η of a row. */
    double rate(long row);

    /** Always the same rate. */
    record Constant(double value) implements LearningRate {
        public Constant {
            requirePositive("learning rate", value);
        }

        @Override
        public double rate(long row) {
            return value;
        }
    }

    /** {@code min(numerator / (row + 1), max)}; the paper's is {@code min(100 / t, 0.01)}. */
    record Hyperbolic(double numerator, double max) implements LearningRate {
        public Hyperbolic {
            requirePositive("numerator", numerator);
            requirePositive("max", max);
        }

        @Override
        public double rate(long row) {
            return Math.min(numerator / (row + 1), max);
        }
    }

    /** {@code min(max, 1 / (1 + decay · row)^power)}; DeepMind's example has {@code min(0.003, 1 / (1 + 0.1 t))}. */
    record InversePower(double max, double decay, double power) implements LearningRate {
        public InversePower {
            requirePositive("max", max);
            requirePositive("decay", decay);
            requirePositive("power", power);
        }

        @Override
        public double rate(long row) {
            return Math.min(max, Math.pow(1 + decay * row, -power));
        }
    }

    /** Falls linearly from {@code first} to 0 over {@code rows} rows and stays 0: {@code first · max(0, 1 - row / rows)}. */
    record LinearDecay(double first, long rows) implements LearningRate {
        public LinearDecay {
            requirePositive("first rate", first);
            if (rows < 1) {
                throw new IllegalArgumentException("rows: expected at least 1, got " + rows);
            }
        }

        @Override
        public double rate(long row) {
            return row < rows ? first * (1 - (double) row / rows) : 0;
        }
    }

    /** Any function of the row's index; must give finite rates of at least 0. */
    record Custom(RateFunction function) implements LearningRate {
        public Custom {
            Objects.requireNonNull(function);
        }

        @Override
        public double rate(long row) {
            return function.rate(row);
        }
    }

    /** A schedule. */
    @FunctionalInterface
    interface RateFunction {
        /** η of a row. */
        double rate(long row);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number above 0, got " + value);
        }
    }
}
