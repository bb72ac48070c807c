package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for what: enough for one result whatever runs first, and no wait that is not needed. */
class StreamOrderTest {
    private static float[] everything(long seed, Map<String, String> options) throws NoCudaException {
        return everything(SmallNetwork.rich(), seed, options);
    }

    private static float[] everything(SmallNetwork small, long seed, Map<String, String> options)
            throws NoCudaException {
        try (Backend backend = SmallNetwork.open(EmulatedDriver.load(seed), options);
                Network network = backend.upload(small.state)) {
            return small.everything(network);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cublas", "kernel", "tensor"})
    void theOrderOfStreamsDoesNotMatter(String blas) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        float[] inOrder = everything(1, Map.of("blas", blas, "block-rows", SmallNetwork.BLOCK, "overlap", "false"));
        for (long seed = 2; seed < 12; seed++) {
            float[] overlapping = everything(seed, Map.of("blas", blas, "block-rows", SmallNetwork.BLOCK));
            assertArrayEquals(inOrder, overlapping, "order " + seed);
        }
        assertArrayEquals(inOrder, everything(1, Map.of("blas", blas)), "one block");
    }

    @ParameterizedTest
    @EnumSource(Mixing.Gaussian.Form.class)
    void theOrderOfStreamsDoesNotMatterToGaussians(Mixing.Gaussian.Form form) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        for (SmallNetwork small : List.of(SmallNetwork.gaussian(form, true, true), SmallNetwork.oneGaussian())) {
            Map<String, String> blocks = Map.of("blas", "kernel", "block-rows", SmallNetwork.BLOCK);
            float[] inOneBlock = everything(small, 1, Map.of("blas", "kernel"));
            for (float value : inOneBlock) {
                assertTrue(Float.isFinite(value), "a number was lost");
            }
            for (long seed = 2; seed < 8; seed++) {
                assertArrayEquals(inOneBlock, everything(small, seed, blocks), "order " + seed);
            }
        }
    }

    /** Contexts are the same bits; weights follow them. */
    @Test
    void theOwnKernelGatesAsCublasDoes() throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        assertArrayEquals(everything(1, Map.of("blas", "cublas")), everything(1, Map.of("blas", "kernel")));
    }

    /** Of each block: for the upload; each layer for its streams and, above the first, for the layer below; for the last. */
    @ParameterizedTest
    @ValueSource(strings = {"cublas", "kernel", "tensor"})
    void everyWaitIsNeeded(String blas) {
        everyWaitIsNeeded(SmallNetwork.rich(), blas);
    }

    @Test
    void everyWaitIsNeededByGaussians() {
        everyWaitIsNeeded(SmallNetwork.gaussian(Mixing.Gaussian.Form.STABLE, false, true), "kernel");
    }

    private static void everyWaitIsNeeded(SmallNetwork small, String blas) {
        int ofBlock = 2 * small.spec.layers().size() + 1;
        BiFunction<FakeDriver, Integer, Runnable> learning =
                (driver, number) -> () -> use(small, driver, blas, number, true);
        BiFunction<FakeDriver, Integer, Runnable> predicting =
                (driver, number) -> () -> use(small, driver, blas, number, false);
        for (var use : List.of(learning, predicting)) {
            use.apply(new FakeDriver(), -1).run();
            for (int i = 0; i < 2 * ofBlock; i++) {
                int number = i;
                AssertionError found = assertThrows(
                        AssertionError.class,
                        () -> use.apply(new FakeDriver(), number).run(),
                        "wait " + number);
                assertTrue(
                        found.getMessage().contains("may still"), () -> "wait " + number + ": " + found.getMessage());
            }
        }
    }

    private static void use(SmallNetwork small, FakeDriver driver, String blas, int leftOut, boolean learning) {
        try (Backend backend = SmallNetwork.open(driver, Map.of("blas", blas, "block-rows", SmallNetwork.BLOCK));
                Network network = backend.upload(small.state)) {
            driver.leaveOut(number -> number == leftOut);
            if (learning) {
                small.learn(network);
            } else {
                small.infer(network);
            }
        }
    }

    /** Several blocks are begun before the first is waited for. */
    @Test
    void blocksOverlap() {
        FakeDriver driver = new FakeDriver();
        SmallNetwork small = SmallNetwork.rich();
        try (Backend backend = SmallNetwork.open(driver, Map.of("block-rows", SmallNetwork.BLOCK));
                Network network = backend.upload(small.state)) {
            int before = driver.calls().size();
            small.learn(network);
            var calls = driver.calls().subList(before, driver.calls().size());
            int firstWait = calls.indexOf("synchroniseEvent");
            assertEquals(
                    3,
                    calls.subList(0, firstWait).stream()
                            .filter("download"::equals)
                            .count());
            assertTrue(!calls.contains("synchronise"), "the host waits for events alone");
        }
    }
}
