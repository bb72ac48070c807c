package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.spi.Cost;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a spec says a row costs is what the oracle was seen to multiply and add. */
class CostTest {
    private static final int FEATURES = 9;

    /** Rows of sample and of learning; each is one of some that differ. */
    private static final int ROWS = 40;

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("two classes", network(2)),
                Arguments.of("ten classes", network(10)),
                Arguments.of(
                        "the output layer alone", GLNConfig.builder(FEATURES).classes(3)),
                Arguments.of("several output neurons", network(3).outputNeurons(5)),
                Arguments.of("several output neurons, two classes", network(2).outputNeurons(5)),
                Arguments.of("skip connections", network(3).skipConnections(true)),
                Arguments.of(
                        "skip connections of one prior",
                        network(3).skipConnections(true).basePredictor(new BasePredictor.ConstantPrior(0.3f))),
                Arguments.of("shared halfspaces", network(10).sharedHalfspaces(true)),
                Arguments.of("shared halfspaces, two classes", network(2).sharedHalfspaces(true)),
                Arguments.of(
                        "coupled by softmax", network(10).sharedHalfspaces(true).coupling(Coupling.SOFTMAX)),
                Arguments.of("no gating", network(3).contextMapSize(0)),
                Arguments.of("gating in some layers", network(3).contextMapSize(3, 0, 2)),
                Arguments.of("no bias", network(3).bias(false)),
                Arguments.of("preset best", Preset.BEST.configure(FEATURES, 10, ROWS)),
                Arguments.of(
                        "all at once, no bias",
                        network(10)
                                .outputNeurons(4)
                                .sharedHalfspaces(true)
                                .skipConnections(true)
                                .bias(false)));
    }

    private static GLNConfig.Builder network(int classes) {
        return GLNConfig.builder(FEATURES, 6, 4).classes(classes).contextMapSize(4, 3, 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void isWhatTheOracleMultipliesAndAdds(String name, GLNConfig.Builder builder) {
        GLNConfig config = builder.build();
        Cost cost = config.spec().cost();

        Oracle predicting = oracle(config);
        predicting.infer(row(1), null, null);
        assertEquals(
                cost,
                new Cost(predicting.gatingMultiplyAdds(), predicting.mixingMultiplyAdds()),
                "predicting a row of " + name);
        assertEquals(cost.predicting(), total(predicting));

        Oracle learning = oracle(config);
        double[] rates = new double[config.layers()];
        Arrays.fill(rates, 1e-3);
        learning.learn(row(1), null, 1, rates, null);
        assertEquals(cost.learning(), total(learning), "learning a row of " + name);
    }

    private static long total(Oracle oracle) {
        return oracle.gatingMultiplyAdds() + oracle.mixingMultiplyAdds() + oracle.updateMultiplyAdds();
    }

    private static Oracle oracle(GLNConfig config) {
        float[] sample = new float[ROWS * FEATURES];
        for (int t = 0; t < ROWS; t++) {
            System.arraycopy(Doubles.rounded(row(t)), 0, sample, t * FEATURES, FEATURES);
        }
        try (GLN gln = GLN.builder(config).backend("cpu").sample(sample, ROWS).create()) {
            NetworkState state = gln.state();
            return Oracle.of(state);
        }
    }

    private static double[] row(int t) {
        double[] row = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            row[j] = (t * 7 + j * j * 3) % 11 / 11.0;
        }
        return row;
    }
}
