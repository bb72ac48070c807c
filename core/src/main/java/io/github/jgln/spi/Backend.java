package io.github.jgln.spi;

/** An opened backend: one device, ready to hold networks. */
public interface Backend extends AutoCloseable {
    /** The device in use. */
    DeviceInfo device();

    /**
     * Copies a network to the device.
     *
     * @throws IllegalStateException when the device has not the memory it needs; says how much it needs and how much there is
     */
    Network upload(NetworkState state);

    /** Frees the device; its networks must be closed before. A second call does nothing. */
    @Override
    void close();
}
