package io.github.jgln.bench.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    @TempDir
    private Path folder;

    @Test
    void handsOverTheVeryRows() throws IOException {
        // More values than are written at a time, and parts of larger arrays.
        Dataset rows = SyntheticRows.of(1510, 784, 10);
        Dataset naive = new Dataset(
                "naïve",
                784,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "acht", "neún"),
                rows.rows().values(),
                rows.labels());
        Split data = new Split(naive.range(5, 1505), naive.range(1505, 1508));
        Path file = folder.resolve("data");
        DataFile.write(file, data);
        Split read = DataFile.read(file);
        same(data.train(), read.train());
        same(data.test(), read.test());
    }

    private static void same(Dataset expected, Dataset got) {
        assertEquals("naïve", got.name());
        assertEquals(expected.classes(), got.classes());
        assertEquals(784, got.features());
        assertArrayEquals(expected.rows().toArray(), got.rows().toArray());
        assertArrayEquals(expected.labels(), got.labels());
    }

    @Test
    void aFileCutShortIsNoticed() throws IOException {
        Path file = folder.resolve("data");
        Dataset rows = SyntheticRows.of(2, 2, 2);
        DataFile.write(file, new Split(rows, rows.limit(1)));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
        assertThrows(EOFException.class, () -> DataFile.read(file));
    }
}
