package io.github.jgln.experiments;

import io.github.jgln.Halfspaces;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What settings are drawn from. */
final class SearchSpace {
    private static final int[] HIDDEN_LAYERS = {1, 1, 2, 3, 5};
    private static final int[] NEURONS = {8, 16, 24, 32, 48, 64, 100};
    private static final int[] CONTEXT_MAP_SIZES = {4, 5, 6, 7, 8, 9};
    private static final int[] OUTPUT_NEURONS = {1, 4, 16};
    private static final int[] UPPER_CONTEXT_MAP_SIZES = {0, 2, 4, 6};
    private static final double[] WHITENING = {0, 0.25, 0.5, 0.75};
    private static final double[] CLIPPING = {1e-2, 1e-3, 1e-4};
    private static final float SCALE = 3;
    private static final int SIGNIFICANT_DIGITS = 3;

    private SearchSpace() {}

    /**
     * A setting, always the same for the same arguments.
     *
     * @param halfspaces the kinds to draw from
     * @param maxNeurons of a hidden layer, at least 8
     * @param features N
     */
    static SearchSetting draw(long seed, int index, List<Halfspaces> halfspaces, int maxNeurons, int features) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L);
        int sizes = 1;
        while (sizes < NEURONS.length && NEURONS[sizes] <= maxNeurons) {
            sizes++;
        }
        int hidden = HIDDEN_LAYERS[random.nextInt(HIDDEN_LAYERS.length)];
        boolean unitRows = random.nextBoolean();
        return new SearchSetting(
                hidden,
                NEURONS[random.nextInt(sizes)],
                CONTEXT_MAP_SIZES[random.nextInt(CONTEXT_MAP_SIZES.length)],
                OUTPUT_NEURONS[random.nextInt(OUTPUT_NEURONS.length)],
                UPPER_CONTEXT_MAP_SIZES[random.nextInt(UPPER_CONTEXT_MAP_SIZES.length)],
                // Without skip connections depth gains little.
                hidden > 1 || random.nextBoolean(),
                unitRows,
                halfspaces.get(random.nextInt(halfspaces.size())),
                random.nextInt(4) > 0,
                // Features of order 1, whatever the rows' length.
                unitRows ? Math.round(Math.sqrt(features)) : SCALE,
                WHITENING[random.nextInt(WHITENING.length)],
                logUniform(random, 0.01, 0.15),
                logUniform(random, 0.01, 0.5),
                CLIPPING[random.nextInt(CLIPPING.length)]);
    }

    /** Rounded, so that it can be typed. */
    private static double logUniform(Random random, double least, double most) {
        double value = least * StrictMath.pow(most / least, random.nextDouble());
        double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)) - SIGNIFICANT_DIGITS + 1);
        return Double.parseDouble(String.format(Locale.ROOT, "%.6f", Math.round(value / unit) * unit));
    }
}
