package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissedCloseTest {
    private static final Logger LOGGER = Logger.getLogger("io.github.jgln");

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel() == Level.WARNING) {
                warnings.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        ClosingProvider.NETWORKS.set(0);
        ClosingProvider.BACKENDS.set(0);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
    }

    private static GLN model() {
        return GLN.create("closing", GLNConfig.builder(3).build());
    }

    /** In a method of its own, so that nothing on the stack refers to the model afterwards. */
    private static void forgetModels(int count) {
        for (int i = 0; i < count; i++) {
            model().learn(new float[3], 1);
        }
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        for (int tries = 0; tries < 100 && !condition.getAsBoolean(); tries++) {
            System.gc();
            Thread.sleep(20);
        }
        return condition.getAsBoolean();
    }

    @Test
    void forgottenModelsAreFreedWithAWarning() throws InterruptedException {
        forgetModels(3);
        assertTrue(await(() -> ClosingProvider.BACKENDS.get() == 3), "freed: " + ClosingProvider.BACKENDS);
        assertEquals(3, ClosingProvider.NETWORKS.get());
        assertEquals(3, warnings.size(), "" + warnings);
        assertTrue(warnings.get(0).contains("a model on backend 'closing' was not closed"), warnings.get(0));
    }

    @Test
    void closedModelsAreFreedOnceAndInSilence() throws InterruptedException {
        GLN gln = model();
        gln.close();
        gln.close();
        assertEquals(1, ClosingProvider.NETWORKS.get());
        forgetModels(1);
        assertTrue(await(() -> ClosingProvider.BACKENDS.get() == 2));
        assertEquals(2, ClosingProvider.NETWORKS.get());
        assertEquals(1, warnings.size(), "" + warnings);
    }

    /** A model that computes is not forgotten, though nobody will look at it again. */
    @Test
    void modelsInUseAreKept() throws InterruptedException {
        GLN gln = model();
        for (int i = 0; i < 20; i++) {
            System.gc();
            Thread.sleep(5);
        }
        assertEquals(0, ClosingProvider.NETWORKS.get());
        gln.close();
        assertEquals(1, ClosingProvider.NETWORKS.get());
    }
}
