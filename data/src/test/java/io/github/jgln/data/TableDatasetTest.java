package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDatasetTest {
    private static Dataset read(String text) {
        return TableDataset.read(
                Tables.of(text), SchemaOptions.builder().label("kind").build(), told -> {});
    }

    @Test
    void theLabelMayBeAnywhere() {
        Dataset data = read("a,kind,b\n1,pear,-2.5\n3e2,apple,.5\n5,pear,+6\n");
        assertEquals("t", data.name());
        assertEquals(2, data.features());
        assertEquals(List.of("apple", "pear"), data.classes());
        assertArrayEquals(new int[] {1, 0, 1}, data.labels());
        assertArrayEquals(new float[] {1, -2.5f, 300, .5f, 5, 6}, data.rows().toArray());
        assertEquals(
                List.of("a", "b"), data.columns().stream().map(Column::name).toList());
        assertTrue(data.imageShape().isEmpty());
    }

    @Test
    void manyRowsArriveInOrder() {
        StringBuilder csv = new StringBuilder("kind,a,b,c");
        for (int r = 0; r < 10_000; r++) {
            csv.append('\n').append(r % 2);
            for (int c = 0; c < 3; c++) {
                csv.append(',').append(r * 3 + c);
            }
        }
        Dataset data = read(csv.toString());
        float[] rows = data.rows().toArray();
        assertEquals(30_000, rows.length);
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i, rows[i]);
        }
        assertEquals(1, data.label(9_999));
    }

    /** They are in one order, wherever the first row of each stands. */
    @Test
    void labelsBelowTheFirstRowsAreClasses() {
        TableOptions two = TableOptions.builder().firstRows(2).build();
        Dataset data = TableDataset.read(
                Tables.of("a,kind\n1,30\n2,4\n3,100\n4,4.\n5,2\n", two), SchemaOptions.DEFAULT, told -> {});
        assertEquals(List.of("100", "2", "30", "4", "4."), data.classes());
        assertArrayEquals(new int[] {2, 3, 0, 4, 1}, data.labels());
        Dataset roomy = TableDataset.read(
                Tables.of("a,kind\n1,30\n2,4\n3,100\n", two),
                SchemaOptions.builder().spareClasses(1).otherClass(true).build(),
                told -> {});
        assertEquals(List.of("4", "30", "100", "(spare 1)", "(other)"), roomy.classes());
        assertArrayEquals(new int[] {1, 0, 2}, roomy.labels());
    }

    @Test
    void classesThatAreNamedAreAllThereAre() {
        SchemaOptions options =
                SchemaOptions.builder().classes(List.of("y", "x")).build();
        assertArrayEquals(
                new int[] {1, 0},
                TableDataset.read(Tables.of("a,k\n1,x\n2,y\n"), options, told -> {})
                        .labels());
        assertTrue(assertThrows(
                        DataException.class, () -> TableDataset.read(Tables.of("a,k\n1,x\n2,z\n"), options, told -> {}))
                .getMessage()
                .startsWith("t line 3: expected one of 2 classes, 'y', 'x', found the label 'z'"));
    }

    @Test
    void rowsWithoutALabelAreLeftOutAndCounted() {
        List<String> told = new ArrayList<>();
        Dataset data = TableDataset.read(Tables.of("a,kind\n1,x\n2, \n3,?\n4,y\n"), SchemaOptions.DEFAULT, told::add);
        assertArrayEquals(new float[] {1, 4}, data.rows().toArray());
        assertEquals(
                List.of(
                        "t: takes 'kind' for the label; another is given by --label",
                        "t: 2 rows without a label are left out"),
                told);
    }

    @Test
    void tooLittleIsRefused() {
        assertEquals(
                "t: expected at least one column beside the label, found 'kind'",
                assertThrows(DataException.class, () -> read("kind\nx\ny\n")).getMessage());
        assertEquals(
                "t: expected rows with a label, found none",
                assertThrows(
                                DataException.class,
                                () -> TableDataset.read(
                                        Tables.of("a,k\n1,?\n"),
                                        SchemaOptions.builder()
                                                .classes(List.of("x"))
                                                .build(),
                                        told -> {}))
                        .getMessage());
        // Enough to be scored; what is to be learnt needs two.
        assertEquals(List.of("x"), read("a,kind\n1,x\n2,x\n").classes());
    }

    /** As gene expression tables have. */
    @Test
    void twentyThousandColumnsAreRead() {
        StringBuilder text = new StringBuilder("kind");
        for (int j = 0; j < 20_000; j++) {
            text.append(",g").append(j);
        }
        for (String kind : List.of("x", "y")) {
            text.append('\n').append(kind).append(",1".repeat(20_000));
        }
        assertEquals(20_000, read(text.toString()).features());
    }
}
