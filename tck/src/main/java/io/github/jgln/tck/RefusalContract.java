package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BackendUnavailableException;
import io.github.jgln.Backends;
import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.tck.Models.Labelled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused changes nothing, and the message says what was expected and what came. */
public abstract class RefusalContract extends Contract {
    private static final int ROWS = 50;

    /** The contract for this backend; every test opens it anew. */
    protected RefusalContract(BackendUnderTest backend) {
        super(backend);
    }

    private static void assertRefused(GLN gln, Executable refused, String... said) {
        NetworkState before = gln.state();
        long learned = gln.rowsLearned();
        String message = assertThrows(IllegalArgumentException.class, refused).getMessage();
        for (String part : said) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
        States.assertSame(before, gln.state(), "after '" + message + "'");
        assertEquals(learned, gln.rowsLearned());
    }

    /** A model that has learnt something, so that its numbers are not those it began with. */
    private GLN warm(Models model) {
        GLN gln = backend.create(model.config());
        Labelled rows = model.rows(ROWS, 1);
        gln.learn(rows.features(), ROWS, rows.labels());
        return gln;
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreNotFinite(Models model) {
        try (GLN gln = warm(model)) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                Labelled rows = model.rows(ROWS, 2);
                // The last number of the last row: nothing of the rows before it may have been learnt.
                rows.features()[rows.features().length - 1] = bad;
                String[] said = {"finite", "" + bad, "row " + (ROWS - 1), "feature " + (rows.width() - 1)};
                assertRefused(gln, () -> gln.learn(rows.features(), ROWS, rows.labels()), said);
                assertRefused(gln, () -> gln.infer(rows.features(), ROWS), said);
                float[] last = rows.row(ROWS - 1);
                assertRefused(gln, () -> gln.learn(last, 0), "finite", "" + bad);
                assertRefused(gln, () -> gln.predict(last), "finite", "" + bad);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongLengths(Models model) {
        try (GLN gln = warm(model)) {
            Labelled rows = model.rows(ROWS, 3);
            int length = rows.features().length;
            assertRefused(gln, () -> gln.learn(rows.features(), ROWS - 1, rows.labels()), "expected", "got " + length);
            assertRefused(gln, () -> gln.learn(rows.features(), ROWS, new int[ROWS - 1]), "" + ROWS, "" + (ROWS - 1));
            assertRefused(gln, () -> gln.predict(new float[rows.width() + 1]), "" + rows.width());
            assertRefused(gln, () -> gln.learn(new float[0], 0), "" + rows.width(), "got 0");
            assertRefused(gln, () -> gln.infer(rows.features(), -1), "row count", "got -1");
            assertRefused(gln, () -> gln.predict(rows.row(0), new float[gln.outputs() + 1]), "probabilities");
            Rows wide = Rows.of(new float[2 * (rows.width() + 1)], rows.width() + 1);
            Targets two = new Targets.Classes(0, 0);
            assertRefused(gln, () -> gln.learn(wide, two), "" + rows.width(), "got " + (rows.width() + 1));
            Rows right = Rows.of(rows.features(), rows.width());
            assertRefused(gln, () -> gln.learn(right, two), "" + ROWS, "got 2");
            Targets numbers = new Targets.Reals(new float[ROWS], 1, 0);
            assertRefused(gln, () -> gln.learn(right, numbers), "expected classes", "got numbers");
            float[] small = new float[ROWS * gln.outputs() - 1];
            Targets classes = new Targets.Classes(rows.labels());
            assertRefused(gln, () -> gln.learn(right, classes, small), "" + small.length);
            assertRefused(gln, () -> gln.predict(right, small), "" + small.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void labelsOutOfRange(Models model) {
        try (GLN gln = warm(model)) {
            int classes = model.config().classes();
            for (int bad : new int[] {-1, classes}) {
                Labelled rows = model.rows(ROWS, 4);
                rows.labels()[ROWS - 1] = bad;
                String[] said = {"0 to " + (classes - 1), "got " + bad, "row " + (ROWS - 1)};
                assertRefused(gln, () -> gln.learn(rows.features(), ROWS, rows.labels()), said);
                assertRefused(gln, () -> gln.learn(rows.row(0), bad), "0 to " + (classes - 1), "got " + bad);
            }
        }
    }

    @Test
    void customPredictorWithoutANumber() {
        float[] predicted = {0.5f};
        GLNConfig config = GLNConfig.builder(4, 3)
                .sideInformation(SideInformation.CENTRED)
                .basePredictor(new BasePredictor.Custom(1, (rows, offset, predictions, to) -> {
                    predictions[to] = rows[offset] > 100 ? predicted[0] : 0.3f;
                }))
                .build();
        try (GLN gln = backend.create(config)) {
            float[] rows = new float[4 * 3];
            rows[8] = 200;
            gln.learn(rows, 3, new int[3]);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                predicted[0] = bad;
                assertRefused(gln, () -> gln.learn(rows, 3, new int[3]), "base predictor", "" + bad, "row 2");
                assertRefused(gln, () -> gln.infer(rows, 3), "base predictor", "" + bad, "row 2");
            }
        }
    }

    /** Finite by itself, but not times the layer's factor. */
    @Test
    void aRateThatALayersFactorTakesBeyondAllBounds() {
        GLNConfig config = GLNConfig.builder(3, 2)
                .learningRate(1e30)
                .layerRateFactors(1, 1e30)
                .build();
        try (GLN gln = backend.create(config)) {
            assertRefused(gln, () -> gln.learn(new float[] {1, 2, 3}, 1), "learning rate", "layer 1", "finite");
        }
    }

    /** What a backend does not list it must not do: each thing that a network can need is either listed or refused. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotListedIsRefused(Capability capability) {
        NetworkSpec spec = needing(capability);
        assertTrue(spec.needs().contains(capability), "a network that needs it");
        Set<Capability> listed = backend.provider().capabilities();
        Optional<String> refusal = spec.refusal(listed);
        if (listed.containsAll(spec.needs())) {
            assertEquals(Optional.empty(), refusal);
            return;
        }
        assertFalse(refusal.orElseThrow().isBlank());
        BackendUnavailableException byName =
                assertThrows(BackendUnavailableException.class, () -> Backends.choose(backend.name(), spec));
        assertTrue(byName.getMessage().contains(refusal.get()), byName.getMessage());
        LayerSpec layer = spec.layers().get(0);
        int gated = spec.gatedOutputs();
        NetworkState state = new NetworkState(
                spec,
                List.of(new LayerState(
                        new float[gated][1][layer.contextMapSize() * spec.inputs()],
                        new float[gated][1][layer.contextMapSize()],
                        new float[spec.outputs()][1][layer.contexts() * layer.inputs()],
                        new float[spec.outputs()])),
                new InputState(InputStatistics.none(spec.inputs())));
        // Whoever goes past the choice of a backend is refused too, instead of getting other numbers.
        try (Backend opened = backend.open()) {
            Exception direct = assertThrows(IllegalArgumentException.class, () -> opened.upload(state));
            assertTrue(direct.getMessage().contains(refusal.get()), direct.getMessage());
        }
    }

    /** A new capability needs a network here, which every backend then refuses until it lists it. */
    private static NetworkSpec needing(Capability capability) {
        Mixing bernoulli = new Mixing.Bernoulli(5);
        BaseLogits base = new BaseLogits(BaseLogits.Kind.CLIPPED, 3, 0);
        return switch (capability) {
            case BERNOULLI_MIXING, HALFSPACE_GATING, INDEPENDENT_OUTPUTS ->
                spec(base, false, false, bernoulli, Coupling.INDEPENDENT);
            case GAUSSIAN_MIXING -> {
                Mixing gaussian = new Mixing.Gaussian(Mixing.Gaussian.Form.STABLE, 1e-3f, 1e3f, 1, 0, 1);
                yield spec(BaseLogits.given(3), false, false, gaussian, Coupling.INDEPENDENT);
            }
            case SOFTMAX_OUTPUTS -> spec(base, true, false, bernoulli, Coupling.SOFTMAX);
            case SHARED_HALFSPACES -> spec(base, true, false, bernoulli, Coupling.INDEPENDENT);
            case SKIP_CONNECTIONS -> spec(base, false, true, bernoulli, Coupling.INDEPENDENT);
            case GIVEN_BASE_LOGITS -> spec(BaseLogits.given(3), false, false, bernoulli, Coupling.INDEPENDENT);
            case BASE_LOGITS_BY_OUTPUT ->
                spec(new BaseLogits(BaseLogits.Kind.GIVEN, 3, 0, true), false, false, bernoulli, Coupling.INDEPENDENT);
            case NORMALISED_RATES -> spec(base, false, false, bernoulli, Coupling.INDEPENDENT, 2);
        };
    }

    private static NetworkSpec spec(BaseLogits base, boolean shared, boolean skip, Mixing mixing, Coupling coupling) {
        return spec(base, shared, skip, mixing, coupling, 0);
    }

    private static NetworkSpec spec(
            BaseLogits base, boolean shared, boolean skip, Mixing mixing, Coupling coupling, float rateNormaliser) {
        return new NetworkSpec(
                new InputSpec(3, SideInformation.RAW, base, 0.01f, false),
                3,
                List.of(new LayerSpec(1, 2, 4, mixing instanceof Mixing.Bernoulli)),
                shared,
                skip,
                mixing,
                5,
                coupling,
                Gating.HALFSPACE,
                rateNormaliser);
    }

    @Test
    void aStateThatIsNotFinite() {
        GLNConfig config = GLNConfig.builder(3, 2).build();
        NetworkState state;
        try (GLN gln = backend.create(config)) {
            state = gln.state();
        }
        state.layers().get(1).weights()[0][0][5] = Float.NaN;
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> GLN.builder(config).state(state, 0))
                .getMessage();
        assertEquals("state: expected finite numbers, got others in layer 1", message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
    void scheduleWithoutARate(double bad) {
        GLNConfig config = GLNConfig.builder(4, 3)
                .learningRate(new LearningRate.Custom(row -> row == 12 ? bad : 0.1))
                .build();
        try (GLN gln = backend.create(config)) {
            float[] rows = {0, 1, 2, 3, 4, 3, 1, 2, 5, 4, 3, 1, 9, 7, 8, 5, 1, 2, 7, 4};
            gln.learn(rows, 5, new int[5]);
            gln.learn(rows, 5, new int[5]);
            assertRefused(gln, () -> gln.learn(rows, 5, new int[5]), "learning rate", "" + bad, "row 12");
        }
    }

    @Test
    void stateOfAnotherShape() {
        try (GLN gln = backend.create(Models.DEFAULTS.config())) {
            NetworkState state = gln.state();
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> backend.builder(Models.WIDE.config()).state(state, 0))
                    .getMessage();
            assertTrue(message.contains("features=17") && message.contains("features=64"), message);
        }
    }

    @Test
    void closedModel() {
        GLN gln = backend.create(Models.DEFAULTS.config());
        Labelled rows = Models.DEFAULTS.rows(3, 1);
        gln.learn(rows.features(), 3, rows.labels());
        gln.close();
        gln.close();
        List<Executable> uses = List.of(
                () -> gln.learn(rows.features(), 3, rows.labels()),
                () -> gln.learn(rows.row(0), 0),
                () -> gln.infer(rows.features(), 3),
                () -> gln.predict(rows.row(0)),
                gln::state);
        for (Executable use : uses) {
            String message = assertThrows(IllegalStateException.class, use).getMessage();
            assertTrue(message.contains("closed"), message);
        }
    }

    @Test
    void networksAndBackendsCloseTwice() {
        ReplayCase replayed = new GeneratedCase("closed twice", 1).build();
        Backend opened = backend.open();
        Network network = opened.upload(replayed.state());
        network.close();
        network.close();
        opened.close();
        opened.close();
    }

    /** One thread at a time; the other is told so instead of spoiling the numbers. */
    @Test
    void twoThreadsAtOnce() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        GLNConfig config = GLNConfig.builder(2)
                .basePredictor(new BasePredictor.Custom(1, (rows, offset, predictions, to) -> {
                    predictions[to] = 0.5f;
                    within.countDown();
                    await(goOn);
                }))
                .build();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (GLN gln = backend.create(config)) {
            Future<Integer> first = thread.submit(() -> gln.learn(new float[2], 1));
            assertTrue(within.await(10, TimeUnit.SECONDS));
            try {
                String message =
                        assertThrows(IllegalStateException.class, gln::state).getMessage();
                assertTrue(message.contains("one thread at a time"), message);
                assertThrows(IllegalStateException.class, gln::close);
            } finally {
                goOn.countDown();
            }
            first.get();
            assertEquals(1, gln.rowsLearned());
        } finally {
            thread.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void unknownNamesAndOptions() {
        GLNConfig config = Models.DEFAULTS.config();
        String nosuch = assertThrows(BackendUnavailableException.class, () -> GLN.create("nosuch", config))
                .getMessage();
        assertTrue(nosuch.contains("nosuch") && nosuch.contains(backend.name()), nosuch);
        String option = assertThrows(
                        IllegalArgumentException.class,
                        () -> backend.builder(config).option("nosuch", "1").create())
                .getMessage();
        assertTrue(option.contains("nosuch") && option.contains(backend.name()), option);
    }

    /** Every backend that is found and not available says why and what to do. */
    @Test
    void providersDescribeThemselves() {
        Availability availability = backend.provider().probe();
        Availability.Available available = (Availability.Available) availability;
        assertTrue(available.devices().size() > 0, "available without a device");
        try (Backend opened = backend.open(Map.of())) {
            assertTrue(!opened.device().name().isBlank(), "a device without a name");
        }
        ReplayCase replayed =
                new GeneratedCase("memory", 1).inputs(100).hidden(20).build();
        try (Backend opened = backend.open();
                Network network = opened.upload(replayed.state())) {
            long weights = 4 * replayed.state().spec().weights();
            assertTrue(
                    network.memoryBytes() >= weights,
                    () -> "holds " + weights + " bytes of weights, says " + network.memoryBytes());
        }
    }
}
