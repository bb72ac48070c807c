package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    /** Row i is (i, 10 i); its label is i modulo 3. */
    private static Dataset counting(int n) {
        float[] rows = new float[2 * n];
        for (int i = 0; i < n; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = 10 * i;
        }
        return new Dataset(
                "counting",
                2,
                List.of("a", "b", "c"),
                rows,
                IntStream.range(0, n).map(i -> i % 3).toArray());
    }

    private static int[] order(Dataset data) {
        int[] order = new int[data.rowCount()];
        for (int i = 0; i < order.length; i++) {
            float[] row = data.row(i);
            order[i] = (int) row[0];
            assertEquals(10 * row[0], row[1], "a row stays together");
            assertEquals(order[i] % 3, data.label(i), "a label stays with its row");
        }
        return order;
    }

    @Test
    void splitMix64HasItsPublishedValues() {
        SplitMix64 random = new SplitMix64(0);
        assertEquals(0xE220A8397B1DCDAFL, random.next());
        assertEquals(0x6E789E6AA1B965F4L, random.next());
    }

    @Test
    void shufflingGivesTheSamePermutationForever() {
        // From another implementation of the same algorithm.
        assertArrayEquals(
                new int[] {6, 9, 0, 4, 2, 7, 5, 3, 8, 1}, order(counting(10).shuffled(42)));
        assertArrayEquals(
                new int[] {7, 4, 1, 0, 9, 8, 2, 6, 5, 3}, order(counting(10).shuffled(-1)));
    }

    @Test
    void shufflingLeavesTheOriginalAlone() {
        Dataset data = counting(10);
        data.shuffled(1);
        assertArrayEquals(IntStream.range(0, 10).toArray(), order(data));
    }

    @Test
    void limitKeepsTheFirstRows() {
        assertArrayEquals(new int[] {0, 1, 2}, order(counting(10).limit(3)));
        assertEquals(0, counting(10).limit(0).rowCount());
        Dataset data = counting(10);
        assertSame(data, data.limit(11));
        assertMessage("counting: expected a limit of 0 or more rows, got -1", () -> data.limit(-1));
    }

    @Test
    void rangeKeepsTheRowsBetween() {
        Dataset some = counting(10).range(2, 7);
        assertArrayEquals(new int[] {2, 3, 4, 5, 6}, order(some));
        assertArrayEquals(new int[] {3, 4}, order(some.range(1, 3)));
        assertArrayEquals(
                IntStream.of(order(counting(5).shuffled(1))).map(i -> i + 2).toArray(), order(some.shuffled(1)));
        assertArrayEquals(new int[] {1, 0, 0, 1, 0}, some.binary(2).labels());
        for (int[] bad : new int[][] {{-1, 3}, {4, 3}, {0, 6}}) {
            assertMessage(
                    "counting: expected a part of 5 rows, got those from " + bad[0] + " to " + bad[1],
                    () -> some.range(bad[0], bad[1]));
        }
    }

    @Test
    void partsAndOtherLabelsShareTheRows() {
        Dataset data = counting(10);
        Split split = data.split(0.3, 1);
        assertSame(split.train().rows().values(), split.test().rows().values());
        for (Dataset view :
                List.of(data.limit(3), data.range(2, 5), data.binary(1), data.withClasses(List.of("c", "b", "a")))) {
            assertSame(data.rows().values(), view.rows().values());
        }
    }

    @Test
    void labelsAreCountedAsInOtherData() {
        Dataset data = counting(4).range(1, 4);
        Dataset relabelled = data.withClasses(List.of("c", "x", "b", "a"));
        assertArrayEquals(new int[] {2, 0, 3}, relabelled.labels());
        assertEquals(List.of("c", "x", "b", "a"), relabelled.classes());
        assertSame(data, data.withClasses(List.of("a", "b", "c")));
        assertMessage(
                "counting: expected no classes but those known, [a, b], got [a, b, c]",
                () -> data.withClasses(List.of("a", "b")));
    }

    @Test
    void learnersGetTheRowsOfAViewAndTheirLabels() {
        LabelledRows some = counting(10).range(4, 6).labelled();
        assertArrayEquals(new float[] {4, 40, 5, 50}, some.rows().toArray());
        assertEquals(1, ((Targets.Classes) some.targets()).get(0));
        assertEquals(2, ((Targets.Classes) some.targets()).get(1));
    }

    @Test
    void splitHoldsOutTheFractionAndLosesNoRow() {
        Split split = counting(10).split(0.3, 42);
        assertArrayEquals(new int[] {6, 9, 0, 4, 2, 7, 5}, order(split.train()));
        assertArrayEquals(new int[] {3, 8, 1}, order(split.test()));
        for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
            assertTrue(assertThrows(DataException.class, () -> counting(10).split(fraction, 0))
                    .getMessage()
                    .contains("expected a test fraction between 0 and 1"));
        }
        assertMessage(
                "counting: a test fraction of 0.01 splits 10 rows into 10 for training and 0 for testing; "
                        + "both need at least one",
                () -> counting(10).split(0.01, 0));
    }

    @Test
    void binarySetsOneClassAgainstTheRest() {
        Dataset binary = counting(7).binary(2);
        assertArrayEquals(new int[] {0, 0, 1, 0, 0, 1, 0}, binary.labels());
        assertEquals(List.of("not c", "c"), binary.classes());
        assertEquals(3, counting(7).classCount());
        assertMessage(
                "counting: expected a class from 0 to 2, got 3",
                () -> counting(7).binary(3));
        assertMessage(
                "counting: expected a class from 0 to 2, got -1",
                () -> counting(7).binary(-1));
    }

    @Test
    void imageShapeSurvivesEveryChangeOfRows() {
        Dataset images = MnistSample.load().train();
        ImageShape shape = new ImageShape(28, 28);
        for (Dataset data : List.of(
                images,
                images.limit(5),
                images.shuffled(1),
                images.binary(3),
                images.split(0.5, 1).test())) {
            assertEquals(shape, data.imageShape().orElseThrow());
        }
        assertMessage(
                "counting: images of 3 x 1 have 3 pixels, but a row has 2 features",
                () -> counting(4).asImages(new ImageShape(3, 1)));
    }

    @Test
    void rowIsACopy() {
        Dataset data = counting(3);
        data.row(1)[0] = 99;
        assertEquals(1, data.row(1)[0]);
        assertMessage("counting: expected a row from 0 to 2, got 3", () -> data.row(3));
        // The array goes on, but this view does not.
        assertMessage(
                "counting: expected a row from 0 to 1, got 2",
                () -> data.limit(2).row(2));
        assertMessage(
                "counting: expected a row from 0 to 1, got 2",
                () -> data.limit(2).label(2));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        List<String> classes = List.of("a", "b");
        assertMessage(
                "d: expected 2 labels x 3 features = 6 values, got 5",
                () -> new Dataset("d", 3, classes, new float[5], new int[2]));
        assertMessage(
                "d, row 1: expected a label from 0 to 1, got 2",
                () -> new Dataset("d", 1, classes, new float[2], new int[] {0, 2}));
        assertMessage(
                "d, row 0: expected a label from 0 to 1, got -1",
                () -> new Dataset("d", 1, classes, new float[1], new int[] {-1}));
        Dataset two = new Dataset("two", 2, classes, new float[2], new int[1]);
        Dataset three = new Dataset("three", 3, classes, new float[3], new int[1]);
        assertMessage(
                "training and test data must have the same features, got 2 in two and 3 in three",
                () -> new Split(two, three));
        Dataset otherClasses = new Dataset("other", 2, List.of("a", "c"), new float[2], new int[1]);
        assertThrows(DataException.class, () -> new Split(two, otherClasses));
    }

    @Test
    void classesCannotBeChangedAfterwards() {
        List<String> classes = Arrays.asList("a", "b");
        Dataset data = new Dataset("d", 1, classes, new float[1], new int[1]);
        classes.set(0, "z");
        assertEquals(List.of("a", "b"), data.classes());
    }

    private static void assertMessage(String expected, Runnable action) {
        assertEquals(expected, assertThrows(DataException.class, action::run).getMessage());
    }
}
