package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aparapi.Kernel;
import com.aparapi.Range;
import io.github.jgln.GLN;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kernels run on the device or not at all. Each dispatch of each test of the parity suite is proven to have run there, by
 * {@link Program#requireRun}; that these proofs can fail is shown here.
 */
class DispatchTest extends OpenClTest {
    @ParameterizedTest
    @EnumSource
    void everyPhaseRunsOnTheDevice(Form form) {
        int before = BlockKernel.JAVA_RUNS.get();
        SmallModel model = new SmallModel(100);
        try (GLN gln = SmallModel.create(form)) {
            model.learn(gln, 0, model.count);
            gln.infer(model.rows, model.count);
        }
        SmallGaussianModel numbers = new SmallGaussianModel(100);
        try (Backend backend = SmallGaussianModel.open(form);
                Network network = backend.upload(SmallGaussianModel.state())) {
            numbers.learn(network, numbers.base(), 0, numbers.count);
            numbers.infer(network, numbers.base());
        }
        assertEquals(before, BlockKernel.JAVA_RUNS.get());
    }

    @SuppressWarnings("deprecation")
    private static void forceJava(Kernel kernel) {
        kernel.setExecutionModeWithoutFallback(Kernel.EXECUTION_MODE.JTP);
    }

    @ParameterizedTest
    @EnumSource
    void javaThreadsAreCounted(Phase phase) {
        for (Form form : Form.values()) {
            BlockKernel kernel = form.newKernel(phase);
            kernel.takeBack();
            forceJava(kernel);
            int before = BlockKernel.JAVA_RUNS.get();
            kernel.execute(Range.create(5));
            assertEquals(before + 5, BlockKernel.JAVA_RUNS.get());
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> Program.requireRun(kernel, device(), before));
            assertTrue(refused.getMessage().contains("Java ran 5"), refused.getMessage());
            kernel.dispose();
        }
    }

    @Test
    void aKernelThatNeverRanIsNotedByItsReport() {
        BlockKernel kernel = new NeverRun();
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> Program.requireRun(kernel, device(), BlockKernel.JAVA_RUNS.get()));
        assertTrue(refused.getMessage().contains("no report"), refused.getMessage());
    }

    /** A kernel that fell back throws, and what it was asked for is not done; the next dispatch is on the device again. */
    @Test
    void aFallbackThrows() {
        SmallModel model = new SmallModel(64);
        Program program = Program.of(device(), Form.ITEM);
        try (GLN gln = SmallModel.create(Form.ITEM)) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class, () -> program.run(Phase.GATE, 1, DispatchTest::forceJava));
            assertTrue(refused.getMessage().contains("did not run ItemGate"), refused.getMessage());
            assertNotNull(refused.getCause());
            float[] expected;
            try (GLN other = SmallModel.create(Form.ITEM)) {
                expected = other.learn(model.rows, model.count, model.labels).logits();
            }
            assertArrayEquals(
                    expected, gln.learn(model.rows, model.count, model.labels).logits());
        }
    }

    @Test
    void whatCannotBeTranslatedSaysWhy() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Program.compiled(new Untranslatable(), device()));
        assertTrue(refused.getMessage().startsWith("Untranslatable does not compile for "), refused.getMessage());
        Throwable cause = refused.getCause().getCause();
        assertTrue(cause.getClass().getName().startsWith("com.aparapi."), "Aparapi's own cause, not " + cause);
        assertTrue(refused.getMessage().endsWith(cause.getMessage()), refused.getMessage());
    }

    /** After a network has been closed its arrays are nobody's: dispatches without arrays must do nothing. */
    @ParameterizedTest
    @EnumSource
    void lentArraysAreTakenBack(Form form) {
        Program program = Program.of(device(), form);
        int[] contexts = {7, 7, 7, 7, 7, 7, 7, 7};
        int[] ends = new int[8];
        BlockKernel[] seen = new BlockKernel[1];
        program.run(Phase.SORT, 1, kernel -> {
            seen[0] = kernel;
            kernel.rows = 8;
            kernel.capacity = 8;
            kernel.contexts = contexts;
            kernel.slotStreams = new int[] {0, 8};
            kernel.ends = ends;
            kernel.order = new int[8];
        });
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 0, 8}, ends);
        assertEquals(0, seen[0].rows, "the next dispatch would write to arrays it does not have");
        assertEquals(1, seen[0].contexts.length);
        assertEquals(1, seen[0].ends.length);
    }
}
