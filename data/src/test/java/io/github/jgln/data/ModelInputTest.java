package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.Preparation;
import io.github.jgln.data.Classes.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

    private static ModelInput named(String... columns) {
        return new ModelInput(
                new Preparation(List.of("x", "y"), false, Optional.empty(), List.of(columns)),
                columns.length,
                List.of());
    }

    private static float[] unlabelled(ModelInput model, String text) {
        return model.unlabelled(Tables.of(text), List.of()).next(100).rows().toArray();
    }

    /** By position, 2.5 would be taken for a. */
    @Test
    void columnsAreFoundByTheirNames() {
        String text = "b,kind,more,a\n2.5,y,7,1\n4.5,x,8,3\n";
        List<String> told = new ArrayList<>();
        Dataset rows = named("a", "b").read(Tables.of(text), Optional.of("kind"), told::add);
        assertArrayEquals(new float[] {1, 2.5f, 3, 4.5f}, rows.rows().toArray());
        assertArrayEquals(new int[] {1, 0}, named("a", "b").labelled(rows).labels());
        assertEquals(List.of("t: has columns that the model does not, which are left out: 'more'"), told);
        assertArrayEquals(new float[] {1, 2.5f, 3, 4.5f}, unlabelled(named("a", "b"), text));
    }

    @Test
    void columnsThatAreMissingAreNamed() {
        assertMessage(
                "t: expected the columns of the model, found no 'a', 'c'",
                () -> named("a", "b", "c").read(Tables.of("b,kind\n2.5,y\n"), Optional.of("kind"), told -> {}));
    }

    /** A model of numbers does not know what a missing one is. */
    @Test
    void cellsThatAreNoNumbersAreRefusedWhereTheModelTakesNoOthers() {
        assertMessage(
                "t line 3: expected in column 'b' a number, as the model knows no missing values, found 'red'",
                () -> unlabelled(named("a", "b"), "a,b\n1,2\n1,red\n"));
        assertMessage(
                "t line 2: expected in column 'a' a number, as the model knows no missing values, found none",
                () -> unlabelled(named("a", "b"), "a,b\n?,2\n"));
    }

    /** A model of a table knows what a missing value is. */
    @Test
    void columnsOfATableMayBeMissing() {
        List<Column> columns =
                List.of(new Column.Category("colour", List.of("red", "blue"), 1), new Column.Number("size"));
        ModelInput model = new ModelInput(Preparation.none(2), 2, columns);
        TableRows rows = model.unlabelled(Tables.of("kind,colour\n1,blue\n1,green\n0,?\n"), List.of());
        assertArrayEquals(
                new float[] {1, Float.NaN, 2, Float.NaN, Float.NaN, Float.NaN},
                rows.next(9).rows().toArray());
        assertEquals(
                "t: lacks columns that the model has, which count as missing: 'size'\n"
                        + "t: has columns that the model does not, which are left out: 'kind'",
                Tables.texts(rows.notices()));
    }

    @Test
    void aColumnThatIsSaidToBeNoneOfTheModelsIsNotTold() {
        TableRows rows = named("a").unlabelled(Tables.of("a,k\n1,x\n"), List.of("2"));
        assertEquals(List.of(), rows.notices());
        assertArrayEquals(new float[] {1}, rows.next(9).rows().toArray());
    }

    @Test
    void theLabelIsAColumnThatIsNotTheModels() {
        ModelInput model = named("class", "b");
        assertEquals("d", model.label(Tables.of("d,class,b\nx,1,2\n")));
        assertEquals("target", model.label(Tables.of("target,class,b,e\nx,1,2,3\n")));
        assertMessage(
                "t: expected a label beside the columns of the model, found only these: 'class', 'b'; if one of them is"
                        + " the label, give it by --label",
                () -> model.label(Tables.of("class,b\n1,2\n")));
    }

    /** Other data may have other classes. */
    @Test
    void rowsOfClassesThatTheModelDoesNotKnowAreLeftOutAndTold() {
        List<String> told = new ArrayList<>();
        Dataset rows = named("a").read(Tables.of("a,kind\n1,y.\n2,z\n3,\n4,y\n"), Optional.of("kind"), told::add);
        assertArrayEquals(new float[] {1, 4}, rows.rows().toArray());
        assertArrayEquals(new int[] {1, 1}, rows.labels());
        assertEquals(List.of("x", "y"), rows.classes());
        assertEquals(
                List.of(
                        "the label 'y.' is taken for 'y', from which it differs by a full stop",
                        "t: 1 label is of no class and counts as missing",
                        "t: 2 rows without a label are left out"),
                told);
    }

    @Test
    void oneClassOfATableIsSetAgainstTheRest() {
        ModelInput model = new ModelInput(
                new Preparation(List.of("not x", "x"), false, Optional.of("x"), List.of("a")), 1, List.of());
        Dataset rows = model.read(Tables.of("a,kind\n1,y\n2,x\n3,z\n"), Optional.empty(), told -> {});
        assertArrayEquals(new int[] {0, 1, 0}, model.labelled(rows).labels());
    }

    /** Without names there is nothing but the order. */
    @Test
    void rowsOfAnOldModelGoByPosition() {
        ModelInput old = input(false, null, "x", "y");
        TableRows rows = old.rows(Tables.of("b,kind,a\n2.5,y,1\n4.5,x,3\n"), "kind", Unknown.REFUSED);
        assertArrayEquals(new float[] {2.5f, 1, 4.5f, 3}, rows.next(9).rows().toArray());
        assertMessage(
                "t: expected rows of 2 features, as the model has, got 3",
                () -> old.unlabelled(Tables.of("b,kind,a\n2.5,y,1\n"), List.of()));
    }

    /** These formats have no header, and a column of the model may be in no first row. */
    @Test
    void columnsOfFormatsWithoutAHeaderAreThoseOfTheModel() {
        ModelInput model = named("a", "b");
        String json = "{\"b\":2,\"kind\":\"y\",\"more\":0}\n{\"a\":1,\"b\":3}\n";
        TableOptions one = TableOptions.builder().firstRows(1).build();
        Table unlabelled = Tables.of(json, model.tableOptions(one));
        assertEquals(List.of("a", "b"), Tables.names(unlabelled));
        Table labelled = Tables.of(json, model.tableOptions(one, Optional.of("kind")));
        assertEquals(List.of("a", "b", "kind"), Tables.names(labelled));
        Table byNumber = Tables.of(json, model.tableOptions(one, Optional.of("2")));
        assertEquals(List.of("b", "kind", "more"), Tables.names(byNumber));
        Table strange = Tables.of("{}\n{\"c\":1}\n", model.tableOptions(one));
        assertMessage(
                "t line 2: expected some of the keys 'a', 'b', found none of them in '{\"c\":1}'",
                () -> Tables.rest(strange));
        String sparse = "1 1:0.5\n0 3:1\n";
        ModelInput numbered = named("c1", "c2", "c3");
        Table narrow = Tables.of(sparse, numbered.tableOptions(one, Optional.empty()));
        assertEquals(List.of("label", "c1", "c2", "c3"), Tables.names(narrow));
    }

    /** It does not say how its columns lie in an image, and without deskewing the answers would be wrong. */
    @Test
    void aTableIsRefusedWhereImagesWereDeskewed() {
        assertEquals(2, unlabelled(input(false, null, "a", "b"), "a,b\n1,2\n").length);
        String message = assertThrows(DataException.class, () -> unlabelled(input(true, null, "a", "b"), "a,b\n1,2\n"))
                .getMessage();
        assertTrue(message.startsWith("t: expected images"), message);
    }
}
