package io.github.jgln.cli;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A backend that learns nothing, always says class 0 and remembers what it was given. */
public final class FakeProvider implements BackendProvider {
    private static final DeviceInfo DEVICE = new DeviceInfo("Fake device", "no threads");

    static NetworkState state;
    static Optional<String> threads;
    static Optional<String> mode;
    static final List<Integer> LABELS = new ArrayList<>();
    static final List<Float> RATES = new ArrayList<>();
    static final List<float[]> ROWS = new ArrayList<>();

    /** Happens whenever rows are learnt. */
    static Runnable meanwhile = () -> {};

    static void forget() {
        meanwhile = () -> {};
        LABELS.clear();
        RATES.clear();
        ROWS.clear();
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int rank() {
        return -1000;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(DEVICE));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Set<String> options() {
        return Set.of("threads", "mode");
    }

    @Override
    public Backend open(BackendOptions options) {
        threads = options.get("threads");
        mode = options.get("mode");
        return new Backend() {
            @Override
            public DeviceInfo device() {
                return DEVICE;
            }

            @Override
            public Network upload(NetworkState uploaded) {
                state = uploaded;
                return new FakeNetwork(uploaded);
            }

            @Override
            public void close() {}
        };
    }

    private record FakeNetwork(NetworkState initial) implements Network {
        @Override
        public void infer(Rows rows, Rows base, float[] out, int outFrom) {
            fill(rows, out, outFrom);
        }

        @Override
        public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
            for (int t = 0; t < rows.count(); t++) {
                LABELS.add(((Targets.Classes) targets).get(t));
                RATES.add(rates.ofLayer()[0][rates.from() + t]);
                ROWS.add(rows.copyOfRow(t));
            }
            fill(rows, out, outFrom);
            meanwhile.run();
        }

        private void fill(Rows rows, float[] out, int from) {
            Arrays.fill(out, from, from + rows.count() * initial.spec().outputs(), 0f);
        }

        @Override
        public void contexts(Rows rows, int layer, int[] contexts) {}

        @Override
        public NetworkState download() {
            return initial;
        }

        @Override
        public Map<String, Long> phaseNanos() {
            return Map.of("inputs", 1L, "gating", 2L, "mixing", 3L);
        }

        @Override
        public long memoryBytes() {
            return 42;
        }

        @Override
        public void close() {}
    }
}
