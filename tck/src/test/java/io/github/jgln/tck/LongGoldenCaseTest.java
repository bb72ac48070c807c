package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden cases as wide as images: rounding grows along the stream, and only what is no rounding is refused. */
class LongGoldenCaseTest {
    private static final int WIDTH = 785;
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    /** At the second rate the two runs come apart by 5e-10, which was taken for another model once. */
    @ParameterizedTest
    @ValueSource(doubles = {3e-4, 3e-3, 2e-2})
    void runsThatSumInAnotherOrderAgree(double rate) throws IOException {
        new RecordedRun(WIDTH, ROWS, rate, -1).write(folder);
        GoldenCase golden = GoldenCase.load(folder);
        assertEquals("", golden.note());
        assertEquals(ROWS, golden.replayCase().stream().count());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 150, 299})
    void oneStepLeftOutIsNoticed(int row) throws IOException {
        new RecordedRun(WIDTH, ROWS, 3e-3, row).write(folder);
        String message =
                assertThrows(IOException.class, () -> GoldenCase.load(folder)).getMessage();
        assertTrue(message.contains("as PyGLN computed"), message);
    }

    /** As 'jgln verify --golden' runs it. */
    @Test
    void backendsAreHeldToIt() throws IOException {
        Path wide = folder.resolve("wide");
        new RecordedRun(WIDTH, ROWS, 3e-3, -1).write(wide);
        CaseResult result = Verification.run("cpu", Map.of(), List.of(wide), each -> {}).stream()
                .filter(each -> each.name().equals("wide"))
                .findFirst()
                .orElseThrow();
        assertTrue(result.passed(), result::toString);
    }

    /** The reference is one step ahead: what that moves is more than what a wide case allows a backend. */
    @Test
    void aBackendThatLeavesAStepOutIsNoticed() throws IOException {
        new RecordedRun(WIDTH, ROWS, 3e-3, -1).write(folder);
        ReplayCase all = GoldenCase.load(folder).replayCase();
        ReplayCase butOne = new ReplayCase(
                all.name(),
                all.state(),
                () -> {
                    Oracle ahead = all.oracle().get();
                    ahead.learn(
                            all.stream().features()[250],
                            all.stream().baseLogits(250),
                            all.labels()[250],
                            all.rates(250),
                            null);
                    return ahead;
                },
                all.stream(),
                all.labels(),
                null,
                all.rates(),
                all.heldOut(),
                all.tolerance());
        try (Backend cpu = BackendUnderTest.of("cpu").open()) {
            assertTrue(Replay.run(cpu, all).passed(), "the case itself");
            CaseResult result = Replay.run(cpu, butOne);
            assertFalse(result.passed(), result::toString);
        }
    }

    /** The cases that come with the suite are small, so nothing is added for them. */
    @Test
    void smallCasesAreHeldAsBefore() throws IOException {
        for (String name : Verification.BUILT_IN) {
            assertEquals(
                    Tolerance.GOLDEN, Verification.builtIn(name).replayCase().tolerance(), name);
        }
    }
}
