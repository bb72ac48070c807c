package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every backend computes what the reference computes: outputs, contexts, weights, statistics. */
public abstract class AgreementContract extends OpenedContract {
    /** The contract for this backend; every test opens it anew. */
    protected AgreementContract(BackendUnderTest backend) {
        super(backend);
    }

    @TestFactory
    Stream<DynamicTest> goldenCases() {
        return Verification.BUILT_IN.stream()
                .map(name -> dynamicTest(
                        name, () -> assertAgrees(Verification.builtIn(name).replayCase())));
    }

    /** Of the folders that the system property {@code jgln.golden} lists; without any, nothing is to be tested. */
    @TestFactory
    Stream<DynamicTest> furtherGoldenCases() {
        List<Path> folders = Arrays.stream(System.getProperty("jgln.golden", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
        return Verification.caseFolders(folders).stream()
                .map(folder -> dynamicTest(
                        GoldenFiles.nameOf(folder),
                        () -> assertAgrees(GoldenCase.load(folder).replayCase())));
    }

    /** One less and one more than the widths of vector registers, and what is left over after several. */
    @TestFactory
    Stream<DynamicTest> awkwardWidths() {
        int[] widths = {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33};
        List<GeneratedCase> cases = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            int width = widths[i];
            int opposite = widths[widths.length - 1 - i];
            cases.add(new GeneratedCase(width + " inputs, " + opposite + " neurons", width)
                    .inputs(width)
                    .hidden(opposite, width)
                    .classes(2 + i % 3)
                    .contextMapSizes(1 + i % 5)
                    .basePredictor(new BasePredictor.Clip()));
            cases.add(new GeneratedCase(width + " inputs, no bias", 100 + width)
                    .inputs(width)
                    .hidden(width)
                    .bias(false)
                    .basePredictor(new BasePredictor.CentredLogits(2)));
        }
        return tests(cases.stream());
    }

    @TestFactory
    Stream<DynamicTest> manyInputs() {
        return tests(Stream.of(785, 1000)
                .map(inputs -> new GeneratedCase(inputs + " inputs", inputs)
                        .inputs(inputs)
                        .hidden(16, 5)
                        .classes(3)
                        .contextMapSizes(4)
                        .basePredictor(new BasePredictor.Clip())
                        .weightSpread(0.01)
                        .rate(2e-4)
                        .rows(40, 10)));
    }

    /** Layers above the first read the base logits too: by threads, warps and blocks of a card, with and without a rest. */
    @TestFactory
    Stream<DynamicTest> skipConnections() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int inputs : new int[] {1, 2, 5, 16, 27, 60, 130, 784, 1025}) {
            boolean wide = inputs > 100;
            cases.add(new GeneratedCase(inputs + " inputs", inputs)
                    .inputs(inputs)
                    .hidden(3, 4)
                    .outputNeurons(1 + inputs % 3)
                    .classes(wide ? 3 : 2 + inputs % 3)
                    .contextMapSizes(3, 2, 1)
                    .skipConnections()
                    .bias(inputs % 2 == 0)
                    .sideInformation(SideInformation.CENTRED)
                    .basePredictor(new BasePredictor.CentredLogits(2))
                    .weightSpread(wide ? 0.01 : 0.1)
                    .rate(wide ? 2e-4 : 0.02)
                    .rows(wide ? 20 : 60, 10));
        }
        cases.add(new GeneratedCase("one prior", 2)
                .skipConnections()
                .basePredictor(new BasePredictor.ConstantPrior(0.3f)));
        cases.add(new GeneratedCase("base logits from the host", 3)
                .skipConnections()
                .basePredictor(threeOfTheRow()));
        cases.add(new GeneratedCase("no gating", 4).skipConnections().contextMapSizes(0));
        cases.add(new GeneratedCase("no hidden layer", 5).skipConnections().hidden());
        cases.add(new GeneratedCase("more than one block", 6)
                .skipConnections()
                .inputs(5)
                .classes(3)
                .rows(3000, 1200));
        return tests(cases.stream());
    }

    /** Gated once for all outputs, at one and many units of a tile, alone and with all that reads contexts. */
    @TestFactory
    Stream<DynamicTest> sharedHalfspaces() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int classes : new int[] {2, 3, 10}) {
            for (int inputs : new int[] {1, 7, 33, 130}) {
                cases.add(new GeneratedCase(classes + " classes, " + inputs + " inputs", classes * 1000 + inputs)
                        .sharedHalfspaces()
                        .inputs(inputs)
                        .hidden(17, 3)
                        .outputNeurons(1 + inputs % 4)
                        .classes(classes)
                        .contextMapSizes(4, 2, 3)
                        .weightSpread(0.02)
                        .rate(0.005));
            }
        }
        cases.add(
                new GeneratedCase("no gating", 1).sharedHalfspaces().classes(4).contextMapSizes(0));
        cases.add(new GeneratedCase("no gating in one layer", 2)
                .sharedHalfspaces()
                .classes(4)
                .hidden(5, 4)
                .contextMapSizes(3, 0, 2));
        cases.add(new GeneratedCase("skip connections, running statistics", 3)
                .sharedHalfspaces()
                .skipConnections()
                .classes(5)
                .sideInformation(SideInformation.CENTRED)
                .basePredictor(new BasePredictor.CentredLogits(2)));
        cases.add(new GeneratedCase("more than one block", 4)
                .sharedHalfspaces()
                .classes(3)
                .inputs(5)
                .rows(3000, 1200));
        return tests(cases.stream());
    }

    /** Base logits that differ by output, read by the first layer, by all, and by few or many neurons. */
    @TestFactory
    Stream<DynamicTest> baseLogitsByOutput() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int classes : new int[] {2, 3, 10}) {
            for (int width : new int[] {1, 5, 70}) {
                cases.add(new GeneratedCase(classes + " classes, " + width + " of each", classes * 1000 + width)
                        .classes(classes)
                        .hidden(6, 4)
                        .basePredictor(byOutput(classes == 2 ? 1 : classes, width))
                        .weightSpread(0.02)
                        .rate(0.005));
            }
        }
        cases.add(new GeneratedCase("skip connections", 1)
                .classes(4)
                .skipConnections()
                .hidden(5, 3)
                .basePredictor(byOutput(4, 9)));
        cases.add(new GeneratedCase("shared halfspaces, no bias", 2)
                .classes(3)
                .sharedHalfspaces()
                .skipConnections()
                .bias(false)
                .basePredictor(byOutput(3, 4)));
        cases.add(new GeneratedCase("no hidden layer", 3).classes(3).hidden().basePredictor(byOutput(3, 2)));
        cases.add(new GeneratedCase("more than one block", 4)
                .classes(3)
                .skipConnections()
                .basePredictor(byOutput(3, 3))
                .rows(3000, 1200));
        return tests(cases.stream());
    }

    /** Steps that go with the size of what is read, which differs by row, by output and by layer. */
    @TestFactory
    Stream<DynamicTest> normalisedRates() {
        List<GeneratedCase> cases = new ArrayList<>();
        for (int classes : new int[] {2, 3, 10}) {
            for (int inputs : new int[] {1, 7, 70}) {
                cases.add(new GeneratedCase(classes + " classes, " + inputs + " inputs", classes * 1000 + inputs)
                        .classes(classes)
                        .inputs(inputs)
                        .hidden(6, 4)
                        .rateNormaliser(5)
                        .rate(0.2));
            }
        }
        cases.add(new GeneratedCase("skip connections, base logits by output", 1)
                .classes(4)
                .skipConnections()
                .hidden(5, 3)
                .basePredictor(byOutput(4, 9))
                .rateNormaliser(2)
                .rate(0.1));
        cases.add(new GeneratedCase("shared halfspaces, no bias, mean of the last layer", 2)
                .classes(3)
                .sharedHalfspaces()
                .outputNeurons(18)
                .bias(false)
                .rateNormaliser(0.5)
                .rate(0.1));
        cases.add(new GeneratedCase("no hidden layer", 3)
                .classes(3)
                .hidden()
                .rateNormaliser(1)
                .rate(0.1));
        cases.add(new GeneratedCase("more than one block", 4)
                .classes(3)
                .skipConnections()
                .inputs(20)
                .hidden(40, 40)
                .rateNormaliser(5)
                .rate(0.1)
                .rows(3000, 1200));
        return tests(cases.stream());
    }

    /** Base predictions of which no two outputs have the same. */
    static BasePredictor byOutput(int outputs, int width) {
        return new BasePredictor.Custom(width, true, (rows, offset, predictions, to) -> {
            for (int i = 0; i < outputs * width; i++) {
                predictions[to + i] = 0.1f + 0.8f * (i + 1) / (outputs * width + 1) + 0.05f * rows[offset];
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> depths() {
        return tests(Stream.of(
                new GeneratedCase("no hidden layer", 1).hidden(),
                new GeneratedCase("1 hidden layer of 1 neuron", 2).hidden(1),
                new GeneratedCase("2 hidden layers", 3).hidden(5, 3),
                new GeneratedCase("3 hidden layers", 4).hidden(6, 4, 2),
                new GeneratedCase("5 hidden layers", 5).hidden(3, 1, 4, 1, 5)));
    }

    @TestFactory
    Stream<DynamicTest> rowCounts() {
        return tests(Stream.of(
                new GeneratedCase("no row", 1).rows(0, 0),
                new GeneratedCase("no row to learn", 2).rows(0, 5),
                new GeneratedCase("1 row", 3).rows(1, 1),
                new GeneratedCase("2 rows", 4).rows(2, 2),
                new GeneratedCase("3000 rows", 5).inputs(5).rows(3000, 3000)));
    }

    @TestFactory
    Stream<DynamicTest> classes() {
        return tests(
                Stream.of(2, 3, 10).map(classes -> new GeneratedCase(classes + " classes", classes).classes(classes)));
    }

    @TestFactory
    Stream<DynamicTest> contextMapSizes() {
        return tests(Stream.of(
                new GeneratedCase("no gating", 1).contextMapSizes(0),
                new GeneratedCase("1 halfspace", 2).contextMapSizes(1),
                new GeneratedCase("8 halfspaces", 3).contextMapSizes(8),
                new GeneratedCase("11 halfspaces", 4).hidden(2).contextMapSizes(11),
                new GeneratedCase("another number in each layer", 5)
                        .hidden(3, 4, 5)
                        .contextMapSizes(2, 0, 5, 1)
                        .classes(3)));
    }

    /** All pairs, with running and with fixed statistics. */
    @TestFactory
    Stream<DynamicTest> basePredictorsAndSideInformation() {
        List<BasePredictor> predictors = List.of(
                new BasePredictor.RowMinMax(),
                new BasePredictor.Clip(),
                new BasePredictor.StandardisedSigmoid(),
                new BasePredictor.CentredLogits(3),
                new BasePredictor.ConstantPrior(0.2f),
                threeOfTheRow());
        List<GeneratedCase> cases = new ArrayList<>();
        for (BasePredictor predictor : predictors) {
            for (SideInformation side : SideInformation.values()) {
                for (boolean running : new boolean[] {true, false}) {
                    String name = predictor.getClass().getSimpleName() + ", " + side + (running ? ", running" : "");
                    cases.add(new GeneratedCase(name, cases.size())
                            .inputs(9)
                            .hidden(5, 3)
                            .classes(3)
                            .sideInformation(side)
                            .basePredictor(predictor)
                            .runningStatistics(running));
                }
            }
        }
        return tests(cases.stream());
    }

    /** A function of the row that a device cannot know, with predictions beyond both ends of [ε, 1 - ε]. */
    static BasePredictor.Custom threeOfTheRow() {
        return new BasePredictor.Custom(3, (rows, offset, predictions, to) -> {
            predictions[to] = rows[offset];
            predictions[to + 1] = 1 - rows[offset];
            predictions[to + 2] = 0.5f + 0.25f * rows[offset + 1];
        });
    }

    @TestFactory
    Stream<DynamicTest> blankRows() {
        return tests(Stream.of(5, 16, 100)
                .map(inputs -> new GeneratedCase(inputs + " inputs", inputs)
                        .inputs(inputs)
                        .hidden(9)
                        .classes(3)
                        .blankRows()));
    }

    @TestFactory
    Stream<DynamicTest> bisectors() {
        return tests(Stream.of(SideInformation.values())
                .map(side -> new GeneratedCase(side.toString(), 40 + side.ordinal())
                        .inputs(30)
                        .hidden(8)
                        .contextMapSizes(5)
                        .bisectors()
                        .sideInformation(side)
                        .basePredictor(new BasePredictor.CentredLogits(3))
                        .runningStatistics(false)
                        .epsilon(1e-4)
                        .weightBound(200)));
    }

    @TestFactory
    Stream<DynamicTest> bothClippings() {
        return tests(Stream.of(2, 3)
                .map(classes -> new GeneratedCase(classes + " classes", 50 + classes)
                        .inputs(10)
                        .hidden(5, 5)
                        .classes(classes)
                        .epsilon(0.05)
                        .weightBound(0.3)
                        .rate(0.5)
                        .rows(200, 50)));
    }

    /** Whatever nobody thought of; the same networks every time. */
    @TestFactory
    Stream<DynamicTest> randomNetworks() {
        return tests(Stream.iterate(0, seed -> seed < 40, seed -> seed + 1).map(AgreementContract::randomNetwork));
    }

    private static GeneratedCase randomNetwork(int seed) {
        Random random = new Random(1000 + seed);
        int inputs = 2 + random.nextInt(40);
        int[] hidden = random.ints(random.nextInt(4), 1, 20).toArray();
        int[] contextMapSizes =
                random.ints(random.nextBoolean() ? 1 : hidden.length + 1, 0, 7).toArray();
        List<BasePredictor> predictors = List.of(
                new BasePredictor.RowMinMax(),
                new BasePredictor.Clip(),
                new BasePredictor.StandardisedSigmoid(),
                new BasePredictor.CentredLogits(1 + random.nextFloat()),
                new BasePredictor.ConstantPrior(random.nextFloat() * 0.8f + 0.1f),
                threeOfTheRow());
        return new GeneratedCase("network " + seed, seed)
                .inputs(inputs)
                .hidden(hidden)
                .contextMapSizes(contextMapSizes)
                .classes(2 + random.nextInt(4))
                .bias(random.nextBoolean())
                .epsilon(random.nextBoolean() ? 1e-3 : 0.02)
                .weightBound(random.nextBoolean() ? 5 : 0.5)
                .weightSpread(random.nextDouble() * 0.2)
                .rate(random.nextDouble() * 0.05)
                .sideInformation(SideInformation.values()[random.nextInt(3)])
                .basePredictor(predictors.get(random.nextInt(predictors.size())))
                .runningStatistics(random.nextBoolean())
                .rows(random.nextInt(120), random.nextInt(30));
    }

    private Stream<DynamicTest> tests(Stream<GeneratedCase> cases) {
        return cases.map(generated -> dynamicTest(generated.name(), () -> assertAgrees(generated.build())));
    }

    private void assertAgrees(ReplayCase replayed) {
        CaseResult result = Replay.run(opened, replayed);
        assertTrue(result.passed(), result::toString);
    }
}
