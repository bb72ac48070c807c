package io.github.jgln.spi;

import io.github.jgln.Rows;
import io.github.jgln.SideInformation;

/**
 * {@link InputSpec} in Java, for whoever prepares rows on the host: makes side information and base logits of a block's rows,
 * and keeps the input statistics.
 *
 * <p>What reads running statistics is computed feature by feature, through all rows of the block in order, since each row
 * sees the statistics of those before it; everything else row by row. Both ways cut into tasks that threads may share between
 * {@link #begin} and {@link #end}.
 */
public final class HostInputs {
    private static final int FEATURES_PER_TASK = 64;
    private static final int ROWS_PER_TASK = 16;

    private final InputSpec spec;
    private final float bound;
    private final RowLogits rowLogits;
    private final Layout target;
    private final int n;
    private final boolean statisticsInSide;
    private final boolean statisticsInBase;

    private long count;
    private final double[] mean;
    private final double[] squares;
    /** Mean and scale as the rows see them while the statistics stand still. */
    private final float[] frozenMean;

    private final float[] frozenScale;
    private boolean frozen;

    private boolean running;
    private Rows rows;
    private Rows base;
    private SideLayout layout;
    private float[] side;
    private float[] logits;
    private int logitsOffset;

    /** The loops of a row that a backend may have faster ones for. */
    public interface RowLogits {
        /** {@code logit(clip((x - min) / (max - min), ε, 1 - ε))} of one row; 0 if the row is constant. */
        void minMaxLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to);

        /** {@code logit(clip(x, ε, 1 - ε))} of one row. */
        void clipLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to);
    }

    /**
     * Where a block's numbers go.
     *
     * @param tileRows of side information, see {@link SideLayout}; 1 is row-major
     * @param width the padded length of a row of base logits
     * @param outputs how many outputs have base logits of their own; 1 where all read the same
     * @param outputStride how far those of two outputs are apart
     */
    public record Layout(int tileRows, int width, int outputs, int outputStride) {}

    /**
     * Begins with these statistics.
     *
     * @param bound L
     */
    public HostInputs(InputSpec spec, float bound, InputStatistics statistics, RowLogits rowLogits, Layout target) {
        this.spec = spec;
        this.bound = bound;
        this.rowLogits = rowLogits;
        this.target = target;
        this.n = spec.features();
        this.statisticsInSide = spec.sideInformation().usesStatistics();
        this.statisticsInBase = spec.baseLogits().kind().usesStatistics();
        this.count = statistics.count();
        this.mean = statistics.mean().clone();
        this.squares = statistics.squares().clone();
        this.frozenMean = new float[spec.usesStatistics() ? n : 0];
        this.frozenScale = new float[spec.usesStatistics() ? n : 0];
    }

    /** A copy of the statistics as they are now. */
    public InputStatistics statistics() {
        return new InputStatistics(count, mean.clone(), squares.clone());
    }

    /**
     * Says what the next tasks are about.
     *
     * @param base given base logits; {@link Rows#NONE} where none are given, or none are wanted
     * @param learning whether the rows are taken into running statistics
     * @param side written: the side information
     * @param logits written from {@code logitsOffset} on: the base logits; what pads a row is left as it is
     */
    public void begin(Rows rows, Rows base, boolean learning, float[] side, float[] logits, int logitsOffset) {
        this.rows = rows;
        this.base = base;
        this.side = side;
        if (layout == null || layout.rows() != rows.count()) {
            layout = new SideLayout(n, rows.count(), target.tileRows());
        }
        this.logits = logits;
        this.logitsOffset = logitsOffset;
        this.running = learning && spec.runningStatistics();
        if (!running && !frozen && frozenMean.length > 0) {
            for (int j = 0; j < n; j++) {
                frozenMean[j] = (float) mean[j];
                frozenScale[j] = InputStatistics.scale(count, squares[j]);
            }
            frozen = true;
        }
    }

    /** How many tasks there are. */
    public int tasks() {
        return featureTasks() + (rows.count() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    }

    private int featureTasks() {
        return running ? (n + FEATURES_PER_TASK - 1) / FEATURES_PER_TASK : 0;
    }

    /** Does a task; different ones may run at the same time. */
    public void run(int task) {
        if (task < featureTasks()) {
            int from = task * FEATURES_PER_TASK;
            runFeatures(from, Math.min(n, from + FEATURES_PER_TASK));
        } else {
            int from = (task - featureTasks()) * ROWS_PER_TASK;
            for (int t = from; t < Math.min(rows.count(), from + ROWS_PER_TASK); t++) {
                runRow(t);
            }
        }
    }

    /** Called once after all tasks. */
    public void end() {
        if (running) {
            count += rows.count();
            frozen = false;
        }
    }

    /** All tasks, one after the other, from {@link #begin} to {@link #end}. */
    public void prepare(Rows rows, Rows base, boolean learning, float[] side, float[] logits, int logitsOffset) {
        begin(rows, base, learning, side, logits, logitsOffset);
        for (int task = 0; task < tasks(); task++) {
            run(task);
        }
        end();
    }

    private void runFeatures(int from, int to) {
        boolean scaledSide = spec.sideInformation() == SideInformation.STANDARDISED;
        boolean scaledBase = spec.baseLogits().kind() == BaseLogits.Kind.STANDARDISED;
        float factor = spec.baseLogits().parameter();
        float[] values = rows.values();
        int rowCount = rows.count();
        for (int t = 0; t < rowCount; t++) {
            int row = rows.offset(t);
            int sideAt = layout.offset(t);
            int stride = layout.stride(t);
            int logitsAt = logitsOffset + t * target.width();
            long before = count + t;
            double share = 1.0 / (before + 1);
            for (int j = from; j < to; j++) {
                float x = values[row + j];
                float centred = x - (float) mean[j];
                float scale = scaledSide || scaledBase ? InputStatistics.scale(before, squares[j]) : 1;
                if (statisticsInSide) {
                    side[sideAt + j * stride] = scaledSide ? centred * scale : centred;
                }
                if (statisticsInBase) {
                    logits[logitsAt + j] = bounded(centred * (scaledBase ? scale : factor));
                }
                double d = x - mean[j];
                mean[j] += d * share;
                squares[j] += d * (x - mean[j]);
            }
        }
    }

    private void runRow(int t) {
        float[] values = rows.values();
        int row = rows.offset(t);
        int to = logitsOffset + t * target.width();
        if (!statisticsInSide || !running) {
            writeSide(t, row);
        }
        float epsilon = spec.predictionClipping();
        switch (spec.baseLogits().kind()) {
            case ROW_MIN_MAX -> rowLogits.minMaxLogits(values, row, n, epsilon, bound, logits, to);
            case CLIPPED -> rowLogits.clipLogits(values, row, n, epsilon, bound, logits, to);
            case CONSTANT -> logits[to] = FastMath.logit(spec.baseLogits().parameter(), epsilon, bound);
            case GIVEN -> copyGiven(t, to);
            case CENTRED, STANDARDISED -> writeStandingLogits(row, to);
        }
    }

    private void copyGiven(int t, int to) {
        if (base.count() == 0) {
            return;
        }
        int width = spec.baseLogits().width();
        for (int c = 0; c < target.outputs(); c++) {
            int from = base.offset(t) + c * width;
            System.arraycopy(base.values(), from, logits, to + c * target.outputStride(), width);
        }
    }

    /** While statistics run these logits have been made feature by feature. */
    private void writeStandingLogits(int row, int to) {
        if (running) {
            return;
        }
        float[] values = rows.values();
        float factor = spec.baseLogits().parameter();
        boolean scaled = spec.baseLogits().kind() == BaseLogits.Kind.STANDARDISED;
        for (int j = 0; j < n; j++) {
            logits[to + j] = bounded((values[row + j] - frozenMean[j]) * (scaled ? frozenScale[j] : factor));
        }
    }

    private void writeSide(int t, int row) {
        float[] values = rows.values();
        int at = layout.offset(t);
        int stride = layout.stride(t);
        if (!statisticsInSide && stride == 1) {
            System.arraycopy(values, row, side, at, n);
            return;
        }
        if (!statisticsInSide) {
            for (int j = 0; j < n; j++) {
                side[at + j * stride] = values[row + j];
            }
            return;
        }
        boolean scaled = spec.sideInformation() == SideInformation.STANDARDISED;
        for (int j = 0; j < n; j++) {
            float centred = values[row + j] - frozenMean[j];
            side[at + j * stride] = scaled ? centred * frozenScale[j] : centred;
        }
    }

    private float bounded(float logit) {
        return logit > bound ? bound : logit < -bound ? -bound : logit;
    }
}
