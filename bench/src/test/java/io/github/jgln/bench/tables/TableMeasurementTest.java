package io.github.jgln.bench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Coupling;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import io.github.jgln.bench.tables.TableRun.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMeasurementTest {
    private static final int ROWS = 50;

    @TempDir
    private Path folder;

    private TableRun run(TableContender contender, Measure measure) throws IOException {
        Path file = MadeUpTable.write(folder.resolve("made.csv"), ROWS);
        TableTask task =
                new TableTask("who", "made", file.toString(), "class", Integer.MAX_VALUE, measure, 3, 0, "1.0", "");
        return new TableMeasurement(task, contender, (what, done, total) -> {}).run();
    }

    /** Says class 1 with log odds of 2, whatever comes, and counts the rows it has learnt. */
    private static final class Constant implements TableContender.Online {
        private final List<Long> learnt = new ArrayList<>();

        @Override
        public String name() {
            return "constant";
        }

        @Override
        public String method() {
            return "always the same";
        }

        @Override
        public OnlineLearner prepare(TableSet like, long seed) {
            assertEquals(3, seed);
            return new OnlineLearner() {
                private long rows;

                @Override
                public Task task() {
                    return new Task.Classification(like.classes());
                }

                @Override
                public int features() {
                    return like.columns().size();
                }

                @Override
                public int outputs() {
                    return 1;
                }

                @Override
                public Coupling coupling() {
                    return Coupling.INDEPENDENT;
                }

                @Override
                public void predict(Rows rows, float[] out) {
                    Arrays.fill(out, 2);
                }

                @Override
                public void learn(Rows rows, Targets targets, float[] before) {
                    Arrays.fill(before, 2);
                    this.rows += rows.count();
                }

                @Override
                public long rowsLearned() {
                    return rows;
                }

                @Override
                public void close() {
                    learnt.add(rows);
                }
            };
        }
    }

    private static double ones(TableSet set, int from) {
        Targets.Classes labels = (Targets.Classes) set.rows().targets();
        int ones = 0;
        for (int t = from; t < set.count(); t++) {
            ones += labels.get(t);
        }
        return ones / (double) (set.count() - from);
    }

    @Test
    void everyRowCountsOnceInAPassAndTheLastFifthWhereItIsHeldOut() throws IOException {
        Constant constant = new Constant();
        TableRun pass = run(constant, Measure.PREQUENTIAL);
        TableSet set = TableSet.read(folder.resolve("made.csv"), "class", ROWS);
        // The first is thrown away.
        assertEquals(List.of(50L, 50L), constant.learnt);
        assertEquals(ones(set, 0), pass.accuracy(), 1e-12);
        double right = Math.log1p(Math.exp(-2));
        assertEquals(right + 2 * (1 - ones(set, 0)), pass.logLoss(), 1e-6);
        assertEquals(0, pass.kappa(), 1e-12);
        assertEquals(ROWS / pass.seconds(), pass.rowsPerSecond(), 1e-6);
        assertEquals(List.of(50, 3, 2), List.of(pass.rows(), pass.columns(), pass.classes()));

        TableRun heldOut = run(constant, Measure.HELD_OUT);
        assertEquals(List.of(50L, 50L, 50L, 40L), constant.learnt);
        assertEquals(ones(set, 40), heldOut.accuracy(), 1e-12);
        assertEquals(40 / heldOut.seconds(), heldOut.rowsPerSecond(), 1e-6);
        assertEquals(50, heldOut.rows());
    }

    @Test
    void whatLearnsAllRowsAtOnceGetsTheFirstFourFifths() throws IOException {
        List<Integer> counts = new ArrayList<>();
        TableRun run = run(
                new TableContender.Offline() {
                    @Override
                    public String name() {
                        return "all";
                    }

                    @Override
                    public String method() {
                        return "at once";
                    }

                    @Override
                    public Predictions predict(TableSet train, Rows test, long seed) {
                        counts.add(train.count());
                        counts.add(test.count());
                        float[] logits = new float[test.count()];
                        Arrays.fill(logits, -1);
                        return new Predictions(test.count(), 1, logits);
                    }
                },
                Measure.HELD_OUT);
        assertEquals(List.of(40, 10), counts);
        TableSet set = TableSet.read(folder.resolve("made.csv"), "class", ROWS);
        assertEquals(1 - ones(set, 40), run.accuracy(), 1e-12);
    }

    @Test
    void thePresetLearnsIt() throws IOException {
        Path file = MadeUpTable.write(folder.resolve("made.csv"), 600);
        TableTask task =
                new TableTask("JGLN", "made", file.toString(), "class", 500, Measure.PREQUENTIAL, 1, 0, "1.0", "");
        TableRun run = new TableMeasurement(task, JglnContender.ALL.get(0), (what, done, total) -> {}).run();
        assertEquals(500, run.rows());
        assertTrue(run.accuracy() > 0.85 && run.accuracy() < 1, run.toString());
        assertTrue(run.logLoss() < 0.35, run.toString());
    }
}
