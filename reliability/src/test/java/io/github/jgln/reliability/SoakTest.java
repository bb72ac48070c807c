package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.SideInformation;
import io.github.jgln.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two models learn the same long stream: one in calls of changing size, saved and loaded again and again while threads read
 * snapshots of it; the other left in peace. In the end they are the same, byte for byte.
 */
class SoakTest {
    private static final long ROWS = Long.getLong("reliability.soak.rows", 200_000);
    private static final int FEATURES = 16;
    private static final int BLOCK = 5_000;

    @TempDir
    Path folder;

    @Test
    void aRestlessModelLearnsWhatAQuietOneDoes() throws Exception {
        try (Part part = Part.begin(5, "rows of the soak", ROWS)) {
            soak(part);
        }
    }

    private void soak(Part part) throws Exception {
        GLNConfig config = GLNConfig.builder(FEATURES, 6, 3)
                .classes(3)
                .contextMapSize(3)
                .sideInformation(SideInformation.STANDARDISED)
                .basePredictor(new BasePredictor.StandardisedSigmoid())
                .learningRate(new LearningRate.Hyperbolic(100, 0.01))
                .build();
        Path file = folder.resolve("restless");
        Path other = folder.resolve("quiet");
        Random random = new Random(1);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        long crashes = 0;
        long wrong = 0;
        int loads = 0;
        GLN restless = GLN.create("cpu", config);
        try (GLN quiet = GLN.create("cpu", config)) {
            float[] rows = new float[BLOCK * FEATURES];
            int[] labels = new int[BLOCK];
            for (long seen = 0; seen < ROWS; seen += BLOCK) {
                part.reached(seen);
                fill(rows, labels, random);
                quiet.learn(rows, BLOCK, labels);
                Snapshot snapshot = restless.snapshot();
                float[] row = Arrays.copyOf(rows, FEATURES);
                float[] expected = snapshot.infer(row, 1).logits();
                AtomicBoolean done = new AtomicBoolean();
                Future<Boolean> reader = pool.submit(() -> {
                    boolean same = true;
                    do {
                        same &= Arrays.equals(expected, snapshot.infer(row, 1).logits());
                    } while (!done.get());
                    return same;
                });
                for (int from = 0, count; from < BLOCK; from += count) {
                    count = Math.min(BLOCK - from, 1 + random.nextInt(2 * BLOCK / 3));
                    restless.learn(
                            Arrays.copyOfRange(rows, from * FEATURES, (from + count) * FEATURES),
                            count,
                            Arrays.copyOfRange(labels, from, from + count));
                }
                restless.save(file);
                restless.close();
                restless = GLN.load("cpu", file);
                loads++;
                done.set(true);
                wrong += reader.get() ? 0 : 1;
            }
            quiet.save(other);
            restless.save(file);
            wrong += Arrays.equals(Files.readAllBytes(other), Files.readAllBytes(file)) ? 0 : 1;
        } catch (Exception | Error e) {
            crashes++;
            throw e;
        } finally {
            restless.close();
            pool.shutdown();
            part.finish(
                    "rows learnt by a model that is saved, loaded and read through snapshots meanwhile (soak)",
                    ROWS,
                    wrong,
                    crashes,
                    "saved and loaded %d times; in the end the bytes of a model that was left in peace"
                            .formatted(loads));
        }
        assertEquals(0, wrong);
    }

    private static void fill(float[] rows, int[] labels, Random random) {
        for (int t = 0; t < BLOCK; t++) {
            labels[t] = random.nextInt(3);
            for (int j = 0; j < FEATURES; j++) {
                rows[t * FEATURES + j] = random.nextFloat() + (j % 3 == labels[t] ? 0.4f : 0);
            }
        }
    }
}
