package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import io.github.jgln.LearningRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network's settings as studies record them. A study goes on only where its earlier results have the same text, so what was
 * there from the beginning is always told, in the words of then; every other knob is told where it is turned, in the words of
 * the table of knobs.
 */
final class NetworkSettings {
    /** Told elsewhere: a network's name has its layers, each run its seed. */
    private static final List<Knob<?>> ELSEWHERE = List.of(Knob.LAYER_SIZES, Knob.SEED);

    private static final Map<Knob<?>, Function<GLNConfig, String>> ALWAYS = always();

    private NetworkSettings() {}

    private static Map<Knob<?>, Function<GLNConfig, String>> always() {
        Map<Knob<?>, Function<GLNConfig, String>> always = new LinkedHashMap<>();
        always.put(Knob.CONTEXT_MAP_SIZE, NetworkSettings::contextMapSizes);
        always.put(Knob.LEARNING_RATE, NetworkSettings::rate);
        always.put(Knob.PREDICTION_CLIPPING, config -> "ε " + config.predictionClipping());
        always.put(Knob.WEIGHT_CLIPPING, config -> "W " + config.weightClipping());
        always.put(Knob.BASE_PREDICTOR, config -> "base predictions " + brief(config.basePredictor()));
        always.put(Knob.SIDE_INFORMATION, config -> "side information " + brief(config.sideInformation()));
        always.put(Knob.HALFSPACES, config -> "halfspaces " + brief(config.halfspaces()));
        always.put(Knob.BIAS, config -> "bias " + config.bias());
        always.put(Knob.CONTEXT_BIAS, config -> "context bias " + config.contextBias());
        always.put(Knob.WEIGHT_INITIALISATION, config -> "weights from " + brief(config.weightInitialisation()));
        return always;
    }

    /** All of a network's settings but its layers and its seed. */
    static String text(GLNConfig config) {
        List<String> settings = new ArrayList<>();
        ALWAYS.values().forEach(words -> settings.add(words.apply(config)));
        Knob.ALL.stream()
                .filter(knob -> !ALWAYS.containsKey(knob) && !ELSEWHERE.contains(knob) && !knob.isDefaultIn(config))
                .forEach(knob -> settings.add(knob.name().replace('_', ' ') + " " + knob.printOf(config)));
        return String.join(", ", settings);
    }

    private static String contextMapSizes(GLNConfig config) {
        return IntStream.range(0, config.layers())
                .mapToObj(layer -> "" + config.contextMapSize(layer))
                .collect(Collectors.joining("-", "M ", ""));
    }

    private static String rate(GLNConfig config) {
        return config.learningRate() instanceof LearningRate.Constant constant
                ? "rate " + constant.value()
                : brief(config.learningRate());
    }

    /** Records without components and constants in words. */
    private static String brief(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : value.toString().replace("[]", "");
    }
}
