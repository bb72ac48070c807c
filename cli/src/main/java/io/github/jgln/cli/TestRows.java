package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import picocli.CommandLine.Mixin;

/**
 * The test rows of a saved model: those of the data that are for testing; of data that does not say, as tables do not, those that
 * {@code --test} or the training's {@code --test-fraction} names, else all.
 */
final class TestRows {
    @Mixin
    DataSource source;

    void check() {
        source.check();
    }

    /** Whether all rows were read, which the model may have been trained on. */
    boolean whole() {
        return source.tookAllRows();
    }

    /** Not yet prepared as the model's were. */
    Dataset read(SavedModel model, LoadListener listener) {
        return source.test(ModelInput.of(model), model.config().seed(), listener);
    }
}
