package io.github.jgln.reliability;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.SideInformation;
import java.util.Arrays;
import java.util.Random;

/** A small model of any kind that there is, with rows for it; the same for the same seed. */
final class RandomModel {
    private static final int SAMPLE = 60;

    private final Random random;
    private final int features;
    /** The share of numbers in rows that are 0, as they often are. */
    private final float zeros;

    private final GLNConfig config;

    RandomModel(long seed) {
        // Random's own seeds that follow one another begin alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        features = 2 + random.nextInt(23);
        zeros = random.nextBoolean() ? 0 : 0.3f;
        config = draw(seed);
    }

    GLNConfig config() {
        return config;
    }

    float[] row() {
        float[] row = new float[features];
        for (int j = 0; j < features; j++) {
            row[j] = random.nextFloat() < zeros ? 0 : random.nextFloat();
        }
        return row;
    }

    /** The model when it has learnt some rows. */
    GLN learnt(int rows) {
        GLNBuilder builder = GLN.builder(config).backend("cpu").option("threads", "1");
        if (config.needsSample()) {
            float[] sample = new float[SAMPLE * features];
            for (int t = 0; t < SAMPLE; t++) {
                System.arraycopy(row(), 0, sample, t * features, features);
            }
            builder.sample(sample, SAMPLE);
        }
        GLN gln = builder.create();
        for (int t = 0; t < rows; t++) {
            float[] row = row();
            gln.learn(row, Math.min((int) ((row[0] + row[1]) / 2 * config.classes()), config.classes() - 1));
        }
        return gln;
    }

    private GLNConfig draw(long seed) {
        int[] hidden = new int[random.nextInt(4)];
        Arrays.setAll(hidden, i -> 1 + random.nextInt(8));
        int[] contextMapSizes = new int[1 + random.nextInt(hidden.length + 1)];
        Arrays.setAll(contextMapSizes, i -> random.nextInt(6));
        Halfspaces halfspaces = Halfspaces.values()[random.nextInt(Halfspaces.values().length)];
        GLNConfig.Builder builder = GLNConfig.builder(features, hidden)
                .classes(2 + random.nextInt(5))
                .outputNeurons(1 + random.nextInt(3))
                .contextMapSize(contextMapSizes)
                .bias(random.nextInt(4) > 0)
                .halfspaces(halfspaces)
                .contextBias(!halfspaces.needSample() && random.nextBoolean())
                .sharedHalfspaces(random.nextBoolean())
                .skipConnections(random.nextBoolean())
                .unitRows(random.nextInt(3) == 0)
                .sideInformation(SideInformation.values()[random.nextInt(SideInformation.values().length)])
                .basePredictor(basePredictor())
                .predictionClipping(new double[] {1e-4, 1e-3, 0.05}[random.nextInt(3)])
                .weightClipping(new double[] {0.5, 5, 200}[random.nextInt(3)])
                .learningRate(0.002 + 0.05 * random.nextDouble())
                .seed(seed);
        if (random.nextInt(4) == 0) {
            float[] mean = new float[features];
            float[] deviation = new float[features];
            for (int j = 0; j < features; j++) {
                mean[j] = random.nextFloat();
                deviation[j] = 0.1f + random.nextFloat();
            }
            builder.fixedStatistics(mean, deviation);
        }
        return builder.build();
    }

    private BasePredictor basePredictor() {
        return switch (random.nextInt(6)) {
            case 0 -> new BasePredictor.Clip();
            case 1 -> new BasePredictor.StandardisedSigmoid();
            case 2 -> new BasePredictor.CentredLogits(0.5f + 3 * random.nextFloat());
            case 3 ->
                new BasePredictor.Whitened(
                        0.5f + 3 * random.nextFloat(), 1 + random.nextInt(features), 1 - 0.9 * random.nextDouble());
            case 4 -> new BasePredictor.ConstantPrior(0.05f + 0.9f * random.nextFloat());
            default -> new BasePredictor.RowMinMax();
        };
    }
}
