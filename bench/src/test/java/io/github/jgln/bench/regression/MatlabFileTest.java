package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;

class MatlabFileTest {
    @TempDir
    private Path folder;

    private Path write(int columns) throws IOException {
        Matrix matrix = Mat5.newMatrix(11, columns);
        for (int t = 0; t < 11; t++) {
            for (int j = 0; j < columns; j++) {
                matrix.setDouble(t, j, 100 * t + j);
            }
        }
        Path file = folder.resolve("some.mat");
        try (Mat5File content = Mat5.newMatFile()) {
            Mat5.writeToFile(content.addArray("some", matrix), file.toFile());
        }
        return file;
    }

    @Test
    void hasTheFirstTorqueAsItsTargetAndFiveFolds() throws IOException {
        Path file = write(28);
        assertEquals(List.of(file), RegressionComparison.suite(file));
        NumberTable table = NumberTable.read(file);
        assertEquals(folder.getFileName() + "/some", table.name());
        assertEquals(21, table.features());
        assertEquals(11, table.rows());
        assertEquals(5, table.splits().size());
        NumberTable.Split second = table.split(1, OptionalLong.empty());
        assertArrayEquals(new float[] {121, 621}, ((Targets.Reals) second.test().targets()).of());
        assertEquals(9, second.train().count());
        assertEquals(120, second.test().rows().values()[20]);
    }

    @Test
    void aMatrixOfAnotherWidthIsRefused() throws IOException {
        Path file = write(7);
        assertTrue(assertThrows(IOException.class, () -> NumberTable.read(file))
                .getMessage()
                .contains("expected a matrix of 21 features and 7 torques a row"));
    }
}
