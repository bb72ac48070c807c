package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
            new BasePredictor.Custom(1, (rows, offset, predictions, to) -> {}));
    private static final List<LearningRate> RATES = List.of(
            new LearningRate.Constant(0.1 + 0.2),
            new LearningRate.Hyperbolic(1e300, Double.MIN_VALUE),
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
                .seed(Long.MIN_VALUE)
                .fixedStatistics(new float[] {1, -2, 1e-40f}, new float[] {0, 3e38f, 1});
    }

    private static GLNConfig again(GLNConfig config) {
        Map<String, float[]> vectors = new HashMap<>();
        vectors.put("fixed_mean", config.fixedMean());
        vectors.put("fixed_standard_deviation", config.fixedStandardDeviation());
        return ConfigEntries.read(ConfigEntries.of(config), vectors::get);
    }

    private static Map<String, Object> fields(GLNConfig config) throws IllegalAccessException {
        Map<String, Object> fields = new LinkedHashMap<>();
        Field builder = Arrays.stream(GLNConfig.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .findFirst()
                .orElseThrow();
        for (Field field : GLNConfig.Builder.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                builder.setAccessible(true);
                // Arrays by content.
                String text = Arrays.deepToString(new Object[] {field.get(builder.get(config))});
                fields.put(field.getName(), text);
            }
        }
        return fields;
    }

    /** A knob that is added and forgotten here, in the file or in equals fails this. */
    @Test
    void everyKnobIsWrittenAndReadBack() throws IllegalAccessException {
        GLNConfig config = everything().build();
        GLNConfig plain = GLNConfig.builder(4, 16, 16).build();
        Map<String, Object> set = fields(config);
        for (Map.Entry<String, Object> knob : fields(plain).entrySet()) {
            // The one that cannot be beside thresholds is below.
            if (!knob.getKey().equals("halfspaces")) {
                assertNotEquals(knob.getValue(), set.get(knob.getKey()), "set " + knob.getKey() + " in this test");
            }
        }
        assertEquals(set, fields(again(config)));
        assertEquals(config, again(config));
        assertEquals(config.hashCode(), again(config).hashCode());
        assertEquals(fields(plain), fields(again(plain)));
        GLNConfig bisectors =
                GLNConfig.builder(3).halfspaces(Halfspaces.BISECTORS).build();
        assertEquals(fields(bisectors), fields(again(bisectors)));
        for (String knob : set.keySet()) {
            assertTrue(config.toString().contains(knob), "equals and toString leave out " + knob);
        }
    }

    /** Files from before these knobs. */
    @Test
    void knobsThatCameLaterHaveTheirDefaults() {
        Map<String, String> entries =
                new HashMap<>(ConfigEntries.of(GLNConfig.builder(3, 2).build()));
        entries.remove("output_neurons");
        entries.remove("shared_halfspaces");
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

    private static void assertCovers(Class<?> sealed, List<?> examples) {
        Set<Class<?>> kinds = Stream.of(sealed.getPermittedSubclasses()).collect(Collectors.toSet());
        assertEquals(kinds, examples.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void functionsAreRefused() {
        for (GLNConfig.Builder builder : List.of(
                GLNConfig.builder(3).basePredictor(PREDICTORS.get(6)),
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
        assertRefused("classes", "three", "classes: expected a number, got 'three'");
        assertRefused("classes", "1", "classes: expected at least 2, got 1");
        assertRefused("bias", "yes", "bias 'yes': expected true or false");
        assertRefused("halfspaces", "oblique", "halfspaces 'oblique': expected one of");
        assertRefused("base_predictor", "centred_logits", "base_predictor 'centred_logits': expected a known kind");
        assertRefused("base_predictor", "centred_logits NaN", "scale: expected a finite number above 0, got NaN");
        assertRefused("learning_rate", "constant 1 2", "learning_rate 'constant 1 2': expected a known kind");
        assertRefused("learning_rate", "linear_decay 1 0", "rows: expected at least 1, got 0");
        assertRefused("weight_initialisation", "constant Infinity", "weight: expected a finite number");
        assertRefused("layer_sizes", "4,,4", "layer_sizes: expected a number, got ''");
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
