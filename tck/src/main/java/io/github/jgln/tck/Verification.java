package io.github.jgln.tck;

import io.github.jgln.Backends;
import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Shows on the machine at hand that a backend computes what it should: it replays golden vectors of the published
 * implementation and random networks, each beside a plain reference in double precision. Takes a few seconds.
 */
public final class Verification {
    /** The golden cases that come with the suite, as resources beside this class. */
    static final List<String> BUILT_IN = List.of("a_binary_4x4", "b_multi3_ctxbias", "c_nobias_ctx1", "e_clipping");

    /** Those of Gaussians. */
    static final List<String> BUILT_IN_GAUSSIAN =
            List.of("g1_plain", "g2_two_outputs_projected", "g3_bounds", "g4_no_gating_no_bias");

    private Verification() {}

    /**
     * Verifies a backend.
     *
     * @param backend as in {@link GLN#create(String, GLNConfig)}; {@code auto} takes the best there is
     * @param options of the backend, such as {@code threads}
     * @param goldenFolders further golden cases: a folder that holds a {@code config.json} is one, any other stands for those
     *     of its sub-folders that do
     * @param listener told of each case as soon as it is done
     * @return every case, in order; a case that cannot be read or throws is one that failed
     * @throws io.github.jgln.BackendUnavailableException when the backend is not to be had; says why
     * @throws IllegalArgumentException for an option the backend does not know, or a folder without a case
     */
    public static List<CaseResult> run(
            String backend, Map<String, String> options, List<Path> goldenFolders, Consumer<CaseResult> listener) {
        List<Path> folders = caseFolders(goldenFolders);
        BackendProvider provider =
                Backends.choose(backend, GLNConfig.builder(1).build().spec());
        List<CaseResult> results = new ArrayList<>();
        Consumer<CaseResult> each = result -> {
            results.add(result);
            listener.accept(result);
        };
        try (Backend opened = provider.open(BackendOptions.of(provider, options))) {
            for (String name : BUILT_IN) {
                each.accept(guarded(name, () -> golden(provider, opened, builtIn(name))));
            }
            for (Path folder : folders) {
                each.accept(guarded(
                        GoldenFiles.nameOf(folder),
                        () -> GaussianGoldenCase.is(GoldenFiles.in(folder))
                                ? replay(provider, opened, GaussianGoldenCase.load(GoldenFiles.in(folder)))
                                : golden(provider, opened, GoldenCase.load(folder))));
            }
            boolean gaussian = provider.capabilities().contains(Capability.GAUSSIAN_MIXING);
            for (String name : gaussian ? BUILT_IN_GAUSSIAN : List.<String>of()) {
                each.accept(guarded(name, () -> replay(provider, opened, GaussianGoldenCase.load(files(name)))));
            }
            for (GeneratedCase generated : generated(gaussian)) {
                each.accept(guarded(generated.name(), () -> replay(provider, opened, generated.build())));
            }
        }
        return List.copyOf(results);
    }

    static GoldenCase builtIn(String name) throws IOException {
        return GoldenCase.load(files(name));
    }

    static GoldenFiles files(String name) throws IOException {
        return new GoldenFiles(name, file -> Verification.class.getResourceAsStream("golden/" + name + "/" + file));
    }

    /** The folders of the cases meant. */
    static List<Path> caseFolders(List<Path> goldenFolders) {
        List<Path> folders = new ArrayList<>();
        for (Path folder : goldenFolders) {
            int before = folders.size();
            if (Files.exists(folder.resolve(GoldenFiles.CONFIG))) {
                folders.add(folder);
            } else if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.filter(entry -> Files.exists(entry.resolve(GoldenFiles.CONFIG)))
                            .sorted()
                            .forEach(folders::add);
                } catch (IOException e) {
                    throw new IllegalArgumentException("golden cases: cannot list " + folder + ": " + e, e);
                }
            }
            if (folders.size() == before) {
                throw new IllegalArgumentException("golden cases: expected a folder with a " + GoldenFiles.CONFIG
                        + ", or one whose sub-folders have one, got " + folder
                        + (Files.exists(folder) ? "" : ", which does not exist"));
            }
        }
        return folders;
    }

    private static CaseResult guarded(String name, Callable<CaseResult> verified) {
        try {
            return verified.call();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            return CaseResult.brokenOff(name, e);
        }
    }

    private static CaseResult golden(BackendProvider provider, Backend backend, GoldenCase golden) {
        CaseResult result = replay(provider, backend, golden.replayCase());
        return golden.note().isEmpty()
                ? result
                : new CaseResult(
                        result.name(),
                        result.passed(),
                        result.maxProbabilityDifference(),
                        result.maxWeightDifference(),
                        result.detail() + "; " + golden.note());
    }

    private static CaseResult replay(BackendProvider provider, Backend backend, ReplayCase replayed) {
        replayed.state().spec().refusal(provider.capabilities()).ifPresent(reason -> {
            throw new IllegalStateException("backend '" + provider.name() + "' cannot run this network: " + reason);
        });
        return Replay.run(backend, replayed);
    }

    /** @param gaussian whether networks that mix Gaussians are among them */
    private static List<GeneratedCase> generated(boolean gaussian) {
        List<GeneratedCase> cases = new ArrayList<>(List.of(
                new GeneratedCase("multiclass, standardised, running statistics", 1)
                        .inputs(20)
                        .hidden(8, 8)
                        .classes(10)
                        .contextMapSizes(4)
                        .sideInformation(SideInformation.STANDARDISED)
                        .basePredictor(new BasePredictor.StandardisedSigmoid())
                        .rows(200, 50),
                new GeneratedCase("bisectors, centred logits", 2)
                        .inputs(64)
                        .hidden(16, 16)
                        .classes(3)
                        .contextMapSizes(4)
                        .bisectors()
                        .sideInformation(SideInformation.CENTRED)
                        .basePredictor(new BasePredictor.CentredLogits(3))
                        .runningStatistics(false)
                        .epsilon(1e-4)
                        .weightBound(200)
                        .rows(300, 50),
                new GeneratedCase("images, 785 wide", 3)
                        .inputs(785)
                        .hidden(16, 16)
                        .classes(3)
                        .contextMapSizes(4)
                        .basePredictor(new BasePredictor.Clip())
                        .weightSpread(0.01)
                        .rate(2e-4)
                        .rows(100, 20),
                new GeneratedCase("awkward widths", 4)
                        .inputs(33)
                        .hidden(17, 9, 7)
                        .classes(3)
                        .contextMapSizes(3, 1, 5, 2)
                        .rows(300, 50),
                new GeneratedCase("both clippings active", 5)
                        .inputs(10)
                        .hidden(5, 5)
                        .epsilon(0.05)
                        .weightBound(0.3)
                        .rate(0.5)
                        .rows(300, 50),
                new GeneratedCase("blank rows", 8).inputs(16).hidden(9, 4).blankRows(),
                new GeneratedCase("output neurons, shared halfspaces", 9)
                        .inputs(30)
                        .hidden(9)
                        .outputNeurons(5)
                        .classes(3)
                        .contextMapSizes(4, 2)
                        .sharedHalfspaces()
                        .rows(200, 50),
                new GeneratedCase("two classes, output neurons", 10)
                        .inputs(10)
                        .hidden(4)
                        .outputNeurons(3),
                new GeneratedCase("skip connections", 11)
                        .inputs(21)
                        .hidden(6, 5, 4)
                        .outputNeurons(3)
                        .classes(3)
                        .contextMapSizes(3, 2, 2, 1)
                        .skipConnections()
                        .sideInformation(SideInformation.CENTRED)
                        .basePredictor(new BasePredictor.CentredLogits(2))
                        .rows(200, 50),
                new GeneratedCase("skip connections, wide", 12)
                        .inputs(1100)
                        .hidden(3)
                        .contextMapSizes(2)
                        .skipConnections()
                        .weightSpread(0.01)
                        .rate(2e-4)
                        .rows(60, 20),
                new GeneratedCase("skip connections, one prior, no bias", 13)
                        .inputs(9)
                        .hidden(4, 3)
                        .bias(false)
                        .skipConnections()
                        .basePredictor(new BasePredictor.ConstantPrior(0.3f)),
                new GeneratedCase("no gating", 6).inputs(12).hidden(6).contextMapSizes(0),
                new GeneratedCase("no bias, one prior", 7)
                        .inputs(9)
                        .hidden(4)
                        .bias(false)
                        .basePredictor(new BasePredictor.ConstantPrior(0.3f))));
        if (gaussian) {
            cases.add(new GeneratedCase("two numbers, Gaussians", 14)
                    .inputs(9)
                    .hidden(7, 5)
                    .outputNeurons(3)
                    .contextMapSizes(3, 2, 2)
                    .sharedHalfspaces()
                    .skipConnections()
                    .numbers(2, 17, GaussianContract.stable(3))
                    .weightBound(100)
                    .rows(300, 50));
        }
        return cases;
    }
}
