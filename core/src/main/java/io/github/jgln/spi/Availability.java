package io.github.jgln.spi;

import java.util.List;

/** What a probe found. */
public sealed interface Availability {
    /** The backend works here, on these devices; the first is its default. */
    record Available(List<DeviceInfo> devices) implements Availability {
        public Available {
            devices = List.copyOf(devices);
        }
    }

    /**
     * The backend does not work here.
     *
     * @param reason the first cause, in one line
     * @param remedy what the user can do about it, in one line
     */
    record Unavailable(String reason, String remedy) implements Availability {
        @Override
        public String toString() {
            return reason + "; " + remedy;
        }
    }
}
