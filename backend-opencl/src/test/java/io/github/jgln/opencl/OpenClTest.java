package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.fail;

import com.aparapi.device.OpenCLDevice;
import io.github.jgln.spi.Availability;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** Tests that need a device: skipped without one, with the reason, unless {@code jgln.tck.require} names the backend. */
abstract class OpenClTest {
    @BeforeAll
    static void demandDevice() {
        if (new OpenClBackendProvider().probe() instanceof Availability.Unavailable u) {
            if (System.getProperty("jgln.tck.require", "").contains("opencl")) {
                fail("backend 'opencl' is required by jgln.tck.require but is not available: " + u);
            }
            Assumptions.abort("backend 'opencl' is not available: " + u);
        }
    }

    static OpenCLDevice device() {
        try {
            return Devices.list().get(0);
        } catch (Devices.NoDeviceException e) {
            throw new AssertionError(e);
        }
    }
}
