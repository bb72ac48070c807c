package io.github.jgln.bench.figures;

import io.github.jgln.GLNConfig;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a network is called in tables, curves and on the screen: its kind and the neurons of all its layers, "GLN 16-16-1". */
public final class NetworkName {
    private NetworkName() {}

    public static String of(GLNConfig config) {
        return IntStream.of(config.neurons()).mapToObj(String::valueOf).collect(Collectors.joining("-", "GLN ", ""));
    }
}
