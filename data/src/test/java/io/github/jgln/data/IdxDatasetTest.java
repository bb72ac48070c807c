package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
    @TempDir
    Path directory;

    private final List<String> messages = new ArrayList<>();

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
        assertTrue(
                message()
                        .endsWith(
                                "expected labels, an IDX file of 1 dimension, or 2 of 32-bit integers, found 3 dimensions of"
                                        + " unsigned bytes"),
                message());
    }

    private Parts parts(String... prefix) {
        return IdxDataset.read(directory, Stream.of(prefix).findFirst(), messages::add);
    }

    private String partsMessage(String... prefix) {
        return assertThrows(DataException.class, () -> parts(prefix)).getMessage();
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** One image of two pixels in each part. */
    private void write(String prefix, String test, byte[] trainImages, byte[] testImages) throws IOException {
        write(prefix + "train-images-idx3-ubyte", trainImages);
        write(prefix + "train-labels-idx1-ubyte", IdxFileTest.idx(new int[] {1}, 1));
        write(prefix + test + "-images-idx3-ubyte", testImages);
        write(prefix + test + "-labels-idx1-ubyte", IdxFileTest.idx(new int[] {1}, 26));
    }

    private static byte[] image(int... pixels) {
        return IdxFileTest.idx(new int[] {1, 1, 2}, pixels);
    }

    /** EMNIST's letters are counted from 1 on. */
    @Test
    void classesAreTheLabelsThatOccur() throws IOException {
        empty();
        write("emnist-letters-", "test", image(0, 255), IdxFileTest.gzip(image(255, 0)));
        Parts parts = parts();
        assertEquals(List.of("1", "26"), parts.train().classes());
        assertArrayEquals(new int[] {0}, parts.train().labels());
        assertArrayEquals(new int[] {1}, parts.test().orElseThrow().labels());
        assertEquals("emnist-letters (train)", parts.train().name());
    }

    @Test
    void severalDataSetsAreToldApartByTheirPrefix() throws IOException {
        write("emnist-letters-", "test", image(0, 255), image(255, 0));
        write("emnist-digits-", "test", image(51, 0), image(0, 0));
        assertEquals(
                directory + ": expected the IDX files of one data set, found those of the prefixes '', 'emnist-digits',"
                        + " 'emnist-letters'; choose one with --prefix",
                partsMessage());
        assertEquals(0.2f, parts("emnist-digits").train().row(0)[0]);
        assertEquals(1f, parts("emnist-letters").train().row(0)[1]);
        assertEquals(2, parts("").train().rowCount());
        assertEquals(2, ImageDataset.MNIST.load(directory).train().rowCount(), "MNIST's files have no prefix");
        assertEquals(
                directory + ": expected IDX files of the prefix 'letters', found those of the prefixes '',"
                        + " 'emnist-digits', 'emnist-letters'",
                partsMessage("letters"));
        Files.delete(directory.resolve("emnist-letters-test-labels-idx1-ubyte"));
        assertTrue(
                partsMessage("emnist-letters")
                        .startsWith(directory + ": expected one of the files [emnist-letters-t10k-labels-idx1-ubyte, "),
                partsMessage("emnist-letters"));
    }

    @Test
    void labelsOfTwoDimensionsHaveTheClassInTheFirstColumn() throws IOException {
        empty();
        write("qmnist-train-images-idx3-ubyte", IdxFileTest.idx(new int[] {2, 1, 2}, 0, 51, 255, 1));
        write("qmnist-train-labels-idx2-int", IdxFileTest.ints(new int[] {2, 3}, 7, 100, 9, 3, 200, 9));
        write("qmnist-test-images-idx3-ubyte", image(0, 1));
        write("qmnist-test-labels-idx2-int", IdxFileTest.ints(new int[] {1, 3}, 5, 100, 9));
        Parts parts = parts();
        assertEquals(List.of("3", "5", "7"), parts.train().classes());
        assertArrayEquals(new int[] {2, 0}, parts.train().labels());
        assertArrayEquals(new int[] {1}, parts.test().orElseThrow().labels());
        // As classes of one 1 among zeros would look, which are something else.
        write("qmnist-test-labels-idx2-int", IdxFileTest.idx(new int[] {1, 3}, 0, 1, 0));
        assertTrue(partsMessage().endsWith("found 2 dimensions of unsigned bytes"), partsMessage());
    }

    @Test
    void labelsOfOtherTypesAreWholeNumbers() throws IOException {
        write("train-labels-idx1-ubyte", IdxFileTest.floats(new int[] {2}, 4f, -1f));
        assertEquals(List.of("-1", "2", "4"), parts().train().classes());
        write("train-labels-idx1-ubyte", IdxFileTest.floats(new int[] {2}, 4f, 1.5f));
        assertTrue(partsMessage().endsWith("expected whole numbers for labels, found 1.5 as label 1"), partsMessage());
    }

    @Test
    void folderWithoutTestRowsLeavesThemOpen() throws IOException {
        Files.delete(directory.resolve("t10k-images.idx3-ubyte.gz"));
        assertTrue(partsMessage().contains("expected one of the files [t10k-images-idx3-ubyte"), partsMessage());
        Files.delete(directory.resolve("t10k-labels.idx1-ubyte"));
        Parts parts = parts();
        assertTrue(parts.test().isEmpty());
        assertEquals(2, parts.forTesting().rowCount());
        assertEquals(1, parts.split(0.5, 1).test().rowCount());
        assertArrayEquals(new int[] {1, 0}, parts.split(0, 1).train().labels());
        assertEquals(0, parts.split(0, 1).test().rowCount());
        assertTrue(message().contains("expected one of the files [t10k-"), message());
    }

    /** One divisor for both parts, by what their values are. */
    @Test
    void otherElementsAreScaledByTheirRange() throws IOException {
        assertScaled(
                new float[] {0, 0.5f}, new float[] {1, 0.25f}, 1, "32-bit floats from 0.0 to 1.0, taken as they are");
        assertScaled(new float[] {0, 0.5f}, new float[] {1, 255}, 255, "from 0.0 to 255.0, divided by 255");
        assertScaled(new float[] {300, 0.5f}, new float[] {1, 2}, 65535, "from 0.5 to 300.0, divided by 65535");
        assertScaled(new float[] {-1, 0.5f}, new float[] {1, 200}, 1, "from -1.0 to 200.0, taken as they are");
        assertScaled(new float[] {1, 0.5f}, new float[] {1, 70000}, 1, "from 0.5 to 70000.0, taken as they are");
        write("", "t10k", IdxFileTest.ints(new int[] {1, 1, 2}, 51, 255), IdxFileTest.ints(new int[] {1, 1, 2}, 0, 1));
        assertArrayEquals(new float[] {51 / 255f, 1f}, parts().train().row(0));
    }

    private void assertScaled(float[] train, float[] test, float divisor, String message) throws IOException {
        empty();
        int[] sizes = {1, 1, 2};
        write("", "t10k", IdxFileTest.floats(sizes, train), IdxFileTest.floats(sizes, test));
        messages.clear();
        Parts parts = parts();
        assertArrayEquals(
                new float[] {train[0] / divisor, train[1] / divisor},
                parts.train().row(0));
        assertArrayEquals(
                new float[] {test[0] / divisor, test[1] / divisor},
                parts.test().orElseThrow().row(0));
        assertEquals(1, messages.size());
        assertTrue(messages.get(0).endsWith(message), messages.get(0));
    }

    @Test
    void elementsOfTwoTypesAndNumbersWithoutEndAreRefused() throws IOException {
        empty();
        int[] sizes = {1, 1, 2};
        write("", "t10k", IdxFileTest.floats(sizes, 0, 1), image(0, 255));
        assertTrue(partsMessage().contains(" has 32-bit floats, but "), partsMessage());
        write("", "t10k", IdxFileTest.floats(sizes, 0, 1), IdxFileTest.floats(sizes, 0, Float.NaN));
        assertTrue(partsMessage().endsWith("finite as floats, found NaN in image 0"), partsMessage());
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
