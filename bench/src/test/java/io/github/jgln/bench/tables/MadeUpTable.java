package io.github.jgln.bench.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small table that can be learnt: a number and a category tell the class nearly always. */
final class MadeUpTable {
    private MadeUpTable() {}

    /** Rows drawn by a seed, written to a file. */
    static Path write(Path file, int rows) throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("x,colour,noise,class\n");
        for (int t = 0; t < rows; t++) {
            double x = random.nextGaussian();
            boolean red = random.nextBoolean();
            boolean yes = red ? x > 0 : x < 0;
            text.append(x)
                    .append(red ? ",red," : ",blue,")
                    .append(random.nextInt(10) == 0 ? "?" : "" + random.nextInt(5))
                    .append(yes ? ",yes\n" : ",no\n");
        }
        return Files.writeString(file, text);
    }
}
