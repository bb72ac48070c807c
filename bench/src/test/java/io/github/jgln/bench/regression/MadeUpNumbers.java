package io.github.jgln.bench.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small table of numbers that can be learnt: {@code 3 x + noise}, with two splits beside it. */
final class MadeUpNumbers {
    static final double NOISE = 0.1;

    private MadeUpNumbers() {}

    /** Rows drawn by a seed; every tenth row, and the one after it, are held out by a split each. */
    static Path write(Path folder, int rows) throws IOException {
        Random random = new Random(5);
        StringBuilder table = new StringBuilder();
        StringBuilder mask = new StringBuilder();
        for (int t = 0; t < rows; t++) {
            double x = random.nextGaussian();
            double unrelated = random.nextGaussian();
            table.append(x)
                    .append(',')
                    .append(unrelated)
                    .append(',')
                    .append(3 * x + NOISE * random.nextGaussian())
                    .append('\n');
            mask.append(t % 10 == 0 ? "1," : "0,").append(t % 10 == 1 ? "1\n" : "0\n");
        }
        Files.writeString(folder.resolve("made-test_mask.csv"), mask);
        return Files.writeString(folder.resolve("made.csv"), table);
    }
}
