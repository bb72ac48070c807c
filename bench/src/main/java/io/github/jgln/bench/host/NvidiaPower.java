package io.github.jgln.bench.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The power of the first NVIDIA card, which its driver's tool reports some times a second, over the time of a run. */
final class NvidiaPower implements EnergyMeter {
    private static final double NANOS = 1e9;
    private static final int PATIENCE_SECONDS = 10;
    private static final String FIRST_CARD = "--id=0";
    private static final String QUERY = "--query-gpu=power.draw";
    private static final String FORMAT = "--format=csv,noheader,nounits";
    private static final String EVERY_50_MS = "--loop-ms=50";

    private final List<String> tool;

    private NvidiaPower(List<String> tool) {
        this.tool = tool;
    }

    /**
     * Empty where the tool is not there, or reports no power.
     *
     * @param tool the command that starts it
     */
    static Optional<EnergyMeter> find(List<String> tool) {
        NvidiaPower meter = new NvidiaPower(tool);
        try {
            Process process = meter.process(FIRST_CARD, QUERY, FORMAT);
            try (BufferedReader lines = process.inputReader()) {
                Double.parseDouble(String.valueOf(lines.readLine()).strip());
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                        ? Optional.of(meter)
                        : Optional.empty();
            } finally {
                process.destroy();
            }
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String source() {
        return "the first NVIDIA card by nvidia-smi, its mean power times the time";
    }

    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(tool);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits for the first report, so that the tool's own start is not counted. */
    @Override
    public Reading start() throws IOException {
        Process process = process(FIRST_CARD, QUERY, FORMAT, EVERY_50_MS);
        Watch watch = new Watch(process);
        if (watch.reader.readLine() == null) {
            throw new IOException("nvidia-smi ended without a report");
        }
        watch.begin();
        return watch;
    }

    private static final class Watch implements Reading {
        private final Process process;
        private final BufferedReader reader;
        private final Thread thread = new Thread(this::sum, "jgln-power");
        private long start;
        private double watts;
        private int reports;

        Watch(Process process) {
            this.process = process;
            this.reader = process.inputReader();
            thread.setDaemon(true);
        }

        void begin() {
            start = System.nanoTime();
            thread.start();
        }

        private void sum() {
            try {
                for (String line; (line = reader.readLine()) != null; ) {
                    double value = Double.parseDouble(line.strip());
                    synchronized (this) {
                        watts += value;
                        reports++;
                    }
                }
            } catch (IOException | NumberFormatException e) {
                // The tool was ended in the middle of a line.
                return;
            }
        }

        @Override
        public synchronized double getAsDouble() {
            // NaN for a run too short to be seen.
            double joules = watts / reports * (System.nanoTime() - start) / NANOS;
            process.destroy();
            return joules;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
