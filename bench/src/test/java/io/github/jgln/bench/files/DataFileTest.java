package io.github.jgln.bench.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.bench.rows.CompareData;
import io.github.jgln.bench.rows.SyntheticRows;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    @TempDir
    private Path folder;

    @Test
    void handsOverTheVeryRows() throws IOException {
        // More values than are written at a time.
        SyntheticRows rows = new SyntheticRows(1500, 784, 10);
        CompareData data =
                new CompareData("naïve", 784, 10, rows.rows(1500), rows.labels(1500), rows.rows(3), rows.labels(3));
        Path file = folder.resolve("data");
        DataFile.write(file, data);
        CompareData read = DataFile.read(file);
        assertEquals("naïve", read.name());
        assertEquals(10, read.classes());
        assertEquals(784, read.features());
        assertArrayEquals(data.rows(), read.rows());
        assertArrayEquals(data.labels(), read.labels());
        assertArrayEquals(data.testRows(), read.testRows());
        assertArrayEquals(data.testLabels(), read.testLabels());
    }

    @Test
    void aFileCutShortIsNoticed() throws IOException {
        Path file = folder.resolve("data");
        DataFile.write(file, new CompareData("d", 2, 2, new float[4], new int[2], new float[2], new int[1]));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
        assertThrows(EOFException.class, () -> DataFile.read(file));
    }

    @Test
    void rowsAndLabelsThatDoNotFitAreRefused() {
        float[] rows = new float[4];
        int[] labels = {0, 2};
        int[] one = new int[1];
        float[] test = new float[2];
        assertThrows(IllegalArgumentException.class, () -> new CompareData("d", 2, 2, rows, labels, test, one));
        assertThrows(IllegalArgumentException.class, () -> new CompareData("d", 2, 3, rows, one, test, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CompareData("d", 2, 3, rows, labels, new float[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> new CompareData("d", 2, 1, rows, labels, test, one));
    }
}
