package io.github.jgln.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Brings the verified files of one data set into its cache folder.
 *
 * <p>A file enters the folder by a rename and only after its checksum was right, so a folder shared by several
 * processes, or one left by a process that was killed, never shows half a file. What is there and good is not fetched
 * again.
 */
final class Resolver {
    private final String title;
    private final List<WantedFile> files;
    private final Path folder;
    private final List<URI> mirrors;
    private final Download download;
    private final Optional<LastResort> lastResort;
    private final LoadListener listener;

    private final Set<WantedFile> missing;
    private final List<String> tried = new ArrayList<>();

    /**
     * @param title the data set in messages
     * @param files all that the data set has
     * @param folder this data set's own in the cache
     * @param mirrors each ends in a slash
     */
    Resolver(
            String title,
            List<WantedFile> files,
            Path folder,
            List<URI> mirrors,
            Download download,
            Optional<LastResort> lastResort,
            LoadListener listener) {
        this.title = title;
        this.files = files;
        this.missing = new LinkedHashSet<>(files);
        this.folder = folder;
        this.mirrors = mirrors;
        this.download = download;
        this.lastResort = lastResort;
        this.listener = listener;
    }

    /**
     * @return the cache folder, complete and verified
     * @throws DataException if no source had all that was missing, or the folder cannot be written
     */
    Path resolve() {
        lookIntoCache();
        if (missing.isEmpty()) {
            return folder;
        }
        try {
            Files.createDirectories(folder);
            fetchFromMirrors();
            fetchFromLastResort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException(title + ": interrupted while fetching", e);
        } catch (IOException e) {
            throw new DataException(
                    title + ": cannot write to the cache directory " + folder + " (" + Failure.reason(e)
                            + "); name another with -Djgln.cache=DIR",
                    e);
        }
        if (!missing.isEmpty()) {
            throw new DataException(
                    title + ": not to be had. Tried:\n  - " + String.join("\n  - ", tried) + "\n" + inAnotherWay());
        }
        return folder;
    }

    private String inAnotherWay() {
        List<String> names = files.stream().map(WantedFile::name).toList();
        if (names.size() == 1) {
            return "Get the file " + names.get(0) + " in another way and name its directory with --data-dir DIR.";
        }
        return "Get the files " + String.join(", ", names.subList(0, names.size() - 1)) + " and "
                + names.get(names.size() - 1)
                + " (or their .gz) in another way and name their directory with --data-dir DIR.";
    }

    private void lookIntoCache() {
        for (Iterator<WantedFile> wanted = missing.iterator(); wanted.hasNext(); ) {
            WantedFile part = wanted.next();
            Optional<Path> file = part.in(folder);
            if (file.isEmpty()) {
                continue;
            }
            Optional<String> fault = part.checksum().fault(file.get());
            if (fault.isEmpty()) {
                wanted.remove();
            } else {
                failed("cached file " + file.get() + ": " + fault.get(), "fetching it anew");
            }
        }
        if (missing.size() == files.size() && tried.isEmpty()) {
            tried.add("cache directory " + folder + ": no files there");
        }
    }

    private void fetchFromMirrors() throws IOException, InterruptedException {
        for (Iterator<URI> remaining = mirrors.iterator(); remaining.hasNext() && !missing.isEmpty(); ) {
            fetchFromMirror(remaining.next(), remaining.hasNext() ? "trying the next" : "no mirror left");
        }
    }

    private void fetchFromMirror(URI mirror, String next) throws IOException, InterruptedException {
        for (WantedFile part : List.copyOf(missing)) {
            String name = part.remote();
            URI uri = mirror.resolve(name);
            Path temporary = temporary(name);
            try {
                listener.message(title + ": fetching " + uri);
                download.fetch(uri, temporary, listener);
                Optional<String> fault = part.checksum().fault(temporary);
                if (fault.isPresent()) {
                    failed("mirror " + uri + " : " + fault.get(), next);
                } else {
                    install(part, temporary, name);
                }
            } catch (Download.UnreachableException e) {
                failed("mirror " + mirror + " : " + e.getMessage(), next);
                return;
            } catch (IOException e) {
                failed("mirror " + uri + " : " + Failure.reason(e), next);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private void fetchFromLastResort() throws InterruptedException {
        if (missing.isEmpty() || lastResort.isEmpty()) {
            return;
        }
        fetchFrom(lastResort.get());
    }

    private void fetchFrom(LastResort lastResort) throws InterruptedException {
        listener.message(title + ": trying the " + lastResort.title());
        try {
            Path scratch = Files.createTempDirectory("jgln-");
            try {
                Path source = lastResort.fetch(scratch);
                for (WantedFile part : List.copyOf(missing)) {
                    copy(part, part.in(source));
                }
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            failed(lastResort.title() + ": " + Failure.reason(e), "nothing left to try");
        }
    }

    private void copy(WantedFile part, Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            throw new IOException("it lacks " + part.name());
        }
        Path temporary = temporary(part.name());
        try {
            Files.copy(file.get(), temporary, StandardCopyOption.REPLACE_EXISTING);
            Optional<String> fault = part.checksum().fault(temporary);
            if (fault.isPresent()) {
                throw new IOException(file.get().getFileName() + ": " + fault.get());
            }
            install(part, temporary, file.get().getFileName().toString());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Made here and not by the library, whose temporary files only their owner may read; a cache may be shared. */
    private Path temporary(String name) throws IOException {
        return Files.createFile(folder.resolve(name + "." + UUID.randomUUID() + ".part"));
    }

    private void install(WantedFile part, Path verified, String name) throws IOException {
        Path target = folder.resolve(name);
        try {
            Files.move(verified, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(verified, target, StandardCopyOption.REPLACE_EXISTING);
        }
        // A damaged file under another spelling would be found first the next time.
        for (String spelling : part.spellings()) {
            if (!spelling.equals(name)) {
                Files.deleteIfExists(folder.resolve(spelling));
            }
        }
        missing.remove(part);
    }

    private void failed(String what, String next) {
        tried.add(what);
        listener.message(title + ": " + what + "; " + next);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // It lies in the system's temporary directory, and the data is what matters.
        }
    }
}
