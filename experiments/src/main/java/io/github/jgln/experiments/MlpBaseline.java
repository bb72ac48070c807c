package io.github.jgln.experiments;

import io.github.jgln.bench.compare.Curriculum;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.bench.compare.Curriculum.StageResult;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.StudyReport.Found;
import io.github.jgln.experiments.StudyReport.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The baseline of the reference implementation's authors, where other libraries' learners are on the class path. */
final class MlpBaseline {
    static final String NAME = "MLP (DJL)";
    private static final int UNITS = 64;

    private MlpBaseline() {}

    /** How it learns, and how large it is. */
    static String method(Dataset data) {
        int weights = (data.features() + 1) * UNITS + (UNITS + 1) * data.classCount();
        return String.format(Locale.ROOT, "%,d weights, %d tanh units, Adam 2.5e-4, batch 1", weights, UNITS);
    }

    /** Tested after so many epochs each. */
    static List<Found> epochs(Split data, List<String> epochs, long seed) throws IOException {
        List<Stage> stages = new ArrayList<>();
        int rows = data.train().rowCount();
        long learnt = 0;
        for (String at : epochs) {
            long until = Ablation.rows(at, rows);
            boolean last = false;
            while (!last) {
                int first = (int) (learnt % rows);
                int end = (int) Math.min(rows, first + until - learnt);
                learnt += end - first;
                last = learnt == until;
                stages.add(new Stage(
                        Curriculum.AS_THEY_ARE, first, end, last ? List.of(Curriculum.AS_THEY_ARE) : List.of()));
            }
        }
        List<Found> found = new ArrayList<>();
        for (StageResult result : learn(data, new Curriculum(NAME, seed, List.of(), stages))) {
            if (!result.accuracies().isEmpty()) {
                found.add(new Found(
                        NAME,
                        null,
                        epochs.get(found.size()),
                        new Run(seed, result.accuracies().get(0), null, result.seconds())));
            }
        }
        return found;
    }

    /** @throws Study.UnavailableException when it is not to be had */
    static List<StageResult> learn(Split data, Curriculum curriculum) throws IOException {
        Curriculum.Outcome outcome = curriculum.run(data);
        if (outcome.unavailable() != null) {
            throw new Study.UnavailableException(NAME, outcome.unavailable());
        }
        return outcome.results();
    }
}
