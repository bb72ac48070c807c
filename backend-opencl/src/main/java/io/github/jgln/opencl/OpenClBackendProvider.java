package io.github.jgln.opencl;

import com.aparapi.device.OpenCLDevice;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The {@code opencl} backend: any device with an OpenCL driver.
 *
 * <p>Options: {@code device}, an index in the list of devices or a part of a name (default: the first); {@code form},
 * {@code item} (a work-item per stream, for processors) or {@code group} (a work-group per stream, for graphics cards), by
 * default what suits the device.
 *
 * <p>Contexts, mixing, learning and inference run on the device. Base logits, side information and the running statistics are
 * made on the host, block by block, by {@link io.github.jgln.spi.HostInputs}.
 */
public final class OpenClBackendProvider implements BackendProvider {
    static final Set<Capability> CAPABILITIES = Set.of(
            Capability.BERNOULLI_MIXING,
            Capability.GAUSSIAN_MIXING,
            Capability.HALFSPACE_GATING,
            Capability.INDEPENDENT_OUTPUTS,
            Capability.SOFTMAX_OUTPUTS,
            Capability.SHARED_HALFSPACES,
            Capability.SKIP_CONNECTIONS,
            Capability.GIVEN_BASE_LOGITS,
            Capability.BASE_LOGITS_BY_OUTPUT,
            Capability.NORMALISED_RATES);

    private static final String REMEDY =
            "install an OpenCL driver: your graphics card's, or for the processor the Debian packages"
                    + " pocl-opencl-icd and ocl-icd-libopencl1";

    /** For {@link java.util.ServiceLoader}; loads nothing. */
    public OpenClBackendProvider() {}

    @Override
    public String name() {
        return "opencl";
    }

    /** Below {@code cpu}, which is faster on a processor; only those who ask for {@code opencl} get it. */
    @Override
    public int rank() {
        return -1;
    }

    @Override
    public Availability probe() {
        try {
            return probe(BackendOptions.of(this, Map.of()));
        } catch (Devices.NoDeviceException e) {
            return new Availability.Unavailable(e.getMessage(), REMEDY);
        } catch (IllegalArgumentException e) {
            return new Availability.Unavailable(e.getMessage(), "change or remove that setting");
        } catch (RuntimeException | LinkageError e) {
            return new Availability.Unavailable(Program.cause(e), REMEDY);
        }
    }

    private static Availability probe(BackendOptions options) throws Devices.NoDeviceException {
        List<OpenCLDevice> devices = new ArrayList<>(Devices.list());
        OpenCLDevice first = chosen(devices, options);
        devices.remove(first);
        devices.add(0, first);
        List<DeviceInfo> infos = new ArrayList<>();
        for (OpenCLDevice device : devices) {
            infos.add(Devices.info(device, form(device, options)));
        }
        return new Availability.Available(infos);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Set<String> options() {
        return Set.of("device", "form");
    }

    @Override
    public Backend open(BackendOptions options) {
        try {
            OpenCLDevice device = chosen(Devices.list(), options);
            return new OpenClBackend(device, Program.of(device, form(device, options)));
        } catch (Devices.NoDeviceException | LinkageError e) {
            throw new IllegalStateException(Program.cause(e) + "; " + REMEDY, e);
        }
    }

    private static OpenCLDevice chosen(List<OpenCLDevice> devices, BackendOptions options) {
        return Devices.choose(devices, options.get("device").orElse("0"));
    }

    private static Form form(OpenCLDevice device, BackendOptions options) {
        String form = options.get("form").orElse("auto").toLowerCase(Locale.ROOT);
        return switch (form) {
            case "auto" -> Form.bestFor(device.getType());
            case "item" -> Form.ITEM;
            case "group" -> Form.GROUP;
            default ->
                throw new IllegalArgumentException(
                        "backend 'opencl', option 'form': expected auto, item or group, got '" + form + "'");
        };
    }
}
