package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.RowSource;
import java.io.IOException;
import java.util.function.Consumer;

/** Has a learner learn rows in order, block by block, and hands on each block with what was predicted of it before. */
final class OnlinePass {
    /** Enough rows to keep every backend busy; their numbers are 8 MB at most, or a single row. */
    private static final int BLOCK_ROWS = 4096;

    private static final int BLOCK_FLOATS = 1 << 21;

    private static final double NANOS = 1e9;

    private final OnlineLearner learner;
    private final Consumer<LabelledRows> check;
    private final Sink sink;
    private int blockRows;
    private int every = Integer.MAX_VALUE;
    private long rows;
    private long nanos;

    /** @param check refuses rows before they are learnt */
    OnlinePass(OnlineLearner learner, Consumer<LabelledRows> check, Sink sink) {
        this.learner = learner;
        this.check = check;
        this.sink = sink;
        this.blockRows = blockRows(learner);
    }

    /** Hears of what was learnt. */
    @FunctionalInterface
    interface Sink {
        /** @param before as the learner wrote it; of more rows where it was interrupted */
        void learnt(LabelledRows block, float[] before);
    }

    static int blockRows(OnlineLearner learner) {
        return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_FLOATS / learner.features()));
    }

    static float[] predictionsOf(OnlineLearner learner, int rows) {
        return new float[Math.multiplyExact(rows, learner.outputs())];
    }

    /** Counts on from so many rows. */
    void after(long before) {
        rows = before;
    }

    void every(int wanted) {
        every = requireRows("interval", wanted);
    }

    void blockRows(int wanted) {
        blockRows = requireRows("block", wanted);
    }

    private static int requireRows(String what, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException(what + ": expected at least 1 row, got " + rows);
        }
        return rows;
    }

    void learn(LabelledRows all) {
        for (int done = 0, count; (count = Math.min(atMost(), all.count() - done)) > 0; done += count) {
            if (done > 0) {
                stopIfInterrupted(done);
            }
            learn(all.part(done, count), done);
        }
    }

    void learn(RowSource source) throws IOException {
        long done = 0;
        for (LabelledRows block; (block = source.next(atMost())).count() > 0; ) {
            if (block.count() > atMost()) {
                throw new IllegalArgumentException(
                        "expected at most " + atMost() + " rows of the source, got " + block.count());
            }
            learn(block, done);
            done += block.count();
            // Before the next rows are pulled, which would be lost.
            stopIfInterrupted(done);
        }
    }

    private int atMost() {
        return (int) Math.min(blockRows, every - rows % every);
    }

    private static void stopIfInterrupted(long done) {
        if (Thread.currentThread().isInterrupted()) {
            throw new LearningInterruptedException(done);
        }
    }

    /** @param done rows of the call before this block */
    private void learn(LabelledRows block, long done) {
        check.accept(block);
        float[] before = predictionsOf(learner, block.count());
        long start = System.nanoTime();
        try {
            learner.learn(block.rows(), block.targets(), before);
        } catch (LearningInterruptedException e) {
            // A learner may cut long calls itself; what it did learn counts.
            nanos += System.nanoTime() - start;
            learnt(block.part(0, (int) e.rowsLearned()), before);
            throw new LearningInterruptedException(done + e.rowsLearned());
        }
        nanos += System.nanoTime() - start;
        learnt(block, before);
    }

    private void learnt(LabelledRows block, float[] before) {
        rows += block.count();
        sink.learnt(block, before);
    }

    double seconds() {
        return nanos / NANOS;
    }
}
