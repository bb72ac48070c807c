package io.github.jgln.cpu;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;

/** The processor the JVM runs on. */
final class CpuBackend implements Backend {
    private final Kernels kernels;
    private final Workers workers;

    CpuBackend(Kernels kernels, int threads) {
        this.kernels = kernels;
        this.workers = Workers.of(threads);
    }

    @Override
    public DeviceInfo device() {
        return device(kernels, workers.threads());
    }

    static DeviceInfo device(Kernels kernels, int threads) {
        return new DeviceInfo(
                ProcessorName.get(), kernels.facts() + ", " + threads + (threads == 1 ? " thread" : " threads"));
    }

    @Override
    public Network upload(NetworkState state) {
        return new CpuNetwork(state, kernels, workers);
    }

    @Override
    public void close() {
        // The threads serve all backends of this JVM and sleep while there is nothing to do.
    }
}
