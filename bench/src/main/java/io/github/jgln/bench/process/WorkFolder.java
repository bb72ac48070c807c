package io.github.jgln.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for files in between, which goes when it is closed, or when the JVM is stopped before. */
public final class WorkFolder implements AutoCloseable {
    private final Path path;
    private final Thread cleaner;

    private WorkFolder(Path path) {
        this.path = path;
        this.cleaner = new Thread(this::delete, path.getFileName() + "-cleaner");
    }

    /**
     * Makes one in the system's folder for such files.
     *
     * @param prefix of its name
     */
    public static WorkFolder create(String prefix) throws IOException {
        WorkFolder folder = new WorkFolder(Files.createTempDirectory(prefix));
        Runtime.getRuntime().addShutdownHook(folder.cleaner);
        return folder;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A file in it. */
    public Path resolve(String file) {
        return path.resolve(file);
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook at work.
            return;
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Somebody has tidied up already; or it is left to the system, being in its folder for such files.
            return;
        }
    }
}
