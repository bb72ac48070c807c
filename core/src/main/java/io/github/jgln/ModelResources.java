package io.github.jgln;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Network;
import java.lang.ref.Cleaner;

/**
 * What a model holds that must be freed, and no reference to the model itself, which the cleaner could else never find
 * unreachable.
 */
final class ModelResources implements Runnable {
    private static final System.Logger LOG = System.getLogger("io.github.jgln");
    private static final Cleaner CLEANER = Cleaner.create();

    private final String backendName;
    private final Backend backend;
    private final Network network;
    private Cleaner.Cleanable cleanable;
    private volatile boolean closed;

    private ModelResources(String backendName, Backend backend, Network network) {
        this.backendName = backendName;
        this.backend = backend;
        this.network = network;
    }

    /** Frees them when {@link #close} is called, or some time after nothing refers to the model any more. */
    static ModelResources of(Object model, String backendName, Backend backend, Network network) {
        ModelResources resources = new ModelResources(backendName, backend, network);
        resources.cleanable = CLEANER.register(model, resources);
        return resources;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        cleanable.clean();
    }

    /** Runs once: from {@link #close}, or from the cleaner's thread where that was missed. */
    @Override
    public void run() {
        if (!closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a model on backend '" + backendName
                            + "' was not closed and is freed now that nothing refers to"
                            + " it, which may be late; close models, best with try-with-resources");
        }
        try {
            network.close();
        } finally {
            backend.close();
        }
    }
}
