package io.github.jgln.evaluation;

import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A training that was left: a model, in whose notes its progress is.
 *
 * @param model as it was then
 * @param progress of its training
 */
public record Checkpoint(SavedModel model, TrainingProgress progress) {
    /**
     * Reads one that was written as {@code gln.saved(progress.asNote()).write(file)}.
     *
     * @throws io.github.jgln.ModelFormatException when the file is not a whole and sound model
     * @throws CheckpointException when it is a model without progress
     * @throws IOException when it cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        SavedModel model = SavedModel.read(file);
        return new Checkpoint(model, TrainingProgress.of(model.notes()));
    }

    /**
     * Refuses to go on with something else than what is to be trained now.
     *
     * @param data {@link TrainingProgress#checksum} of the training rows
     * @param passes over them in all
     * @throws CheckpointException where model, rows or passes differ; says how
     */
    public void requireSame(GLNConfig config, String data, int passes) throws CheckpointException {
        if (!model.config().equals(config)) {
            throw new CheckpointException("the checkpoint is of another model: expected " + config + ", got "
                    + model.config() + "; give the options it was made with, or begin anew with another file");
        }
        if (!progress.data().equals(data)) {
            throw new CheckpointException("the checkpoint is of other data: expected " + data + ", got "
                    + progress.data()
                    + "; give the data and options it was made with, or begin anew with another file");
        }
        if (progress.epochs().size() > passes) {
            throw new CheckpointException("the checkpoint has "
                    + progress.epochs().size() + " passes behind it, more than the " + passes + " asked for");
        }
    }
}
