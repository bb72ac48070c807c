package com.example;

import io.github.jgln.BackendUnavailableException;
import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import java.util.List;

/**
 * Takes the first backend of a list that is to be had, and says why not those before it. The list is that of the command
 * line, or the graphics card and then the processor.
 */
public final class ChooseBackend {
    private ChooseBackend() {}

    public static void main(String[] args) {
        for (Backends.Found found : Backends.list()) {
            System.out.println("found: " + found.name());
        }
        GLNConfig config = GLNConfig.builder(4, 16).seed(1).build();
        try (GLN gln = first(args.length == 0 ? List.of("cuda", "cpu") : List.of(args), config)) {
            gln.learn(new float[] {0, 1, 2, 3}, 1);
            System.out.println("learnt " + gln.rowsLearned() + " row on " + gln.backend());
        }
    }

    private static GLN first(List<String> names, GLNConfig config) {
        for (String name : names) {
            try {
                return GLN.create(name, config);
            } catch (BackendUnavailableException e) {
                System.out.println("not " + name + ": " + e.getMessage());
            }
        }
        throw new IllegalStateException("none of " + names + " is to be had");
    }
}
