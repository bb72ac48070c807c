package io.github.jgln.cuda;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;

/** One CUDA device with the kernels loaded. */
final class CudaBackend implements Backend {
    private final Driver driver;
    private final CudaOptions options;
    private final DeviceFacts facts;
    private final Memory memory;
    private final OpenDevice open;

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
            long context = driver.retainContext(options.device());
            memory.onClose(() -> driver.releaseContext(options.device()));
            driver.makeCurrent(context);
            KernelModule kernels = new KernelModule(driver, facts);
            memory.onClose(kernels::close);
            GatingPath gating = options.blas().resolve(driver);
            Driver.Blas blas =
                    gating == GatingPath.KERNEL ? null : driver.blas().orElseThrow();
            if (blas != null) {
                memory.onClose(blas::close);
            }
            this.open = new OpenDevice(driver, context, kernels, gating, blas);
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    @Override
    public DeviceInfo device() {
        return facts.info(options.blas().describe(driver));
    }

    @Override
    public Network upload(NetworkState state) {
        state.spec().refusal(CudaBackendProvider.CAPABILITIES).ifPresent(reason -> {
            throw new IllegalArgumentException("backend 'cuda': " + reason);
        });
        driver.makeCurrent(open.context());
        BlockSize size = BlockSize.of(state.spec(), facts, options.blockRows(), driver.freeMemory(), open.gating());
        return new CudaNetwork(state, open, size, options.overlap());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.onClose(() -> driver.makeCurrent(open.context()));
            memory.close();
        }
    }
}
