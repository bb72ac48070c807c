package io.github.jgln.bench.process;

import io.github.jgln.bench.files.JsonFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Has work done in a JVM of its own, with this one's flags: so its peak memory means something, what the compiler learnt from
 * others does not slow it, and others outlive it.
 */
public final class WorkerProcess {
    /** The system property with the class path of the module bench-peers and its dependencies. */
    public static final String PEERS = "jgln.bench.peers";

    /** The exit codes of processes that signals INT and TERM ended, by the shells' custom. */
    private static final List<Integer> STOPPED = List.of(130, 143);

    private static final int LAST_LINES = 2;

    private final Path folder;
    private final String peers;

    /**
     * @param folder for files in between
     * @param peers more class path, for learners of other libraries; empty for none
     */
    public WorkerProcess(Path folder, String peers) {
        this.folder = folder;
        this.peers = peers;
    }

    /**
     * Has a task done, and waits for the end.
     *
     * @param main is given the task as a JSON file, and leaves a result; see {@link Worker}
     * @param name of who works, for messages
     * @param result the file it leaves
     * @param withPeers whether it needs other libraries
     * @return why there is no result; empty where there is one
     * @throws CancellationException when somebody stopped it
     */
    public Optional<String> run(
            Class<?> main, String name, Object task, Path result, boolean withPeers, WorkerProgress progress)
            throws IOException {
        Path taskFile = folder.resolve("task.json");
        Path log = folder.resolve("log.txt");
        Files.deleteIfExists(result);
        JsonFiles.write(taskFile, task);
        Process process = new ProcessBuilder(command(main, withPeers, taskFile))
                .redirectError(log.toFile())
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith(Worker.MARK)) {
                    String[] parts = line.split("\t");
                    progress.at(parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
                }
            }
            int code = process.waitFor();
            if (STOPPED.contains(code)) {
                throw new CancellationException("stopped while '" + name + "' was at work");
            }
            return Files.exists(result) ? Optional.empty() : Optional.of(lastWords(code, log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while '" + name + "' was at work");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String lastWords(int code, Path log) throws IOException {
        List<String> lines;
        try (Stream<String> all = Files.lines(log)) {
            lines = all.filter(line -> !line.isBlank()).map(String::strip).toList();
        }
        String last = String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return "its process ended with exit code " + code + (last.isEmpty() ? "" : ": " + last);
    }

    private List<String> command(Class<?> main, boolean withPeers, Path taskFile) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-agent"))
                .forEach(command::add);
        command.add("-cp");
        String classPath = System.getProperty("java.class.path");
        command.add(withPeers && !peers.isEmpty() ? classPath + File.pathSeparator + peers : classPath);
        command.add(main.getName());
        command.add(taskFile.toString());
        return command;
    }
}
