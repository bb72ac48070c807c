package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.NetworkSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GLNConfigTest {
    private static final List<Column> COLUMNS = List.of(new Column.Number("age"));

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("input size", GLNConfig.builder(0, 4)),
                Arguments.of("layer sizes", GLNConfig.builder(3, 4, 0)),
                Arguments.of("classes", GLNConfig.builder(3).classes(1)),
                Arguments.of("context map size", GLNConfig.builder(3, 4).contextMapSize(-1)),
                Arguments.of("context map size", GLNConfig.builder(3, 4).contextMapSize(25)),
                Arguments.of("context map size", GLNConfig.builder(3, 4).contextMapSize(4, 4, 4)),
                Arguments.of("layer rate factors", GLNConfig.builder(3, 4).layerRateFactors(1, 1, 1)),
                Arguments.of("layer rate factors", GLNConfig.builder(3, 4).layerRateFactors(1, -1)),
                Arguments.of("learning rate", GLNConfig.builder(3, 4).learningRate(1e-60)),
                Arguments.of("rate normaliser", GLNConfig.builder(3, 4).rateNormaliser(-1)),
                Arguments.of("rate normaliser", GLNConfig.builder(3, 4).rateNormaliser(1e300)),
                Arguments.of("single feature share", GLNConfig.builder(3, 4).singleFeatureShare(1.5)),
                Arguments.of(
                        "single feature share",
                        GLNConfig.builder(3, 4).singleFeatureShare(0.5).halfspaces(Halfspaces.BISECTORS)),
                Arguments.of("base predictor", GLNConfig.builder(3, 4).basePredictor(new BasePredictor.Columns(1, 0))),
                Arguments.of("unit rows", GLNConfig.builder(COLUMNS, 4).unitRows(true)),
                Arguments.of(
                        "side information", GLNConfig.builder(COLUMNS, 4).sideInformation(SideInformation.CENTRED)),
                Arguments.of("fixed mean", GLNConfig.builder(COLUMNS, 4).fixedStatistics(new float[1], new float[1])),
                Arguments.of(
                        "columns",
                        GLNConfig.builder(List.of(new Column.Category("id", List.of(), 1 << 27)), 4)
                                .classes(100)),
                Arguments.of("learning rate", GLNConfig.builder(3, 4).learningRate(1e300)),
                Arguments.of("prediction clipping", GLNConfig.builder(3, 4).predictionClipping(0.5)),
                Arguments.of("prediction clipping", GLNConfig.builder(3, 4).predictionClipping(0)),
                Arguments.of("weight clipping", GLNConfig.builder(3, 4).weightClipping(Double.NaN)),
                Arguments.of(
                        "threshold standard deviation", GLNConfig.builder(3, 4).thresholdStandardDeviation(-1)),
                Arguments.of(
                        "context bias",
                        GLNConfig.builder(3, 4).contextBias(true).halfspaces(Halfspaces.BISECTORS)),
                Arguments.of("fixed mean", GLNConfig.builder(3, 4).fixedStatistics(new float[2], new float[3])),
                Arguments.of(
                        "fixed standard deviation",
                        GLNConfig.builder(3, 4).fixedStatistics(new float[3], new float[] {1, -1, 1})),
                Arguments.of(
                        "coupling",
                        GLNConfig.builder(3, 4).sharedHalfspaces(true).coupling(Coupling.SOFTMAX)),
                Arguments.of("coupling", GLNConfig.builder(3, 4).classes(3).coupling(Coupling.SOFTMAX)),
                Arguments.of("sizes", GLNConfig.builder(1 << 20, 4).contextMapSize(12)),
                Arguments.of("sizes", GLNConfig.builder(1 << 28, 4).contextMapSize(0, 8)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("bad")
    void saysWhichParameterIsWrong(String parameter, GLNConfig.Builder builder) {
        var e = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(e.getMessage().startsWith(parameter + ": expected "), e.getMessage());
        assertTrue(e.getMessage().contains(", got "), e.getMessage());
    }

    @Test
    void aBuiltConfigurationDoesNotFollowItsBuilder() {
        GLNConfig.Builder builder = GLNConfig.builder(3, 4).seed(1);
        GLNConfig config = builder.build();
        builder.seed(2).layerSizes(9);
        assertEquals(1, config.seed());
        assertEquals(4, config.layerSizes()[0]);
    }

    @Test
    void theNeuronsAreThoseOfTheHiddenLayersAndTheOutputLayer() {
        assertArrayEquals(
                new int[] {5, 4, 16},
                GLNConfig.builder(3, 5, 4).outputNeurons(16).classes(10).build().neurons());
        assertArrayEquals(new int[] {1}, GLNConfig.builder(3).build().neurons());
    }

    @Test
    void layersReadTheLayerBelowAndABias() {
        NetworkSpec spec = InitialState.spec(
                GLNConfig.builder(20, 7, 3).classes(4).contextMapSize(5, 2, 0).build());
        assertEquals(3, spec.layers().size());
        assertEquals(4, spec.outputs());
        assertEquals(21, spec.layers().get(0).inputs());
        assertEquals(8, spec.layers().get(1).inputs());
        assertEquals(4, spec.layers().get(2).inputs());
        assertEquals(1, spec.layers().get(2).neurons());
        assertEquals(32, spec.layers().get(0).contexts());
        assertEquals(1, spec.layers().get(2).contexts());
        assertEquals(4 * (7 * 32 * 21 + 3 * 4 * 8 + 4), spec.weights());
        assertEquals(4 * (7 * 5 + 3 * 2), spec.halfspaces());
        assertEquals(Math.log(999), spec.logitBound(), 1e-6);
    }

    @Test
    void theLastValueHoldsForAllFurtherLayers() {
        GLNConfig config = GLNConfig.builder(4, 3, 2)
                .contextMapSize(5, 2)
                .layerRateFactors(1, 0.5)
                .build();
        assertEquals(5, config.contextMapSize(0));
        assertEquals(2, config.contextMapSize(1));
        assertEquals(2, config.contextMapSize(2));
        assertEquals(2, config.spec().layers().get(2).contextMapSize());
        assertEquals(1, config.layerRateFactor(0));
        assertEquals(0.5, config.layerRateFactor(2));
    }

    @Test
    void withoutBiasLayersReadTheLayerBelowAlone() {
        NetworkSpec spec =
                InitialState.spec(GLNConfig.builder(20, 7).bias(false).build());
        assertEquals(20, spec.layers().get(0).inputs());
        assertEquals(7, spec.layers().get(1).inputs());
        assertEquals(1, spec.outputs());
    }

    @Test
    void presetsAreValidForTwoAndTenClasses() {
        for (Preset preset : Preset.values()) {
            for (int classes : new int[] {2, 10}) {
                if (preset.ofNumbers()) {
                    assertThrows(IllegalArgumentException.class, () -> preset.configure(784, classes, 60_000));
                    assertEquals(
                            classes,
                            preset.configureNumbers(20, classes, 60_000).build().numbers());
                    continue;
                }
                assertThrows(IllegalArgumentException.class, () -> preset.configureNumbers(20, classes, 60_000));
                assertEquals(
                        classes, preset.configure(784, classes, 60_000).build().classes());
            }
        }
    }

    @Test
    void otherLayersKeepTheOutputLayersOwnSettings() {
        GLNConfig.Builder preset =
                GLNConfig.builder(3, 5, 5).contextMapSize(4, 3, 0).layerRateFactors(1, 0.5, 0.1);
        GLNConfig fewer = preset.layerSizes(7).build();
        assertEquals(List.of(4, 0), fewer.get(Knob.CONTEXT_MAP_SIZE));
        assertEquals(List.of(1.0, 0.1), fewer.get(Knob.LAYER_RATE_FACTORS));
        GLNConfig more = fewer.with(Knob.LAYER_SIZES, List.of(2, 2, 2));
        assertEquals(List.of(4, 4, 4, 0), more.get(Knob.CONTEXT_MAP_SIZE));
        assertEquals(List.of(1.0, 1.0, 1.0, 0.1), more.get(Knob.LAYER_RATE_FACTORS));
        // A last value that holds for all further layers still does.
        assertEquals(
                List.of(8, 6),
                GLNConfig.builder(3, 5, 5)
                        .contextMapSize(8, 6)
                        .layerSizes(4)
                        .build()
                        .get(Knob.CONTEXT_MAP_SIZE));
        assertEquals(List.of(0), preset.layerSizes().build().get(Knob.CONTEXT_MAP_SIZE), "the output layer alone");
    }
}
