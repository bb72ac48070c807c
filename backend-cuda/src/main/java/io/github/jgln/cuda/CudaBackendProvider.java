package io.github.jgln.cuda;

import io.github.jgln.kernels.CompiledKernels;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code cuda} backend: NVIDIA cards of compute capability 7.5 or newer.
 *
 * <p>Options: {@code device}, an index in the driver's order (default: the first that can be used); {@code blas}, who
 * multiplies rows and halfspaces: {@code cublas}, {@code kernel} (the project's own), {@code auto} (cuBLAS where it loads) or
 * {@code tensor} (cuBLAS on tensor cores, and in float32 what these leave in doubt; needs compute capability 8.0);
 * {@code block-rows}, how many rows go through the device at a time, by default what suits its memory; {@code overlap},
 * {@code true} (default) or {@code false}: whether a block may be prepared while another is learnt.
 */
public final class CudaBackendProvider implements BackendProvider {
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

    /** Below all others: only who asks for it by name gets it, until the parity suite has passed on a device. */
    private static final int UNPROVEN = -10;

    private static final int MAX_BLOCK_ROWS = 1 << 20;
    private static final String CHANGE_SETTING = "change or remove that setting";

    /** Where the driver comes from. */
    @FunctionalInterface
    interface DriverSource {
        /**
         * The driver, loaded.
         *
         * @throws NoCudaException where it cannot be
         */
        Driver load() throws NoCudaException;
    }

    private final String name;
    private final int rank;
    private final DriverSource source;

    /** For {@link java.util.ServiceLoader}; loads nothing. */
    public CudaBackendProvider() {
        this("cuda", UNPROVEN, JcudaLoader::load);
    }

    CudaBackendProvider(String name, int rank, DriverSource source) {
        this.name = name;
        this.rank = rank;
        this.source = source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Set<String> options() {
        return Set.of("device", "blas", "block-rows", "overlap");
    }

    @Override
    public Availability probe() {
        try {
            Opening opening = prepare(BackendOptions.of(this, Map.of()));
            List<DeviceInfo> infos = new ArrayList<>();
            for (DeviceFacts facts : opening.devices) {
                String use = whyNot(facts, opening.options.blas())
                        .orElse(opening.options.blas().describe(opening.driver));
                infos.add(facts.index() == opening.options.device() ? 0 : infos.size(), facts.info(use));
            }
            return new Availability.Available(infos);
        } catch (NoCudaException e) {
            return e.unavailable();
        } catch (IllegalArgumentException e) {
            return new Availability.Unavailable(e.getMessage(), CHANGE_SETTING);
        } catch (RuntimeException | LinkageError e) {
            return new Availability.Unavailable(
                    FirstCause.of(e), "see docs/troubleshooting.md, and report it if that does not help");
        }
    }

    @Override
    public Backend open(BackendOptions options) {
        try {
            Opening opening = prepare(options);
            return new CudaBackend(opening.driver, opening.options);
        } catch (NoCudaException e) {
            throw new IllegalStateException(e.unavailable().toString(), e);
        } catch (LinkageError e) {
            throw new IllegalStateException(FirstCause.of(e), e);
        }
    }

    private record Opening(Driver driver, List<DeviceFacts> devices, CudaOptions options) {}

    /** Everything that can be found out without a context. */
    private Opening prepare(BackendOptions options) throws NoCudaException {
        // Before anything is loaded: a value that is wrong is wrong on every machine.
        GatingPath blas = GatingPath.of(name, options.get("blas").orElse("auto"));
        int blockRows = options.getInt("block-rows", 0, 1, MAX_BLOCK_ROWS);
        boolean overlap = overlap(options);
        Driver driver = source.load();
        List<DeviceFacts> devices = devices(driver);
        DeviceFacts chosen = choose(devices, options, blas);
        if (!chosen.capable()) {
            throw new NoCudaException(
                    chosen.name() + " has compute capability " + chosen.capability() + ", the kernels need "
                            + DeviceFacts.NEEDED_CAPABILITY + " or newer",
                    "use a newer card (Turing, 2018, or later) or another backend",
                    null);
        }
        if (blas == GatingPath.TENSOR && !chosen.multipliesBfloat16()) {
            throw new NoCudaException(
                    chosen.name() + " has compute capability " + chosen.capability()
                            + ", option 'blas' asks for bf16 tensor cores, which need " + DeviceFacts.TENSOR_CAPABILITY
                            + " or newer",
                    "use a newer card (Ampere, 2020, or later) or " + CHANGE_SETTING,
                    null);
        }
        requireDriver(driver, chosen);
        try {
            blas.resolve(driver);
        } catch (IllegalStateException e) {
            throw new NoCudaException(e.getMessage(), "install cuBLAS 12 or " + CHANGE_SETTING, e);
        }
        return new Opening(driver, devices, new CudaOptions(chosen.index(), blas, blockRows, overlap));
    }

    private boolean overlap(BackendOptions options) {
        String value = options.get("overlap").orElse("true");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(
                    "backend '" + name + "', option 'overlap': expected true or false, got '" + value + "'");
        }
        return Boolean.parseBoolean(value);
    }

    private static List<DeviceFacts> devices(Driver driver) throws NoCudaException {
        List<DeviceFacts> devices = new ArrayList<>();
        int count = driver.devices();
        for (int i = 0; i < count; i++) {
            devices.add(driver.device(i));
        }
        if (devices.isEmpty()) {
            throw noDevice(null);
        }
        return devices;
    }

    /** The driver is there, but no card that it can use. */
    static NoCudaException noDevice(CudaException cause) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return new NoCudaException(
                "the NVIDIA driver finds no device" + (cause == null ? "" : ": " + cause.getMessage()),
                visible == null
                        ? "nvidia-smi lists the cards that the driver sees; a container needs them passed in"
                        : "CUDA_VISIBLE_DEVICES is '" + visible + "': name a card that nvidia-smi lists, or unset it",
                cause);
    }

    private DeviceFacts choose(List<DeviceFacts> devices, BackendOptions options, GatingPath blas) {
        int index = options.getInt("device", -1, 0, devices.size() - 1);
        return index >= 0
                ? devices.get(index)
                : devices.stream()
                        .filter(facts -> whyNot(facts, blas).isEmpty())
                        .findFirst()
                        .or(() -> devices.stream().filter(DeviceFacts::capable).findFirst())
                        .orElse(devices.get(0));
    }

    private static Optional<String> whyNot(DeviceFacts facts, GatingPath blas) {
        if (!facts.capable()) {
            return Optional.of("too old: the kernels need " + DeviceFacts.NEEDED_CAPABILITY);
        }
        return blas == GatingPath.TENSOR && !facts.multipliesBfloat16()
                ? Optional.of("too old for bf16 tensor cores: they need " + DeviceFacts.TENSOR_CAPABILITY)
                : Optional.empty();
    }

    /** Compiled code has no version to compare; the driver refuses it where it cannot run it. */
    private static void requireDriver(Driver driver, DeviceFacts facts) throws NoCudaException {
        Optional<Ptx> ptx = Ptx.of(CompiledKernels.image(facts.major(), facts.minor()));
        int has = driver.version();
        if (ptx.isPresent() && has < ptx.get().cuda()) {
            String needed = "CUDA " + Ptx.cudaName(ptx.get().cuda());
            throw new NoCudaException(
                    "the NVIDIA driver supports CUDA " + Ptx.cudaName(has) + ", the kernels (" + ptx.get() + ") need "
                            + needed,
                    "update the NVIDIA driver to one that supports " + needed + " or newer",
                    null);
        }
    }
}
