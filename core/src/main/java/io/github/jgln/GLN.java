package io.github.jgln;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A Gated Linear Network (Veness et al. 2019, arXiv 1910.01526): every neuron predicts the target itself and learns at
 * once, locally, without a backward pass.
 *
 * <p><b>Learning is exactly online.</b> {@code learn(rows, labels)} means: row 0 predicts and updates, then row 1, and so
 * on. Batch size, chunking and threads change speed only, never the result, which is the same bit for bit on one backend.
 * What {@code learn} returns was predicted before each row's own update, as {@code predict} would have just before.
 *
 * <p>Bad input (a wrong length, NaN or infinity anywhere in the batch, a label out of range) throws
 * {@link IllegalArgumentException} and changes nothing. A closed model, or one used by two threads at once, throws
 * {@link IllegalStateException}; the thread that was there first is not disturbed. Different models may be used in parallel,
 * and {@link #snapshot} gives a predictor that threads can share.
 *
 * <p><b>Memory.</b> A model holds its weights and hyperplanes and a block of work where it computes
 * ({@link #memoryBytes}), and on the heap, while it learns or predicts a stream or a long batch, one block of rows (8 MB or a
 * single row) and their results; for a batch given whole also its base logits where the host makes them, and a copy where rows
 * are divided by their length. Creating, saving and loading hold one more copy of the weights and hyperplanes.
 */
public final class GLN implements AutoCloseable {
    /** A block of a stream, or of a long batch, holds about this many floats. */
    private static final int BLOCK_FLOATS = 1 << 21;

    private static final int BLOCK_ROWS = 4096;

    private static final int SAMPLE_ROWS = 2000;
    private static final System.Logger LOG = System.getLogger("io.github.jgln");
    private static final Cleaner CLEANER = Cleaner.create();

    private final GLNConfig config;
    private final String backendName;
    private final Backend backend;
    private final Network network;
    private final NetworkSpec spec;
    /** Null but for whitened base logits. */
    private final Projection projection;

    private final Whitener whitener;

    private final Whitener.Scratch whitenerScratch;
    private final Cleaner.Cleanable resources;
    private final Resources held;
    private final AtomicReference<Thread> user = new AtomicReference<>();
    private long rowsLearned;

    /** Holds what must be freed, and no reference to the model, which the cleaner could else never find unreachable. */
    private static final class Resources implements Runnable {
        private final String backendName;
        private final Backend backend;
        private final Network network;
        private volatile boolean closed;

        Resources(String backendName, Backend backend, Network network) {
            this.backendName = backendName;
            this.backend = backend;
            this.network = network;
        }

        /** Runs once: from {@link GLN#close}, or from the cleaner's thread where that was missed. */
        @Override
        public void run() {
            if (!closed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a model on backend '" + backendName
                                + "' was not closed and is freed now that nothing refers to"
                                + " it, which may be late; close models, best with try-with-resources");
            }
            try {
                network.close();
            } finally {
                backend.close();
            }
        }
    }

    // For one row: kept so that a call allocates nothing.
    private final float[] rowLogits;
    /** Null but for {@link GLNConfig#unitRows}. */
    private final float[] unitRow;

    private final float[] rowBaseLogits;
    private final int[] rowLabel = new int[1];
    private final float[][] rowRates;

    private GLN(GLNConfig config, String backendName, Backend backend, Network network, NetworkState state) {
        this.config = config;
        this.backendName = backendName;
        this.backend = backend;
        this.network = network;
        this.spec = state.spec();
        this.projection = state.projection();
        this.whitener = projection == null ? null : new Whitener(projection);
        this.whitenerScratch = projection == null ? null : whitener.scratch();
        this.held = new Resources(backendName, backend, network);
        this.resources = CLEANER.register(this, held);
        this.rowLogits = new float[spec.outputs()];
        this.unitRow = config.unitRows() ? new float[spec.inputs()] : null;
        this.rowBaseLogits = !spec.basePredictor().onHost() ? null : new float[spec.basePredictions()];
        this.rowRates = new float[spec.layers().size()][1];
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
    public static Builder builder(GLNConfig config) {
        return new Builder(config);
    }

    /** Collects what a network is created with. */
    public static final class Builder {
        private final GLNConfig config;
        private final Map<String, String> options = new HashMap<>();
        private String backend;
        private InitialState.Sample sample = InitialState.Sample.NONE;
        private NetworkState state;
        private long rowsLearned;

        private Builder(GLNConfig config) {
            this.config = Objects.requireNonNull(config);
        }

        /** The backend's name; {@code auto} is the default. */
        public Builder backend(String name) {
            this.backend = Objects.requireNonNull(name);
            return this;
        }

        /** An option of the backend, such as {@code threads}. */
        public Builder option(String name, String value) {
            options.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
            return this;
        }

        /**
         * Unlabelled rows to place bisector halfspaces by and to start running statistics from.
         *
         * @param rows {@code rowCount × N}, row-major
         * @throws IllegalArgumentException for a wrong length or a number that is not finite
         */
        public Builder sample(float[] rows, int rowCount) {
            RowCheck.rows(rows, rowCount, config.inputSize());
            sample = new InitialState.Sample(rows.clone(), rowCount);
            return this;
        }

        /**
         * Takes the sample from the first of the rows that will be learnt, if the configuration needs one: 2,000 of them, which
         * are enough to be of every kind, and few enough to be at hand early.
         *
         * @param rows row-major
         * @param from the first row that will be learnt
         * @param rowCount how many will be
         * @throws IllegalArgumentException for rows that are not there, or numbers in them that are not finite
         */
        public Builder sampleOf(float[] rows, int from, int rowCount) {
            if (!config.needsSample()) {
                return this;
            }
            int n = config.inputSize();
            int count = Math.min(SAMPLE_ROWS, rowCount);
            if (from < 0 || count < 0 || ((long) from + count) * n > rows.length) {
                throw new IllegalArgumentException("sample: expected rows within the " + rows.length / n
                        + " there are, got " + count + " from " + from + " on");
            }
            return sample(Arrays.copyOfRange(rows, from * n, (from + count) * n), count);
        }

        /**
         * Starts from these numbers instead of drawing them.
         *
         * @param rowsLearned the rows learnt so far: where the rate schedule stands
         * @throws IllegalArgumentException when the state is of another shape than the configuration, or holds numbers
         *     that are not finite
         */
        public Builder state(NetworkState state, long rowsLearned) {
            if (!state.spec().equals(InitialState.spec(config))) {
                throw new IllegalArgumentException("expected the state of a network as configured, "
                        + InitialState.spec(config) + ", got one of " + state.spec());
            }
            RowCheck.finiteState(state);
            if (rowsLearned < 0) {
                throw new IllegalArgumentException("rows learned: expected at least 0, got " + rowsLearned);
            }
            this.state = state;
            this.rowsLearned = rowsLearned;
            return this;
        }

        /** The network. */
        public GLN create() {
            NetworkSpec spec = InitialState.spec(config);
            BackendProvider provider = Backends.choose(backend == null ? Backends.defaultName() : backend, spec);
            Backend opened = provider.open(BackendOptions.of(provider, options));
            try {
                NetworkState initial = state == null ? InitialState.draw(config, sample) : state;
                GLN gln = new GLN(config, provider.name(), opened, opened.upload(initial), initial);
                gln.rowsLearned = rowsLearned;
                return gln;
            } catch (Throwable t) {
                opened.close();
                throw t;
            }
        }
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

    /** C: 1 for two classes, else the number of classes. */
    public int outputs() {
        return spec.outputs();
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

    /**
     * A predictor with the numbers as they are now, which any number of threads may share while this model learns on.
     *
     * @see Snapshot
     */
    public Snapshot snapshot() {
        enter();
        try {
            return new Snapshot(download(), config.unitRows(), rowsLearned);
        } finally {
            leave();
        }
    }

    /**
     * Saves the model: its configuration, its numbers, how many rows it has learnt. A crash at any moment leaves the file's
     * old content or the new one. Holds one more copy of the weights and hyperplanes meanwhile.
     *
     * @throws IllegalArgumentException where the configuration holds a function, see {@link SavedModel}
     * @throws IOException when the file cannot be written; then its old content is there still
     */
    public void save(Path file) throws IOException {
        save(file, Map.of());
    }

    /**
     * As {@link #save(Path)}, with notes beside the model.
     *
     * @param notes kept as they are, for {@link SavedModel#notes}
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        NetworkState state;
        long rows;
        enter();
        try {
            state = download();
            rows = rowsLearned;
        } finally {
            leave();
        }
        new SavedModel(config, state, rows, notes).write(file);
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
    public static Builder builder(SavedModel saved) {
        return builder(saved.config()).state(saved.state(), saved.rowsLearned());
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
        RowCheck.rows(row, 1, spec.inputs());
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

    /**
     * The class of each row.
     *
     * @param rows {@code rowCount × N}, row-major
     */
    public int[] predict(float[] rows, int rowCount) {
        return infer(rows, rowCount).classes();
    }

    /** The class of each row; each of length N. */
    public int[] predict(float[][] rows) {
        return predict(flatten(rows), rows.length);
    }

    /**
     * One probability per row (of class 1) with two classes, else one per row and class, one-vs-all.
     *
     * @param rows {@code rowCount × N}, row-major
     * @return {@code rowCount × C}, row-major
     */
    public float[] predictProbabilities(float[] rows, int rowCount) {
        return infer(rows, rowCount).probabilities();
    }

    /** As {@link #predictProbabilities(float[], int)}; each row of length N. */
    public float[] predictProbabilities(float[][] rows) {
        return predictProbabilities(flatten(rows), rows.length);
    }

    /**
     * All that can be said of some rows without learning: logits, probabilities (plain and normalised), classes.
     *
     * @param rows {@code rowCount × N}, row-major
     */
    public Predictions infer(float[] rows, int rowCount) {
        RowCheck.rows(rows, rowCount, spec.inputs());
        return inferChecked(rows, rowCount);
    }

    private Predictions inferChecked(float[] given, int rowCount) {
        float[] rows = seen(given, rowCount);
        float[] logits = outputsOf(rowCount);
        enter();
        try {
            network.infer(rows, rowCount, baseLogits(rows, rowCount, null), logits);
        } finally {
            leave();
        }
        return new Predictions(rowCount, spec.outputs(), logits);
    }

    /** As {@link #infer(float[], int)}; each row of length N. */
    public Predictions infer(float[][] rows) {
        return infer(flatten(rows), rows.length);
    }

    /**
     * Learns rows in order. A long batch is learnt in blocks, between which the thread can be interrupted.
     *
     * @param rows {@code rowCount × N}, row-major
     * @param labels one class index per row
     * @return each row's prediction from before its update
     * @throws LearningInterruptedException when it was interrupted; the blocks before that have been learnt
     */
    public Predictions learn(float[] rows, int rowCount, int[] labels) {
        RowCheck.rows(rows, rowCount, spec.inputs());
        RowCheck.labels(labels, rowCount, config.classes());
        return learnChecked(rows, rowCount, labels);
    }

    /** As {@link #learn(float[], int, int[])}; each row of length N. */
    public Predictions learn(float[][] rows, int[] labels) {
        return learn(flatten(rows), rows.length, labels);
    }

    private Predictions learnChecked(float[] given, int rowCount, int[] labels) {
        float[] rows = seen(given, rowCount);
        float[] logits = outputsOf(rowCount);
        enter();
        try {
            float[] baseLogits = baseLogits(rows, rowCount, null);
            int capacity = blockRows();
            if (rowCount <= capacity) {
                float[][] rates = rates(new float[spec.layers().size()][rowCount], rowCount);
                network.learn(rows, rowCount, baseLogits, labels, rates, logits);
                rowsLearned += rowCount;
            } else {
                learnBlocks(rows, rowCount, baseLogits, labels, logits, capacity);
            }
        } finally {
            leave();
        }
        return new Predictions(rowCount, spec.outputs(), logits);
    }

    /** A long batch, in pieces between which it can be interrupted. */
    private void learnBlocks(
            float[] rows, int rowCount, float[] baseLogits, int[] labels, float[] logits, int capacity) {
        // All rates first: a schedule that fails must leave nothing learnt.
        int layers = spec.layers().size();
        float[][] rates = rates(new float[layers][rowCount], rowCount);
        int n = spec.inputs();
        int width = spec.basePredictions();
        float[] blockRows = new float[capacity * n];
        int[] blockLabels = new int[capacity];
        float[][] blockRates = new float[layers][capacity];
        float[] blockBase = baseLogits == null ? null : new float[capacity * width];
        float[] blockLogits = new float[capacity * spec.outputs()];
        for (int from = 0, count; (count = Math.min(capacity, rowCount - from)) > 0; from += count) {
            if (from > 0 && Thread.currentThread().isInterrupted()) {
                throw new LearningInterruptedException(from);
            }
            System.arraycopy(rows, from * n, blockRows, 0, count * n);
            System.arraycopy(labels, from, blockLabels, 0, count);
            for (int i = 0; i < layers; i++) {
                System.arraycopy(rates[i], from, blockRates[i], 0, count);
            }
            if (blockBase != null) {
                System.arraycopy(baseLogits, from * width, blockBase, 0, count * width);
            }
            network.learn(blockRows, count, blockBase, blockLabels, blockRates, blockLogits);
            System.arraycopy(blockLogits, 0, logits, from * spec.outputs(), count * spec.outputs());
            rowsLearned += count;
        }
    }

    /** Rows of a block: what a stream is pulled by, and between what a long batch can be interrupted. */
    private int blockRows() {
        return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_FLOATS / spec.inputs()));
    }

    /** The class of one row; allocates nothing. */
    public int predict(float[] row) {
        return inferRow(row, null);
    }

    /**
     * The class of one row and its probabilities; allocates nothing.
     *
     * @param probabilities written: {@code [C]}
     */
    public int predict(float[] row, float[] probabilities) {
        RowCheck.probabilities(probabilities, spec.outputs());
        return inferRow(row, probabilities);
    }

    /** Learns one row and returns the class predicted before; allocates nothing. */
    public int learn(float[] row, int label) {
        return learnRow(row, label, null);
    }

    /**
     * Learns one row; returns the class predicted before and writes its probabilities; allocates nothing.
     *
     * @param probabilities written: {@code [C]}
     */
    public int learn(float[] row, int label, float[] probabilities) {
        RowCheck.probabilities(probabilities, spec.outputs());
        return learnRow(row, label, probabilities);
    }

    private int inferRow(float[] row, float[] probabilities) {
        RowCheck.rows(row, 1, spec.inputs());
        enter();
        try {
            float[] seen = seenRow(row);
            network.infer(seen, 1, baseLogits(seen, 1, rowBaseLogits), rowLogits);
            return rowResult(probabilities);
        } finally {
            leave();
        }
    }

    private int learnRow(float[] row, int label, float[] probabilities) {
        RowCheck.rows(row, 1, spec.inputs());
        RowCheck.label(label, config.classes());
        enter();
        try {
            rowLabel[0] = label;
            float[] seen = seenRow(row);
            network.learn(seen, 1, baseLogits(seen, 1, rowBaseLogits), rowLabel, rates(rowRates, 1), rowLogits);
            rowsLearned++;
            return rowResult(probabilities);
        } finally {
            leave();
        }
    }

    /** Before {@link #leave}: what is kept for one row belongs to the thread that has entered. */
    private int rowResult(float[] probabilities) {
        if (probabilities != null) {
            for (int c = 0; c < rowLogits.length; c++) {
                probabilities[c] = Predictions.sigmoid(rowLogits[c]);
            }
        }
        return Predictions.classOf(rowLogits, 0, rowLogits.length);
    }

    /**
     * Learns a stream in blocks of bounded size. A bad block throws and changes nothing more; the blocks before it have been
     * learnt.
     *
     * @param listener told of each block, such as a progress bar
     * @throws LearningInterruptedException when the thread was interrupted; the blocks before it have been learnt
     * @throws IOException when the source does
     */
    public Score learn(RowSource source, BlockListener listener) throws IOException {
        return stream(source, listener, true);
    }

    /** Predicts a stream in blocks of bounded size; labels are only scored, so a source without them may write any. */
    public Score predict(RowSource source, BlockListener listener) throws IOException {
        return stream(source, listener, false);
    }

    private Score stream(RowSource source, BlockListener listener, boolean learning) throws IOException {
        int capacity = blockRows();
        float[] rows = new float[capacity * spec.inputs()];
        int[] labels = new int[capacity];
        long seen = 0;
        long correct = 0;
        for (int count; (count = source.read(rows, labels)) > 0; ) {
            if (count > capacity) {
                throw new IllegalArgumentException(
                        "expected at most " + capacity + " rows of the source, got " + count);
            }
            RowCheck.finite(rows, count, spec.inputs());
            Predictions predictions;
            if (learning) {
                RowCheck.labelRange(labels, count, config.classes());
                predictions = learnChecked(rows, count, labels);
            } else {
                predictions = inferChecked(rows, count);
            }
            seen += count;
            correct += predictions.correct(labels);
            listener.processed(labels, predictions);
            if (learning && Thread.currentThread().isInterrupted()) {
                throw new LearningInterruptedException(seen);
            }
        }
        return new Score(seen, correct);
    }

    /** The rows as the network is to see them. */
    private float[] seen(float[] rows, int rowCount) {
        if (unitRow == null) {
            return rows;
        }
        float[] unit = new float[rowCount * spec.inputs()];
        UnitRows.divide(rows, 0, rowCount, spec.inputs(), unit);
        return unit;
    }

    private float[] seenRow(float[] row) {
        if (unitRow == null) {
            return row;
        }
        UnitRows.divide(row, 0, 1, spec.inputs(), unitRow);
        return unitRow;
    }

    private NetworkState download() {
        return network.download().withProjection(projection);
    }

    /**
     * Base logits that the host computes, those of a user's function checked before anything changes; null for the predictors
     * that backends compute.
     */
    private float[] baseLogits(float[] rows, int rowCount, float[] into) {
        if (!spec.basePredictor().onHost()) {
            return null;
        }
        float[] logits =
                into != null ? into : new float[RowCheck.product(rowCount, spec.basePredictions(), "base predictions")];
        if (spec.basePredictor() instanceof BasePredictor.Custom custom) {
            RowCheck.customLogits(custom, rows, 0, spec.inputs(), rowCount, spec.logitBound(), logits);
        } else {
            whitener.map(rows, 0, rowCount, spec.logitBound(), logits, whitenerScratch);
        }
        return logits;
    }

    private float[][] rates(float[][] rates, int rowCount) {
        for (int t = 0; t < rowCount; t++) {
            double rate = config.learningRate().rate(rowsLearned + t);
            for (int i = 0; i < rates.length; i++) {
                float scaled = (float) (rate * config.layerRateFactor(i));
                if (!(scaled >= 0 && scaled <= Float.MAX_VALUE)) {
                    throw new IllegalArgumentException(
                            "learning rate: expected a finite number of at least 0 for row " + (rowsLearned + t)
                                    + ", got " + rate + " × " + config.layerRateFactor(i) + " in layer " + i);
                }
                rates[i][t] = scaled;
            }
        }
        return rates;
    }

    private float[] outputsOf(int rowCount) {
        return new float[RowCheck.product(rowCount, spec.outputs(), "predictions")];
    }

    private float[] flatten(float[][] rows) {
        return RowCheck.flatten(rows, spec.inputs());
    }

    private void enter() {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException("expected one thread at a time to use this model, but " + other.getName()
                    + " is using it; give each thread its own model or take turns");
        }
        if (held.closed) {
            user.set(null);
            throw new IllegalStateException("this model is closed; create another");
        }
    }

    private void leave() {
        user.set(null);
        // Not before: the cleaner must not free the network while it computes for a model that nothing else refers to.
        Reference.reachabilityFence(this);
    }

    /**
     * Frees what the model holds; a second call does nothing. A model that is never closed is freed some time after nothing
     * refers to it any more, with a warning in the log.
     */
    @Override
    public void close() {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException(
                    "cannot close this model while " + other.getName() + " is using it; close it afterwards");
        }
        try {
            held.closed = true;
            resources.clean();
        } finally {
            user.set(null);
        }
    }
}
