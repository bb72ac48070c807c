package io.github.jgln.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A class that needs more than a few screens does several things, or has a reason. */
class SizeTest {
    private static final int LINES = 400;

    /** Longer ones, each with its reason; one that is long no more must leave the list. */
    private static final Map<String, String> LONGER = Map.of(
            "GLN.java", "is being split by concern",
            "GLNConfig.java", "is to get one table of its settings",
            "VectorKernels.java", "is being parted into operations and jobs",
            "CudaNetwork.java", "is being parted with the kernels' arguments",
            "JcudaDriver.java", "has each call of the driver once, with the check of its result",
            "Oracle.java", "is the reference in one piece, to be read from top to bottom beside the equations",
            "Ablation.java", "has the studies in one table");

    @Test
    void classesFitOnAFewScreens() throws IOException {
        Map<String, Long> longer = new TreeMap<>();
        List<Path> files = Sources.main();
        for (Path file : files) {
            long lines = Files.readString(file).lines().count();
            if (lines > LINES) {
                longer.put(file.getFileName().toString(), lines);
            }
        }
        assertTrue(files.size() > 100, "only " + files.size() + " sources found below " + Sources.ROOT);
        List<String> wrong = new ArrayList<>();
        longer.forEach((name, lines) -> {
            if (!LONGER.containsKey(name)) {
                wrong.add(name + ": expected at most " + LINES + " lines, got " + lines);
            }
        });
        for (String name : LONGER.keySet()) {
            if (!longer.containsKey(name)) {
                wrong.add(name + ": is no longer that long, or no longer there; take it off the list");
            }
        }
        assertEquals(List.of(), wrong);
    }
}
