package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.Column.Number.Of;
import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Targets;
import io.github.jgln.data.Classes.Unknown;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    private static final float NONE = Float.NaN;
    private static final List<Column> MODEL =
            List.of(new Column.Number("age"), new Column.Category("job", List.of("clerk", "smith"), 4));

    private static TableRows rows(String text) {
        FirstRows first = Tables.first(text);
        return TableRows.of(first, Schema.infer(first, SchemaOptions.DEFAULT));
    }

    private static TableRows matched(String text, boolean strict) {
        return TableRows.of(
                Tables.of(text), MODEL, Optional.empty(), Classes.of(List.of("a", "b"), Unknown.REFUSED), strict);
    }

    private static int[] labels(LabelledRows block) {
        Targets.Classes classes = (Targets.Classes) block.targets();
        return Arrays.copyOfRange(classes.of(), classes.from(), classes.from() + block.count());
    }

    @Test
    void rowsHoldNumbersAndPlacesAndWhatIsMissing() {
        TableRows rows =
                rows("age,job,member,when,k\n1.5,smith,true,2024-04-01 06:00,b\n?,clerk,False,?,a\n?,?,?,?,?\n");
        LabelledRows block = rows.next(10);
        assertEquals(6, block.rows().features());
        float[] expected = {
            1.5f, 1, 1, 19814.25f, 1, 0, NONE, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE
        };
        assertArrayEquals(expected, block.rows().toArray(), 1e-6f);
        assertArrayEquals(new int[] {1, 0, -1}, labels(block));
        assertEquals(3, rows.line(1));
        assertEquals(0, rows.next(10).count());
        assertSame(LabelledRows.NONE, rows.next(10));
    }

    @Test
    void eachMomentIsItsOwn() {
        List<Column> columns = List.of(
                new Column.Number("v", Of.DAYS), new Column.Number("v", Of.HOUR_SINE), new Column.Number("w", Of.DAYS));
        TableRows rows = TableRows.of(
                Tables.of("v,w\n1970-01-02 06:00,1970-01-03\n1970-01-04 18:00,1970-01-05\n"),
                columns,
                Optional.empty(),
                Classes.of(List.of(), Unknown.REFUSED),
                true);
        assertArrayEquals(
                new float[] {1.25f, 1, 2, 3.75f, -1, 4}, rows.next(5).rows().toArray(), 1e-6f);
    }

    @Test
    void blocksFollowEachOther() {
        TableRows rows = rows("x,k\n1,a\n2,b\n3,a\n");
        assertArrayEquals(new float[] {1, 2}, rows.next(2).rows().toArray());
        assertArrayEquals(new float[] {3}, rows.next(2).rows().toArray());
    }

    @Test
    void columnsAreKnownByName() {
        TableRows rows = matched("more,job,age\n9,smith,1\n8,clerk,2\n", false);
        assertArrayEquals(new float[] {1, 1, 2, 0}, rows.next(5).rows().toArray());
        assertEquals(
                "t: has columns that the model does not, which are left out: 'more'", Tables.texts(rows.notices()));
        TableRows lacking = matched("job,x\nsmith,1\n", false);
        assertArrayEquals(new float[] {NONE, 1}, lacking.next(5).rows().toArray());
        assertTrue(Tables.texts(lacking.notices())
                .startsWith("t: lacks columns that the model has, which count as missing: 'age'"));
    }

    @Test
    void strictnessRefusesWhatIsMissing() {
        assertEquals(
                "t: expected the columns of the model, found no 'age', found beside them 'x'",
                assertThrows(DataException.class, () -> matched("job,x\nsmith,1\n", true))
                        .getMessage());
        assertEquals(1, matched("x,job,age\n2,smith,1\n", true).next(1).count());
        assertEquals(
                "t line 3: expected in column 'age' a number, as the model knows no missing values, found 'old'",
                assertThrows(
                                DataException.class,
                                () -> matched("job,age\nsmith,1\nsmith,old\n", true)
                                        .next(9))
                        .getMessage());
        assertEquals(
                "t: expected the columns of the model, found no 'age', 'job', found beside them 'c1', 'c2'; has the table"
                        + " a header?",
                assertThrows(DataException.class, () -> matched("smith,1\n", false))
                        .getMessage());
    }

    @Test
    void rowsWithoutALabelCanBeLeftOut() throws IOException {
        TableRows rows = rows("x,k\n1,?\n2,b\n3,?\n4,a\n5,?\n");
        RowSource labelled = rows.labelled();
        LabelledRows block = labelled.next(3);
        assertArrayEquals(new float[] {2}, block.rows().toArray());
        assertEquals(3, rows.line(0));
        assertArrayEquals(new int[] {1}, labels(block));
        assertArrayEquals(new float[] {4}, labelled.next(3).rows().toArray());
        assertEquals(0, labelled.next(3).count());
        assertEquals(3, rows.leftOut());
        assertEquals("t: 3 rows without a label are left out", Tables.texts(rows.notices()));
    }

    /** FNV-1a of "a" is 0xe40c292c, of "foobar" 0xbf9cf968, as its authors publish. */
    @Test
    void otherCategoriesHaveThePlaceOfTheirHash() {
        CategoryPlaces places = new CategoryPlaces(new Column.Category("c", List.of("x", "y"), 1000));
        assertEquals(1, places.of("y"));
        assertEquals(2 + (int) (0xe40c292cL % 1000), places.of("a"));
        assertEquals(2 + (int) (0xbf9cf968L % 1000), places.of("foobar"));
        assertEquals(2, new CategoryPlaces(new Column.Category("c", List.of("x", "y"), 1)).of("ä"));
    }

    @Test
    void cellsThatAreNotWhatTheirColumnHoldsAreCounted() {
        TableRows rows = matched("age,job\nold,clerk\n1e39,clerk\n3,clerk\n", false);
        assertArrayEquals(
                new float[] {NONE, 0, NONE, 0, 3, 0}, rows.next(5).rows().toArray());
        assertEquals(
                "t: in column 'age' 2 cells are not what it holds and counted as missing, the first in line 2: 'old'",
                Tables.texts(rows.notices()));
        List<Column> moment = List.of(new Column.Number("w", Of.DAYS), new Column.Number("w", Of.HOUR_SINE));
        TableRows moments = TableRows.of(
                Tables.of("w,x\nsoon,1\n"), moment, Optional.empty(), Classes.of(List.of(), Unknown.REFUSED), false);
        assertArrayEquals(new float[] {NONE, NONE}, moments.next(5).rows().toArray());
        assertTrue(Tables.texts(moments.notices()).contains("in column 'w' 1 cell is not"));
    }

    @Test
    void whatTheSchemaSaysIsNotSaidAgain() {
        assertEquals(List.of(), rows("1,a\n2,b\n").notices());
        assertEquals(
                1,
                TableRows.of(
                                Tables.of("1,a\n2,b\n"),
                                List.of(new Column.Number("c1"), new Column.Number("c2")),
                                Optional.empty(),
                                Classes.of(List.of(), Unknown.REFUSED),
                                true)
                        .notices()
                        .size());
    }

    @Test
    void labelsAreClassesOfTheModel() {
        String text = "age,job,k\n1,clerk,b.\n2,clerk,?\n3,clerk,z\n";
        TableRows refusing = TableRows.of(
                Tables.of(text), MODEL, Optional.of("k"), Classes.of(List.of("a", "b"), Unknown.REFUSED), true);
        assertArrayEquals(new int[] {1, -1}, labels(refusing.next(2)));
        assertEquals(
                "t line 4: expected one of 2 classes, 'a', 'b', found the label 'z', which the model does not know",
                assertThrows(DataException.class, () -> refusing.next(1)).getMessage());
        TableRows counting = TableRows.of(
                Tables.of(text), MODEL, Optional.of("k"), Classes.of(List.of("a", "b"), Unknown.UNLABELLED), true);
        assertArrayEquals(new int[] {1, -1, -1}, labels(counting.next(3)));
        assertTrue(Tables.texts(counting.notices()).contains("t: 1 label is of no class and counts as missing"));
        assertThrows(
                DataException.class,
                () -> TableRows.of(
                        Tables.of(text), MODEL, Optional.of("q"), Classes.of(List.of("a"), Unknown.REFUSED), false));
    }

    @Test
    void aLateClassIsThereForAllWhoHaveTheSchema() {
        TableOptions two = TableOptions.builder().firstRows(2).build();
        FirstRows first = FirstRows.of(Tables.of("x,k\n1,a\n2,b\n3,c\n", two));
        Schema schema =
                Schema.infer(first, SchemaOptions.builder().spareClasses(1).build());
        assertArrayEquals(
                new int[] {0, 1, 2}, labels(TableRows.of(first, schema).next(9)));
        assertEquals(List.of("a", "b", "c"), schema.classes().names());
    }

    @Test
    void aPipeGivesTheRowsThatAreThere() {
        Table pipe = Table.open("t", new Tables.OpenPipe("age,job\n1,clerk\n2,smith\n"), TableOptions.DEFAULT);
        TableRows rows = TableRows.of(pipe, MODEL, Optional.empty(), Classes.of(List.of(), Unknown.REFUSED), true);
        assertEquals(2, rows.next(1_000_000).count());
    }
}
