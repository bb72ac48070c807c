package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Mixing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnobTest {
    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("layers", "64,32", List.of(64, 32), "64,32"),
                Arguments.of("layers", "none", List.of(), "none"),
                Arguments.of("layer-rate-factors", "1,0.2", List.of(1.0, 0.2), "1.0,0.2"),
                Arguments.of("learning-rate", "0.02", new LearningRate.Constant(0.02), "0.02"),
                Arguments.of(
                        "learning-rate", "linear:0.06", new LearningRate.LinearDecay(0.06, 500), "linear:0.06,500"),
                Arguments.of("learning-rate", "paper", new LearningRate.Hyperbolic(100, 0.01), "hyperbolic:100.0,0.01"),
                Arguments.of(
                        "learning-rate",
                        "power:0.003,0.1,1",
                        new LearningRate.InversePower(0.003, 0.1, 1),
                        "power:0.003,0.1,1.0"),
                Arguments.of(
                        "gaussian-mixing",
                        "published:0.5,20",
                        new GaussianMixing(Mixing.Gaussian.Form.PUBLISHED, 0.5, 20),
                        "published:0.5,20.0"),
                Arguments.of("replay", "2", new Replay(2, 10_000, 0.3), "2,10000,0.3"),
                Arguments.of("replay", "3,50,1", new Replay(3, 50, 1), "3,50,1.0"),
                Arguments.of("replay", "none", Replay.NONE, "none"),
                Arguments.of("class-weights", "1,2.5", List.of(1.0, 2.5), "1.0,2.5"),
                Arguments.of("base-predictor", "minmax", new BasePredictor.RowMinMax(), "minmax"),
                Arguments.of("base-predictor", "centred", new BasePredictor.CentredLogits(1), "centred:1.0"),
                Arguments.of("base-predictor", "prior:0.3", new BasePredictor.ConstantPrior(0.3f), "prior:0.3"),
                Arguments.of(
                        "base-predictor",
                        "whitened:1,64,0.5",
                        new BasePredictor.Whitened(1, 64, 0.5),
                        "whitened:1.0,64,0.5"),
                Arguments.of("weight-init", "zero", new WeightInitialisation.Constant(0), "0.0"),
                Arguments.of("weight-init", "-0.5", new WeightInitialisation.Constant(-0.5f), "-0.5"),
                Arguments.of("halfspaces", "random", Halfspaces.RANDOM_NORMAL, "random"),
                Arguments.of("halfspaces", "combinations", Halfspaces.COMBINATIONS, "combinations"),
                Arguments.of("side-information", "centred", SideInformation.CENTRED, "centred"),
                Arguments.of("coupling", "softmax", Coupling.SOFTMAX, "softmax"),
                Arguments.of("normalise-hyperplanes", "true", Knob.Normalise.TRUE, "true"),
                Arguments.of("seed", "-7", -7L, "-7"));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void whatIsTypedIsReadAndPrintedAgain(String option, String typed, Object value, String printed) {
        Knob<?> knob = Knob.ofOption(option);
        assertEquals(value, knob.parse(typed, 500));
        assertRoundTrip(knob, typed, printed);
    }

    private static <T> void assertRoundTrip(Knob<T> knob, String typed, String printed) {
        T value = knob.parse(typed, 500);
        assertEquals(printed, knob.print(value));
        // Without the number of rows, as in a file.
        assertEquals(value, knob.parse(printed));
    }

    @ParameterizedTest
    @MethodSource("mistyped")
    void whatIsNoValueIsRefusedWithWhatWasExpected(String option, String typed, String said) {
        Knob<?> knob = Knob.ofOption(option);
        String message = assertThrows(IllegalArgumentException.class, () -> knob.parse(typed, 500))
                .getMessage();
        assertTrue(message.startsWith("expected ") || message.contains(": expected "), message);
        assertTrue(message.contains(said), message);
    }

    static Stream<Arguments> mistyped() {
        return Stream.of(
                Arguments.of("layers", "16;16", "got '16;16'"),
                Arguments.of("learning-rate", "linear:x", "RATE, linear:RATE"),
                Arguments.of("learning-rate", "fast", "got 'fast'"),
                Arguments.of("learning-rate", "-1", "got -1.0"),
                Arguments.of("base-predictor", "whitened:1,2.7,1", "got '2.7'"),
                Arguments.of("base-predictor", "whitened:1,2", "whitened:SCALE,AXES,STRENGTH"),
                Arguments.of("base-predictor", "centred:0", "got 0.0"),
                Arguments.of("gaussian-mixing", "stable", "stable:MIN,MAX or published:MIN,MAX"),
                Arguments.of("replay", "often", "a whole number, got 'often'"),
                Arguments.of("replay", "1,2,3,4", "none, or ROWS[,MEMORY[,RATE]], got '1,2,3,4'"),
                Arguments.of("halfspaces", "oblique", "random, bisectors, differences, combinations"),
                Arguments.of("bias", "yes", "true or false"),
                Arguments.of("coupling", "multinomial", "independent, softmax, got 'multinomial'"),
                Arguments.of("seed", "1.5", "a whole number"),
                Arguments.of("weight-init", "inverse:2", "inverse, zero or a number"));
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                Arguments.of("learning-rate", "1e300", "got 1.0E300"),
                Arguments.of("learning-rate", "linear:1e300,7", "got linear:1.0E300,7"),
                Arguments.of("layers", "4,0", "got 4,0"),
                Arguments.of("context-map-size", "none", "got none"),
                Arguments.of("context-map-size", "4,99", "got 4,99"),
                Arguments.of("layer-rate-factors", "1,-1", "got 1.0,-1.0"),
                Arguments.of("gaussian-mixing", "stable:2,1", "got stable:2.0,1.0"),
                Arguments.of("gaussian-mixing", "stable:0,1", "got stable:0.0,1.0"),
                Arguments.of("replay", "2,0", "got 2,0,0.3"),
                Arguments.of("replay", "0,5", "got 0,5,0.3"),
                Arguments.of("replay", "-1", "got -1,10000,0.3"),
                Arguments.of("replay", "1001", "got 1001,10000,0.3"),
                Arguments.of("replay", "2,5,0", "got 2,5,0.0"),
                Arguments.of("replay", "1,2000000000", "got 6000000000"),
                Arguments.of("class-weights", "1,2,3", "got 1.0,2.0,3.0"),
                Arguments.of("class-weights", "1,-2", "got 1.0,-2.0"),
                Arguments.of("coupling", "softmax", "got softmax"),
                Arguments.of("weight-clipping", "-1", "got -1.0"));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void whatIsRefusedIsSaidAsItWouldBeTyped(String option, String typed, String said) {
        GLNConfig.Builder builder = GLNConfig.builder(3, 4);
        Knob.ofOption(option).set(builder, typed, 500);
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.endsWith(said), message);
    }

    @Test
    void namesAndOptionsAreOfOneKnobEach() {
        assertEquals(
                Knob.ALL.size(), Knob.ALL.stream().map(Knob::name).distinct().count());
        assertEquals(
                Knob.ALL.size(), Knob.ALL.stream().map(Knob::option).distinct().count());
        for (Knob<?> knob : Knob.ALL) {
            assertSame(knob, Knob.ofOption(knob.option()));
        }
        assertThrows(IllegalArgumentException.class, () -> Knob.ofOption("colour"));
    }

    @Test
    void aConfigurationWithAnotherValueIsTheSameOtherwise() {
        GLNConfig config = GLNConfig.builder(3, 4, 2)
                .classes(5)
                .bias(false)
                .fixedStatistics(new float[3], new float[] {1, 2, 3})
                .build();
        GLNConfig other = config.with(Knob.SEED, 9L);
        assertEquals(9, other.seed());
        assertEquals(config, other.with(Knob.SEED, 0L));
        assertThrows(IllegalArgumentException.class, () -> config.with(Knob.WEIGHT_CLIPPING, -1.0));
    }
}
