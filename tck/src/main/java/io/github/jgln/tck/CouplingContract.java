package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Outputs that are coupled by softmax are learnt as the reference learns them: all classes of a neuron at once. */
public abstract class CouplingContract extends OpenedContract {
    /** The contract for this backend; every test opens it anew. */
    protected CouplingContract(BackendUnderTest backend) {
        super(backend);
    }

    /** As many classes as a vector, a warp or a work group has lanes, fewer and more; few and many inputs. */
    @TestFactory
    Stream<DynamicTest> classesAndInputs() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int classes : new int[] {3, 8, 10, 17, 33, 70}) {
            for (int inputs : new int[] {1, 7, 33, 130}) {
                cases.add(generated(classes + " classes, " + inputs + " inputs", classes * 1000 + inputs)
                        .inputs(inputs)
                        .hidden(5, 3)
                        .outputNeurons(1 + inputs % 3)
                        .classes(classes)
                        .contextMapSizes(3, 2, 1)
                        .weightSpread(0.05)
                        .rows(40, 10));
            }
        }
        cases.add(generated("785 inputs", 1)
                .inputs(785)
                .hidden(6, 3)
                .basePredictor(new BasePredictor.Clip())
                .weightSpread(0.01)
                .rate(2e-4)
                .rows(40, 10));
        cases.add(generated("1100 inputs, 20 classes", 2)
                .inputs(1100)
                .hidden(2)
                .classes(20)
                .basePredictor(new BasePredictor.Clip())
                .weightSpread(0.01)
                .rate(2e-4)
                .rows(20, 5));
        return tests(cases.stream());
    }

    /** Together with all that changes what a neuron reads, how far it steps, or which weights it has. */
    @TestFactory
    Stream<DynamicTest> combinations() {
        return tests(Stream.of(
                generated("no hidden layer", 1).hidden(),
                generated("no gating", 2).contextMapSizes(0),
                generated("no gating in one layer", 3).hidden(5, 4).contextMapSizes(3, 0, 2),
                generated("no bias", 4).bias(false),
                generated("skip connections, running statistics", 5)
                        .skipConnections()
                        .sideInformation(SideInformation.CENTRED)
                        .basePredictor(new BasePredictor.CentredLogits(2)),
                generated("base logits by output", 6)
                        .basePredictor(AgreementContract.byOutput(5, 9))
                        .hidden(4, 3),
                generated("base logits by output, skip connections, normalised rates", 7)
                        .basePredictor(AgreementContract.byOutput(5, 9))
                        .skipConnections()
                        .rateNormaliser(2)
                        .rate(0.1),
                generated("normalised rates, mean of the last layer", 8)
                        .outputNeurons(18)
                        .rateNormaliser(0.5)
                        .bias(false)
                        .rate(0.1),
                generated("normalised rates, wide", 9)
                        .inputs(200)
                        .hidden(90, 3)
                        .skipConnections()
                        .rateNormaliser(5)
                        .rate(0.05),
                generated("no row", 10).rows(0, 3),
                generated("1 row", 11).rows(1, 1)));
    }

    /** What a context's stream carries from block to block. */
    @TestFactory
    Stream<DynamicTest> manyRows() {
        return tests(Stream.of(
                generated("narrow", 1).inputs(5).rows(3000, 1200),
                generated("wide", 2)
                        .inputs(90)
                        .hidden(3)
                        .weightSpread(0.02)
                        .rate(0.002)
                        .rows(1300, 1200)));
    }

    /** Logits at their bounds, ever so far apart, and weights at theirs. */
    @TestFactory
    Stream<DynamicTest> bounds() {
        return tests(Stream.of(
                generated("both clippings", 1)
                        .hidden(5, 5)
                        .epsilon(0.05)
                        .weightBound(0.3)
                        .rate(0.5)
                        .rows(200, 50),
                generated("both clippings, wide", 2)
                        .inputs(100)
                        .hidden(4)
                        .epsilon(0.05)
                        .weightBound(0.1)
                        .rate(0.1)
                        .rows(100, 50),
                generated("logits far apart", 3)
                        .epsilon(2e-7)
                        .weightSpread(3)
                        .weightBound(200)
                        .rate(1e-4)));
    }

    @TestFactory
    Stream<DynamicTest> randomNetworks() {
        return tests(Stream.iterate(0, seed -> seed < 20, seed -> seed + 1).map(CouplingContract::randomNetwork));
    }

    private static GeneratedCase randomNetwork(int seed) {
        Random random = new Random(7000 + seed);
        int[] hidden = random.ints(random.nextInt(4), 1, 20).toArray();
        GeneratedCase network = new GeneratedCase("network " + seed, seed)
                .softmax()
                .inputs(2 + random.nextInt(40))
                .hidden(hidden)
                .contextMapSizes(random.ints(hidden.length + 1, 0, 7).toArray())
                .classes(3 + random.nextInt(20))
                .outputNeurons(1 + random.nextInt(4))
                .bias(random.nextBoolean())
                .epsilon(random.nextBoolean() ? 1e-3 : 0.02)
                .weightBound(random.nextBoolean() ? 5 : 0.5)
                .weightSpread(random.nextDouble() * 0.2)
                .rate(random.nextDouble() * 0.05)
                .rateNormaliser(random.nextBoolean() ? 5 : 0)
                .basePredictor(random.nextBoolean() ? new BasePredictor.Clip() : new BasePredictor.CentredLogits(2))
                .rows(random.nextInt(120), random.nextInt(30));
        return random.nextBoolean() ? network.skipConnections() : network;
    }

    private static GeneratedCase generated(String name, long seed) {
        return new GeneratedCase(name, seed).softmax().classes(5);
    }

    private Stream<DynamicTest> tests(Stream<GeneratedCase> cases) {
        return cases.map(generated -> dynamicTest(generated.name(), () -> {
            CaseResult result = Replay.run(opened, generated.build());
            assertTrue(result.passed(), result::toString);
        }));
    }
}
