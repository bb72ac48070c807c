package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.files.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How well a setting does in exactly one online pass: their accuracy on test rows after 1 %, 10 % and all of the training rows,
 * for several seeds, kept in a file of one JSON object a line.
 */
public final class Accuracy {
    private static final JsonLines<Run> RUNS = new JsonLines<>(Run.class, "jgln accuracy");

    private Accuracy() {}

    /**
     * One pass.
     *
     * @param data the rows' name, with how they were prepared
     * @param setting of the network: the options of {@code jgln train}
     * @param seed of all that was drawn, shuffling included
     * @param rows learnt, each once
     * @param online accuracy of these rows, each predicted before it was learnt
     * @param after1Percent accuracy on the test rows when a hundredth had been learnt, at the rates of the whole pass
     * @param after10Percent the same of a tenth
     * @param test the same of all
     * @param seconds spent learning, on a machine that may have done other work
     */
    public record Run(
            String data,
            String setting,
            long seed,
            int rows,
            double online,
            double after1Percent,
            double after10Percent,
            double test,
            double seconds) {
        boolean of(String otherData, String otherSetting, long otherSeed) {
            return data.equals(otherData) && setting.equals(otherSetting) && seed == otherSeed;
        }
    }

    /**
     * One pass over the rows in the order given.
     *
     * @param setting what made the configuration
     */
    public static Run measure(
            String data,
            String setting,
            GLNConfig config,
            LabelledRows train,
            LabelledRows test,
            SearchBackend backend) {
        int rows = train.count();
        if (rows < 100) {
            throw new IllegalArgumentException("expected at least 100 rows to learn, got " + rows);
        }
        OnePass.Outcome outcome = new OnePass(config, backend).run(train, test, rows / 100, rows / 10, rows);
        List<Double> scores = outcome.scores();
        return new Run(
                data,
                setting,
                config.seed(),
                rows,
                outcome.online(),
                scores.get(0),
                scores.get(1),
                scores.get(2),
                outcome.seconds());
    }

    /** The runs of a file; none where there is no such file. */
    public static List<Run> read(Path file) throws IOException {
        return RUNS.read(file);
    }

    /** Whether a file's runs have this one already. */
    public static boolean has(List<Run> runs, String data, String setting, long seed) {
        return runs.stream().anyMatch(run -> run.of(data, setting, seed));
    }

    /** Adds a run to a file. */
    public static void append(Path file, Run run) throws IOException {
        RUNS.append(file, run);
    }
}
