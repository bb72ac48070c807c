package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.LabelledRows;
import io.github.jgln.data.Dataset;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks for good settings by successive halving (Jamieson, Talwalkar 2016): random settings learn the first of the training
 * rows, the best of them start anew with more of the rows, and so on. Each pass is a single online one, and is scored on rows
 * of the training set that it does not learn. The test rows play no part in it; {@link #test} scores the chosen setting once.
 *
 * <p>The same plan and rows give the same settings and scores, whatever the number of models learning beside each other.
 */
public final class Search {
    private final Plan plan;
    private final LabelledRows learnt;
    private final LabelledRows heldOut;
    private final Dataset train;
    private final SearchBackend backend;

    /**
     * What to search.
     *
     * @param seed of the settings and of each model
     * @param trials settings drawn, at least 1
     * @param heldOut the last rows of the training set, which score the settings
     * @param rungs how often the number of rows grows, at least 1; 1 is random search
     * @param factor by which settings become fewer and rows more from rung to rung, at least 2
     * @param halfspaces the kinds to draw from
     * @param maxNeurons of a hidden layer, at least 8
     */
    public record Plan(
            long seed, int trials, int heldOut, int rungs, int factor, List<Halfspaces> halfspaces, int maxNeurons) {
        public Plan {
            halfspaces = List.copyOf(halfspaces);
            require(trials >= 1, "trials", "at least 1", trials);
            require(heldOut >= 1, "held-out rows", "at least 1", heldOut);
            require(rungs >= 1 && rungs <= 10, "rungs", "1 to 10", rungs);
            require(factor >= 2, "factor", "at least 2", factor);
            require(!halfspaces.isEmpty(), "halfspaces", "at least one kind", halfspaces);
            require(maxNeurons >= 8, "neurons", "at least 8", maxNeurons);
        }

        private static void require(boolean holds, String what, String expected, Object got) {
            if (!holds) {
                throw new IllegalArgumentException(what + ": expected " + expected + ", got " + got);
            }
        }
    }

    /**
     * One setting's pass.
     *
     * @param index of the setting
     * @param rung 0 is the one with the fewest rows
     * @param rows learnt
     * @param setting drawn
     * @param online accuracy of these rows, each predicted before it was learnt
     * @param heldOut accuracy of the held-out rows afterwards
     * @param seconds spent learning, beside other models
     */
    public record Trial(
            int index, int rung, int rows, SearchSetting setting, double online, double heldOut, double seconds) {}

    /**
     * The chosen setting, once more with all training rows.
     *
     * @param setting chosen
     * @param rows learnt
     * @param online accuracy of these rows
     * @param test accuracy of the test rows, which nothing was chosen by
     */
    public record Result(SearchSetting setting, int rows, double online, double test) {}

    /** Is told of each trial, from one thread at a time. */
    @FunctionalInterface
    public interface Listener {
        /** One trial is done, or was found done; {@code done} of {@code total} are. */
        void finished(Trial trial, int done, int total);
    }

    /**
     * A search.
     *
     * @param train training rows in the order in which they are learnt; the last ones are held out
     * @throws IllegalArgumentException when too few rows are left
     */
    public Search(Plan plan, Dataset train, SearchBackend backend) {
        this.plan = plan;
        this.train = train;
        this.backend = backend;
        int left = train.rowCount() - plan.heldOut();
        if (left < 2 || rows(left, 0) < 2) {
            throw new IllegalArgumentException("held-out rows: expected at least 2 rows left for the first of "
                    + plan.rungs() + " rungs, got " + plan.heldOut() + " of " + train.rowCount());
        }
        this.learnt = train.range(0, left).labelled();
        this.heldOut = train.range(left, train.rowCount()).labelled();
    }

    private int rows(int all, int rung) {
        return (int) (all / Math.pow(plan.factor(), plan.rungs() - 1 - rung));
    }

    /** The settings of a rung: so many of the rung before, the best first. */
    private int survivors(int rung) {
        int count = plan.trials();
        for (int r = 0; r < rung; r++) {
            count = (count + plan.factor() - 1) / plan.factor();
        }
        return count;
    }

    /**
     * Runs what has not been run.
     *
     * @param parallel models that learn beside each other, on the same rows
     * @param journal where each trial is kept as soon as it is done, and what it holds already is taken as done; null for none
     * @return all trials of all rungs; the best is the first of the last rung's
     * @throws IOException when the journal is of another search, or cannot be read or written
     */
    public List<Trial> run(int parallel, Path journal, Listener listener) throws IOException {
        SearchJournal kept = SearchJournal.open(journal, SearchJournal.Header.of(plan, train));
        Map<Integer, Map<Integer, Trial>> known = new HashMap<>();
        for (Trial trial : kept.trials()) {
            known.computeIfAbsent(trial.rung(), r -> new HashMap<>()).put(trial.index(), trial);
        }
        int total = 0;
        for (int rung = 0; rung < plan.rungs(); rung++) {
            total += survivors(rung);
        }
        List<Trial> all = new ArrayList<>();
        List<Integer> running = new ArrayList<>();
        for (int i = 0; i < plan.trials(); i++) {
            running.add(i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            for (int rung = 0; rung < plan.rungs(); rung++) {
                List<Trial> done = rung(
                        threads, running, rung, known.getOrDefault(rung, Map.of()), kept, all.size(), total, listener);
                done.sort(Comparator.comparingDouble(Trial::heldOut).reversed().thenComparing(Trial::index));
                all.addAll(done);
                running = done.stream()
                        .limit(rung + 1 < plan.rungs() ? survivors(rung + 1) : 0)
                        .map(Trial::index)
                        .toList();
            }
        } finally {
            threads.shutdownNow();
        }
        return all;
    }

    /** The best of what {@link #run} gave: of the last rung, which learnt the most rows. */
    public static Trial best(List<Trial> trials) {
        return trials.stream()
                .max(Comparator.comparingInt(Trial::rung)
                        .thenComparingDouble(Trial::heldOut)
                        .thenComparing(Comparator.comparingInt(Trial::index).reversed()))
                .orElseThrow();
    }

    private List<Trial> rung(
            ExecutorService threads,
            List<Integer> indices,
            int rung,
            Map<Integer, Trial> known,
            SearchJournal kept,
            int before,
            int total,
            Listener listener)
            throws IOException {
        List<Trial> done = new ArrayList<>();
        Object turn = new Object();
        List<Future<?>> running = new ArrayList<>();
        for (int index : indices) {
            if (known.containsKey(index)) {
                synchronized (turn) {
                    done.add(known.get(index));
                    listener.finished(known.get(index), before + done.size(), total);
                }
            } else {
                running.add(threads.submit(() -> {
                    Trial trial = trial(index, rung);
                    synchronized (turn) {
                        kept.append(trial);
                        done.add(trial);
                        listener.finished(trial, before + done.size(), total);
                    }
                    return null;
                }));
            }
        }
        for (Future<?> trial : running) {
            await(trial);
        }
        return done;
    }

    private static void await(Future<?> trial) throws IOException {
        try {
            trial.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the search was interrupted; what was finished is in its journal");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Trial trial(int index, int rung) {
        SearchSetting setting =
                SearchSpace.draw(plan.seed(), index, plan.halfspaces(), plan.maxNeurons(), train.features());
        int rows = rows(learnt.count(), rung);
        GLNConfig config = setting.config(train.features(), train.classCount(), rows, plan.seed());
        OnePass.Outcome outcome = new OnePass(config, backend.single()).run(learnt.part(0, rows), heldOut, rows);
        return new Trial(
                index, rung, rows, setting, outcome.online(), outcome.scores().get(0), outcome.seconds());
    }

    /**
     * Learns all training rows, the held-out ones too, with the chosen setting, and scores the test rows. A journal keeps the
     * result, and then the test rows are not looked at again.
     *
     * @param journal as in {@link #run}
     */
    public Result test(SearchSetting setting, LabelledRows test, Path journal) throws IOException {
        SearchJournal kept = SearchJournal.open(journal, SearchJournal.Header.of(plan, train));
        for (Result result : kept.results()) {
            if (result.setting().equals(setting)) {
                return result;
            }
        }
        GLNConfig config = setting.config(train.features(), train.classCount(), train.rowCount(), plan.seed());
        OnePass.Outcome outcome = new OnePass(config, backend).run(train.labelled(), test, train.rowCount());
        Result result = new Result(
                setting, train.rowCount(), outcome.online(), outcome.scores().get(0));
        kept.append(result);
        return result;
    }
}
