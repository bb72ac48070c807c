package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.spi.Availability.Unavailable;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a probe finds on machines of all kinds, and what it says. */
class CudaBackendProviderTest {
    private static final DeviceFacts OLD = new DeviceFacts(0, "Old Card", 6, 1, 20, 1L << 30, 1 << 20, 48 << 10);
    private static final DeviceFacts NEW = new DeviceFacts(1, "New Card", 9, 0, 132, 1L << 36, 50 << 20, 227 << 10);

    private static DeviceFacts turing(int index) {
        return new DeviceFacts(index, "Turing Card", 7, 5, 40, 1L << 34, 4 << 20, 64 << 10);
    }

    /** As JCuda reports a library that its own needs and that is not there. */
    static UnsatisfiedLinkError missing(String own, String needed) {
        return new UnsatisfiedLinkError(
                "Error while loading native library \"" + own + "\"\nOperating system name: Linux\n"
                        + "Stack trace from the attempt to load the library as a resource:\n"
                        + "java.lang.UnsatisfiedLinkError: /tmp/lib" + own + ".so: " + needed
                        + ": cannot open shared object file: No such file or directory\n\tat java.base/nothing\n");
    }

    private static FakeDriver withoutCublas(DeviceFacts... devices) {
        return new FakeDriver(List.of(devices), 1) {
            @Override
            public synchronized Cublas cublas() {
                return new Cublas("", FirstCause.of(missing("JCublas2-12.6.0-linux-x86_64", "libcublas.so.12")));
            }

            @Override
            public synchronized Optional<Blas> blas() {
                throw new AssertionError("cuBLAS does not load");
            }
        };
    }

    private static FakeDriver ofVersion(int version) {
        return new FakeDriver() {
            @Override
            public synchronized int version() {
                return version;
            }
        };
    }

    private static CudaBackendProvider provider(Driver driver) {
        return new CudaBackendProvider("cuda", 0, () -> driver);
    }

    private static String refusal(CudaBackendProvider provider) {
        return assertInstanceOf(Unavailable.class, provider.probe()).toString();
    }

    private static List<String> lines(CudaBackendProvider provider) {
        return assertInstanceOf(Available.class, provider.probe()).devices().stream()
                .map(DeviceInfo::toString)
                .toList();
    }

    private static Backend open(Driver driver, String option, String value) {
        CudaBackendProvider provider = provider(driver);
        return provider.open(BackendOptions.of(provider, Map.of(option, value)));
    }

    @Test
    void withoutADriver() {
        CudaBackendProvider none = new CudaBackendProvider("cuda", 0, () -> {
            throw JcudaLoader.noLibrary(missing("JCudaDriver-12.6.0-linux-x86_64", "libcuda.so.1"));
        });
        String expected =
                "no NVIDIA driver: libcuda.so.1 not found; install the NVIDIA driver (nvidia-smi must work), or"
                        + " use another backend";
        assertEquals(expected, refusal(none));
        assertEquals(expected, refusal(none), "asked again");
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> none.open(BackendOptions.of(none, Map.of())));
        assertEquals(expected, e.getMessage());
    }

    /** The real thing, on machines such as those of continuous integration. */
    @Test
    void withoutADriverHere() {
        CudaBackendProvider here = new CudaBackendProvider();
        Availability found = here.probe();
        Assumptions.assumeTrue(found instanceof Unavailable, "there is a device here");
        assertEquals(found.toString(), here.probe().toString(), "asked again");
        if (!System.getProperty("os.arch").equals("amd64")) {
            assertTrue(found.toString().contains("Linux on x86_64 only"), found::toString);
        }
        assertTrue(!found.toString().contains("NoClassDefFoundError"), found::toString);
    }

    @Test
    void onAnotherSystem() throws NoCudaException {
        JcudaLoader.requirePlatform("Linux", "amd64");
        NoCudaException e =
                assertThrows(NoCudaException.class, () -> JcudaLoader.requirePlatform("Mac OS X", "aarch64"));
        assertTrue(e.getMessage().endsWith("this is Mac OS X on aarch64"), e::getMessage);
    }

    @Test
    void driverOlderThanJcuda() {
        LinkageError e = new UnsatisfiedLinkError(
                "/tmp/libJCudaDriver-12.6.0-linux-x86_64.so: undefined symbol: cuGraphAddNode_v2");
        assertEquals(
                "the NVIDIA driver is too old for JCuda 12.6: undefined symbol: cuGraphAddNode_v2;"
                        + " update the NVIDIA driver",
                JcudaLoader.noLibrary(e).unavailable().toString());
    }

    @Test
    void folderThatForbidsToExecute() {
        LinkageError e = new UnsatisfiedLinkError("/tmp/libJCudaDriver-12.6.0-linux-x86_64.so: failed to map segment");
        String told = JcudaLoader.noLibrary(e).unavailable().toString();
        assertTrue(told.startsWith("JCuda's native library does not load: failed to map segment; the folder"), told);
    }

    @Test
    void driverThatDoesNotStart() {
        assertTrue(JcudaLoader.noStart(new CudaException("cuInit", "CUDA_ERROR_NO_DEVICE", ""))
                .unavailable()
                .reason()
                .startsWith("the NVIDIA driver finds no device: cuInit failed: CUDA_ERROR_NO_DEVICE"));
        assertEquals(
                "the NVIDIA driver does not start: cuInit failed: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
                JcudaLoader.noStart(new CudaException("cuInit", "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", ""))
                        .unavailable()
                        .reason());
    }

    @Test
    void withoutADevice() {
        assertTrue(refusal(provider(new FakeDriver(List.of(), 1))).startsWith("the NVIDIA driver finds no device; "));
    }

    @Test
    void driverTooOldForTheKernels() {
        assertEquals(
                "the NVIDIA driver supports CUDA 9.2, the kernels (PTX 6.3) need CUDA 10.0;"
                        + " update the NVIDIA driver to one that supports CUDA 10.0 or newer",
                refusal(provider(ofVersion(9020))));
        assertInstanceOf(Available.class, provider(ofVersion(10_000)).probe());
    }

    @ParameterizedTest
    @CsvSource({
        "6, 0, 9000",
        "6, 3, 10000",
        "6, 5, 10020",
        "7, 0, 11000",
        "7, 8, 11080",
        "8, 0, 12000",
        "8, 5, 12050",
        "8, 6, 12070",
        "8, 8, 12090",
        "9, 0, 13000"
    })
    void ptxVersions(int major, int minor, int cuda) {
        assertEquals(cuda, new Ptx(major, minor).cuda());
    }

    @Test
    void deviceTooOld() {
        assertEquals(
                "Old Card has compute capability 6.1, the kernels need 7.5 or newer;"
                        + " use a newer card (Turing, 2018, or later) or another backend",
                refusal(provider(new FakeDriver(List.of(OLD), 1))));
    }

    @Test
    void severalDevices() {
        FakeDriver driver = new FakeDriver(List.of(OLD, NEW), 1);
        List<String> lines = lines(provider(driver));
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).contains("New Card") && lines.get(0).contains("device 1, "), lines::toString);
        assertTrue(lines.get(0).contains("65536 MiB, gating by cuBLAS 0.0"), lines::toString);
        assertTrue(lines.get(1).contains("Old Card") && lines.get(1).contains("too old"), lines::toString);
    }

    @Test
    void chosenByIndex() {
        DeviceFacts third = new DeviceFacts(1, "Other Card", 8, 0, 108, 1L << 30, 1 << 20, 99 << 10);
        FakeDriver driver = new FakeDriver(List.of(FakeDriver.CARD, third), 1);
        try (Backend first = open(driver, "blas", "auto");
                Backend second = open(driver, "device", "1")) {
            assertEquals("Fake Card", first.device().name());
            assertEquals("Other Card", second.device().name());
            SmallNetwork small = SmallNetwork.rich();
            // Memory of one device used in the other's context would be noticed.
            try (Network one = first.upload(small.state);
                    Network two = second.upload(small.state)) {
                small.learn(one);
                small.learn(two);
                small.infer(one);
            }
        }
        assertEquals(List.of(), driver.left());
    }

    /** A machine with CUDA 13 alone: the driver is there, JCuda's cuBLAS is not. */
    @Test
    void withoutCublas() {
        FakeDriver driver = withoutCublas(FakeDriver.CARD);
        String expected = "gating by own kernel: libcublas.so.12 not found";
        assertTrue(lines(provider(driver)).get(0).contains(expected), lines(provider(driver))::toString);
        SmallNetwork small = SmallNetwork.rich();
        try (Backend backend = open(driver, "block-rows", "16");
                Network network = backend.upload(small.state)) {
            assertTrue(backend.device().toString().contains(expected), backend.device()::toString);
            small.everything(network);
        }
        assertTrue(!driver.calls().contains("multiply"));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> open(withoutCublas(FakeDriver.CARD), "blas", "cublas"));
        assertEquals(
                "option 'blas' asks for cuBLAS, which does not load: libcublas.so.12 not found;"
                        + " install cuBLAS 12 or change or remove that setting",
                e.getMessage());
    }

    @Test
    void tensorCoresAreUsedWhenAskedFor() {
        FakeDriver driver = new FakeDriver();
        try (Backend backend = open(driver, "blas", "tensor");
                Network network = backend.upload(SmallNetwork.rich().state)) {
            assertTrue(
                    backend.device()
                            .toString()
                            .endsWith("gating by cuBLAS 0.0, bf16 tensor cores with float32 re-check)"),
                    backend.device()::toString);
            SmallNetwork.rich().learn(network);
        }
        assertTrue(
                driver.calls().contains("multiplyBfloat16") && !driver.calls().contains("multiply"));
        assertEquals(List.of(), driver.left());
    }

    @Test
    void tensorCoresThatAreNotThere() {
        assertEquals(
                "option 'blas' asks for cuBLAS, which does not load: libcublas.so.12 not found;"
                        + " install cuBLAS 12 or change or remove that setting",
                assertThrows(IllegalStateException.class, () -> open(withoutCublas(FakeDriver.CARD), "blas", "tensor"))
                        .getMessage());
        FakeDriver turing = new FakeDriver(List.of(turing(0)), 1);
        assertEquals(
                "Turing Card has compute capability 7.5, option 'blas' asks for bf16 tensor cores, which need 8.0 or newer;"
                        + " use a newer card (Ampere, 2020, or later) or change or remove that setting",
                assertThrows(IllegalStateException.class, () -> open(turing, "blas", "tensor"))
                        .getMessage());
        assertEquals(List.of(), turing.left());
        System.setProperty("jgln.cuda.blas", "tensor");
        try {
            DeviceFacts ampere = new DeviceFacts(1, "Ampere Card", 8, 0, 108, 1L << 34, 40 << 20, 163 << 10);
            List<String> lines = lines(provider(new FakeDriver(List.of(turing(0), ampere), 1)));
            assertTrue(lines.get(0).contains("Ampere Card") && lines.get(0).contains("bf16"), lines::toString);
            assertTrue(lines.get(1).contains("Turing Card"), lines::toString);
            assertTrue(lines.get(1).contains("too old for bf16 tensor cores: they need 8.0"), lines::toString);
        } finally {
            System.clearProperty("jgln.cuda.blas");
        }
    }

    @Test
    void theKernelIsUsedWhenAskedFor() {
        FakeDriver driver = new FakeDriver();
        try (Backend backend = open(driver, "blas", "kernel")) {
            assertTrue(backend.device().toString().endsWith("gating by own kernel)"), backend.device()::toString);
        }
        assertTrue(!driver.calls().contains("cublas"), "cuBLAS is not even loaded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device | one | expected an integer from 0 to 0, got 'one'",
                "device | 1 | expected an integer from 0 to 0, got '1'",
                "device | -1 | expected an integer from 0 to 0, got '-1'",
                "blas | mkl | expected auto, cublas, kernel or tensor, got 'mkl'",
                "block-rows | 0 | expected an integer from 1 to 1048576, got '0'",
                "block-rows | 2000000 | expected an integer from 1 to 1048576, got '2000000'",
                "overlap | maybe | expected true or false, got 'maybe'",
            })
    void wrongOptions(String option, String value, String message) {
        FakeDriver driver = new FakeDriver();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> open(driver, option, value));
        assertEquals("backend 'cuda', option '" + option + "': " + message, e.getMessage());
        assertEquals(List.of(), driver.left());
    }

    /** A wrong property is told as the reason and does not throw. */
    @Test
    void wrongProperty() {
        System.setProperty("jgln.cuda.blas", "mkl");
        try {
            assertEquals(
                    "backend 'cuda', option 'blas': expected auto, cublas, kernel or tensor, got 'mkl';"
                            + " change or remove that setting",
                    refusal(provider(new FakeDriver())));
        } finally {
            System.clearProperty("jgln.cuda.blas");
        }
    }

    @Test
    void fewerThanAllOthers() {
        assertTrue(new CudaBackendProvider().rank() < 0, "chosen by name only");
    }
}
