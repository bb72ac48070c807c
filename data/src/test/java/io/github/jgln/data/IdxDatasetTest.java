package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeSmallDataset() throws IOException {
        write("train-images-idx3-ubyte", IdxFileTest.idx(new int[] {2, 1, 2}, 0, 51, 255, 1));
        write("train-labels-idx1-ubyte", IdxFileTest.idx(new int[] {2}, 1, 0));
        write("t10k-images.idx3-ubyte.gz", IdxFileTest.gzip(IdxFileTest.idx(new int[] {1, 1, 2}, 102, 128)));
        write("t10k-labels.idx1-ubyte", IdxFileTest.idx(new int[] {1}, 2));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }

    private String message() {
        return assertThrows(DataException.class, () -> IdxDataset.read(directory))
                .getMessage();
    }

    @Test
    void readsEverySpellingAndScalesPixels() {
        Split split = IdxDataset.read(directory);
        assertArrayEquals(
                new float[] {0f, 51 / 255f, 1f, 1 / 255f}, split.train().rows().toArray());
        assertArrayEquals(
                new float[] {102 / 255f, 128 / 255f}, split.test().rows().toArray());
        assertArrayEquals(new int[] {1, 0}, split.train().labels());
        assertArrayEquals(new int[] {2}, split.test().labels());
        assertEquals(List.of("0", "1", "2"), split.train().classes(), "the largest label of both parts counts");
        assertEquals(new ImageShape(1, 2), split.train().imageShape().orElseThrow());
    }

    @Test
    void readsTheMnistSample() {
        Split split = MnistSample.load();
        assertEquals(300, split.train().rowCount());
        assertEquals(100, split.test().rowCount());
        assertEquals(784, split.train().features());
        assertEquals(10, split.train().classCount());
        assertArrayEquals(
                new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4},
                Arrays.copyOf(split.train().labels(), 10));
        assertEquals(7648383, ink(split.train()));
        assertEquals(2396707, ink(split.test()));
    }

    private static long ink(Dataset data) {
        long sum = 0;
        for (float pixel : data.rows().toArray()) {
            sum += Math.round(pixel * 255);
        }
        return sum;
    }

    @Test
    void sampleIsReadableAsAUsersDirectory(@TempDir Path copy) {
        MnistSample.copyTo(copy);
        Split split = ImageDataset.FASHION_MNIST.load(copy);
        assertArrayEquals(
                MnistSample.load().test().rows().toArray(), split.test().rows().toArray());
        assertEquals("Ankle boot", split.test().classes().get(9));
        assertEquals("Fashion-MNIST (train)", split.train().name());
        assertEquals(new ImageShape(28, 28), split.train().imageShape().orElseThrow());
    }

    @Test
    void usersDirectoryMayHaveOtherClassesThanTheOriginal() {
        assertEquals(
                List.of("0", "1", "2"),
                ImageDataset.FASHION_MNIST.load(directory).train().classes());
    }

    @Test
    void countsMustAgree() throws IOException {
        write("train-labels-idx1-ubyte", IdxFileTest.idx(new int[] {3}, 1, 0, 1));
        assertEquals(
                directory.resolve("train-images-idx3-ubyte") + " has 2 images, but "
                        + directory.resolve("train-labels-idx1-ubyte")
                        + " has 3 labels; the two files do not belong together",
                message());
    }

    @Test
    void swappedFilesAreRefused() throws IOException {
        write("train-labels-idx1-ubyte", IdxFileTest.idx(new int[] {2, 1, 1}, 1, 0));
        assertTrue(message().endsWith("expected labels, an IDX file of 1 dimension, found 3 dimensions"), message());
    }

    @Test
    void imagesOfDifferentSizesAreRefused() throws IOException {
        write("train-images-idx3-ubyte", IdxFileTest.idx(new int[] {2, 1, 1}, 0, 51));
        assertTrue(message().startsWith("training and test data must have the same features, got 1 in"), message());
    }

    @Test
    void missingFileAndDirectoryAreNamed() throws IOException {
        Files.delete(directory.resolve("t10k-labels.idx1-ubyte"));
        assertEquals(
                directory + ": expected one of the files [t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, "
                        + "t10k-labels.idx1-ubyte, t10k-labels.idx1-ubyte.gz], found none of them",
                message());
        Path nowhere = directory.resolve("nowhere");
        assertTrue(assertThrows(DataException.class, () -> IdxDataset.read(nowhere))
                .getMessage()
                .startsWith(nowhere + ": expected a directory with the IDX files [train-images-idx3-ubyte, "));
    }

    @Test
    void emptyImagesAndSingleClassesAreRefused() throws IOException {
        write("t10k-labels.idx1-ubyte", IdxFileTest.idx(new int[] {1}, 0));
        write("train-labels-idx1-ubyte", IdxFileTest.idx(new int[] {2}, 0, 0));
        assertTrue(message().contains("expected labels of at least 2 classes"), message());
        writeSmallDataset();
        write("train-images-idx3-ubyte", IdxFileTest.idx(new int[] {2, 0, 2}));
        assertTrue(message().contains("expected images of at least one pixel"), message());
    }
}
