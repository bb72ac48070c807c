package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a model goes that could not be saved under the name it was to have. */
final class KeptModel {
    private KeptModel() {}

    /** Writes it under a name of its own beside the file, else in the folder for temporary files; empty where neither can be. */
    static Optional<Path> write(SavedModel model, Path file) {
        Path beside = file.toAbsolutePath().getParent();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return Stream.of(beside, temporary)
                .flatMap(folder -> in(folder, model).stream())
                .findFirst();
    }

    private static Optional<Path> in(Path folder, SavedModel model) {
        Path kept = null;
        try {
            kept = Files.createTempFile(folder, "jgln-model-", ".safetensors");
            model.write(kept);
            return Optional.of(kept);
        } catch (IOException | UncheckedIOException e) {
            delete(kept);
            return Optional.empty();
        }
    }

    private static void delete(Path kept) {
        try {
            if (kept != null) {
                Files.deleteIfExists(kept);
            }
        } catch (IOException e) {
            // An empty file stays, which does no harm.
        }
    }
}
