package io.github.jgln.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measured accuracies, and the trials of searches, as Markdown: generated from their files, never typed. */
public final class AccuracyPage {
    private static final int TRIALS_SHOWN = 10;

    private AccuracyPage() {}

    /**
     * The page.
     *
     * @param runs all that were measured
     * @param searches trials by the name of their journal; may be empty
     */
    public static String of(List<Accuracy.Run> runs, Map<String, List<Search.Trial>> searches) {
        StringBuilder page = new StringBuilder("""
                # Accuracy in one online pass

                Written by `jgln accuracy --page` from measured runs; not to be edited. Every run learns all training rows exactly
                once, in an order drawn by its seed, and predicts the test rows. Means over the seeds, with the lowest and the
                highest; online is the accuracy of the training rows themselves, each predicted before it was learnt. After 1 % and
                10 % of the rows the test rows are predicted too, at the rates of the whole pass. `jgln train DATA SETTING --seed N`
                repeats a run; seeds begin with 1. The presets were chosen by rows held out from the training set.

                | data | setting | seeds | test | online | after 1 % | after 10 % |
                |---|---|---:|---:|---:|---:|---:|
                """);
        Map<String, List<Accuracy.Run>> groups = new LinkedHashMap<>();
        for (Accuracy.Run run : runs) {
            groups.computeIfAbsent(run.data() + " | `" + run.setting() + "`", g -> new ArrayList<>())
                    .add(run);
        }
        groups.forEach((name, group) -> page.append("| ")
                .append(name)
                .append(" | ")
                .append(group.size())
                .append(" | ")
                .append(spread(group, Accuracy.Run::test))
                .append(" | ")
                .append(spread(group, Accuracy.Run::online))
                .append(" | ")
                .append(spread(group, Accuracy.Run::after1Percent))
                .append(" | ")
                .append(spread(group, Accuracy.Run::after10Percent))
                .append(" |\n"));
        searches.forEach((name, trials) -> search(page, name, trials));
        return page.toString();
    }

    private static String spread(List<Accuracy.Run> runs, ToDoubleFunction<Accuracy.Run> accuracy) {
        var all = runs.stream().mapToDouble(accuracy).summaryStatistics();
        return String.format(
                Locale.ROOT, "%.2f %% (%.2f – %.2f)", 100 * all.getAverage(), 100 * all.getMin(), 100 * all.getMax());
    }

    private static void search(StringBuilder page, String name, List<Search.Trial> trials) {
        page.append("\n## Search ")
                .append(name)
                .append("\n\nThe best of ")
                .append(trials.size())
                .append(" trials, by rows held out from the training set.\n\n")
                .append("| rows | held out | online | options of `jgln train` |\n|---:|---:|---:|---|\n");
        trials.stream()
                .sorted(Comparator.comparingInt(Search.Trial::rung)
                        .thenComparingDouble(Search.Trial::heldOut)
                        .reversed())
                .limit(TRIALS_SHOWN)
                .forEach(trial -> page.append(String.format(
                        Locale.ROOT,
                        "| %,d | %.2f %% | %.2f %% | `%s` |\n",
                        trial.rows(),
                        100 * trial.heldOut(),
                        100 * trial.online(),
                        trial.setting().options())));
    }

    /** The trials of a journal, of whatever search. */
    public static List<Search.Trial> trials(Path journal) throws IOException {
        return SearchJournal.read(journal);
    }
}
