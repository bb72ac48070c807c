package io.github.jgln.cuda;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.Locale;

/** One CUDA device with the kernels loaded. */
final class CudaBackend implements Backend {
    private final Driver driver;
    private final CudaOptions options;
    private final DeviceFacts facts;
    private final Memory memory;
    private final long context;
    private final Kernels kernels;
    /** Null where the own kernel makes the gating product. */
    private final Driver.Blas blas;

    private final String gating;
    private boolean closed;

    /**
     * @throws IllegalStateException where the options ask for cuBLAS and it cannot be had
     * @throws CudaException for a call that fails; nothing is left open
     */
    CudaBackend(Driver driver, CudaOptions options) {
        this.driver = driver;
        this.options = options;
        this.facts = driver.device(options.device());
        this.memory = new Memory(driver);
        try {
            this.context = driver.retainContext(options.device());
            memory.onClose(() -> driver.releaseContext(options.device()));
            driver.makeCurrent(context);
            this.kernels = new Kernels(driver, facts);
            memory.onClose(kernels::close);
            this.blas = options.gating() == GatingPath.KERNEL
                    ? null
                    : driver.blas().orElse(null);
            if (blas != null) {
                memory.onClose(blas::close);
            }
            if (options.gating() == GatingPath.CUBLAS && blas == null) {
                throw new IllegalStateException("backend 'cuda': cuBLAS was asked for but cannot be loaded ("
                        + driver.blasObstacle() + "); leave out the option to gate by the own kernel");
            }
            this.gating = blas != null
                    ? blas.version()
                    : options.gating() == GatingPath.KERNEL
                            ? "own kernel"
                            : "own kernel, as cuBLAS cannot be loaded: " + driver.blasObstacle();
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    @Override
    public DeviceInfo device() {
        return new DeviceInfo(facts.name(), facts.text() + ", gating by " + gating);
    }

    @Override
    public Network upload(NetworkState state) {
        driver.makeCurrent(context);
        BlockSize size =
                BlockSize.of(state.spec(), facts, options.blockRows(), driver.freeMemory(), blas != null);
        return new CudaNetwork(state, driver, context, kernels, blas, size, options.overlap());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            driver.makeCurrent(context);
            memory.close();
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "cuda on device %d", options.device());
    }
}
