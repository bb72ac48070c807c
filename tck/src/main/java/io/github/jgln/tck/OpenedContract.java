package io.github.jgln.tck;

import io.github.jgln.spi.Backend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests below the models: each has the backend opened for it. */
abstract class OpenedContract extends Contract {
    Backend opened;

    OpenedContract(BackendUnderTest backend) {
        super(backend);
    }

    @BeforeEach
    void open() {
        opened = backend.open();
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
