package io.github.jgln.cli;

import io.github.jgln.evaluation.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training leaves on disk, in the end and on the way. */
final class CheckpointOptions {
    @Option(
            names = "--save",
            order = 10,
            paramLabel = "FILE",
            description = "Save the trained model, in the safetensors format.")
    Path save;

    @Option(
            names = "--checkpoint",
            order = 11,
            paramLabel = "FILE",
            description = "Save the model and the progress now and then, so that --resume can go on from there.")
    Path checkpoint;

    @Option(names = "--checkpoint-every", order = 12, paramLabel = "ROWS", description = "How often. Default: 10000.")
    private Integer every;

    @Option(
            names = "--resume",
            order = 13,
            description = "Go on from the checkpoint, or begin where there is none yet. The end result is the same, bit"
                    + " for bit, as without the interruption.")
    private boolean resume;

    /**
     * Refuses what would show only after hours of training.
     *
     * @param inputs files that are read, which neither may replace
     */
    void check(Collection<Path> inputs) {
        require(checkpoint != null || every == null, "--checkpoint-every needs --checkpoint FILE");
        require(checkpoint != null || !resume, "--resume needs --checkpoint FILE");
        require(every == null || every >= 1, "--checkpoint-every: expected at least 1 row, got " + every);
        require(
                checkpoint == null || resume || !Files.exists(checkpoint),
                "--checkpoint " + checkpoint + ": exists already; go on from it with --resume, or delete it");
        require(
                save == null || checkpoint == null || !same(save, checkpoint),
                "--save and --checkpoint: expected two files, got " + save + " and " + checkpoint + ", which are one");
        if (save != null) {
            OutputFile.check("--save", save, inputs);
        }
        if (checkpoint != null) {
            OutputFile.check("--checkpoint", checkpoint, inputs);
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return OutputFile.same(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    int every() {
        return every == null ? 10_000 : every;
    }

    /** The checkpoint to go on from, if that is asked for and there is one. */
    Optional<Checkpoint> last() throws IOException {
        if (!resume || !Files.exists(checkpoint)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Checkpoint.read(checkpoint));
        } catch (IOException e) {
            throw OutputFile.named(checkpoint, e);
        }
    }
}
