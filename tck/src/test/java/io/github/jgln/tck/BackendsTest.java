package io.github.jgln.tck;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract, on every backend found or required. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.jgln.tck.BackendUnderTest#all")
class BackendsTest extends BackendContract {
    BackendsTest(BackendUnderTest backend) {
        super(backend);
    }
}
