package io.github.jgln.cli;

import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How much classes weigh, by their names. */
final class ClassWeights {
    /** Names that a message lists. */
    private static final int LISTED = 20;

    @Option(
            names = "--weight",
            order = 19,
            paramLabel = "CLASS=W",
            description =
                    "Learn the rows of a class at W times the rate, such as fraud=5; may be given for several classes."
                            + " Default: 1.")
    private List<String> given = List.of();

    /** @throws IllegalArgumentException for what is no name and number */
    void check() {
        parsed();
    }

    /**
     * The configuration with these weights, if there are any.
     *
     * @throws IllegalArgumentException for a class that there is not
     */
    GLNConfig in(GLNConfig config, List<String> classes) {
        Map<String, Double> weights = parsed();
        for (String name : weights.keySet()) {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException("--weight: expected one of the classes "
                        + classes.stream().limit(LISTED).collect(Collectors.joining(", "))
                        + (classes.size() > LISTED ? " and " + (classes.size() - LISTED) + " more" : "") + ", got '"
                        + name + "'");
            }
        }
        return weights.isEmpty()
                ? config
                : config.with(
                        Knob.CLASS_WEIGHTS,
                        classes.stream()
                                .map(name -> weights.getOrDefault(name, 1.0))
                                .toList());
    }

    private Map<String, Double> parsed() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String one : given) {
            // The last, as a class may be called <=50K.
            int equals = one.lastIndexOf('=');
            try {
                if (equals < 1) {
                    throw new NumberFormatException();
                }
                weights.put(one.substring(0, equals), Double.valueOf(one.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "--weight: expected a class and a number, such as fraud=5, got '" + one + "'");
            }
        }
        return weights;
    }
}
