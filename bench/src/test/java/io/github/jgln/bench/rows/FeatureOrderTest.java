package io.github.jgln.bench.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FeatureOrderTest {
    /** The second and the third of three rows. */
    private static final LabelledRows ROWS = LabelledRows.of(
                    Rows.of(new float[] {0, 0, 0, 1, 2, 3, 4, 5, 6}, 3), new int[] {7, 8, 9})
            .part(1, 2);

    private static final FeatureOrder ORDER = FeatureOrder.of(2, 0, 1);

    @Test
    void aFeatureIsTheOneThatTheOrderNamesAndTargetsStay() {
        LabelledRows ordered = ORDER.apply(ROWS);
        assertArrayEquals(new float[] {3, 1, 2, 6, 4, 5}, ordered.rows().toArray());
        assertEquals(8, ((Targets.Classes) ordered.targets()).get(0));
    }

    @Test
    void asTheyAreTheyAreNotCopied() {
        assertSame(ROWS, FeatureOrder.AS_THEY_ARE.apply(ROWS));
    }

    @Test
    void aSourceGivesTheSameBlockByBlock() throws IOException {
        RowSource source = ORDER.source(ROWS);
        assertArrayEquals(new float[] {3, 1, 2}, source.next(1).rows().toArray());
        LabelledRows last = source.next(5);
        assertArrayEquals(new float[] {6, 4, 5}, last.rows().toArray());
        assertEquals(9, ((Targets.Classes) last.targets()).get(0));
        assertEquals(0, source.next(5).count());
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> FeatureOrder.of(1, 0).apply(ROWS));
    }
}
