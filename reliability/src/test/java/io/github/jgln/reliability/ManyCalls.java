package io.github.jgln.reliability;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Calls {@code learn} very often, then makes and closes very many models; says by how much memory has grown. */
final class ManyCalls {
    private static final int ROWS = 50;
    private static final int FEATURES = 20;

    private ManyCalls() {}

    /** @param arguments the backend, the calls, the models */
    public static void main(String[] arguments) throws Exception {
        String backend = arguments[0];
        int calls = Integer.parseInt(arguments[1]);
        int models = Integer.parseInt(arguments[2]);
        Random random = new Random(1);
        float[] rows = new float[ROWS * FEATURES];
        int[] labels = new int[ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat();
        }
        long heap = 0;
        long resident = 0;
        GLNConfig config = GLNConfig.builder(FEATURES, 8).classes(3).build();
        try (GLN gln = GLN.create(backend, config)) {
            for (int i = 0; i < calls; i++) {
                if (i == calls / 10) {
                    heap = heap();
                    resident = resident();
                }
                gln.learn(rows, ROWS, labels);
            }
        }
        System.out.println("heap " + (heap() - heap));
        System.out.println("resident " + (resident() - resident));
        for (int i = 0; i < models; i++) {
            if (i == models / 4) {
                heap = heap();
                resident = resident();
            }
            try (GLN gln = GLN.create(backend, config)) {
                gln.learn(rows, ROWS, labels);
            }
        }
        System.out.println("heap " + (heap() - heap));
        System.out.println("resident " + (resident() - resident));
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What the whole process has in memory, native memory included. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
