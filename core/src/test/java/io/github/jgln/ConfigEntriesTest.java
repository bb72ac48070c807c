package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Mixing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigEntriesTest {
    private static final List<BasePredictor> PREDICTORS = List.of(
            new BasePredictor.RowMinMax(),
            new BasePredictor.Clip(),
            new BasePredictor.StandardisedSigmoid(),
            new BasePredictor.CentredLogits(0.1f),
            new BasePredictor.ConstantPrior(1e-30f),
            new BasePredictor.Whitened(1f / 3, 7, 0.1),
            new BasePredictor.Columns(1f / 3, 0.1),
            new BasePredictor.Custom(1, (rows, offset, predictions, to) -> {}),
            new BasePredictor.Features(0.3),
            new BasePredictor.Regressions(17, 0, 3));
    private static final List<LearningRate> RATES = List.of(
            new LearningRate.Constant(0.1 + 0.2),
            new LearningRate.Hyperbolic(1e300, 1e-30),
            new LearningRate.InversePower(0.003, 1.0 / 3, 2),
            new LearningRate.LinearDecay(0.015, Long.MAX_VALUE),
            new LearningRate.Custom(row -> 0.5));
    private static final List<WeightInitialisation> WEIGHTS =
            List.of(new WeightInitialisation.InverseInputs(), new WeightInitialisation.Constant(-1f / 3));

    /** Every knob away from its default. */
    private static GLNConfig.Builder everything() {
        return GLNConfig.builder(3, 5, 2)
                .outputNeurons(3)
                .classes(4)
                .sharedHalfspaces(true)
                .coupling(Coupling.SOFTMAX)
                .skipConnections(true)
                .unitRows(true)
                .contextMapSize(2, 0, 3)
                .bias(false)
                .contextBias(true)
                .thresholdStandardDeviation(0.3)
                .normaliseHyperplanes(false)
                .basePredictor(PREDICTORS.get(3))
                .sideInformation(SideInformation.CENTRED)
                .learningRate(RATES.get(2))
                .layerRateFactors(1, 0.1, 2)
                .predictionClipping(0.01)
                .weightClipping(7.7)
                .weightInitialisation(WEIGHTS.get(1))
                .rateNormaliser(5)
                .gaussianMixing(new GaussianMixing(Mixing.Gaussian.Form.PUBLISHED, 0.01, 7.5))
                .replay(new Replay(3, 77, 0.4))
                .classWeights(1, 0.5, 2, 0)
                .singleFeatureShare(0.25)
                .seed(Long.MIN_VALUE)
                .fixedStatistics(new float[] {1, -2, 1e-40f}, new float[] {0, 3e38f, 1});
    }

    private static GLNConfig again(GLNConfig config) {
        Map<String, float[]> vectors = new HashMap<>();
        vectors.put("fixed_mean", config.fixedMean());
        vectors.put("fixed_standard_deviation", config.fixedStandardDeviation());
        return ConfigEntries.read(ConfigEntries.of(config), vectors::get);
    }

    /** A knob that is added and forgotten here or in the file fails this. */
    @Test
    void everyKnobIsWrittenAndReadBack() {
        GLNConfig config = everything().build();
        GLNConfig plain = GLNConfig.builder(4).build();
        for (Knob<?> knob : Knob.ALL) {
            assertTrue(knob.isDefaultIn(plain), knob.name());
            // The one that cannot be beside thresholds is below.
            if (knob != Knob.HALFSPACES) {
                assertFalse(knob.isDefaultIn(config), "set " + knob + " in this test");
            }
            assertTrue(config.toString().contains(knob.name()), "equals and toString leave out " + knob);
        }
        assertEquals(config, again(config));
        assertEquals(config.hashCode(), again(config).hashCode());
        assertEquals(plain, again(plain));
        assertNotEquals(plain, config);
        GLNConfig bisectors =
                GLNConfig.builder(3).halfspaces(Halfspaces.BISECTORS).build();
        assertEquals(bisectors, again(bisectors));
    }

    /** The names of kinds that the first files had, with blanks between numbers. */
    @Test
    void theFirstFilesAreRead() {
        Map<String, String> entries =
                new HashMap<>(ConfigEntries.of(GLNConfig.builder(3, 2).build()));
        entries.put("layer_sizes", "");
        entries.put("base_predictor", "whitened 0.33333334 7 0.1");
        entries.put("learning_rate", "linear_decay 0.015 60000");
        entries.put("weight_initialisation", "constant -0.33333334");
        entries.put("halfspaces", "random_normal");
        GLNConfig config = ConfigEntries.read(entries, name -> null);
        assertEquals(0, config.layerSizes().length);
        assertEquals(new BasePredictor.Whitened(1f / 3, 7, 0.1), config.basePredictor());
        assertEquals(new LearningRate.LinearDecay(0.015, 60_000), config.learningRate());
        assertEquals(new WeightInitialisation.Constant(-1f / 3), config.weightInitialisation());
        assertEquals(Halfspaces.RANDOM_NORMAL, config.halfspaces());
        entries.put("base_predictor", "centred_logits 0.1");
        entries.put("learning_rate", "inverse_power 0.003 0.5 2.0");
        entries.put("weight_initialisation", "inverse_inputs");
        config = ConfigEntries.read(entries, name -> null);
        assertEquals(new BasePredictor.CentredLogits(0.1f), config.basePredictor());
        assertEquals(new LearningRate.InversePower(0.003, 0.5, 2), config.learningRate());
        assertEquals(new WeightInitialisation.InverseInputs(), config.weightInitialisation());
        entries.put("learning_rate", "constant 0.002");
        entries.put("base_predictor", "row_min_max");
        config = ConfigEntries.read(entries, name -> null);
        assertEquals(new LearningRate.Constant(0.002), config.learningRate());
        assertEquals(new BasePredictor.RowMinMax(), config.basePredictor());
        entries.put("base_predictor", "constant_prior 0.25");
        assertEquals(
                new BasePredictor.ConstantPrior(0.25f),
                ConfigEntries.read(entries, name -> null).basePredictor());
    }

    /** Files from before these knobs. */
    @Test
    void knobsThatCameLaterHaveTheirDefaults() {
        Map<String, String> entries =
                new HashMap<>(ConfigEntries.of(GLNConfig.builder(3, 2).build()));
        entries.remove("output_neurons");
        entries.remove("shared_halfspaces");
        entries.remove("coupling");
        entries.remove("rate_normaliser");
        entries.remove("single_feature_share");
        assertEquals(GLNConfig.builder(3, 2).build(), ConfigEntries.read(entries, name -> null));
    }

    @Test
    void everyKindIsWrittenAndReadBack() {
        assertCovers(BasePredictor.class, PREDICTORS);
        assertCovers(LearningRate.class, RATES);
        assertCovers(WeightInitialisation.class, WEIGHTS);
        for (BasePredictor predictor : PREDICTORS.subList(0, 6)) {
            GLNConfig config = GLNConfig.builder(3).basePredictor(predictor).build();
            assertEquals(predictor, again(config).basePredictor());
        }
        GLNConfig numbers =
                GLNConfig.builder(3).numbers(2).basePredictor(PREDICTORS.get(8)).build();
        assertEquals(numbers, again(numbers));
        GLNConfig regressions = numbers.with(Knob.BASE_PREDICTOR, PREDICTORS.get(9));
        assertEquals(regressions, again(regressions));
        GLNConfig table =
                GLNConfig.builder(COLUMNS).basePredictor(PREDICTORS.get(6)).build();
        assertEquals(table, again(table));
        for (LearningRate rate : RATES.subList(0, 4)) {
            GLNConfig config = GLNConfig.builder(3).learningRate(rate).build();
            assertEquals(rate, again(config).learningRate());
        }
        for (WeightInitialisation weights : WEIGHTS) {
            GLNConfig config =
                    GLNConfig.builder(3).weightInitialisation(weights).build();
            assertEquals(weights, again(config).weightInitialisation());
        }
        for (SideInformation side : SideInformation.values()) {
            GLNConfig config = GLNConfig.builder(3).sideInformation(side).build();
            assertEquals(side, again(config).sideInformation());
        }
        for (Halfspaces halfspaces : Halfspaces.values()) {
            GLNConfig config = GLNConfig.builder(3).halfspaces(halfspaces).build();
            assertEquals(halfspaces, again(config).halfspaces());
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column.Number("size, \"of\" it", Column.Number.Of.VALUE, List.of(-1e-30f, 0.1f), true),
            new Column.Number("when", Column.Number.Of.HOUR_SINE, List.of(), false),
            new Column.Category("colour", List.of("red, or [so]", "", "\u00e4"), 3));

    @Test
    void columnsAreWrittenAndReadBack() {
        GLNConfig config = GLNConfig.builder(COLUMNS, 3).classes(3).build();
        assertEquals(config, again(config));
        assertEquals(COLUMNS, again(config).columns());
        assertEquals(3, config.features());
        assertEquals(2 + 1 + 4, config.inputSize());
        Map<String, String> entries = new HashMap<>(ConfigEntries.of(config));
        for (String bad :
                List.of("[]", "x", "[\"x\"]", "[\"[\\\"number\\\",\\\"a\\\",\\\"years\\\",\\\"\\\"]\"]", "[\"[]\"]")) {
            entries.put("columns", bad);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> ConfigEntries.read(entries, name -> null))
                    .getMessage();
            assertTrue(message.startsWith("columns '" + bad), message);
        }
        entries.put("columns", "[\"[\\\"number\\\",\\\"a\\\",\\\"value\\\",\\\"\\\"]\"]");
        assertEquals(
                "expected columns that become 7 numbers, got 1",
                assertThrows(IllegalArgumentException.class, () -> ConfigEntries.read(entries, name -> null))
                        .getMessage());
    }

    private static void assertCovers(Class<?> sealed, List<?> examples) {
        Set<Class<?>> kinds = Stream.of(sealed.getPermittedSubclasses()).collect(Collectors.toSet());
        assertEquals(kinds, examples.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void functionsAreRefused() {
        for (GLNConfig.Builder builder : List.of(
                GLNConfig.builder(3).basePredictor(PREDICTORS.get(7)),
                GLNConfig.builder(3).learningRate(RATES.get(4)))) {
            GLNConfig config = builder.build();
            Exception e = assertThrows(IllegalArgumentException.class, () -> ConfigEntries.of(config));
            assertTrue(e.getMessage().contains("got a function"), e.getMessage());
        }
    }

    @Test
    void configurationsDifferByAnyKnob() {
        GLNConfig config = everything().build();
        assertEquals(config, everything().build());
        assertNotEquals(config, everything().seed(1).build());
        assertNotEquals(config, everything().weightClipping(7.8).build());
        assertNotEquals(
                config,
                everything()
                        .fixedStatistics(new float[] {1, -2, 1e-39f}, new float[] {0, 3e38f, 1})
                        .build());
    }

    @Test
    void badEntriesAreRefused() {
        assertRefused("classes", "three", "classes 'three': expected a whole number");
        assertRefused("classes", "1", "classes: expected at least 2, got 1");
        assertRefused("bias", "yes", "bias 'yes': expected true or false");
        assertRefused("halfspaces", "oblique", "halfspaces 'oblique': expected random, bisectors,");
        assertRefused("base_predictor", "centred_logits", "base_predictor 'centred_logits': expected minmax, clip,");
        assertRefused("base_predictor", "centred_logits NaN", "scale: expected a finite number above 0, got NaN");
        assertRefused("learning_rate", "constant 1 2", "learning_rate 'constant 1 2': expected RATE, linear");
        assertRefused("learning_rate", "linear_decay 1 0", "rows: expected at least 1, got 0");
        assertRefused("weight_initialisation", "constant Infinity", "weight: expected a finite number");
        assertRefused("learning_rate", "linear:0.1", "expected linear:RATE,ROWS, got 'linear:0.1'");
        assertRefused("base_predictor", "whitened:1,2.7,1", "expected a whole number, got '2.7'");
        assertRefused("layer_sizes", "4,,4", "layer_sizes '4,,4': expected neurons of each hidden layer");
        assertRefused("context_map_size", "", "context map size: expected at least one value");
        assertRefused("seed", null, "expected an entry seed, got none");
        assertRefused("colour", "blue", "[colour] are unknown");
    }

    private static void assertRefused(String name, String value, String message) {
        Map<String, String> entries = ConfigEntries.of(GLNConfig.builder(3, 4).build());
        if (value == null) {
            entries.remove(name);
        } else {
            entries.put(name, value);
        }
        Exception e = assertThrows(IllegalArgumentException.class, () -> ConfigEntries.read(entries, vector -> null));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
