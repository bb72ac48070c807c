package io.github.jgln.reliability;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that computes nothing and counts what is closed. */
public final class ClosingProvider implements BackendProvider {
    static final AtomicInteger NETWORKS = new AtomicInteger();
    static final AtomicInteger BACKENDS = new AtomicInteger();

    @Override
    public String name() {
        return "closing";
    }

    @Override
    public int rank() {
        return -1000;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(new DeviceInfo("door", "shuts")));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Backend open(BackendOptions options) {
        return new Backend() {
            @Override
            public DeviceInfo device() {
                return new DeviceInfo("door", "shuts");
            }

            @Override
            public Network upload(NetworkState state) {
                return new Nothing(state);
            }

            @Override
            public void close() {
                BACKENDS.incrementAndGet();
            }
        };
    }

    private record Nothing(NetworkState state) implements Network {
        @Override
        public void infer(Rows rows, Rows base, float[] out, int outFrom) {}

        @Override
        public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {}

        @Override
        public void contexts(Rows rows, int layer, int[] contexts) {}

        @Override
        public NetworkState download() {
            return state;
        }

        @Override
        public long memoryBytes() {
            return 0;
        }

        @Override
        public void close() {
            NETWORKS.incrementAndGet();
        }
    }
}
