package io.github.jgln.cuda;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.spi.Availability.Unavailable;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.Network;
import java.util.Map;
import java.util.stream.Collectors;

/** What the backend says on machines that are not at hand, for the test of what the documentation quotes. */
public final class CudaMessages {
    private CudaMessages() {}

    /** Without {@code libcuda.so.1}. */
    public static String withoutDriver() {
        return probed(new CudaBackendProvider("cuda", 0, () -> {
            throw JcudaLoader.noLibrary(
                    CudaBackendProviderTest.missing("JCudaDriver-12.6.0-linux-x86_64", "libcuda.so.1"));
        }));
    }

    /** With a driver that finds no card. */
    public static String withoutDevice() {
        return probed(new CudaBackendProvider("cuda", 0, () -> {
            throw JcudaLoader.noStart(new CudaException("cuInit", "CUDA_ERROR_NO_DEVICE", ""));
        }));
    }

    /** Without a cuBLAS that loads: the line of the device. */
    public static String withoutCublas() {
        return probed(new CudaBackendProvider("cuda", 0, () -> new FakeDriver() {
            @Override
            public synchronized Cublas cublas() {
                return new Cublas("", "libcublas.so.12 not found");
            }
        }));
    }

    /** Where temporary files may not be executed. */
    public static String withoutRightToExecute() {
        return probed(new CudaBackendProvider("cuda", 0, () -> {
            throw JcudaLoader.noLibrary(
                    new UnsatisfiedLinkError("/tmp/libJCudaDriver-12.6.0-linux-x86_64.so: failed to map segment"));
        }));
    }

    private static String probed(CudaBackendProvider provider) {
        Availability found = provider.probe();
        return found instanceof Unavailable reason
                ? reason.toString()
                : ((Available) found).devices().stream().map(String::valueOf).collect(Collectors.joining());
    }

    /** On a card whose memory is taken. */
    public static String withoutMemory() {
        SmallNetwork small = SmallNetwork.tiny();
        DeviceFacts card = new DeviceFacts(0, "Small Card", 8, 6, 100, 1 << 20, 50 << 20, 99 << 10);
        try {
            BlockSize.of(small.state.spec(), card, 0, 1 << 10, GatingPath.CUBLAS);
            throw new AssertionError("expected a kibibyte to be too little");
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** After a call of the driver has failed while a batch was learnt. */
    public static String afterAFault() {
        SmallNetwork small = SmallNetwork.tiny();
        FakeDriver driver = new FakeDriver();
        CudaBackendProvider provider = new CudaBackendProvider("cuda", 0, () -> driver);
        try (Backend backend = provider.open(BackendOptions.of(provider, Map.of("blas", "kernel")));
                Network network = backend.upload(small.state)) {
            driver.failAt(20);
            refusal(() -> small.learn(network));
            return refusal(() -> small.learn(network));
        }
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            return e.getMessage();
        }
        throw new AssertionError("expected the call to be refused");
    }
}
