package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BackendUnavailableException;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.DeviceInfo;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verification must tell right from wrong, so it is given both. */
class VerificationTest {
    @TempDir
    Path folder;

    private static void copyCase(String name, Path to) throws IOException {
        Files.createDirectories(to);
        List<String> some = List.of(
                "config.json",
                "X.npy",
                "y.npy",
                "probs_online.npy",
                "layer0_context_maps.npy",
                "layer0_weights_init.npy",
                "layer0_weights_final.npy",
                "layer1_context_maps.npy",
                "layer1_weights_init.npy");
        for (String file : some) {
            try (InputStream in = VerificationTest.class.getResourceAsStream("golden/" + name + "/" + file)) {
                Files.copy(in, to.resolve(file));
            }
        }
    }

    @Test
    void everyBackendHerePasses() throws IOException {
        copyCase("c_nobias_ctx1", folder.resolve("mine"));
        copyCase("c_nobias_ctx1", folder.resolve("spoilt"));
        Files.delete(folder.resolve("spoilt").resolve("X.npy"));
        Files.createDirectories(folder.resolve("no case"));
        List<BackendUnderTest> backends =
                BackendUnderTest.all().filter(BackendUnderTest::available).toList();
        assertFalse(backends.isEmpty(), "no backend to verify");
        for (BackendUnderTest backend : backends) {
            List<CaseResult> heard = new ArrayList<>();
            List<CaseResult> results = Verification.run(backend.name(), backend.options(), List.of(folder), heard::add);
            assertEquals(results, heard);
            assertEquals("mine", results.get(4).name());
            assertTrue(results.size() >= 4 + 2 + 5, results::toString);
            for (CaseResult result : results) {
                if (result.name().equals("spoilt")) {
                    assertFalse(result.passed(), result::toString);
                    assertTrue(result.detail().contains("X.npy"), result::toString);
                } else {
                    assertTrue(result.passed(), result::toString);
                    assertTrue(result.maxProbabilityDifference() < 2e-5, result::toString);
                }
            }
        }
    }

    @Test
    void foldersWithoutACase() {
        for (Path none : List.of(folder, folder.resolve("nowhere"))) {
            String message = assertThrows(IllegalArgumentException.class, () -> Verification.caseFolders(List.of(none)))
                    .getMessage();
            assertTrue(message.contains("config.json") && message.contains(none.toString()), message);
        }
    }

    @Test
    void backendsThatAreNotToBeHad() {
        String message = assertThrows(
                        BackendUnavailableException.class,
                        () -> Verification.run("nosuch", Map.of(), List.of(), result -> {}))
                .getMessage();
        assertTrue(message.contains("nosuch"), message);
    }

    /** Something every backend might get wrong. */
    enum Fault {
        NONE,
        LOGITS_AFTER_THE_UPDATE,
        WEIGHT_OFF_BY_LITTLE,
        CONTEXT_BIT_FLIPPED,
        CONTEXT_OUT_OF_RANGE,
        PREDICTION_NAN,
        HYPERPLANE_CHANGED,
        ROW_NOT_COUNTED,
        /** No fault at all: where rounding decides, either context is right. */
        OTHER_SIDE_OF_ROUNDING;

        boolean is(Fault other) {
            return this == other;
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultsAreFound(Fault fault) {
        ReplayCase replayed = new GeneratedCase("generated", 1)
                .sideInformation(SideInformation.STANDARDISED)
                .build();
        CaseResult result = Replay.run(new OracleBackend(fault), replayed);
        boolean right = fault.is(Fault.NONE) || fault.is(Fault.OTHER_SIDE_OF_ROUNDING);
        assertEquals(right, result.passed(), result::toString);
    }

    /** One row lies on the edge of one halfspace; a backend may take it for beyond, and the reference goes along. */
    @Test
    void contextsWithinRoundingAreFollowed() {
        ReplayCase replayed = new GeneratedCase("generated", 2).build();
        LayerState layer = replayed.state().layers().get(0);
        double edge = 0;
        for (int j = 0; j < replayed.state().spec().inputs(); j++) {
            edge += layer.hyperplanes()[0][1][j] * replayed.stream().features()[5][j];
        }
        layer.thresholds()[0][1][0] = (float) edge;
        CaseResult result = Replay.run(new OracleBackend(Fault.OTHER_SIDE_OF_ROUNDING), replayed);
        assertTrue(result.passed(), result::toString);
        assertTrue(result.maxWeightDifference() < 1e-6, result::toString);
        assertTrue(result.detail().contains("; 1 contexts within rounding followed"), result::toString);
    }

    /** A required backend must not be silently skipped. */
    @Test
    void requiredBackendThatIsMissingFails() {
        List<BackendUnderTest> found = BackendUnderTest.find("nosuch");
        BackendUnderTest missing = found.get(found.size() - 1);
        AssertionError failure = assertThrows(AssertionError.class, missing::demand);
        assertTrue(failure.getMessage().contains("'nosuch' is required"), failure.getMessage());
    }

    /** Whoever names one backend in a test means that one, with its options, and wants it to be there. */
    @Test
    void namedBackends() {
        BackendUnderTest plain = BackendUnderTest.of("cpu:simd=plain");
        assertEquals("cpu", plain.name());
        assertEquals(Map.of("simd", "plain"), plain.options());
        assertTrue(plain.required() && plain.available(), plain::obstacle);
        assertThrows(AssertionError.class, BackendUnderTest.of("nosuch")::demand);
        for (String several : List.of("", "cpu,opencl")) {
            assertThrows(IllegalArgumentException.class, () -> BackendUnderTest.of(several));
        }
    }

    /** The reference itself as a backend, with a fault. */
    private record OracleBackend(Fault fault) implements Backend {
        @Override
        public DeviceInfo device() {
            return new DeviceInfo("reference", "slow");
        }

        @Override
        public Network upload(NetworkState state) {
            return new OracleNetwork(state, Oracle.of(state), fault);
        }

        @Override
        public void close() {}
    }

    private record OracleNetwork(NetworkState start, Oracle oracle, Fault fault) implements Network {
        private double[] row(Rows rows, int t) {
            double[] row = new double[start.spec().inputs()];
            for (int j = 0; j < row.length; j++) {
                row[j] = rows.values()[rows.offset(t) + j];
            }
            return row;
        }

        /** What a backend with this fault takes for the contexts; null for the reference's own. */
        private int[][] contexts(double[] row) {
            if (!fault.is(Fault.OTHER_SIDE_OF_ROUNDING)) {
                return null;
            }
            Oracle.Step step = oracle.infer(row, null, null);
            for (int i = 0; i < step.decided().length; i++) {
                for (int at = 0; at < step.decided()[i].length; at++) {
                    step.decided()[i][at] ^= step.doubtful()[i][at];
                }
            }
            return step.decided();
        }

        private void write(Oracle.Step step, float[] logits, int t) {
            int outputs = start.spec().outputs();
            for (int c = 0; c < outputs; c++) {
                logits[t * outputs + c] = fault.is(Fault.PREDICTION_NAN) ? Float.NaN : (float) step.logits()[c];
            }
        }

        @Override
        public void infer(Rows rows, Rows base, float[] logits, int from) {
            assertEquals(0, from);
            for (int t = 0; t < rows.count(); t++) {
                double[] row = row(rows, t);
                write(oracle.infer(row, null, contexts(row)), logits, t);
            }
        }

        @Override
        public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] logits, int from) {
            Targets.Classes labels = (Targets.Classes) targets;
            for (int t = 0; t < rows.count(); t++) {
                double[] ofRow = new double[rates.ofLayer().length];
                for (int i = 0; i < ofRow.length; i++) {
                    ofRow[i] = rates.ofLayer()[i][rates.from() + t];
                }
                double[] row = row(rows, t);
                Oracle.Step step = oracle.learn(row, null, labels.get(t), ofRow, contexts(row));
                write(step, logits, from / start.spec().outputs() + t);
                if (fault.is(Fault.LOGITS_AFTER_THE_UPDATE)) {
                    infer(row(rows, t), logits, from / start.spec().outputs() + t);
                }
            }
        }

        private void infer(double[] row, float[] logits, int t) {
            write(oracle.infer(row, null, null), logits, t);
        }

        @Override
        public void contexts(Rows rows, int layer, int[] contexts) {
            for (int t = 0; t < rows.count(); t++) {
                double[] row = row(rows, t);
                int[] decided = oracle.infer(row, null, contexts(row)).contexts()[layer];
                System.arraycopy(decided, 0, contexts, t * decided.length, decided.length);
            }
            if (rows.count() > 0 && fault.is(Fault.CONTEXT_BIT_FLIPPED)) {
                contexts[0] ^= 2;
            } else if (rows.count() > 0 && fault.is(Fault.CONTEXT_OUT_OF_RANGE)) {
                contexts[0] = -1;
            }
        }

        @Override
        public NetworkState download() {
            NetworkSpec spec = start.spec();
            List<LayerState> layers = new ArrayList<>();
            for (int i = 0; i < spec.layers().size(); i++) {
                LayerState was = start.layers().get(i);
                float[][][] weights = oracle.layer(i).rounded().weights();
                if (fault.is(Fault.WEIGHT_OFF_BY_LITTLE)) {
                    weights[0][0][0] += 1e-4f;
                }
                float[][][] hyperplanes = was.hyperplanes();
                if (fault.is(Fault.HYPERPLANE_CHANGED)) {
                    hyperplanes = new float[][][] {hyperplanes[0].clone()};
                    hyperplanes[0][0] = hyperplanes[0][0].clone();
                    hyperplanes[0][0][0] += 1e-6f;
                }
                layers.add(new LayerState(hyperplanes, was.thresholds(), weights, was.biasLogits()));
            }
            long count = oracle.count() - (fault.is(Fault.ROW_NOT_COUNTED) ? 1 : 0);
            InputStatistics statistics = new InputStatistics(count, oracle.mean(), oracle.squares());
            return new NetworkState(spec, layers, start.input().with(statistics));
        }

        @Override
        public long memoryBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
