package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RowsTest {
    private static final float[] VALUES = {0, 1, 10, 11, 20, 21, 30, 31};

    private static void assertRefused(Executable call, String... said) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : said) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void aPartIsAViewOfTheSameArray() {
        Rows part = Rows.of(VALUES, 2).part(1, 3).part(1, 2);
        assertSame(VALUES, part.values());
        assertEquals(4, part.offset());
        assertEquals(6, part.offset(1));
        assertArrayEquals(new float[] {20, 21, 30, 31}, part.toArray());
        assertArrayEquals(new float[] {30, 31}, part.copyOfRow(1));
        assertEquals(0, part.part(2, 0).count());
    }

    @Test
    void whatTheArrayDoesNotHoldIsRefused() {
        Rows rows = Rows.of(VALUES, 2).part(1, 2);
        assertRefused(() -> rows.part(1, 2), "2 rows", "2 from 1 on");
        assertRefused(() -> rows.part(-1, 1), "from -1");
        assertRefused(() -> rows.part(0, -1), "got -1");
        assertRefused(() -> new Rows(VALUES, 2, 3, 2), "the 4 rows", "2 from 3 on");
        assertRefused(() -> new Rows(VALUES, 2, Integer.MAX_VALUE, Integer.MAX_VALUE), "got 2147483647");
        assertRefused(() -> new Rows(VALUES, 0, 0, 0), "features");
        assertRefused(() -> Rows.of(VALUES, 3), "3 features", "8 numbers");
    }

    @Test
    void rowsOfRowsAreCopied() {
        float[][] given = {{1, 2}, {3, 4}};
        Rows rows = Rows.copyOf(given);
        given[0][0] = 9;
        assertArrayEquals(new float[] {1, 2, 3, 4}, rows.toArray());
        assertRefused(() -> Rows.copyOf(new float[][] {{1, 2}, {3}}), "row 1", "got 1");
        assertRefused(() -> Rows.copyOf(new float[0][]), "got none");
    }

    @Test
    void targetsFollowTheirRows() {
        LabelledRows all = LabelledRows.of(Rows.of(VALUES, 2), new int[] {5, 6, 7, 8, 9});
        LabelledRows part = all.part(1, 3).part(1, 2);
        assertEquals(7, ((Targets.Classes) part.targets()).get(0));
        assertEquals(4, part.rows().offset());
        Targets.Reals reals = new Targets.Reals(new float[] {1, 2, 3, 4, 5, 6}, 2, 1);
        assertEquals(2, reals.available());
        assertEquals(1, reals.from(1).available());
        assertRefused(() -> LabelledRows.of(Rows.of(VALUES, 2), new int[3]), "4 rows", "got 3");
        assertRefused(() -> reals.from(3), "got 4");
        assertRefused(() -> new Targets.Reals(new float[2], 0, 0), "width");
    }

    @Test
    void aSourceGivesAllRowsInOrderAndThenNone() throws Exception {
        RowSource source = LabelledRows.of(Rows.of(VALUES, 2).part(1, 3), new int[] {1, 2, 3})
                .source();
        List<Integer> counts = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        for (LabelledRows block; (block = source.next(2)).count() > 0; ) {
            counts.add(block.count());
            for (int t = 0; t < block.count(); t++) {
                classes.add(((Targets.Classes) block.targets()).get(t));
                assertEquals(
                        10 * classes.get(classes.size() - 1),
                        block.rows().values()[block.rows().offset(t)]);
            }
        }
        assertEquals(List.of(2, 1), counts);
        assertEquals(List.of(1, 2, 3), classes);
        assertEquals(0, source.next(2).count());
    }
}
