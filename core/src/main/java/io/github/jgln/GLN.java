package io.github.jgln;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A Gated Linear Network (Veness et al. 2019, arXiv 1910.01526): every neuron predicts the target itself and learns at
 * once, locally, without a backward pass.
 *
 * <p><b>Learning is exactly online.</b> {@code learn(rows, labels)} means: row 0 predicts and updates, then row 1, and so
 * on. Batch size, chunking and threads change speed only, never the result, which is the same bit for bit on one backend.
 * What {@code learn} returns was predicted before each row's own update, as {@code predict} would have just before.
 *
 * <p>Bad input (a wrong length, NaN or infinity anywhere in the batch, a label out of range) throws
 * {@link IllegalArgumentException} and changes nothing (in the rows of a table NaN stands for a missing value). A closed model, or one used by two threads at once, throws
 * {@link IllegalStateException}; the thread that was there first is not disturbed. Different models may be used in parallel,
 * and {@link #snapshot} gives a predictor that threads can share.
 *
 * <p><b>Memory.</b> A model holds its weights and hyperplanes and a block of work where it computes
 * ({@link #memoryBytes}), and on the heap, while it learns or predicts a stream or a long batch, one block of rows (8 MB or a
 * single row) and their results, and the rows that may be learnt again. Creating, saving and loading hold one more copy of the
 * weights and hyperplanes.
 *
 * <p>Long because every way to call a model (views, arrays, single rows) has its contract here.
 */
public final class GLN implements OnlineLearner {
    /** A block of a stream, or of a long batch, holds about this many floats. */
    private static final int BLOCK_FLOATS = 1 << 21;

    private static final int BLOCK_ROWS = 4096;

    private final GLNConfig config;
    private final Preparation preparation;
    private final String backendName;
    private final Backend backend;
    private final Network network;
    private final NetworkSpec spec;
    private final RowPreparation rowPreparation;
    private final RateSchedule schedule;
    private final RowCheck check;
    private final OneUser user = new OneUser();
    private final ModelResources resources;
    private final SingleRow single;
    /** Null where nothing is learnt again. */
    private final Rehearsal rehearsal;

    private long rowsLearned;

    GLN(
            GLNConfig config,
            Preparation preparation,
            String backendName,
            Backend backend,
            Network network,
            NetworkState state,
            long rowsLearned) {
        this.config = config;
        this.preparation = preparation;
        this.backendName = backendName;
        this.backend = backend;
        this.network = network;
        this.spec = state.spec();
        this.rowPreparation = new RowPreparation(spec, config, state.input());
        this.schedule = new RateSchedule(config);
        this.check = new RowCheck(config);
        this.resources = ModelResources.of(this, backendName, backend, network);
        this.rehearsal = state.input()
                .replay()
                .map(known -> new Rehearsal(config, spec, network, rowPreparation, schedule, known, blockRows()))
                .orElse(null);
        this.single = new SingleRow(spec, config.features(), network, rowPreparation, schedule, rehearsal);
        this.rowsLearned = rowsLearned;
    }

    /**
     * A network on the best backend, or on the one that the system property {@code jgln.backend} or the environment
     * variable {@code JGLN_BACKEND} names.
     *
     * @throws BackendUnavailableException when there is none; says why
     */
    public static GLN create(GLNConfig config) {
        return builder(config).create();
    }

    /**
     * A network on a named backend: {@code cpu}, {@code cuda}, {@code opencl}, or {@code auto} for the best there is.
     *
     * @throws BackendUnavailableException when it is not to be had; says why and what to do
     */
    public static GLN create(String backend, GLNConfig config) {
        return builder(config).backend(backend).create();
    }

    /** Begins a network with sample rows, backend options or a state to start from. */
    public static GLNBuilder builder(GLNConfig config) {
        return new GLNBuilder(config);
    }

    /** What the network was created from. */
    public GLNConfig config() {
        return config;
    }

    /** The backend's name. */
    public String backend() {
        return backendName;
    }

    /** The device in use. */
    public DeviceInfo device() {
        return backend.device();
    }

    /** The numbers of a prediction: C logits, one with two classes, else one per class; or a mean and a variance of each number. */
    public int outputs() {
        return spec.predictionWidth();
    }

    @Override
    public Coupling coupling() {
        return spec.coupling();
    }

    /** The number of weights. */
    public long parameters() {
        return spec.weights();
    }

    /** Bytes held where the network computes. */
    public long memoryBytes() {
        return network.memoryBytes();
    }

    /** Nanoseconds spent so far by phase, summed over threads; see {@link Network#phaseNanos}. */
    public Map<String, Long> phaseNanos() {
        return network.phaseNanos();
    }

    /** How many rows the model has learnt. */
    public long rowsLearned() {
        return rowsLearned;
    }

    /** The features of a row. */
    @Override
    public int features() {
        return config.features();
    }

    /** The classes, by the names that the model was given, or by their numbers; or how many numbers are predicted. */
    @Override
    public Task task() {
        if (config.numbers() > 0) {
            return new Task.Regression(config.numbers());
        }
        return new Task.Classification(preparation.classes());
    }

    /** What was done to rows and labels before the model got them. */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * A predictor with the numbers as they are now, which any number of threads may share while this model learns on.
     *
     * @see Snapshot
     */
    public Snapshot snapshot() {
        return saved(Map.of()).snapshot();
    }

    /**
     * Saves the model: its configuration, its numbers, how many rows it has learnt, how its rows were prepared. A crash at any
     * moment leaves the file's old content or the new one. Holds one more copy of the weights and hyperplanes meanwhile.
     *
     * @throws IllegalArgumentException where the configuration holds a function, see {@link SavedModel}
     * @throws IOException when the file cannot be written; then its old content is there still
     */
    public void save(Path file) throws IOException {
        saved(Map.of()).write(file);
    }

    /**
     * The model as it is now, to be written wherever one likes; its numbers are a copy.
     *
     * @param notes kept as they are, for {@link SavedModel#notes}
     */
    public SavedModel saved(Map<String, String> notes) {
        enter();
        try {
            return new SavedModel(config, preparation, download(), rowsLearned, notes);
        } finally {
            leave();
        }
    }

    /**
     * A model as it was saved, on whatever backend: learning goes on where it stopped, on the same backend bit for bit as if
     * it had not. For options of the backend give what {@link SavedModel#read} returns to {@link #builder(SavedModel)}.
     *
     * @param backend as in {@link #create(String, GLNConfig)}
     * @throws ModelFormatException when the file is not a whole and sound model
     * @throws IOException when it cannot be read
     * @throws BackendUnavailableException when the backend is not to be had
     */
    public static GLN load(String backend, Path file) throws IOException {
        return builder(SavedModel.read(file)).backend(backend).create();
    }

    /** Begins a network that goes on where a saved one stopped. */
    public static GLNBuilder builder(SavedModel saved) {
        return builder(saved.config()).preparation(saved.preparation()).state(saved.state(), saved.rowsLearned());
    }

    /** As {@link #contributions(float[], Contributions.Clipping)}, clipped neurons being scaled. */
    public Contributions contributions(float[] row) {
        return contributions(row, Contributions.Clipping.SCALED);
    }

    /**
     * How the network comes to its logits for one row: as a linear function of the base logits. From any backend, through
     * {@link #snapshot}, so it costs a copy of all numbers each time; for many rows take one snapshot and ask that.
     *
     * @param row {@code [N]}
     * @param clipping how clipped neurons are accounted for
     * @throws IllegalArgumentException for a wrong length or a number that is not finite
     */
    public Contributions contributions(float[] row, Contributions.Clipping clipping) {
        check.row(row);
        return snapshot().contributions(row, clipping);
    }

    /** A copy of all numbers as they are now. */
    public NetworkState state() {
        enter();
        try {
            return download();
        } finally {
            leave();
        }
    }

    /** What the host holds of a table's columns, and of rows to learn again, is ahead of what the backend was once given. */
    private NetworkState download() {
        NetworkState state = network.download();
        InputState input = state.input();
        return new NetworkState(
                spec,
                state.layers(),
                new InputState(
                        input.statistics(),
                        input.projection(),
                        rowPreparation.columns(),
                        Optional.ofNullable(rehearsal).map(known -> known.memory(rowsLearned)),
                        rowPreparation.regression()));
    }

    @Override
    public void predict(Rows rows, float[] out) {
        check.rows(rows);
        RowCheck.predictions(out, rows.count(), spec.predictionWidth());
        enter();
        try {
            // A backend cuts blocks that suit it; here they only bound what preparation needs.
            int capacity = rowPreparation.changesRows() ? blockRows() : rows.count();
            for (int from = 0, count; (count = Math.min(capacity, rows.count() - from)) > 0; from += count) {
                Rows seen = rowPreparation.seen(rows.part(from, count));
                network.infer(seen, rowPreparation.base(seen, Rows.NONE), out, from * spec.predictionWidth());
                rowPreparation.finish(out, from * spec.predictionWidth(), count, null);
            }
        } finally {
            leave();
        }
    }

    /**
     * Learns rows in order. A long batch is learnt in blocks, between which the thread can be interrupted.
     *
     * @throws LearningInterruptedException when it was interrupted; the blocks before that have been learnt
     */
    @Override
    public void learn(Rows rows, Targets targets, float[] before) {
        check.rows(rows);
        Targets checked = config.numbers() > 0
                ? RowCheck.reals(targets, rows.count(), config.numbers())
                : RowCheck.classes(targets, rows.count(), config.classes());
        RowCheck.predictions(before, rows.count(), spec.predictionWidth());
        enter();
        try {
            int capacity = blockRows();
            // All that may be refused comes first: then nothing has been learnt.
            float[][] rates = new float[spec.layers().size()][rows.count()];
            schedule.write(rates, rows.count(), rowsLearned);
            if (rehearsal == null && checked instanceof Targets.Classes classes) {
                schedule.weigh(rates, rows.count(), classes);
            }
            Rows ahead = rowPreparation.ahead(rows, capacity);
            for (int from = 0, count; (count = Math.min(capacity, rows.count() - from)) > 0; from += count) {
                if (from > 0 && Thread.currentThread().isInterrupted()) {
                    throw new LearningInterruptedException(from);
                }
                Targets learnt = checked.from(from);
                if (rehearsal != null && learnt instanceof Targets.Classes classes) {
                    Rows block = rows.part(from, count);
                    rehearsal.learn(block, classes, new Rates(rates, from), rowsLearned, before, from * spec.outputs());
                    rowsLearned += count;
                    continue;
                }
                Rows seen = rowPreparation.seen(rows.part(from, count), learnt, null);
                Rows base = rowPreparation.base(seen, ahead.count() > 0 ? ahead.part(from, count) : Rows.NONE);
                int to = from * spec.predictionWidth();
                network.learn(seen, base, rowPreparation.learnt(learnt), new Rates(rates, from), before, to);
                rowPreparation.finish(before, to, count, learnt);
                rowsLearned += count;
            }
        } finally {
            leave();
        }
    }

    /** Rows of a block: what a stream is pulled by, and between what a long batch can be interrupted. */
    private int blockRows() {
        return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_FLOATS / rowPreparation.floats()));
    }

    /** All that can be said of some rows without learning: logits, probabilities (plain and normalised), classes. */
    public Predictions infer(Rows rows) {
        requireClasses();
        float[] logits = outputsOf(rows.count());
        predict(rows, logits);
        return new Predictions(rows.count(), spec.outputs(), spec.coupling(), logits);
    }

    /**
     * As {@link #infer(Rows)}.
     *
     * @param rows {@code rowCount × N}, row-major
     */
    public Predictions infer(float[] rows, int rowCount) {
        return infer(check.rows(rows, rowCount));
    }

    /**
     * A normal distribution for each row and number, of a model that learns numbers.
     *
     * @throws IllegalStateException when it learns classes
     */
    public Gaussians predictDistribution(Rows rows) {
        requireNumbers();
        float[] pairs = outputsOf(rows.count());
        predict(rows, pairs);
        return new Gaussians(rows.count(), config.numbers(), pairs);
    }

    /**
     * The means of each row's numbers, {@code count × D}: the best guesses of a model that learns numbers.
     *
     * @throws IllegalStateException when it learns classes
     */
    public float[] predictMeans(Rows rows) {
        return predictDistribution(rows).means();
    }

    /**
     * Learns rows in order; returns what was said of each before its update.
     *
     * @param numbers {@code D} of each row
     * @throws IllegalStateException when the model learns classes
     */
    public Gaussians learn(Rows rows, Targets.Reals numbers) {
        requireNumbers();
        float[] pairs = outputsOf(rows.count());
        learn(rows, numbers, pairs);
        return new Gaussians(rows.count(), config.numbers(), pairs);
    }

    /**
     * Learns one row; returns what was said of it before.
     *
     * @param row {@code [N]}
     * @param numbers {@code [D]}
     * @throws IllegalStateException when the model learns classes
     */
    public Gaussians learn(float[] row, float... numbers) {
        return learn(check.rows(row, 1), new Targets.Reals(numbers, Math.max(1, numbers.length), 0));
    }

    /**
     * {@inheritDoc} A regression takes known rows into its statistics and {@link BasePredictor.Regressions} no second time, and is
     * told of each row by what these would have said without it (leave one out), so that its network learns from predictions as
     * honest as those of new rows; a classifier learns on as before. What {@link #learn} returns of known rows is not from before they
     * were ever seen.
     */
    @Override
    public void beginPass(boolean known) {
        enter();
        try {
            rowPreparation.beginPass(known);
        } finally {
            leave();
        }
    }

    private void requireClasses() {
        if (config.numbers() > 0) {
            throw new IllegalStateException("this model learns numbers; ask predictDistribution or predictMeans, and"
                    + " learn with Targets.Reals");
        }
    }

    private void requireNumbers() {
        if (config.numbers() == 0) {
            throw new IllegalStateException("this model learns classes; ask infer, and learn with labels");
        }
    }

    /** As {@link #learn(Rows, Targets, float[])}; returns each row's prediction from before its update. */
    public Predictions learn(Rows rows, Targets targets) {
        requireClasses();
        float[] logits = outputsOf(rows.count());
        learn(rows, targets, logits);
        return new Predictions(rows.count(), spec.outputs(), spec.coupling(), logits);
    }

    /**
     * As {@link #learn(Rows, Targets)}.
     *
     * @param rows {@code rowCount × N}, row-major
     * @param labels one class index per row
     */
    public Predictions learn(float[] rows, int rowCount, int[] labels) {
        requireClasses();
        Rows view = check.rows(rows, rowCount);
        return learn(view, RowCheck.classes(labels, rowCount, config.classes()));
    }

    /** The class of one row; allocates nothing. */
    public int predict(float[] row) {
        return predictRow(row, null);
    }

    /**
     * The class of one row and its probabilities; allocates nothing.
     *
     * @param probabilities written: {@code [C]}
     */
    public int predict(float[] row, float[] probabilities) {
        RowCheck.probabilities(probabilities, spec.outputs());
        return predictRow(row, probabilities);
    }

    /** Learns one row and returns the class predicted before; allocates nothing, unless rows are learnt again. */
    public int learn(float[] row, int label) {
        return learnRow(row, label, null);
    }

    /**
     * As {@link #learn(float[], int)}; writes the probabilities predicted before.
     *
     * @param probabilities written: {@code [C]}
     */
    public int learn(float[] row, int label, float[] probabilities) {
        RowCheck.probabilities(probabilities, spec.outputs());
        return learnRow(row, label, probabilities);
    }

    private int predictRow(float[] row, float[] probabilities) {
        requireClasses();
        check.row(row);
        enter();
        try {
            return single.infer(row, probabilities);
        } finally {
            leave();
        }
    }

    private int learnRow(float[] row, int label, float[] probabilities) {
        requireClasses();
        check.row(row);
        RowCheck.label(label, config.classes());
        enter();
        try {
            int before = single.learn(row, label, rowsLearned, probabilities);
            rowsLearned++;
            return before;
        } finally {
            leave();
        }
    }

    private float[] outputsOf(int rowCount) {
        return new float[RowCheck.product(rowCount, spec.predictionWidth(), "predictions")];
    }

    private void enter() {
        user.enter();
        if (resources.closed()) {
            user.leave(this);
            throw new IllegalStateException("this model is closed; create another");
        }
    }

    private void leave() {
        user.leave(this);
    }

    /**
     * Frees what the model holds; a second call does nothing. A model that is never closed is freed some time after nothing
     * refers to it any more, with a warning in the log.
     */
    @Override
    public void close() {
        user.enterToClose();
        try {
            resources.close();
        } finally {
            user.leave(this);
        }
    }
}
