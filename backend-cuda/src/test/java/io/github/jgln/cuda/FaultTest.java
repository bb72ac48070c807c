package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever call of the driver fails: the exception names it, everything is given back, other models go on. */
class FaultTest {
    private static Backend open(Driver driver, String blas) {
        // Two blocks: enough for every call there is, and few enough to let each fail.
        return SmallNetwork.open(driver, Map.of("blas", blas, "block-rows", "40"));
    }

    private static void use(Backend backend, SmallNetwork small) {
        try (Network network = backend.upload(small.state)) {
            small.learn(network);
            small.infer(network);
            small.contexts(network, 1);
            network.download();
        }
    }

    /** An exception with its causes and with what failed after it. */
    private static Stream<Throwable> all(Throwable failure) {
        return Stream.concat(
                Stream.of(failure),
                Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                        .flatMap(FaultTest::all));
    }

    static Stream<Arguments> uses() {
        return Stream.of(
                Arguments.of("cublas", SmallNetwork.tiny()),
                Arguments.of("kernel", SmallNetwork.tiny()),
                Arguments.of("tensor", SmallNetwork.tiny()),
                Arguments.of("kernel", SmallNetwork.custom()),
                Arguments.of("kernel", SmallNetwork.tinyGaussian()));
    }

    @ParameterizedTest(name = "{0}, {index}")
    @MethodSource("uses")
    void everyCallForAModelMayFail(String blas, SmallNetwork small) {
        FakeDriver driver = new FakeDriver();
        try (Backend backend = open(driver, blas)) {
            List<String> before = driver.left();
            int failed = eachFails(driver, () -> use(backend, small), () -> assertEquals(before, driver.left()));
            assertTrue(failed > 150, () -> failed + " calls");
        }
        assertEquals(List.of(), driver.left());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cublas", "kernel", "tensor"})
    void everyCallForABackendMayFail(String blas) {
        FakeDriver driver = new FakeDriver();
        int failed = eachFails(driver, () -> open(driver, blas).close(), () -> assertEquals(List.of(), driver.left()));
        assertTrue(failed > 8, () -> failed + " calls");
    }

    /** Lets the first call fail, then the second, until there is none left to fail; how many there are. */
    private static int eachFails(FakeDriver driver, Runnable work, Runnable check) {
        for (int n = 1; ; n++) {
            driver.failAt(n);
            RuntimeException failure = null;
            try {
                work.run();
            } catch (RuntimeException e) {
                failure = e;
            }
            check.run();
            String call = driver.failed();
            if (call == null) {
                assertNull(failure);
                driver.failAt(0);
                return n - 1;
            }
            assertNotNull(failure, "call " + n + ", " + call);
            assertTrue(
                    all(failure)
                            .anyMatch(e -> e instanceof CudaException c
                                    && c.call().equals(call)
                                    && c.getMessage().startsWith(call + " failed: ")),
                    "call " + n + ", " + call + ": " + failure);
        }
    }

    /** Every function of the driver is among those that fail above. */
    @Test
    void everyFunctionIsCalled() {
        FakeDriver driver = new FakeDriver();
        for (String blas : List.of("cublas", "tensor")) {
            try (Backend backend = open(driver, blas)) {
                use(backend, SmallNetwork.rich());
            }
        }
        Set<String> called = Set.copyOf(driver.calls());
        for (var function : Driver.class.getDeclaredMethods()) {
            // No weight row of this network is long enough for it.
            assertTrue(
                    called.contains(function.getName()) || function.getName().equals("allowShared"),
                    () -> function.getName() + " is not among " + called);
        }
        assertTrue(called.containsAll(Set.of("multiply", "multiplyBfloat16", "close")));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20, 60, 100})
    void otherModelsGoOn(int n) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        SmallNetwork small = SmallNetwork.rich();
        EmulatedDriver driver = EmulatedDriver.load(n);
        try (Backend backend = SmallNetwork.open(driver, Map.of("block-rows", SmallNetwork.BLOCK));
                Network alone = backend.upload(small.state);
                Network faulty = backend.upload(small.state);
                Network other = backend.upload(small.state)) {
            float[] expected = small.everything(alone);
            driver.failAt(n);
            CudaException failure = assertThrows(CudaException.class, () -> small.learn(faulty));
            assertEquals(driver.failed(), failure.call());
            assertArrayEquals(expected, small.everything(other), "the other model");

            IllegalStateException again = assertThrows(IllegalStateException.class, () -> small.infer(faulty));
            assertTrue(again.getMessage().contains("create or load it again"), again::getMessage);
            assertTrue(again.getMessage().contains(failure.getMessage()), again::getMessage);
        }
        assertEquals(List.of(), driver.left());
    }

    /** Predicting changes nothing, so a model whose predicting fails may go on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40})
    void predictingMayFail(int n) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        SmallNetwork small = SmallNetwork.rich();
        EmulatedDriver driver = EmulatedDriver.load(n);
        try (Backend backend = SmallNetwork.open(driver, Map.of("block-rows", SmallNetwork.BLOCK));
                Network alone = backend.upload(small.state);
                Network faulty = backend.upload(small.state)) {
            float[] expected = small.everything(alone);
            driver.failAt(n);
            assertThrows(CudaException.class, () -> small.infer(faulty));
            driver.failAt(n);
            assertThrows(CudaException.class, () -> small.contexts(faulty, 1));
            assertNotNull(driver.failed());
            driver.failAt(0);
            assertArrayEquals(expected, small.everything(faulty));
        }
    }

    @Test
    void aClosedModelSaysSo() {
        FakeDriver driver = new FakeDriver();
        SmallNetwork small = SmallNetwork.rich();
        try (Backend backend = SmallNetwork.open(driver, Map.of())) {
            Network network = backend.upload(small.state);
            network.close();
            int calls = driver.calls().size();
            network.close();
            assertEquals(calls, driver.calls().size(), "closed twice");
            assertThrows(IllegalStateException.class, () -> small.infer(network));
        }
    }
}
