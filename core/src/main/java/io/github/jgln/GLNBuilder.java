package io.github.jgln;

import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Collects what a network is created with. */
public final class GLNBuilder {
    private static final int SAMPLE_ROWS = 2000;

    private final GLNConfig config;
    private final Map<String, String> options = new HashMap<>();
    private String backend;
    private InitialState.Sample sample = InitialState.Sample.NONE;
    private NetworkState state;
    private long rowsLearned;
    private Preparation preparation;

    GLNBuilder(GLNConfig config) {
        this.config = Objects.requireNonNull(config);
        this.preparation = Preparation.none(config.classes());
    }

    /** The backend's name; {@code auto} is the default. */
    public GLNBuilder backend(String name) {
        this.backend = Objects.requireNonNull(name);
        return this;
    }

    /** An option of the backend, such as {@code threads}. */
    public GLNBuilder option(String name, String value) {
        options.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return this;
    }

    /**
     * Unlabelled rows to place bisector halfspaces by and to start running statistics from.
     *
     * @param rows {@code rowCount × N}, row-major, or {@code rowCount × R} of a table of R columns
     * @throws IllegalArgumentException for a wrong length or a number that is not finite
     */
    public GLNBuilder sample(float[] rows, int rowCount) {
        new RowCheck(config).rows(rows, rowCount);
        sample = new InitialState.Sample(rows.clone(), rowCount);
        return this;
    }

    /**
     * Takes the sample from the first of the rows that will be learnt, if the configuration needs one or is of a table: 2,000 of them, which
     * are enough to be of every kind, and few enough to be at hand early.
     *
     * @throws IllegalArgumentException for numbers in them that are not finite
     */
    public GLNBuilder sampleOf(Rows rows) {
        int count = Math.min(SAMPLE_ROWS, rows.count());
        return config.needsSample() || !config.columns().isEmpty()
                ? sample(rows.part(0, count).toArray(), count)
                : this;
    }

    /**
     * What was done to rows and labels before the model gets them, to be saved with it.
     *
     * @throws IllegalArgumentException when it names another number of classes than the configuration has
     */
    public GLNBuilder preparation(Preparation preparation) {
        RowCheck.preparation(preparation, config);
        this.preparation = preparation;
        return this;
    }

    /**
     * Starts from these numbers instead of drawing them.
     *
     * @param rowsLearned the rows learnt so far: where the rate schedule stands
     * @throws IllegalArgumentException when the state is of another shape than the configuration, or holds numbers
     *     that are not finite
     */
    public GLNBuilder state(NetworkState state, long rowsLearned) {
        RowCheck.state(state, config);
        RowCheck.rowsLearned(rowsLearned);
        RowCheck.replay(state.input().replay(), config, rowsLearned);
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
            NetworkState initial = state == null ? draw(spec) : state;
            return new GLN(config, preparation, provider.name(), opened, opened.upload(initial), initial, rowsLearned);
        } catch (Throwable t) {
            opened.close();
            throw t;
        }
    }

    /** The first numbers are made on the heap, whatever backend they then go to: too many are refused before any is made. */
    private NetworkState draw(NetworkSpec spec) {
        long most = Runtime.getRuntime().maxMemory();
        long needed = bytes(spec);
        if (needed > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "network: expected one whose numbers fit the heap of %,d MB, got %s; use fewer neurons or halfspaces, or"
                            + " a larger heap (-Xmx)",
                    most >> 20,
                    needed == Long.MAX_VALUE
                            ? "more than 2^63 bytes"
                            : String.format(Locale.ROOT, "%,d MB", needed >> 20)));
        }
        return InitialState.draw(config, sample);
    }

    /** Of all weights and halfspaces; the largest number where there are more than that. */
    private static long bytes(NetworkSpec spec) {
        try {
            long halfspaces = Math.multiplyExact(spec.halfspaces(), spec.inputs() + 1L);
            return Math.multiplyExact(Float.BYTES, Math.addExact(spec.weights(), halfspaces));
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
