package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelInputTest {
    private static final Dataset TABLE =
            new Dataset("table", 2, List.of("b", "a"), new float[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1, 0});

    private static ModelInput input(boolean deskewed, String oneClass, String... classes) {
        return new ModelInput(new Preparation(List.of(classes), deskewed, Optional.ofNullable(oneClass)), 2);
    }

    @Test
    void labelsAreCountedAsTheModelCountsThem() {
        Dataset prepared = input(false, null, "a", "b", "c").labelled(TABLE);
        assertArrayEquals(new int[] {1, 0, 1}, prepared.labels());
        assertEquals(List.of("a", "b", "c"), prepared.classes());
        assertSame(TABLE.rows(), prepared.rows());
    }

    @Test
    void oneClassIsSetAgainstTheRest() {
        Dataset prepared = input(false, "a", "not a", "a").labelled(TABLE);
        assertArrayEquals(new int[] {0, 1, 0}, prepared.labels());
        assertEquals(List.of("not a", "a"), prepared.classes());
    }

    @Test
    void imagesAreDeskewedIfTheModelsWere() {
        Dataset images = MnistSample.load().test().limit(3);
        List<String> digits = images.classes();
        ModelInput upright = new ModelInput(new Preparation(digits, true, Optional.empty()), 784);
        float[] expected = Deskew.apply(images).rows().toArray();
        assertArrayEquals(expected, upright.labelled(images).rows().toArray());
        assertArrayEquals(expected, upright.unlabelled(images).toArray());
        ModelInput raw = new ModelInput(new Preparation(digits, false, Optional.empty()), 784);
        assertSame(images.rows(), raw.unlabelled(images));
        assertArrayEquals(
                images.rows().toArray(),
                raw.labelled(images.named("again", digits)).rows().toArray());
    }

    @Test
    void unlabelledRowsMayHaveOtherClasses() {
        assertSame(TABLE.rows(), input(false, null, "x", "y").unlabelled(TABLE));
        Rows rows = Rows.of(new float[4], 2);
        assertSame(rows, input(false, null, "x", "y").unlabelled("table", rows));
    }

    @Test
    void dataThatDoesNotFitTheModelIsRefused() {
        assertMessage(
                "table: expected classes that the model knows, [a, c], got [b, a]",
                () -> input(false, null, "a", "c").labelled(TABLE));
        assertMessage(
                "table: expected 'c', the class the model knows, among the classes, got [b, a]",
                () -> input(false, "c", "not c", "c").labelled(TABLE));
        String width = "table: expected rows of 3 features, as the model has, got 2";
        ModelInput three = new ModelInput(Preparation.none(2), 3);
        assertMessage(width, () -> three.labelled(TABLE));
        assertMessage(width, () -> three.unlabelled(TABLE));
        assertMessage(width, () -> three.unlabelled("table", TABLE.rows()));
    }

    private static void assertMessage(String expected, Executable action) {
        assertEquals(expected, assertThrows(DataException.class, action).getMessage());
    }

    /** It does not say how its columns lie in an image, and without deskewing the answers would be wrong. */
    @Test
    void aTableIsRefusedWhereImagesWereDeskewed() {
        Rows table = Rows.of(new float[] {1, 2}, 2);
        assertSame(table, input(false, null, "a", "b").unlabelled("t.csv", table));
        String message = assertThrows(
                        DataException.class, () -> input(true, null, "a", "b").unlabelled("t.csv", table))
                .getMessage();
        assertTrue(message.startsWith("t.csv: expected images"), message);
    }
}
