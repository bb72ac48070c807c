package io.github.jgln.bench.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSetTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.csv"), text);
    }

    @Test
    void rowsAreInTheirOrderWithoutThoseThatHaveNoLabel() throws IOException {
        Path file = file("x,colour,kind\n1.5,red,b\n2,blue,\n?,blue,a\n4,red,b\n");
        TableSet set = TableSet.read(file, "kind", Integer.MAX_VALUE);
        assertEquals(List.of("a", "b"), set.classes());
        assertEquals(3, set.count());
        assertEquals(
                List.of("x", "colour"), set.columns().stream().map(Column::name).toList());
        Column.Category colour = (Column.Category) set.columns().get(1);
        float red = colour.categories().indexOf("red");
        float blue = colour.categories().indexOf("blue");
        assertArrayEquals(
                new float[] {1.5f, red, Float.NaN, blue, 4, red},
                set.rows().rows().toArray());
        Targets.Classes labels = (Targets.Classes) set.part(1, 2).rows().targets();
        assertEquals(0, labels.get(0));
        assertEquals(1, labels.get(1));
        assertEquals(2, TableSet.read(file, "kind", 2).count());
    }

    /** A class that comes up first below the rows that say what the columns are is one all the same. */
    @Test
    void classesThatComeLateAreKnown() throws IOException {
        String early = "1,a\n2,b\n".repeat(600);
        TableSet set = TableSet.read(file("x,kind\n" + early + "3,c\n"), "kind", Integer.MAX_VALUE);
        assertEquals(List.of("a", "b", "c"), set.classes());
        assertEquals(1201, set.count());
        assertEquals(2, ((Targets.Classes) set.rows().targets()).get(1200));
    }

    @Test
    void whatCannotBeLearntIsRefused() throws IOException {
        Path one = file("x,kind\n1,a\n2,a\n");
        assertTrue(refusal(one, "kind").contains("labels of at least 2 classes, got 1"));
        assertTrue(refusal(one, "sort").contains("sort"));
    }

    private static String refusal(Path file, String label) {
        return assertThrows(RuntimeException.class, () -> TableSet.read(file, label, 10))
                .getMessage();
    }
}
