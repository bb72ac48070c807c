package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.Targets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableStreamTest {
    private static final TableOptions TWO = TableOptions.builder().firstRows(2).build();
    private static final String TEXT = "x,k\n1,b\n2,c\n3,?\n4,a\n5,b\n6,c\n";

    private static TableStream again(Optional<String> oneClass) {
        return TableStream.again(() -> Tables.of(TEXT, TWO), SchemaOptions.DEFAULT, oneClass);
    }

    /** Features and labels of all rows to come, in turn. */
    private static List<Integer> rest(TableStream stream, int atMost) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (LabelledRows block; (block = stream.next(atMost)).count() > 0; ) {
            assertTrue(block.count() <= atMost);
            for (int t = 0; t < block.count(); t++) {
                all.add((int) block.rows().copyOfRow(t)[0]);
                all.add(((Targets.Classes) block.targets()).get(t));
            }
        }
        return all;
    }

    @Test
    void allClassesAndRowsOfWhatCanBeReadTwiceAreKnown() throws IOException {
        TableStream stream = again(Optional.empty());
        assertEquals(List.of("a", "b", "c"), stream.classes().names());
        assertEquals(OptionalLong.of(5), stream.count());
        assertEquals(List.of(1, 1, 2, 2, 4, 0, 5, 1, 6, 2), rest(stream, 2));
        assertEquals(1, stream.leftOut());
        assertTrue(Tables.texts(stream.notices()).contains("t: 1 row without a label is left out"));
    }

    @Test
    void aSampleIsHandedOutToo() throws IOException {
        for (int rows : new int[] {1, 3, 5, 100}) {
            TableStream stream = again(Optional.empty());
            assertArrayEquals(
                    rows == 1 ? new float[] {1} : rows == 3 ? new float[] {1, 2, 4} : new float[] {1, 2, 4, 5, 6},
                    stream.sample(rows).toArray());
            assertEquals(List.of(1, 1, 2, 2, 4, 0, 5, 1, 6, 2), rest(stream, 2), "" + rows);
        }
    }

    @Test
    void aLimitEndsIt() throws IOException {
        TableStream stream = again(Optional.empty()).limit(3);
        assertEquals(OptionalLong.of(3), stream.count());
        assertEquals(3, stream.sample(100).count());
        assertEquals(List.of(1, 1, 2, 2, 4, 0), rest(stream, 2));
        assertEquals(List.of(1, 1), rest(again(Optional.empty()).limit(1), 10));
    }

    @Test
    void oneClassIsSetAgainstTheRest() throws IOException {
        TableStream stream = again(Optional.of("b"));
        assertEquals(List.of("not b", "b"), stream.classes().names());
        assertEquals(List.of(1, 1, 2, 0, 4, 0, 5, 1, 6, 0), rest(stream, 9));
        assertEquals(
                "t: expected one of the classes 'a', 'b', 'c', got 'z'",
                assertThrows(DataException.class, () -> again(Optional.of("z"))).getMessage());
    }

    @Test
    void aPipeHasTheClassesOfItsFirstRowsAndSpareOnes() throws IOException {
        SchemaOptions spare = SchemaOptions.builder().spareClasses(1).build();
        TableStream stream = TableStream.once(Tables.of(TEXT, TWO), spare, Optional.empty());
        assertEquals(OptionalLong.empty(), stream.count());
        assertEquals(List.of("b", "c", "(spare 1)"), stream.classes().names());
        assertEquals(List.of(1, 0, 2, 1, 4, 2, 5, 0, 6, 1), rest(stream, 9));
        assertEquals(List.of("b", "c", "a"), stream.classes().names());
        TableStream strict = TableStream.once(Tables.of(TEXT, TWO), SchemaOptions.DEFAULT, Optional.empty());
        assertTrue(assertThrows(DataException.class, () -> rest(strict, 9))
                .getMessage()
                .startsWith("t line 5: expected one of 2 classes, 'b', 'c', found the label 'a'"));
    }

    /** More would wait for ever. */
    @Test
    void noMoreOfAPipeIsWaitedForThanItsFirstRows() throws IOException {
        TableOptions options = TableOptions.builder().firstRows(4).build();
        Table pipe = Table.open("t", new Tables.OpenPipe("x,k\n1,a\n2,b\n3,a\n4,b\n"), options);
        TableStream stream = TableStream.once(pipe, SchemaOptions.DEFAULT, Optional.empty());
        assertEquals(4, stream.next(1_000_000).count());
    }

    @Test
    void oneClassAloneIsNothingToLearn() {
        boolean[] closed = new boolean[1];
        Table table = Table.open(
                "t",
                new ByteArrayInputStream("x,k\n1,a\n2,a\n".getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                },
                TableOptions.DEFAULT);
        assertEquals(
                "t: expected labels of at least 2 classes to learn, found only 'a'",
                assertThrows(
                                DataException.class,
                                () -> TableStream.once(table, SchemaOptions.DEFAULT, Optional.empty()))
                        .getMessage());
        assertTrue(closed[0]);
    }
}
