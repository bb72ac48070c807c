package io.github.jgln.cuda;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import java.util.Set;

/**
 * The {@code cuda} backend with its kernels on the processor: what the parity suite runs where there is no device. For tests
 * alone; far too slow for anything else.
 */
public final class EmulatedCudaProvider implements BackendProvider {
    private static Driver driver;

    private final CudaBackendProvider cuda =
            new CudaBackendProvider("cuda-on-cpu", Integer.MIN_VALUE, EmulatedCudaProvider::driver);

    /** For {@link java.util.ServiceLoader}; loads nothing. */
    public EmulatedCudaProvider() {}

    private static synchronized Driver driver() throws NoCudaException {
        if (driver == null) {
            driver = EmulatedDriver.load(Long.getLong("jgln.emulated.seed", 1));
        }
        return driver;
    }

    @Override
    public String name() {
        return cuda.name();
    }

    @Override
    public int rank() {
        return cuda.rank();
    }

    @Override
    public Availability probe() {
        return cuda.probe();
    }

    @Override
    public Set<Capability> capabilities() {
        return cuda.capabilities();
    }

    @Override
    public Set<String> options() {
        return cuda.options();
    }

    @Override
    public Backend open(BackendOptions options) {
        return cuda.open(options);
    }
}
