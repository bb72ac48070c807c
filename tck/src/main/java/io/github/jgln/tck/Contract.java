package io.github.jgln.tck;

import org.junit.jupiter.api.BeforeEach;

/** Tests of one backend. They fail or are skipped, with the reason, where it is not available. */
abstract class Contract {
    final BackendUnderTest backend;

    Contract(BackendUnderTest backend) {
        this.backend = backend;
    }

    @BeforeEach
    void demand() {
        backend.demand();
    }
}
