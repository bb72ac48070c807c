package io.github.jgln.reliability;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.LearningRate;
import io.github.jgln.Predictions;
import io.github.jgln.SavedModel;
import io.github.jgln.SideInformation;
import io.github.jgln.Snapshot;
import io.github.jgln.WeightInitialisation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model made and used as the bytes say: configurations, shapes, labels and floats of every kind. Whatever is refused must be
 * refused with an {@link IllegalArgumentException} and change nothing; whatever is not must give finite numbers, which a
 * saved and loaded model and a snapshot give too.
 */
final class FuzzApi {
    private final ByteBuffer bytes;
    private final Path file;

    FuzzApi(byte[] input, Path file) {
        this.bytes = ByteBuffer.wrap(input);
        this.file = file;
    }

    private int next() {
        return bytes.hasRemaining() ? bytes.get() & 0xff : 0;
    }

    private boolean flag() {
        return next() % 2 == 1;
    }

    private float number() {
        if (bytes.remaining() <= Float.BYTES) {
            return next();
        }
        // Half of them of any kind, half of the kind that data is of.
        return flag() ? bytes.getFloat() : next() / 255f;
    }

    private double rate() {
        return flag() ? number() : next() / 1000.0;
    }

    void run() throws IOException {
        GLNConfig config;
        GLN gln;
        try {
            config = config();
            GLNBuilder builder =
                    GLN.builder(config).backend("cpu").option("threads", "1").option("simd", "plain");
            if (flag()) {
                int count = next() % 8;
                builder.sample(numbers(count * config.inputSize()), count);
            }
            gln = builder.create();
        } catch (IllegalArgumentException e) {
            Fuzz.requireMessage(e);
            return;
        }
        try (gln) {
            for (int call = 0; call < 4; call++) {
                use(gln);
            }
            compare(gln);
        }
    }

    private GLNConfig config() {
        int[] sizes = new int[next() % 3];
        Arrays.setAll(sizes, i -> next() % 7);
        GLNConfig.Builder b = GLNConfig.builder(next() % 12, sizes)
                .classes(next() % 5)
                .bias(flag())
                .contextBias(flag())
                .seed(next())
                .halfspaces(flag() ? Halfspaces.BISECTORS : Halfspaces.RANDOM_NORMAL)
                .sideInformation(SideInformation.values()[next() % 3]);
        if (flag()) {
            int[] maps = new int[next() % 4];
            Arrays.setAll(maps, i -> next() % 6);
            b.contextMapSize(maps);
        }
        switch (next() % 6) {
            case 0 -> b.basePredictor(new BasePredictor.Clip());
            case 1 -> b.basePredictor(new BasePredictor.StandardisedSigmoid());
            case 2 -> b.basePredictor(new BasePredictor.CentredLogits(number()));
            case 3 -> b.basePredictor(new BasePredictor.ConstantPrior(number()));
            default -> b.basePredictor(new BasePredictor.RowMinMax());
        }
        switch (next() % 5) {
            case 0 -> b.learningRate(new LearningRate.Constant(rate()));
            case 1 -> b.learningRate(new LearningRate.Hyperbolic(rate(), rate()));
            case 2 -> b.learningRate(new LearningRate.InversePower(rate(), rate(), rate()));
            case 3 -> b.learningRate(new LearningRate.LinearDecay(rate(), next()));
            default -> b.learningRate(0.01);
        }
        if (flag()) {
            b.predictionClipping(rate()).weightClipping(rate()).thresholdStandardDeviation(rate());
        }
        if (flag()) {
            b.weightInitialisation(new WeightInitialisation.Constant(number()));
        }
        if (flag()) {
            b.normaliseHyperplanes(flag());
        }
        if (flag()) {
            double[] factors = new double[next() % 4];
            Arrays.setAll(factors, i -> rate());
            b.layerRateFactors(factors);
        }
        if (flag()) {
            b.fixedStatistics(numbers(next() % 12), numbers(next() % 12));
        }
        if (flag()) {
            b.skipConnections(flag())
                    .unitRows(flag())
                    .sharedHalfspaces(flag())
                    .outputNeurons(next() % 4)
                    .halfspaces(Halfspaces.values()[next() % Halfspaces.values().length]);
        }
        if (flag()) {
            b.basePredictor(new BasePredictor.Whitened(number(), next() % 12, rate()));
        }
        return b.build();
    }

    private float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = number();
        }
        return numbers;
    }

    private void use(GLN gln) {
        int count = next() % 6;
        int n = gln.config().inputSize();
        // Now and then of a wrong length.
        float[] rows = numbers(count * n + (next() == 1 ? 1 : 0));
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> next() % 6 - (next() == 1 ? 1 : 0));
        long before = gln.rowsLearned();
        try {
            switch (next() % 4) {
                case 0 -> Fuzz.requireFinite(gln.learn(rows, count, labels).logits());
                case 1 -> Fuzz.requireFinite(gln.infer(rows, count).probabilities());
                case 2 -> gln.learn(rows, next() % 5);
                default -> gln.predict(rows);
            }
        } catch (IllegalArgumentException e) {
            Fuzz.requireMessage(e);
            if (gln.rowsLearned() != before) {
                throw new AssertionError("refused, but counted", e);
            }
        }
    }

    private void compare(GLN gln) throws IOException {
        float[] rows = new float[3 * gln.config().inputSize()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = next() / 255f;
        }
        Predictions expected = gln.infer(rows, 3);
        Fuzz.requireFinite(expected.logits());
        if (next() % 8 != 0) {
            // Saving waits for the disk.
            return;
        }
        gln.save(file);
        SavedModel saved = SavedModel.read(file);
        if (!saved.config().equals(gln.config())) {
            throw new AssertionError("saved " + gln.config() + ", read " + saved.config());
        }
        Snapshot snapshot = saved.snapshot();
        Fuzz.requireFinite(snapshot.infer(rows, 3).logits());
        try (GLN loaded = GLN.builder(saved)
                .backend("cpu")
                .option("threads", "1")
                .option("simd", "plain")
                .create()) {
            if (!Arrays.equals(expected.logits(), loaded.infer(rows, 3).logits())) {
                throw new AssertionError("the model that was loaded predicts otherwise");
            }
        }
    }
}
