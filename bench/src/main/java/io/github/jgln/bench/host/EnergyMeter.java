package io.github.jgln.bench.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Tells the energy that a device takes, where something on this system reports it. */
public interface EnergyMeter {
    /** Who tells. */
    String source();

    /** Begins to count. */
    Reading start() throws IOException;

    /** One count from its start on. */
    interface Reading extends DoubleSupplier, AutoCloseable {
        /** Joules since the start; ends the count. */
        @Override
        double getAsDouble();

        @Override
        void close();
    }

    /**
     * @param gpu whether an NVIDIA card is what computes; else the processor's packages do
     */
    static Optional<EnergyMeter> find(boolean gpu) {
        return gpu ? NvidiaPower.find(List.of("nvidia-smi")) : PackageEnergy.find(Path.of("/sys/class/powercap"));
    }
}
