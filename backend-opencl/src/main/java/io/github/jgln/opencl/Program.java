package io.github.jgln.opencl;

import com.aparapi.ProfileReport;
import com.aparapi.Range;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The kernels of one form, compiled for one device, once in the life of the JVM: all networks there share them, as Aparapi runs
 * one kernel at a time in any case. What opening compiles is what most networks need; other kernels are compiled with the first
 * network that needs them.
 *
 * <p>Buffers are implicit: each dispatch hands its arrays over and has what it wrote back when it ends, without a copy on
 * a device that shares the host's memory. In Aparapi's explicit mode data on the device is lost when the garbage collector
 * moves an array.
 */
final class Program {
    private static final System.Logger LOG = System.getLogger("io.github.jgln");
    private static final Map<Key, Program> PROGRAMS = new HashMap<>();

    private record Key(long device, Form form) {}

    private final OpenCLDevice device;
    private final Form form;
    private final Map<Phase, BlockKernel> kernels = new EnumMap<>(Phase.class);
    private final Map<Phase, Integer> largestGrids = new EnumMap<>(Phase.class);
    private long compileNanos;

    private Program(OpenCLDevice device, Form form) {
        this.device = device;
        this.form = form;
    }

    /**
     * The program for a device, with the kernels of {@link Phase#BERNOULLI} compiled.
     *
     * @throws IllegalStateException if the driver cannot compile it; the cause says why
     */
    static Program of(OpenCLDevice device, Form form) {
        Program program;
        synchronized (PROGRAMS) {
            program = PROGRAMS.computeIfAbsent(new Key(device.getDeviceId(), form), key -> new Program(device, form));
        }
        program.prepare(Phase.BERNOULLI, 1);
        return program;
    }

    Form form() {
        return form;
    }

    /** What compiling has taken so far; nothing if a driver's cache had it all. */
    synchronized double compileSeconds() {
        return compileNanos / 1e9;
    }

    /**
     * Compiles what dispatches of these phases of up to so many work-groups need: drivers compile at the first dispatch, and PoCL
     * again at the first one that is not small.
     */
    synchronized void prepare(Set<Phase> phases, int grid) {
        if (phases.stream().allMatch(phase -> grid <= largestGrids.getOrDefault(phase, 0))) {
            return;
        }
        long start = System.nanoTime();
        Set<Phase> fresh = EnumSet.noneOf(Phase.class);
        // Compiling loads more of a driver than listing its devices does.
        Signals signals = Signals.now();
        try {
            for (Phase phase : phases) {
                if (!kernels.containsKey(phase)) {
                    kernels.put(phase, compiled(form.newKernel(phase), device));
                    fresh.add(phase);
                }
            }
            for (Phase phase : phases) {
                if (grid > largestGrids.getOrDefault(phase, 0)) {
                    run(phase, grid, kernel -> {});
                    largestGrids.put(phase, grid);
                }
            }
        } finally {
            signals.putBack();
        }
        long nanos = System.nanoTime() - start;
        compileNanos += nanos;
        if (!fresh.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    () -> String.format(
                            Locale.ROOT,
                            "opencl: kernels of form '%s' compiled for %s in %.2f s: %s",
                            form,
                            device.getName(),
                            nanos / 1e9,
                            fresh));
        }
    }

    /**
     * Translates a kernel and has the device's driver compile it.
     *
     * @throws IllegalStateException if either cannot; says why, as far as Aparapi does
     */
    static BlockKernel compiled(BlockKernel kernel, OpenCLDevice device) {
        kernel.takeBack();
        try {
            kernel.compile(device);
            return kernel;
        } catch (CompileFailedException e) {
            throw new IllegalStateException(
                    kernel.getClass().getSimpleName() + " does not compile for " + device.getName() + ": " + cause(e),
                    e);
        }
    }

    /** Aparapi wraps its reasons. */
    static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /**
     * Runs one phase.
     *
     * @param grid work-groups, at least 1
     * @param lend sets the fields the phase reads
     * @throws IllegalStateException if the device did not do it
     */
    synchronized void run(Phase phase, int grid, Consumer<BlockKernel> lend) {
        if (!kernels.containsKey(phase)) {
            prepare(Set.of(phase), 1);
        }
        BlockKernel kernel = kernels.get(phase);
        lend.accept(kernel);
        int javaRuns = BlockKernel.JAVA_RUNS.get();
        try {
            // With a size of its own for the groups Aparapi throws rather than fall back to Java threads.
            kernel.execute(Range.create(device, Math.multiplyExact(grid, form.groupSize), form.groupSize));
            requireRun(kernel, device, javaRuns);
        } catch (AssertionError | RuntimeException e) {
            discard();
            throw new IllegalStateException(
                    device.getName().trim() + " did not run "
                            + kernel.getClass().getSimpleName()
                            + "; it may lack the memory (" + (device.getGlobalMemSize() >> 20)
                            + " MiB in all), or its driver failed: " + cause(e),
                    e);
        } finally {
            kernel.takeBack();
        }
    }

    /**
     * Aparapi falls back to Java threads silently, and says of itself that it ran on the device where it did not.
     *
     * @param javaRuns what {@link BlockKernel#JAVA_RUNS} was before
     * @throws IllegalStateException unless the device, and nothing else, ran the kernel
     */
    static void requireRun(BlockKernel kernel, OpenCLDevice device, int javaRuns) {
        int more = BlockKernel.JAVA_RUNS.get() - javaRuns;
        if (more != 0) {
            throw new IllegalStateException("Java ran " + more + " of its work-items");
        }
        if (!KernelManager.instance().getPreferences(kernel).getFailedDevices().isEmpty()) {
            throw new IllegalStateException("Aparapi counts the device as failed");
        }
        WeakReference<ProfileReport> reference = kernel.getProfileReportLastThread(device);
        ProfileReport report = reference == null ? null : reference.get();
        if (report == null || report.getDevice() != device) {
            throw new IllegalStateException("Aparapi has no report of it from the device");
        }
    }

    /** Makes the device let go of the arrays of the last dispatches. */
    synchronized void release() {
        kernels.keySet().forEach(phase -> run(phase, 1, kernel -> {}));
    }

    /** The next use begins afresh: Aparapi never again offers a device that failed once. */
    private void discard() {
        for (BlockKernel kernel : kernels.values()) {
            kernel.dispose();
            KernelManager.instance().setPreferredDevices(kernel, new LinkedHashSet<>(Devices.all()));
        }
        kernels.clear();
        largestGrids.clear();
    }
}
