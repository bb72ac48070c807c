package io.github.jgln.opencl;

import com.aparapi.device.OpenCLDevice;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.Locale;

/** One OpenCL device. */
final class OpenClBackend implements Backend {
    private final OpenCLDevice device;
    private final Program program;

    OpenClBackend(OpenCLDevice device, Program program) {
        this.device = device;
        this.program = program;
    }

    @Override
    public DeviceInfo device() {
        DeviceInfo info = Devices.info(device, program.form());
        return new DeviceInfo(
                info.name(),
                info.facts() + String.format(Locale.ROOT, ", compiled in %.1f s", program.compileSeconds()));
    }

    @Override
    public Network upload(NetworkState state) {
        state.spec().refusal(OpenClBackendProvider.CAPABILITIES).ifPresent(reason -> {
            throw new IllegalArgumentException("backend 'opencl': " + reason);
        });
        DeviceLimits limits = new DeviceLimits(device, program.form());
        return state.spec().gaussian().isPresent()
                ? new GaussianNetwork(state, program, limits)
                : new OpenClNetwork(state, program, limits);
    }

    @Override
    public void close() {
        // The compiled kernels serve all backends of this JVM; networks let go of their arrays when they are closed.
    }
}
