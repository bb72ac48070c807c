package io.github.jgln.spi;

/**
 * How a row x becomes the base logits that the first layer reads. Every one ends in [-L, L]. Where Gaussians are mixed they are
 * base predictions, given as pairs of a mean and a variance, and {@code width} counts the pairs.
 *
 * @param kind the map
 * @param width K0, the base logits of an output
 * @param parameter the scale of {@link Kind#CENTRED}, the probability of {@link Kind#CONSTANT}; 0 for the others
 * @param byOutput whether every output reads base logits of its own; else all read the same. Only {@link Kind#GIVEN} ones may
 */
public record BaseLogits(Kind kind, int width, float parameter, boolean byOutput) {
    /** The maps. */
    public enum Kind {
        /** {@code logit(clip((x - min) / (max - min), ε, 1 - ε))} over the row; 0 where the row is constant. */
        ROW_MIN_MAX,
        /** {@code logit(clip(x, ε, 1 - ε))}. */
        CLIPPED,
        /** {@code clip(scale · (x - mean), -L, L)}. */
        CENTRED,
        /** {@code clip((x - mean) / standard deviation, -L, L)}; a feature that has not varied is only centred. */
        STANDARDISED,
        /** One logit, {@code logit(probability)}, for every row. */
        CONSTANT,
        /** They come with the rows, bounded already. */
        GIVEN;

        /** Whether it reads the input statistics. */
        public boolean usesStatistics() {
            return this == CENTRED || this == STANDARDISED;
        }
    }

    public BaseLogits {
        if (width < 1) {
            throw new IllegalArgumentException("base logits: expected at least 1, got " + width);
        }
        if (byOutput && kind != Kind.GIVEN) {
            throw new IllegalArgumentException(
                    "base logits: expected given ones where they differ by output, got " + kind);
        }
    }

    /** Those that all outputs read alike. */
    public BaseLogits(Kind kind, int width, float parameter) {
        this(kind, width, parameter, false);
    }

    /** Given ones that all outputs read alike. */
    public static BaseLogits given(int width) {
        return new BaseLogits(Kind.GIVEN, width, 0);
    }

    /** Whether they come with the rows. */
    public boolean given() {
        return kind == Kind.GIVEN;
    }
}
