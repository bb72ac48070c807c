package io.github.jgln.spi;

import java.util.Set;

/**
 * The entry of a backend, found by {@link java.util.ServiceLoader}. Its constructor loads no native code; {@link #probe}
 * and {@link #open} may, and turn any {@link LinkageError} into a reason, keeping the first cause.
 */
public interface BackendProvider {
    /** The name users ask for, such as {@code cpu}. */
    String name();

    /** Automatic choice takes the available backend of the highest rank. */
    int rank();

    /** Finds out whether the backend works here. Never throws. */
    Availability probe();

    /** All that the backend can do. A network that needs anything else is refused, with what is missing as the reason. */
    Set<Capability> capabilities();

    /** The options {@link #open} knows. */
    Set<String> options();

    /**
     * Opens a device.
     *
     * @throws IllegalArgumentException for a value an option cannot take
     * @throws IllegalStateException if the probe would not have been available
     */
    Backend open(BackendOptions options);
}
