package com.example.toy;

import io.github.jgln.tck.BackendContract;
import io.github.jgln.tck.BackendUnderTest;

/** The whole contract, as it is published in jgln-tck. */
class ToyBackendTest extends BackendContract {
    ToyBackendTest() {
        super(BackendUnderTest.of("toy"));
    }
}
