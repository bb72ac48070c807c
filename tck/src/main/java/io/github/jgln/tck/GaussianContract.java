package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Networks that mix Gaussians: what they compute is what the reference computes, however it is cut, and is finite always. */
public abstract class GaussianContract extends OpenedContract {
    private static final float MAX = 1e5f;

    /** The contract for this backend. */
    protected GaussianContract(BackendUnderTest backend) {
        super(backend);
    }

    static Mixing.Gaussian stable(int biases) {
        return new Mixing.Gaussian(Mixing.Gaussian.Form.STABLE, 1e-3f, 100, biases, 1, 1);
    }

    private static Mixing.Gaussian published(int biases) {
        return new Mixing.Gaussian(Mixing.Gaussian.Form.PUBLISHED, 0.05f, MAX, biases, 1, 1);
    }

    @BeforeEach
    void requireCapability() {
        Assumptions.assumeTrue(
                backend.provider().capabilities().contains(Capability.GAUSSIAN_MIXING),
                "backend '" + backend + "' mixes no Gaussians");
    }

    /** By threads, warps and blocks of a card, in vectors with and without a rest. */
    @TestFactory
    Stream<DynamicTest> widths() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int width : new int[] {1, 2, 3, 7, 8, 13, 16, 17, 31, 33, 61, 64, 100, 129, 200, 1030}) {
            cases.add(new GeneratedCase("stable, " + width + " base predictions", width)
                    .inputs(5)
                    .hidden(width % 2 == 0 ? 4 : 9, 3)
                    .numbers(1 + width % 3, width, stable(width % 4))
                    .weightBound(100)
                    // Weights of a hundredth go to 0 at higher ones, and little is left of their sum.
                    .rate(width < 150 ? 0.1 : 0.01));
            cases.add(new GeneratedCase("published, " + width + " base predictions", 1000 + width)
                    .inputs(5)
                    .hidden(4)
                    .numbers(1 + width % 2, width, published(1 + width % 3))
                    .weightSpread(0.1 / width)
                    .weightBound(100)
                    // Faster, and the published form explodes, which makes much of any rounding.
                    .rate(1e-6));
        }
        return tests(cases.stream());
    }

    /** Layers of many neurons, whose outputs are what the next one reads. */
    @TestFactory
    Stream<DynamicTest> layers() {
        return tests(Stream.of(
                stable("no hidden layer", 1).hidden(),
                stable("one neuron", 2).hidden(1),
                stable("wide layers", 3).hidden(70, 40).rows(200, 20),
                stable("five layers", 4).hidden(6, 1, 9, 5),
                stable("mean of the last layer", 5).hidden(7).outputNeurons(19),
                stable("skip connections", 6).hidden(9, 5, 4).skipConnections(),
                stable("skip connections, mean of the last layer", 7)
                        .hidden(20, 20)
                        .outputNeurons(20)
                        .skipConnections(),
                stable("no gating", 8).contextMapSizes(0),
                stable("another number in each layer", 9).hidden(3, 4, 5).contextMapSizes(2, 0, 8, 1),
                stable("no row", 10).rows(0, 0),
                stable("one row", 11).rows(1, 1),
                stable("more than one block", 12).skipConnections().rows(3000, 1200)));
    }

    @TestFactory
    Stream<DynamicTest> outputs() {
        return tests(Stream.of(
                stable("shared halfspaces", 1).numbers(4, 12, stable(3)).sharedHalfspaces(),
                stable("base predictions by output", 2)
                        .numbers(3, 12, stable(3))
                        .basePairsByOutput(),
                stable("both, skip connections", 3)
                        .numbers(3, 12, stable(3))
                        .hidden(9, 8)
                        .skipConnections()
                        .sharedHalfspaces()
                        .basePairsByOutput(),
                stable("both, one output", 4)
                        .numbers(1, 12, stable(3))
                        .sharedHalfspaces()
                        .basePairsByOutput(),
                stable("standardised side information", 5).sideInformation(SideInformation.STANDARDISED)));
    }

    /** Precisions beyond both ends, weights at both ends. */
    @TestFactory
    Stream<DynamicTest> bounds() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (Mixing.Gaussian.Form form : Mixing.Gaussian.Form.values()) {
            boolean isStable = form == Mixing.Gaussian.Form.STABLE;
            cases.add(new GeneratedCase(form + ", variances at least 0.5", 1)
                    .numbers(2, 9, new Mixing.Gaussian(form, 0.5f, MAX, 3, 1, 1))
                    .weightSpread(isStable ? 0.3 : 0.1)
                    .rate(isStable ? 0.2 : 1e-6));
            cases.add(new GeneratedCase(form + ", variances at most 0.2", 2)
                    .numbers(2, 9, new Mixing.Gaussian(form, 0.1f, 0.2f, 2, 2, 0.5f))
                    .weightSpread(0.1)
                    .rate(isStable ? 0.2 : 1e-3));
            cases.add(new GeneratedCase(form + ", weights at most 0.1", 3)
                    .numbers(1, 9, new Mixing.Gaussian(form, 0.2f, 2, 2, 2, 0.5f))
                    .weightSpread(0.2)
                    .weightBound(0.1)
                    .rate(isStable ? 0.2 : 1e-3));
        }
        return tests(cases.stream());
    }

    private static GeneratedCase stable(String name, int seed) {
        return new GeneratedCase(name, seed)
                .inputs(6)
                .hidden(8, 5)
                .numbers(1, 14, stable(3))
                .weightBound(100)
                .rate(0.1);
    }

    @TestFactory
    Stream<DynamicTest> goldenVectors() {
        return Verification.BUILT_IN_GAUSSIAN.stream()
                .map(name -> dynamicTest(name, () -> assertAgrees(GaussianGoldenCase.load(Verification.files(name)))));
    }

    private Stream<DynamicTest> tests(Stream<GeneratedCase> cases) {
        return cases.map(generated -> dynamicTest(generated.name(), () -> assertAgrees(generated.build())));
    }

    private void assertAgrees(ReplayCase replayed) {
        CaseResult result = Replay.run(opened, replayed);
        assertTrue(result.passed(), result::toString);
    }

    /** All that came out of a stream learnt in chunks. */
    private record Outcome(float[] before, float[] after, NetworkState state) {
        void assertSame(Outcome other, String when) {
            assertArrayEquals(before, other.before, when + ": before each row");
            assertArrayEquals(after, other.after, when + ": after the stream");
            States.assertSame(state, other.state, when);
        }
    }

    private static Outcome learn(Backend opened, ReplayCase replayed, int chunk) {
        int count = replayed.stream().count();
        int width = replayed.state().spec().predictionWidth();
        Rows rows = replayed.stream().rows();
        Rows base = replayed.stream().base();
        Targets targets = replayed.targets();
        float[] before = new float[count * width];
        float[] after = new float[count * width];
        try (Network network = opened.upload(replayed.state())) {
            for (int from = 0; from < count; from += chunk) {
                int length = Math.min(chunk, count - from);
                network.learn(
                        rows.part(from, length),
                        base.part(from, length),
                        targets.from(from),
                        new Rates(replayed.roundedRates(), from),
                        before,
                        from * width);
            }
            for (int from = 0; from < count; from += chunk) {
                int length = Math.min(chunk, count - from);
                network.infer(rows.part(from, length), base.part(from, length), after, from * width);
            }
            return new Outcome(before, after, network.download());
        }
    }

    private static List<GeneratedCase> cut() {
        return List.of(
                stable("narrow", 21).rows(1300, 0),
                stable("wide", 22)
                        .numbers(2, 90, stable(3))
                        .hidden(20)
                        .skipConnections()
                        .rows(1300, 0),
                new GeneratedCase("published", 23)
                        .hidden(5)
                        .numbers(2, 9, published(3))
                        .rate(1e-3)
                        .rows(1300, 0));
    }

    @TestFactory
    Stream<DynamicTest> chunksDoNotMatter() {
        return cut().stream()
                .map(generated -> dynamicTest(generated.name(), () -> {
                    ReplayCase replayed = generated.build();
                    Outcome whole = learn(opened, replayed, 1300);
                    for (int chunk : new int[] {1, 7, 64, 1021}) {
                        whole.assertSame(learn(opened, replayed, chunk), "in chunks of " + chunk);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> threadsDoNotMatter() {
        Assumptions.assumeTrue(
                backend.provider().options().contains("threads"), "backend '" + backend + "' has no option 'threads'");
        return cut().stream()
                .map(generated -> dynamicTest(generated.name(), () -> {
                    ReplayCase replayed = generated.build();
                    Outcome first = learn(opened, replayed, 1300);
                    for (String threads : List.of("1", "3")) {
                        try (Backend other = backend.open(Map.of("threads", threads))) {
                            first.assertSame(learn(other, replayed, 1300), threads + " threads");
                        }
                    }
                }));
    }

    /** Targets and base predictions far beyond what they should be, at high rates: no number is ever lost. */
    @Test
    void nothingExplodes() {
        ReplayCase replayed = stable("extremes", 31)
                .numbers(2, 20, new Mixing.Gaussian(Mixing.Gaussian.Form.STABLE, 1e-4f, MAX, 3, 1, 1))
                .hidden(12, 12)
                .skipConnections()
                .outputNeurons(6)
                .rows(1, 0)
                .build();
        int count = 5_000;
        int width = replayed.state().spec().predictionWidth();
        int pairs = replayed.state().spec().basePredictions();
        Random random = new Random(5);
        float[] rows = new float[count * replayed.state().spec().inputs()];
        float[] base = new float[count * pairs * 2];
        float[] numbers = new float[count * 2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < base.length; i += 2) {
            base[i] = (float) (random.nextGaussian() * Math.pow(10, 3 * random.nextDouble() * random.nextInt(2)));
            base[i + 1] = (float) Math.pow(10, 9 * random.nextDouble() - 4);
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4)));
        }
        float[][] rates = new float[3][count];
        for (float[] ofLayer : rates) {
            Arrays.fill(ofLayer, 1);
        }
        float[] before = new float[count * width];
        try (Network network = opened.upload(replayed.state())) {
            network.learn(
                    Rows.of(rows, rows.length / count),
                    Rows.of(base, pairs * 2),
                    new Targets.Reals(numbers, 2, 0),
                    new Rates(rates, 0),
                    before,
                    0);
            for (int i = 0; i < before.length; i++) {
                int at = i;
                assertTrue(
                        Float.isFinite(before[i]) && (i % 2 == 0 || before[i] > 0),
                        () -> "number " + at + " of the predictions: " + before[at]);
            }
            States.assertFinite(network.download(), "after extreme rows");
        }
    }
}
