package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Predictions;
import io.github.jgln.Preset;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Ablation.Baseline;
import io.github.jgln.experiments.Ablation.Options;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AblationTest {
    private static final Split DATA = MadeUpRows.of(300, 3, 1);
    private static final Dataset TRAIN = DATA.train();
    private static final Baseline ALONE = new Baseline(0, 0);

    private static Options options(int runs, String... settings) {
        return new Options(Preset.PYGLN, 5, runs, List.of(settings), ALONE);
    }

    private static StudyReport run(Study study, StudyReport earlier, List<String> models) throws IOException {
        return study.run(
                DataSummary.of("made up", DATA), "1.0", earlier, 2, (soFar, model, done, total) -> models.add(model));
    }

    private static StudyReport run(Ablation ablation, Options options) throws IOException {
        return run(ablation.study(DATA, options), null, new ArrayList<>());
    }

    /** What the library does with the knob turned by hand. */
    private static Run byHand(long seed, UnaryOperator<GLNConfig.Builder> knob) {
        GLNConfig config = knob.apply(Preset.PYGLN.configure(TRAIN.features(), TRAIN.classCount(), TRAIN.rowCount()))
                .seed(seed)
                .build();
        try (GLN gln = GLN.create("cpu", config)) {
            Predictions online = gln.learn(TRAIN.rows(), TRAIN.targets());
            Predictions test = gln.infer(DATA.test().rows());
            return new Run(
                    seed,
                    (double) test.correct(DATA.test().targets()) / DATA.test().rowCount(),
                    (double) online.correct(TRAIN.targets()) / TRAIN.rowCount(),
                    null);
        }
    }

    static Stream<Arguments> knobs() {
        return Stream.of(
                knob(Ablation.SIZE, "2", b -> b.layerSizes(2, 2)),
                knob(Ablation.DEPTH, "3", b -> b.layerSizes(16, 16, 16)),
                knob(Ablation.CONTEXT_MAP_SIZE, "1", b -> b.contextMapSize(1)),
                knob(Ablation.LEARNING_RATE, "0.025", b -> b.learningRate(0.025)),
                knob(Ablation.PREDICTION_CLIPPING, "0.1", b -> b.predictionClipping(0.1)),
                knob(Ablation.WEIGHT_CLIPPING, "0.1", b -> b.weightClipping(0.1)),
                knob(Ablation.BIAS, "both", b -> b.bias(true).contextBias(true)),
                knob(Ablation.BIAS, "no bias", b -> b.bias(false).contextBias(false)));
    }

    private static Arguments knob(Ablation ablation, String at, UnaryOperator<GLNConfig.Builder> byHand) {
        return Arguments.of(ablation, at, byHand);
    }

    @ParameterizedTest
    @MethodSource("knobs")
    void turnsItsKnobAndNoOther(Ablation ablation, String at, UnaryOperator<GLNConfig.Builder> byHand)
            throws IOException {
        List<Run> runs = run(ablation, options(2, at))
                .curves()
                .get(0)
                .point(at)
                .orElseThrow()
                .runs();
        assertEquals(List.of(5L, 6L), runs.stream().map(Run::seed).toList());
        for (Run run : runs) {
            Run expected = byHand(run.seed(), byHand);
            assertEquals(expected.accuracy(), run.accuracy());
            assertEquals(expected.online(), run.online());
            assertTrue(run.seconds() > 0);
        }
        // Else nothing would tell one knob from another.
        assertNotEquals(byHand(5, b -> b).online(), runs.get(0).online());
    }

    @Test
    void epochsAreThoseOfOneModel() throws IOException {
        StudyReport report = run(Ablation.EPOCHS, options(1, "0.01", "1", "2.5"));
        Curve curve = report.curves().get(0);
        assertEquals(byHand(5, b -> b).accuracy(), curve.mean("1").orElseThrow());
        GLNConfig config = Preset.PYGLN
                .configure(TRAIN.features(), TRAIN.classCount(), TRAIN.rowCount())
                .seed(5)
                .build();
        try (GLN gln = GLN.create("cpu", config)) {
            gln.learn(TRAIN.rows(), TRAIN.targets());
            gln.learn(TRAIN.rows(), TRAIN.targets());
            gln.learn(TRAIN.limit(150).rows(), TRAIN.limit(150).targets());
            double expected = gln.infer(DATA.test().rows()).correct(DATA.test().targets()) / 300.0;
            assertEquals(expected, curve.mean("2.5").orElseThrow());
        }
        assertTrue(curve.mean("0.01").orElseThrow() < curve.mean("2.5").orElseThrow());
    }

    @Test
    void whatIsThereIsNotRunAgain() throws IOException {
        List<String> models = new ArrayList<>();
        StudyReport first = run(Ablation.DEPTH.study(DATA, options(2, "0", "1")), null, models);
        assertEquals(4, models.size());
        models.clear();
        StudyReport more = run(Ablation.DEPTH.study(DATA, options(3, "0", "1", "2")), first, models);
        Set<String> expected = new HashSet<>(Set.of("depth 0, seed 7", "depth 1, seed 7"));
        expected.addAll(Set.of("depth 2, seed 5", "depth 2, seed 6", "depth 2, seed 7"));
        assertEquals(expected, new HashSet<>(models));
        assertEquals(3, more.curves().get(0).point("0").orElseThrow().runs().size());
        assertEquals(
                first.curves().get(0).point("1").orElseThrow().runs(),
                more.curves().get(0).point("1").orElseThrow().runs().subList(0, 2));

        Study other = Ablation.DEPTH.study(DATA, new Options(Preset.PAPER, 5, 1, List.of("0"), ALONE));
        assertThrows(IllegalArgumentException.class, () -> run(other, first, models));
        StudyReport size = run(Ablation.SIZE, options(1, "1"));
        assertThrows(IllegalArgumentException.class, () -> run(Ablation.DEPTH.study(DATA, options(1)), size, models));
    }

    @Test
    void dearSettingsAreRunLessOften() {
        List<String> models = Ablation.SIZE.study(DATA, options(10)).jobs().stream()
                .map(Study.Job::name)
                .toList();
        assertEquals(10, models.stream().filter(m -> m.startsWith("size 16,")).count());
        assertEquals(2, models.stream().filter(m -> m.startsWith("size 512,")).count());
        assertEquals(1, Ablation.SIZE.study(DATA, options(1, "512")).jobs().size());
    }

    @Test
    void withoutTheOtherLibrariesTheReasonIsThere() throws IOException {
        Options options = new Options(Preset.PYGLN, 5, 1, List.of("1"), new Baseline(1, 1));
        StudyReport report = run(Ablation.EPOCHS, options);
        assertTrue(report.curves().get(1).unavailable().contains("class path"), report.toString());
        assertTrue(report.curves().get(0).mean("1").isPresent());
        assertTrue(StudyFiles.text(report).contains("MLP (DJL) was not available"), StudyFiles.text(report));
    }

    @ParameterizedTest
    @EnumSource
    void hasANameAndNetworksThatCanBe(Ablation ablation) {
        assertEquals(ablation, Ablation.byId(ablation.id()).orElseThrow());
        assertTrue(ablation.study(DATA, options(1)).jobs().size() >= 1);
        assertThrows(IllegalArgumentException.class, () -> ablation.study(DATA, options(1, "abacus")));
    }
}
