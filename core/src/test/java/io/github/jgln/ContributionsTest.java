package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Contributions.Clipping;
import io.github.jgln.Contributions.Output;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContributionsTest {
    private static final int ROWS = 40;

    /** Random networks of several depths; the wider weights are, the more is clipped. */
    static Stream<GLNConfig> configs() {
        return Stream.of(
                GLNConfig.builder(7).build(),
                GLNConfig.builder(9, 4, 3).bias(false).build(),
                GLNConfig.builder(12, 6, 5, 4)
                        .classes(5)
                        .contextMapSize(0, 2, 5, 3)
                        .contextBias(true)
                        .build(),
                GLNConfig.builder(8, 5)
                        .basePredictor(new BasePredictor.Custom(3, (rows, offset, predictions, to) -> {
                            for (int i = 0; i < 3; i++) {
                                predictions[to + i] = Predictions.sigmoid(rows[offset + i] - rows[offset + 4]);
                            }
                        }))
                        .build(),
                GLNConfig.builder(10, 6, 5)
                        .classes(3)
                        .skipConnections(true)
                        .unitRows(true)
                        .predictionClipping(0.2)
                        .build(),
                GLNConfig.builder(10, 6, 6).classes(3).predictionClipping(0.2).build(),
                GLNConfig.builder(10, 6)
                        .classes(3)
                        .outputNeurons(4)
                        .basePredictor(new BasePredictor.Whitened(2, 3, 1))
                        .predictionClipping(0.1)
                        .build(),
                GLNConfig.builder(6, 4)
                        .sideInformation(SideInformation.STANDARDISED)
                        .basePredictor(new BasePredictor.CentredLogits(2))
                        .fixedStatistics(new float[] {0, 1, 0, 1, 0, 1}, new float[] {1, 2, 1, 2, 0, 1})
                        .build());
    }

    private static Snapshot random(GLNConfig config, double spread, long seed) {
        Random random = new Random(seed);
        float[] sample = new float[config.needsSample() ? 20 * config.inputSize() : 0];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (float) random.nextGaussian();
        }
        NetworkState state =
                InitialState.draw(config, new InitialState.Sample(sample, sample.length / config.inputSize()));
        for (LayerState layer : state.layers()) {
            for (float[][] output : layer.weights()) {
                for (float[] weights : output) {
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = (float) (spread * random.nextGaussian());
                    }
                }
            }
        }
        return snapshot(config, state);
    }

    private static Snapshot snapshot(GLNConfig config, NetworkState state) {
        return new SavedModel(config, Preparation.none(config.classes()), state, 0, Map.of()).snapshot();
    }

    private static float[] row(int features, Random random) {
        float[] row = new float[features];
        for (int j = 0; j < features; j++) {
            row[j] = (float) random.nextGaussian();
        }
        return row;
    }

    private static double sum(Contributions contributions, int output) {
        return contributions.outputs().get(output).offset()
                + DoubleStream.of(contributions.parts(output)).sum();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void addUpToWhatTheNetworkSays(GLNConfig config) {
        Snapshot snapshot = random(config, 0.6, 1);
        Random random = new Random(2);
        int clipped = 0;
        for (int t = 0; t < ROWS; t++) {
            float[] row = row(config.inputSize(), random);
            Predictions predictions = snapshot.infer(row, 1);
            for (Clipping clipping : Clipping.values()) {
                Contributions contributions = snapshot.contributions(row, clipping);
                assertEquals(snapshot.outputs(), contributions.outputs().size());
                assertEquals(config.spec().basePredictions(), contributions.baseLogits().length);
                for (int c = 0; c < snapshot.outputs(); c++) {
                    Output output = contributions.outputs().get(c);
                    assertEquals(predictions.logits()[c], output.logit());
                    assertEquals(output.mixed(), sum(contributions, c), 1e-5 * (1 + Math.abs(output.mixed())));
                    clipped += output.clippedNeurons();
                }
            }
        }
        // Else the test would not be of clipping at all.
        assertEquals(config.layers() > 1, clipped > 0, "" + clipped);
    }

    @Test
    void constantsMakeTheWeightsTheDerivative() {
        float[] probabilities = {0.3f, 0.6f, 0.45f, 0.8f};
        GLNConfig config = GLNConfig.builder(5, 6, 5)
                .predictionClipping(0.1)
                .basePredictor(new BasePredictor.Custom(
                        4, (rows, offset, predictions, to) -> System.arraycopy(probabilities, 0, predictions, to, 4)))
                .build();
        Snapshot snapshot = random(config, 1, 3);
        float[] row = row(5, new Random(4));
        Contributions before = snapshot.contributions(row, Clipping.CONSTANT);
        Contributions scaled = snapshot.contributions(row, Clipping.SCALED);
        Output output = before.outputs().get(0);
        assertTrue(output.clippedNeurons() > 0 && output.clippedNeurons() < 8, before.toString());
        double disagreement = 0;
        for (int i = 0; i < 4; i++) {
            float kept = probabilities[i];
            probabilities[i] += 0.002f;
            Contributions after = snapshot.contributions(row, Clipping.CONSTANT);
            probabilities[i] = kept;
            assertEquals(output.clippedNeurons(), after.outputs().get(0).clippedNeurons());
            double slope = (after.outputs().get(0).mixed() - output.mixed())
                    / (after.baseLogits()[i] - before.baseLogits()[i]);
            assertEquals(slope, output.weights()[i], 1e-3 * (1 + Math.abs(slope)));
            disagreement = Math.max(
                    disagreement, Math.abs(slope - scaled.outputs().get(0).weights()[i]));
        }
        assertTrue(disagreement > 0.01, "scaled weights are another thing, got " + disagreement);
    }

    /** Two neurons, of which the second is clipped, and an output that takes 0.5 and 0.25 of them. */
    @Test
    void aClippedNeuronIsAConstantOrScaled() {
        GLNConfig config = GLNConfig.builder(2, 2)
                .contextMapSize(0)
                .bias(false)
                .predictionClipping(Predictions.sigmoid(-2))
                .basePredictor(new BasePredictor.CentredLogits(1))
                .fixedStatistics(new float[2], new float[] {1, 1})
                .build();
        NetworkState state = InitialState.draw(config, InitialState.Sample.NONE);
        set(state.layers().get(0).weights()[0][0], 1, 0.5f);
        set(state.layers().get(0).weights()[0][1], 3, 1);
        set(state.layers().get(1).weights()[0][0], 0.5f, 0.25f);
        // Base logits 1 and 1: neurons 1.5, and 4 that is clipped to 2; output 0.75 + 0.5.
        float[] row = {1, 1};
        Snapshot snapshot = snapshot(config, state);
        Output constant =
                snapshot.contributions(row, Clipping.CONSTANT).outputs().get(0);
        assertArrayEquals(new double[] {0.5, 0.25}, constant.weights(), 1e-6);
        assertEquals(0.5, constant.offset(), 1e-6);
        Output scaled = snapshot.contributions(row).outputs().get(0);
        assertArrayEquals(new double[] {0.5 + 0.25 * 3 / 2, 0.25 + 0.25 / 2}, scaled.weights(), 1e-6);
        assertEquals(0, scaled.offset(), 1e-6);
        for (Output output : new Output[] {constant, scaled}) {
            assertEquals(1.25, output.mixed(), 1e-6);
            assertEquals(1, output.clippedNeurons());
        }
    }

    private static void set(float[] weights, float... values) {
        System.arraycopy(values, 0, weights, 0, values.length);
    }

    @Test
    void theOutputsOwnClipIsLeftOutOfTheSum() {
        GLNConfig config = GLNConfig.builder(3).predictionClipping(0.2).build();
        Snapshot snapshot = random(config, 3, 5);
        Random random = new Random(6);
        boolean clipped = false;
        for (int t = 0; t < ROWS; t++) {
            Output output = snapshot.contributions(row(3, random)).outputs().get(0);
            clipped |= output.mixed() != output.logit();
            assertEquals(0, output.clippedNeurons());
            assertTrue(Arrays.stream(output.weights()).anyMatch(w -> w != 0));
        }
        assertTrue(clipped);
    }

    @Test
    void aBadRowIsRefused() {
        Snapshot snapshot = random(GLNConfig.builder(3, 2).build(), 1, 7);
        assertThrows(IllegalArgumentException.class, () -> snapshot.contributions(new float[2]));
        assertThrows(IllegalArgumentException.class, () -> snapshot.contributions(new float[] {0, Float.NaN, 0}));
    }
}
