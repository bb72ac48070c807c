package io.github.jgln.reliability;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.GaussianMixing;
import io.github.jgln.Halfspaces;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.Mixing.Gaussian.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A small model of any kind that there is, with rows for it; the same for the same seed. */
final class RandomModel {
    private static final int SAMPLE = 60;

    private final Random random;
    private final int features;
    /** The share of numbers in rows that are 0, as they often are. */
    private final float zeros;
    /** Of a table; none where rows are features as they are. */
    private final List<Column> columns;

    /** How many numbers are learnt; 0 where classes are. */
    private final int numbers;

    private final GLNConfig config;

    RandomModel(long seed) {
        // Random's own seeds that follow one another begin alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        features = 2 + random.nextInt(23);
        zeros = random.nextBoolean() ? 0 : 0.3f;
        columns = random.nextInt(3) > 0 ? List.of() : columns();
        numbers = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(2);
        config = draw(seed);
    }

    GLNConfig config() {
        return config;
    }

    float[] row() {
        float[] row = new float[features];
        for (int j = 0; j < features; j++) {
            row[j] = random.nextFloat() < zeros ? 0 : random.nextFloat();
            if (!columns.isEmpty() && random.nextInt(10) == 0) {
                row[j] = Float.NaN;
            } else if (!columns.isEmpty() && columns.get(j) instanceof Column.Category category) {
                row[j] = (int) (row[j] * category.places());
            }
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
            if (numbers > 0) {
                gln.learn(row, targets(row));
            } else {
                gln.learn(row, Math.min((int) ((row[0] + row[1]) / 2 * config.classes()), config.classes() - 1));
            }
        }
        return gln;
    }

    private float[] targets(float[] row) {
        float[] targets = new float[numbers];
        for (int c = 0; c < numbers; c++) {
            float x = Float.isNaN(row[c]) ? 1 : row[c];
            targets[c] = (float) (100 * c + 2 * x * row[1 - c] + 0.2 * random.nextGaussian());
            targets[c] = Float.isNaN(targets[c]) ? 50 * c : targets[c];
        }
        return targets;
    }

    private GLNConfig draw(long seed) {
        int[] hidden = new int[random.nextInt(4)];
        Arrays.setAll(hidden, i -> 1 + random.nextInt(8));
        int[] contextMapSizes = new int[1 + random.nextInt(hidden.length + 1)];
        Arrays.setAll(contextMapSizes, i -> random.nextInt(6));
        Halfspaces halfspaces = Halfspaces.values()[random.nextInt(Halfspaces.values().length)];
        boolean table = !columns.isEmpty();
        GLNConfig.Builder builder = (table ? GLNConfig.builder(columns, hidden) : GLNConfig.builder(features, hidden))
                .outputNeurons(1 + random.nextInt(3))
                .contextMapSize(contextMapSizes)
                .bias(random.nextInt(4) > 0)
                .halfspaces(halfspaces)
                .contextBias(!halfspaces.needSample() && random.nextBoolean())
                .sharedHalfspaces(random.nextBoolean())
                .skipConnections(random.nextBoolean())
                .unitRows(!table && random.nextInt(3) == 0)
                .sideInformation(
                        table
                                ? SideInformation.RAW
                                : SideInformation.values()[random.nextInt(SideInformation.values().length)])
                .predictionClipping(new double[] {1e-4, 1e-3, 0.05}[random.nextInt(3)])
                .weightClipping(new double[] {0.5, 5, 200}[random.nextInt(3)])
                .seed(seed);
        if (numbers > 0) {
            Form form = Form.values()[random.nextInt(2)];
            builder.numbers(numbers)
                    .gaussianMixing(new GaussianMixing(form, random.nextBoolean() ? 1e-6 : 1e-2, 100))
                    .basePredictor(
                            random.nextBoolean()
                                    ? new BasePredictor.Features(0.1 + random.nextDouble())
                                    : new BasePredictor.Regressions(
                                            1 + random.nextInt(30), random.nextInt(5), 1 + random.nextInt(4)))
                    // Steps of the published form have no bound.
                    .learningRate(form == Form.STABLE ? random.nextDouble() : 1e-4);
        } else {
            builder.classes(2 + random.nextInt(5))
                    .basePredictor(basePredictor())
                    .learningRate(0.002 + 0.05 * random.nextDouble());
        }
        if (!table && random.nextInt(4) == 0) {
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

    /** The first is a number, so that rows differ. */
    private List<Column> columns() {
        List<Column> drawn = new ArrayList<>();
        for (int j = 0; j < features; j++) {
            int size = random.nextInt(4);
            if (j > 0 && random.nextBoolean()) {
                List<String> names =
                        IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
                drawn.add(new Column.Category("x" + j, names, 1 + random.nextInt(3)));
            } else {
                List<Float> marks =
                        IntStream.range(0, size).mapToObj(i -> i / 4f).toList();
                drawn.add(new Column.Number("x" + j, Column.Number.Of.VALUE, marks, random.nextBoolean()));
            }
        }
        return drawn;
    }

    private BasePredictor basePredictor() {
        if (!columns.isEmpty() && random.nextBoolean()) {
            return new BasePredictor.Columns(0.5f + 3 * random.nextFloat(), random.nextBoolean() ? 0 : 0.01);
        }
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
