package com.example.toy;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.List;
import java.util.Set;

/** The smallest backend that meets the contract: the equations of {@link NetworkSpec} in float32, a row and a neuron at a time. */
public final class ToyBackendProvider implements BackendProvider {
    private static final DeviceInfo DEVICE = new DeviceInfo("toy", "one thread");

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.BERNOULLI_MIXING,
            Capability.HALFSPACE_GATING,
            Capability.INDEPENDENT_OUTPUTS,
            Capability.SOFTMAX_OUTPUTS,
            Capability.SHARED_HALFSPACES,
            Capability.SKIP_CONNECTIONS,
            Capability.GIVEN_BASE_LOGITS,
            Capability.BASE_LOGITS_BY_OUTPUT,
            Capability.NORMALISED_RATES);

    /** For {@link java.util.ServiceLoader}, which finds this class by the file in META-INF/services. */
    public ToyBackendProvider() {}

    @Override
    public String name() {
        return "toy";
    }

    /** Below every real one, so that nobody gets it who has not asked for it. */
    @Override
    public int rank() {
        return -1000;
    }

    /** A backend with a driver to load would try it here, and say what was missing. */
    @Override
    public Availability probe() {
        return new Availability.Available(List.of(DEVICE));
    }

    /** What is not in this list is refused, with a reason that names it. */
    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Backend open(BackendOptions options) {
        return new ToyBackend();
    }

    private record ToyBackend() implements Backend {
        @Override
        public DeviceInfo device() {
            return DEVICE;
        }

        @Override
        public Network upload(NetworkState state) {
            state.spec().refusal(CAPABILITIES).ifPresent(reason -> {
                throw new IllegalArgumentException("backend 'toy': " + reason);
            });
            return new ToyNetwork(state);
        }

        @Override
        public void close() {}
    }
}
