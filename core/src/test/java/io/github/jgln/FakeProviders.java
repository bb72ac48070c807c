package io.github.jgln;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Backends that compute nothing, for tests of how one is found. */
public final class FakeProviders {
    private static final AtomicInteger PROBES = new AtomicInteger();

    private FakeProviders() {}

    /** How often any of them has been probed. */
    static int probes() {
        return PROBES.get();
    }

    private abstract static class Fake implements BackendProvider {
        @Override
        public Set<String> options() {
            return Set.of("device");
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new UnsupportedOperationException("opened " + name());
        }
    }

    public static final class Slow extends Fake {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public Availability probe() {
            PROBES.incrementAndGet();
            return new Availability.Available(List.of(new DeviceInfo("abacus", "1 bead")));
        }
    }

    public static final class Missing extends Fake {
        @Override
        public String name() {
            return "missing";
        }

        @Override
        public int rank() {
            return 3;
        }

        @Override
        public Availability probe() {
            PROBES.incrementAndGet();
            return new Availability.Unavailable("no such card", "buy one");
        }
    }

    /** Works, but not for networks with skip connections. */
    public static final class Narrow extends Fake {
        @Override
        public String name() {
            return "narrow";
        }

        @Override
        public int rank() {
            return 2;
        }

        @Override
        public Availability probe() {
            PROBES.incrementAndGet();
            return new Availability.Available(List.of(new DeviceInfo("slide rule", "1 slide")));
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.complementOf(EnumSet.of(Capability.SKIP_CONNECTIONS));
        }
    }

    /** A jar whose natives are broken: must not hide the others. */
    public static final class Broken extends Fake {
        public Broken() {
            throw new UnsatisfiedLinkError("libbroken.so");
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int rank() {
            return 9;
        }

        @Override
        public Availability probe() {
            PROBES.incrementAndGet();
            return new Availability.Unavailable("broken", "mend it");
        }
    }

    /** Opens, and goes no further. */
    public static final class Opening extends Fake {
        @Override
        public String name() {
            return "opening";
        }

        @Override
        public int rank() {
            return -1;
        }

        @Override
        public Availability probe() {
            return new Availability.Available(List.of(new DeviceInfo("door", "ajar")));
        }

        @Override
        public Backend open(BackendOptions options) {
            return new Backend() {
                @Override
                public DeviceInfo device() {
                    return new DeviceInfo("door", "ajar");
                }

                @Override
                public Network upload(NetworkState state) {
                    throw new UnsupportedOperationException("uploaded");
                }

                @Override
                public void close() {}
            };
        }
    }
}
