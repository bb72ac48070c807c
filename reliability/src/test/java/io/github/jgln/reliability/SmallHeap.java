package io.github.jgln.reliability;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run in a JVM whose heap is as small as the model's documentation says is enough. */
final class SmallHeap {
    private static final int FEATURES = 784;
    private static final int BLOCK = 2048;

    private SmallHeap() {}

    /** @param arguments the rows to stream, and a file to save to */
    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[0]);
        Path file = Path.of(arguments[1]);
        learn(rows, file);
        // In another method, as this one's frame would hold on to the model of that one.
        load(rows, file);
        Files.delete(file);
        System.out.println("fits");
    }

    private static void learn(long rows, Path file) throws IOException {
        try (GLN gln = GLN.create("cpu", config())) {
            RowSource source = stream(rows);
            long correct = 0;
            for (LabelledRows block; (block = source.next(BLOCK)).count() > 0; ) {
                correct += gln.learn(block.rows(), block.targets()).correct((Targets.Classes) block.targets());
            }
            gln.save(file);
            if (gln.rowsLearned() != rows || correct < 0.8 * rows) {
                throw new AssertionError("learnt " + gln.rowsLearned() + " rows, " + correct + " of them right before");
            }
        }
    }

    private static void load(long rows, Path file) throws IOException {
        try (GLN gln = GLN.load("cpu", file)) {
            if (gln.rowsLearned() != rows) {
                throw new AssertionError("loaded " + gln.rowsLearned());
            }
        }
    }

    static GLNConfig config() {
        return GLNConfig.builder(FEATURES, 3)
                .contextMapSize(10, 2)
                .sideInformation(SideInformation.CENTRED)
                .learningRate(0.01)
                .build();
    }

    /** Made as they are asked for: bright on the left or on the right. */
    private static RowSource stream(long total) {
        return new RowSource() {
            private long next;
            private int noise = 1;
            private final float[] rows = new float[BLOCK * FEATURES];
            private final int[] labels = new int[BLOCK];

            @Override
            public LabelledRows next(int atMost) {
                int count = (int) Math.min(Math.min(atMost, BLOCK), total - next);
                for (int t = 0; t < count; t++) {
                    labels[t] = (int) ((next + t) * 31 % 7 % 2);
                    for (int j = 0; j < FEATURES; j++) {
                        noise = noise * 1664525 + 1013904223;
                        rows[t * FEATURES + j] = (noise >>> 8) * 0x1p-24f + (j * 2 / FEATURES == labels[t] ? 0.3f : 0);
                    }
                }
                next += count;
                return LabelledRows.of(new Rows(rows, FEATURES, 0, count), labels);
            }
        };
    }
}
