package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitialStateTest {
    private static NetworkState draw(GLNConfig.Builder builder) {
        return InitialState.draw(builder.build(), InitialState.Sample.NONE);
    }

    /** Models saved or compared elsewhere rest on these bits: they must never change, on any JVM. */
    @Test
    void aSeedGivesTheseNumbersForEver() {
        LayerState layer = draw(GLNConfig.builder(3, 2)
                        .seed(7)
                        .contextMapSize(2)
                        .contextBias(true))
                .layers()
                .get(0);
        int hash = Arrays.hashCode(new int[] {
            Arrays.deepHashCode(layer.hyperplanes()),
            Arrays.deepHashCode(layer.thresholds()),
            Arrays.hashCode(layer.biasLogits())
        });
        assertEquals(EXPECTED_HASH, hash, () -> Arrays.deepToString(layer.hyperplanes()));
    }

    private static final int EXPECTED_HASH = 376244941;

    @Test
    void normalsAreStandardNormal() {
        float[] normals = draw(GLNConfig.builder(10_000, 1).contextMapSize(4))
                .layers()
                .get(0)
                .hyperplanes()[0][0];
        double mean = 0;
        double square = 0;
        for (float v : normals) {
            mean += v / normals.length;
            square += (double) v * v / normals.length;
        }
        assertEquals(0, mean, 0.03);
        assertEquals(1, square, 0.03);
    }

    @Test
    void aNeuronsHalfspacesDoNotDependOnTheOthers() {
        LayerState small = draw(GLNConfig.builder(5, 2).seed(3)).layers().get(0);
        LayerState large =
                draw(GLNConfig.builder(5, 9).seed(3).classes(4)).layers().get(0);
        assertArrayEquals(small.hyperplanes()[0][1], large.hyperplanes()[0][1]);
    }

    @Test
    void contextBiasDrawsThresholdsAndNormalisesHyperplanes() {
        LayerState layer =
                draw(GLNConfig.builder(6, 3).contextBias(true)).layers().get(0);
        for (float[] normals : layer.hyperplanes()[0]) {
            double length = 0;
            for (int i = 0; i < 6; i++) {
                length += normals[i] * normals[i];
            }
            assertEquals(1, length, 1e-6);
        }
        assertTrue(layer.thresholds()[0][0][0] != 0);
        LayerState without = draw(GLNConfig.builder(6, 3)).layers().get(0);
        assertArrayEquals(new float[4], without.thresholds()[0][0]);
    }

    @Test
    void bisectorsPartTheirTwoRowsInTheMiddle() {
        float[] sample = {0, 0, 4, 0};
        GLNConfig config = GLNConfig.builder(2, 8)
                .contextMapSize(1)
                .halfspaces(Halfspaces.BISECTORS)
                .build();
        LayerState layer = InitialState.draw(config, new InitialState.Sample(sample, 2))
                .layers()
                .get(0);
        for (int k = 0; k < 8; k++) {
            float[] h = layer.hyperplanes()[0][k];
            assertEquals(4, Math.abs(h[0]));
            assertEquals(0, h[1]);
            // h · x > b switches at x = 2 whichever row came first.
            assertEquals(2 * h[0], layer.thresholds()[0][k][0], 1e-6);
        }
    }

    @Test
    void differencesPassBesideARow() {
        float[] sample = {0, 0, 4, 0, 1, 9};
        GLNConfig config = GLNConfig.builder(2, 16)
                .contextMapSize(1)
                .halfspaces(Halfspaces.DIFFERENCES)
                .build();
        LayerState layer = InitialState.draw(config, new InitialState.Sample(sample, 3))
                .layers()
                .get(0);
        boolean away = false;
        for (int k = 0; k < 16; k++) {
            float[] h = layer.hyperplanes()[0][k];
            float b = layer.thresholds()[0][k][0];
            double[] projected = new double[3];
            for (int t = 0; t < 3; t++) {
                projected[t] = h[0] * sample[2 * t] + h[1] * sample[2 * t + 1];
            }
            Arrays.sort(projected);
            boolean between = Math.abs(projected[0] + projected[1] - 2 * b) < 1e-4
                    || Math.abs(projected[1] + projected[2] - 2 * b) < 1e-4;
            assertTrue(between, Arrays.toString(h) + " at " + b + " beside " + Arrays.toString(projected));
            away |= b != 0;
        }
        assertTrue(away);
    }

    /** On rows of few values they would pass through many of them. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM_NORMAL")
    void noSampleRowIsOnItsOwnHalfspaces(Halfspaces halfspaces) {
        int n = 5;
        int count = 300;
        Random random = new Random(4);
        for (SideInformation side : SideInformation.values()) {
            for (boolean unit : new boolean[] {false, true}) {
                float[] sample = new float[count * n];
                for (int i = 0; i < sample.length; i++) {
                    sample[i] = random.nextInt(3) - 1;
                }
                GLNConfig config = GLNConfig.builder(n, 30)
                        .halfspaces(halfspaces)
                        .sideInformation(side)
                        .unitRows(unit)
                        .build();
                NetworkState state = InitialState.draw(config, new InitialState.Sample(sample, count));
                double closest = Double.POSITIVE_INFINITY;
                for (int t = 0; t < count; t++) {
                    double length = 0;
                    for (int j = 0; j < n; j++) {
                        length += sample[t * n + j] * sample[t * n + j];
                    }
                    for (int at = 0; at < 30 * 4; at++) {
                        float[] h = state.layers().get(0).hyperplanes()[0][at / 4];
                        double sum = 0;
                        double size = 0;
                        for (int j = 0; j < n; j++) {
                            double x = sample[t * n + j] / (unit && length > 0 ? Math.sqrt(length) : 1);
                            double mean = state.statistics().mean()[j];
                            double scale = state.statistics().scale(j);
                            double z = side == SideInformation.RAW ? x : x - mean;
                            sum += h[at % 4 * n + j] * (side == SideInformation.STANDARDISED ? z * scale : z);
                            size += Math.abs(h[at % 4 * n + j]);
                        }
                        double margin = Math.abs(sum - state.layers().get(0).thresholds()[0][at / 4][at % 4]);
                        closest = Math.min(closest, margin / size);
                    }
                }
                assertTrue(closest > 2e-6, side + ", unit rows " + unit + ": a row at " + closest);
            }
        }
    }

    /** Rows that floats hardly tell apart leave no gap to move to. */
    @Test
    void thresholdsStayWhereRowsAreTooClose() {
        float[] sample = {1e7f, 1e7f + 1, 1e7f + 2, 1e7f + 1};
        GLNConfig config =
                GLNConfig.builder(1, 8).halfspaces(Halfspaces.DIFFERENCES).build();
        LayerState layer = InitialState.draw(config, new InitialState.Sample(sample, 4))
                .layers()
                .get(0);
        for (int k = 0; k < 8; k++) {
            for (int j = 0; j < 4; j++) {
                float h = layer.hyperplanes()[0][k][j];
                float at = layer.thresholds()[0][k][j] / h;
                assertTrue(at >= 1e7f && at <= 1e7f + 2, "threshold at " + at);
            }
        }
    }

    @Test
    void combinationsStayWhereTheSampleVaries() {
        // Rows on a line, 5 + s (3, 4): no combination of them points out of it, and all of them part it at its middle.
        float[] sample = {5 - 3, 5 - 4, 5, 5, 5 + 9, 5 + 12};
        GLNConfig config = GLNConfig.builder(2, 16)
                .contextMapSize(1)
                .halfspaces(Halfspaces.COMBINATIONS)
                .build();
        LayerState layer = InitialState.draw(config, new InitialState.Sample(sample, 3))
                .layers()
                .get(0);
        for (int k = 0; k < 16; k++) {
            float[] h = layer.hyperplanes()[0][k];
            assertEquals(4 * h[0], 3 * h[1], 1e-4);
            double middle = h[0] * (5 + 3 * 2 / 3.0) + h[1] * (5 + 4 * 2 / 3.0);
            assertEquals(middle, layer.thresholds()[0][k][0], 1e-3);
            assertFalse(Arrays.equals(h, layer.hyperplanes()[0][(k + 1) % 16]));
        }
    }

    @Test
    void skipConnectionsStartAtNothing() {
        GLNConfig.Builder plain = GLNConfig.builder(5, 3, 2).classes(3).outputNeurons(2);
        NetworkState without = draw(plain);
        NetworkState with = draw(plain.skipConnections(true));
        for (int i = 0; i < 3; i++) {
            LayerSpec layer = with.spec().layers().get(i);
            int skipped = i == 0 ? 0 : 5;
            int below = without.spec().layers().get(i).inputs();
            assertEquals(below + skipped, layer.inputs());
            assertEquals(skipped, with.spec().skippedInputs(i));
            float[] weights = with.layers().get(i).weights()[2][1];
            float first = without.layers().get(i).weights()[2][1][0];
            for (int j = 0; j < weights.length; j++) {
                int input = j % layer.inputs();
                boolean base = i > 0 && input >= below - 1 && input < below - 1 + 5;
                assertEquals(base ? 0 : first, weights[j], "layer " + i + ", input " + input);
            }
        }
    }

    @Test
    void unitRowsPlaceHalfspacesByDividedRows() {
        GLNConfig.Builder plain = GLNConfig.builder(2, 8).halfspaces(Halfspaces.BISECTORS);
        NetworkState expected =
                InitialState.draw(plain.build(), new InitialState.Sample(new float[] {0.6f, 0.8f, 0, 1, 0, 0}, 3));
        NetworkState divided = InitialState.draw(
                plain.unitRows(true).build(), new InitialState.Sample(new float[] {6, 8, 0, 1e-30f, 0, 0}, 3));
        assertArrayEquals(
                expected.layers().get(0).hyperplanes()[0][3],
                divided.layers().get(0).hyperplanes()[0][3],
                1e-6f);
    }

    @Test
    void classesShareHalfspacesWhereAsked() {
        GLNConfig.Builder own = GLNConfig.builder(5, 3).classes(3).outputNeurons(2);
        LayerState apart = draw(own).layers().get(0);
        assertFalse(Arrays.equals(apart.hyperplanes()[0][1], apart.hyperplanes()[2][1]));
        for (LayerState layer :
                draw(own.sharedHalfspaces(true).contextBias(true)).layers()) {
            assertEquals(1, layer.hyperplanes().length);
            assertEquals(1, layer.thresholds().length);
            assertSame(layer.normals(0, 1), layer.normals(2, 1));
            assertSame(layer.bounds(0, 1), layer.bounds(2, 1));
            assertFalse(Arrays.equals(layer.hyperplanes()[0][0], layer.hyperplanes()[0][1]));
        }
    }

    @Test
    void bisectorsCutTheCentredRowsWhereTheyCutTheRawOnes() {
        float[] sample = {1, 5, 4, 2, 9, 7};
        for (SideInformation side : new SideInformation[] {SideInformation.RAW, SideInformation.CENTRED}) {
            GLNConfig config = GLNConfig.builder(2, 8)
                    .halfspaces(Halfspaces.BISECTORS)
                    .sideInformation(side)
                    .build();
            NetworkState state = InitialState.draw(config, new InitialState.Sample(sample, 3));
            double[] mean = side == SideInformation.RAW
                    ? new double[2]
                    : state.statistics().mean();
            float[] h = state.layers().get(0).hyperplanes()[0][5];
            float b = state.layers().get(0).thresholds()[0][5][0];
            // The bisector passes at the same distance from the two rows it came from: in raw space b + h · mean.
            double raw = b + h[0] * mean[0] + h[1] * mean[1];
            boolean found = false;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double[] d = {sample[2 * i] - sample[2 * j], sample[2 * i + 1] - sample[2 * j + 1]};
                    double middle =
                            (d[0] * (sample[2 * i] + sample[2 * j]) + d[1] * (sample[2 * i + 1] + sample[2 * j + 1]))
                                    / 2;
                    found |= d[0] == h[0] && d[1] == h[1] && Math.abs(middle - raw) < 1e-4;
                }
            }
            assertTrue(found, side + ": no pair of rows has the normal " + Arrays.toString(h));
        }
    }

    @Test
    void bisectorsNeedRowsThatDiffer() {
        GLNConfig config =
                GLNConfig.builder(2, 8).halfspaces(Halfspaces.BISECTORS).build();
        var none =
                assertThrows(IllegalArgumentException.class, () -> InitialState.draw(config, InitialState.Sample.NONE));
        assertTrue(none.getMessage().contains("sample"), none.getMessage());
        var equal = assertThrows(
                IllegalArgumentException.class,
                () -> InitialState.draw(config, new InitialState.Sample(new float[] {1, 2, 1, 2}, 2)));
        assertTrue(equal.getMessage().contains("differ"), equal.getMessage());
    }

    @Test
    void weightsStartWhereConfigured() {
        assertEquals(1f / 6, draw(GLNConfig.builder(5, 2)).layers().get(0).weights()[0][0][0]);
        assertEquals(
                0f,
                draw(GLNConfig.builder(5, 2).weightInitialisation(new WeightInitialisation.Constant(0)))
                        .layers()
                        .get(0)
                        .weights()[0][1][3]);
    }

    @Test
    void biasLogitsAreWithinTheLogitBound() {
        NetworkState state = draw(GLNConfig.builder(2, 3, 3).classes(50));
        float bound = state.spec().logitBound();
        float largest = 0;
        for (LayerState layer : state.layers()) {
            for (float b : layer.biasLogits()) {
                largest = Math.max(largest, Math.abs(b));
            }
        }
        assertTrue(largest <= bound && largest > bound / 2, "largest " + largest);
    }

    /** Found by fuzzing: halfspaces at infinity made a model that could not be saved. */
    @Test
    void halfspacesBeyondFloatsAreRefused() {
        GLNConfig wide = GLNConfig.builder(3)
                .contextBias(true)
                .thresholdStandardDeviation(1e39)
                .build();
        String deviation = assertThrows(
                        IllegalArgumentException.class, () -> InitialState.draw(wide, InitialState.Sample.NONE))
                .getMessage();
        assertTrue(deviation.contains("threshold standard deviation"), deviation);
        GLNConfig bisectors =
                GLNConfig.builder(1).halfspaces(Halfspaces.BISECTORS).build();
        InitialState.Sample huge = new InitialState.Sample(new float[] {1e30f, -2e30f}, 2);
        String sample = assertThrows(IllegalArgumentException.class, () -> InitialState.draw(bisectors, huge))
                .getMessage();
        assertTrue(sample.contains("sample rows whose bisectors fit"), sample);
    }
}
