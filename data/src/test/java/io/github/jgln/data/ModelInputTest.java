package io.github.jgln.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelInputTest {
    private static final Dataset TABLE =
            new Dataset("table", 2, List.of("b", "a"), new float[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1, 0});

    private static ModelInput input(boolean deskewed, String oneClass, String... classes) {
        return new ModelInput(new Preparation(List.of(classes), deskewed, Optional.ofNullable(oneClass)), 2, List.of());
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
        ModelInput upright = new ModelInput(new Preparation(digits, true, Optional.empty()), 784, List.of());
        float[] expected = Deskew.apply(images).rows().toArray();
        assertArrayEquals(expected, upright.labelled(images).rows().toArray());
        assertArrayEquals(expected, upright.unlabelled(images).toArray());
        ModelInput raw = new ModelInput(new Preparation(digits, false, Optional.empty()), 784, List.of());
        assertSame(images.rows(), raw.unlabelled(images));
        assertArrayEquals(
                images.rows().toArray(),
                raw.labelled(images.named("again", digits)).rows().toArray());
    }

    @Test
    void unlabelledRowsMayHaveOtherClasses() {
        assertSame(TABLE.rows(), input(false, null, "x", "y").unlabelled(TABLE));
    }

    @Test
    void dataThatDoesNotFitTheModelIsRefused() {
        assertMessage(
                "table: expected no classes but those known, [a, c], got [b, a]",
                () -> input(false, null, "a", "c").labelled(TABLE));
        assertMessage(
                "table: expected 'c', the class the model knows, among the classes, got [b, a]",
                () -> input(false, "c", "not c", "c").labelled(TABLE));
        String width = "table: expected rows of 3 features, as the model has, got 2";
        ModelInput three = new ModelInput(Preparation.none(2), 3, List.of());
        assertMessage(width, () -> three.labelled(TABLE));
        assertMessage(width, () -> three.unlabelled(TABLE));
    }

    private static void assertMessage(String expected, Executable action) {
        assertEquals(expected, assertThrows(DataException.class, action).getMessage());
    }

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), content);
    }

    private static ModelInput named(String... columns) {
        return new ModelInput(
                new Preparation(List.of("x", "y"), false, Optional.empty(), List.of(columns)),
                columns.length,
                List.of());
    }

    /** By position, 2.5 would be taken for a. */
    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        Path file = file("b,kind,more,a\n2.5,y,7,1\n4.5,x,8,3\n");
        List<String> told = new ArrayList<>();
        Dataset rows = named("a", "b").read(file, CsvOptions.label("kind"), told::add);
        assertArrayEquals(new float[] {1, 2.5f, 3, 4.5f}, rows.rows().toArray());
        assertArrayEquals(new int[] {1, 0}, named("a", "b").labelled(rows).labels());
        assertEquals(List.of("rows.csv: has [more] beside what the model knows; not used"), told);
        Rows unlabelled = named("a", "b").readUnlabelled(file, CsvOptions.label("kind"), told::add);
        assertArrayEquals(new float[] {1, 2.5f, 3, 4.5f}, unlabelled.toArray());
    }

    @Test
    void columnsThatAreMissingAreNamed() throws IOException {
        Path file = file("b,kind\n2.5,y\n");
        assertMessage(
                file + ": expected the columns that the model knows, [a, b, c], found [b, kind], which lack [a, c]",
                () -> named("a", "b", "c").read(file, CsvOptions.label("kind"), LoadListener.silent()));
    }

    /** A model of a table knows what a missing value is. */
    @Test
    void columnsOfATableMayBeMissing() throws IOException {
        List<Column> columns =
                List.of(new Column.Category("colour", List.of("red", "blue"), 1), new Column.Number("size"));
        ModelInput model = new ModelInput(Preparation.none(2), 2, columns);
        List<String> told = new ArrayList<>();
        Rows rows = model.readUnlabelled(
                file("kind,colour\n1,blue\n1,green\n0,?\n"), new CsvOptions(null, UTF_8, true, Map.of()), told::add);
        assertArrayEquals(new float[] {1, Float.NaN, 2, Float.NaN, Float.NaN, Float.NaN}, rows.toArray());
        assertEquals(
                List.of(
                        "rows.csv: lacks [size], which count as missing in all rows",
                        "rows.csv: has [kind] beside what the model knows; not used"),
                told);
        Path other = file("a,b\n1,2\n");
        assertTrue(assertThrows(
                        DataException.class,
                        () -> model.readUnlabelled(
                                other, new CsvOptions(null, UTF_8, true, Map.of()), LoadListener.silent()))
                .getMessage()
                .contains("which lack [colour, size]"));
    }

    /** Without names there is nothing but the order. */
    @Test
    void rowsOfAnOldModelGoByPosition() throws IOException {
        ModelInput old = input(false, null, "x", "y");
        Path file = file("b,kind,a\n2.5,y,1\n4.5,x,3\n");
        assertArrayEquals(
                new float[] {2.5f, 1, 4.5f, 3},
                old.readUnlabelled(file, CsvOptions.label("kind"), LoadListener.silent())
                        .toArray());
        Path text = file("a,b\n1,red\n");
        assertMessage(
                text + ", column 'b': expected a number in every row, found text or missing values",
                () -> old.readUnlabelled(text, new CsvOptions(null, UTF_8, true, Map.of()), LoadListener.silent()));
    }

    /** It does not say how its columns lie in an image, and without deskewing the answers would be wrong. */
    @Test
    void aTableIsRefusedWhereImagesWereDeskewed() throws IOException {
        Path file = file("a,b\n1,2\n");
        CsvOptions options = new CsvOptions(null, UTF_8, true, Map.of());
        assertEquals(
                1,
                input(false, null, "a", "b")
                        .readUnlabelled(file, options, LoadListener.silent())
                        .count());
        String message = assertThrows(
                        DataException.class,
                        () -> input(true, null, "a", "b").readUnlabelled(file, options, LoadListener.silent()))
                .getMessage();
        assertTrue(message.startsWith(file + ": expected images"), message);
    }
}
