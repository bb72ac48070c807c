package io.github.jgln.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.SavedModel;
import io.github.jgln.SideInformation;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.MnistSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a runtime that knows nothing of this engine computes from an exported graph. */
class OnnxExportTest {
    private static final int ROWS = 1000;

    @TempDir
    Path folder;

    static Stream<GLNConfig> models() {
        float[] half = new float[12];
        Arrays.fill(half, 0.5f);
        return Stream.of(
                GLNConfig.builder(12, 8, 8)
                        .classes(3)
                        .learningRate(0.01)
                        .seed(1)
                        .build(),
                GLNConfig.builder(12, 6)
                        .sideInformation(SideInformation.STANDARDISED)
                        .basePredictor(new BasePredictor.StandardisedSigmoid())
                        .contextBias(true)
                        .learningRate(0.02)
                        .build(),
                GLNConfig.builder(12, 5, 4)
                        .classes(4)
                        .contextMapSize(0, 6, 1)
                        .bias(false)
                        .basePredictor(new BasePredictor.Clip())
                        .learningRate(0.05)
                        .build(),
                GLNConfig.builder(12, 5)
                        .sideInformation(SideInformation.CENTRED)
                        .basePredictor(new BasePredictor.CentredLogits(2))
                        .fixedStatistics(half, half)
                        .predictionClipping(0.05)
                        .learningRate(0.05)
                        .build(),
                GLNConfig.builder(12, 5)
                        .classes(3)
                        .outputNeurons(4)
                        .basePredictor(new BasePredictor.Whitened(2, 6, 0.5))
                        .learningRate(0.05)
                        .build(),
                GLNConfig.builder(12, 5, 4)
                        .classes(3)
                        .outputNeurons(2)
                        .skipConnections(true)
                        .unitRows(true)
                        .halfspaces(Halfspaces.COMBINATIONS)
                        .sideInformation(SideInformation.CENTRED)
                        .learningRate(0.05)
                        .build(),
                GLNConfig.builder(12, 6, 4)
                        .classes(5)
                        .sharedHalfspaces(true)
                        .coupling(Coupling.SOFTMAX)
                        .learningRate(0.01)
                        .build(),
                GLNConfig.builder(12)
                        .classes(3)
                        .basePredictor(new BasePredictor.ConstantPrior(0.3f))
                        .learningRate(0.05)
                        .build());
    }

    private static void assertServedAlike(ServedModel model, float[] rows, int count) throws OrtException {
        ServedModel.Difference difference = model.over(rows, count);
        assertTrue(difference.isRounding(), "" + difference);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aRuntimeSaysWhatTheEngineDoes(GLNConfig config) throws Exception {
        Random random = new Random(7);
        int n = config.inputSize();
        GLNBuilder builder = GLN.builder(config).backend("cpu");
        if (config.needsSample()) {
            float[] sample = new float[50 * n];
            for (int t = 0; t < 50; t++) {
                System.arraycopy(row(random, n), 0, sample, t * n, n);
            }
            builder.sample(sample, 50);
        }
        try (GLN gln = builder.create()) {
            for (int t = 0; t < 2000; t++) {
                float[] row = row(random, n);
                gln.learn(row, (int) (row[0] * config.classes()));
            }
            ServedModel model = new ServedModel(gln, folder);
            float[] rows = model.decided(ROWS, () -> row(random, n));
            assertServedAlike(model, rows, ROWS);
            assertServedAlike(model, Arrays.copyOf(rows, n), 1);
        }
    }

    private static float[] row(Random random, int n) {
        float[] row = new float[n];
        for (int j = 0; j < n; j++) {
            row[j] = random.nextFloat();
        }
        return row;
    }

    /** Real images, the size of network that is usual for them. */
    @Test
    void imagesAreServedAlike() throws Exception {
        GLNConfig config = GLNConfig.builder(784, 16, 16)
                .classes(10)
                .learningRate(0.01)
                .seed(1)
                .build();
        try (GLN gln = GLN.create("cpu", config)) {
            Dataset train = MnistSample.load().train();
            gln.learn(train.rows(), train.targets());
            assertServedAlike(
                    new ServedModel(gln, folder),
                    MnistSample.load().test().rows().toArray(),
                    100);
        }
    }

    @Test
    void aConstantRowIsServedAlike() throws Exception {
        try (GLN gln = GLN.create(
                "cpu",
                GLNConfig.builder(3, 2).contextBias(true).learningRate(0.1).build())) {
            gln.learn(new float[] {1, 2, 3}, 1);
            assertServedAlike(new ServedModel(gln, folder), new float[] {1, 1, 1, 0, 0, 0}, 2);
        }
    }

    @Test
    void whatOnnxCannotHoldIsRefused() throws IOException {
        GLNConfig config = GLNConfig.builder(3)
                .basePredictor(new BasePredictor.Custom(1, (rows, offset, predictions, to) -> {}))
                .build();
        Path file = folder.resolve("x.onnx");
        try (GLN gln = GLN.create("cpu", config)) {
            SavedModel model = gln.saved(Map.of());
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(model, file))
                    .getMessage();
            assertTrue(message.contains("got a function"), message);
        }
        assertEquals(false, Files.exists(file));
    }
}
