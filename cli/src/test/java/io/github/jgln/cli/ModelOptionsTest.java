package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.Knob;
import io.github.jgln.LearningRate;
import io.github.jgln.Preset;
import io.github.jgln.SideInformation;
import io.github.jgln.WeightInitialisation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ModelOptionsTest {
    private static final int ROWS = 500;

    @Command
    private static final class Host {
        @Mixin
        private ModelOptions model;
    }

    private static GLNConfig config(String... args) {
        Host host = new Host();
        new CommandLine(host).parseArgs(args);
        return host.model.config(784, 10, ROWS);
    }

    @Test
    void nothingGivenIsTheConfigurationsOwnDefaults() {
        GLNConfig expected = GLNConfig.builder(784, 16, 16).classes(10).build();
        GLNConfig config = config();
        assertArrayEquals(new int[] {16, 16}, config.layerSizes());
        assertEquals(10, config.classes());
        assertEquals(expected.contextMapSize(2), config.contextMapSize(2));
        assertEquals(expected.learningRate(), config.learningRate());
        assertEquals(expected.bias(), config.bias());
        assertEquals(expected.contextBias(), config.contextBias());
        assertEquals(expected.normaliseHyperplanes(), config.normaliseHyperplanes());
        assertEquals(expected.basePredictor(), config.basePredictor());
        assertEquals(expected.weightClipping(), config.weightClipping());
        assertEquals(expected.predictionClipping(), config.predictionClipping());
    }

    @Test
    void everyKnobReachesTheConfiguration() {
        GLNConfig config = config(
                "--layers",
                "8,4",
                "--context-map-size",
                "5,3,2",
                "--layer-rate-factors",
                "1,0.5,0.25",
                "--no-bias",
                "--context-bias",
                "--threshold-sd",
                "0.05",
                "--no-normalise-hyperplanes",
                "--side-information",
                "standardised",
                "--weight-init",
                "zero",
                "--prediction-clipping",
                "0.01",
                "--weight-clipping",
                "200",
                "--seed",
                "7");
        assertArrayEquals(new int[] {8, 4}, config.layerSizes());
        assertEquals(5, config.contextMapSize(0));
        assertEquals(2, config.contextMapSize(2));
        assertEquals(0.25, config.layerRateFactor(2));
        assertFalse(config.bias());
        assertTrue(config.contextBias());
        assertEquals(0.05, config.thresholdStandardDeviation());
        assertFalse(config.normaliseHyperplanes());
        assertEquals(SideInformation.STANDARDISED, config.sideInformation());
        assertEquals(new WeightInitialisation.Constant(0), config.weightInitialisation());
        assertEquals(0.01, config.predictionClipping());
        assertEquals(200, config.weightClipping());
        assertEquals(7, config.seed());
    }

    @Test
    void positiveFormsOfFlagsTurnOn() {
        GLNConfig config = config("--bias", "--normalise-hyperplanes", "--no-context-bias");
        assertTrue(config.bias());
        assertTrue(config.normaliseHyperplanes());
        assertFalse(config.contextBias());
    }

    @Test
    void noHiddenLayers() {
        assertEquals(1, config("--layers", "none").layers());
    }

    @Test
    void rates() {
        assertEquals(
                new LearningRate.Constant(0.02),
                config("--learning-rate", "0.02").learningRate());
        assertEquals(
                new LearningRate.LinearDecay(0.015, ROWS),
                config("--learning-rate", "linear:0.015").learningRate());
        assertEquals(
                new LearningRate.Hyperbolic(50, 0.1),
                config("--learning-rate", "hyperbolic:50,0.1").learningRate());
        assertEquals(
                new LearningRate.Hyperbolic(100, 0.01),
                config("--learning-rate", "paper").learningRate());
        assertEquals(
                new LearningRate.InversePower(0.003, 0.1, 1),
                config("--learning-rate", "power:0.003,0.1,1").learningRate());
    }

    @Test
    void basePredictors() {
        assertEquals(
                new BasePredictor.Clip(), config("--base-predictor", "clip").basePredictor());
        assertEquals(
                new BasePredictor.StandardisedSigmoid(),
                config("--base-predictor", "sigmoid").basePredictor());
        assertEquals(
                new BasePredictor.CentredLogits(1),
                config("--base-predictor", "centred").basePredictor());
        assertEquals(
                new BasePredictor.CentredLogits(2.5f),
                config("--base-predictor", "centred:2.5").basePredictor());
        assertEquals(
                new BasePredictor.ConstantPrior(0.25f),
                config("--base-predictor", "prior:0.25").basePredictor());
    }

    @Test
    void presetIsOverriddenByWhatIsGiven() {
        GLNConfig best = config("--preset", "best", "--weight-clipping", "7");
        assertEquals(Halfspaces.COMBINATIONS, best.halfspaces());
        assertTrue(best.skipConnections() && best.unitRows());
        GLNConfig without = config("--preset", "best", "--no-skip-connections", "--no-unit-rows");
        assertFalse(without.skipConnections() || without.unitRows());
        assertTrue(config("--skip-connections").skipConnections());
        assertTrue(config("--unit-rows").unitRows());
        assertEquals(16, best.outputNeurons());
        assertEquals(
                5, config("--preset", "best-random", "--output-neurons", "5").outputNeurons());
        assertEquals(ROWS, ((LearningRate.LinearDecay) best.learningRate()).rows());
        assertEquals(7, best.weightClipping());
        assertEquals(
                Halfspaces.RANDOM_NORMAL,
                config("--preset", "best", "--halfspaces", "random").halfspaces());
        assertEquals(
                GLNConfig.builder(1).build().weightClipping(),
                config("--preset", "pygln").weightClipping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--layers=16;16",
                "--layers=",
                "--context-map-size=four",
                "--learning-rate=fast",
                "--learning-rate=-1",
                "--learning-rate=linear:0",
                "--learning-rate=hyperbolic:100",
                "--base-predictor=5",
                "--base-predictor=prior:1",
                "--base-predictor=centred:",
                "--weight-init=NaN",
                "--halfspaces=bisector",
                "--base-predictor=whitened:3,64",
                "--base-predictor=whitened:3,64,2",
                "--side-information=RAW",
                "--preset=worst",
                "--threshold-sd=x"
            })
    void badValuesAreRefused(String option) {
        ParameterException e = assertThrows(ParameterException.class, () -> config(option));
        assertTrue(e.getMessage().contains("'" + option.substring(0, option.indexOf('=')) + "'"), e.getMessage());
        assertTrue(e.getMessage().matches(".*expected .*, got .*|.*: expected .*"), e.getMessage());
    }

    @Test
    void everyKnobCanBeGiven() {
        GLNConfig best = Preset.BEST.configure(784, 10, ROWS).seed(7).build();
        GLNConfig changed = best.with(Knob.NORMALISE_HYPERPLANES, Knob.Normalise.TRUE)
                .with(Knob.WEIGHT_INITIALISATION, new WeightInitialisation.Constant(0.5f))
                .with(Knob.THRESHOLD_STANDARD_DEVIATION, 0.25);
        List<String> given = new ArrayList<>();
        for (Knob<?> knob : Knob.ALL) {
            String text = knob.printOf(changed);
            given.add((text.equals("false") ? "--no-" : "--") + knob.option());
            if (!knob.isSwitch()) {
                given.add(text);
            }
        }
        assertEquals(changed, config(given.toArray(String[]::new)));
    }

    @Test
    void commandsSetLayersAndTakeSeveralSeeds() {
        Host host = new Host();
        new CommandLine(host).parseArgs("--seed", "7", "--layers", "3");
        host.model.layers(5, 6);
        List<GLNConfig> configs = host.model.configs(784, 10, ROWS, 2);
        assertEquals(List.of(7L, 8L), configs.stream().map(GLNConfig::seed).toList());
        assertArrayEquals(new int[] {5, 6}, configs.get(1).layerSizes());
    }

    @Test
    void whatWasGivenCanBeTypedAgain() {
        Host host = new Host();
        new CommandLine(host).parseArgs("--no-bias", "--layers=8,4", "--preset", "best", "--seed", "3", "--unit-rows");
        assertEquals("--preset best --layers 8,4 --no-bias --unit-rows", host.model.typed());
        assertEquals(3, host.model.seed());
        new CommandLine(host = new Host()).parseArgs();
        assertEquals("", host.model.typed());
        assertEquals(0, host.model.seed());
    }

    @Test
    void theHelpHasEveryKnobAndNoOther() throws IOException {
        Properties help = new Properties();
        try (InputStream in = ModelOptions.class.getResourceAsStream("knobs.properties")) {
            help.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        Set<String> expected = new TreeSet<>();
        for (Knob<?> knob : Knob.ALL) {
            expected.add(knob.option());
            if (!knob.isSwitch()) {
                expected.add(knob.option() + ".form");
            }
        }
        assertEquals(expected, new TreeSet<>(help.stringPropertyNames()));
        help.forEach((key, text) -> assertFalse(text.toString().isBlank(), key.toString()));
        String shown = new CommandLine(new Host()).getUsageMessage();
        for (Knob<?> knob : Knob.ALL) {
            assertTrue(shown.contains((knob.isSwitch() ? "--[no-]" : "--") + knob.option()), knob.option());
        }
        assertTrue(shown.contains("Neurons of each hidden layer"), shown);
    }
}
