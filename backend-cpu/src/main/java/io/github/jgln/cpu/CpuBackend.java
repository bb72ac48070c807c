package io.github.jgln.cpu;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.Set;

/** The processor the JVM runs on. */
final class CpuBackend implements Backend {
    static final Set<Capability> CAPABILITIES = Set.of(
            Capability.BERNOULLI_MIXING,
            Capability.GAUSSIAN_MIXING,
            Capability.HALFSPACE_GATING,
            Capability.INDEPENDENT_OUTPUTS,
            Capability.SOFTMAX_OUTPUTS,
            Capability.SHARED_HALFSPACES,
            Capability.SKIP_CONNECTIONS,
            Capability.GIVEN_BASE_LOGITS,
            Capability.BASE_LOGITS_BY_OUTPUT,
            Capability.NORMALISED_RATES);

    private final Operations operations;
    private final Workers workers;

    CpuBackend(Operations operations, int threads) {
        this.operations = operations;
        this.workers = Workers.of(threads);
    }

    @Override
    public DeviceInfo device() {
        return device(operations, workers.threads());
    }

    static DeviceInfo device(Operations operations, int threads) {
        return new DeviceInfo(
                ProcessorName.get(), operations.facts() + ", " + threads + (threads == 1 ? " thread" : " threads"));
    }

    @Override
    public Network upload(NetworkState state) {
        state.spec().refusal(CAPABILITIES).ifPresent(reason -> {
            throw new IllegalArgumentException("backend 'cpu': " + reason);
        });
        return state.spec().gaussian().isPresent()
                ? new GaussianNetwork(state, operations, workers)
                : new CpuNetwork(state, operations, workers);
    }

    @Override
    public void close() {
        // The threads serve all backends of this JVM and sleep while there is nothing to do.
    }
}
