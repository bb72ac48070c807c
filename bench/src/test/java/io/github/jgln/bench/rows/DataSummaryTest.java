package io.github.jgln.bench.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import org.junit.jupiter.api.Test;

class DataSummaryTest {
    private static final Dataset DATA = SyntheticRows.of(6, 2, 3);

    @Test
    void countsWhatIsLearntAndWhatIsTested() {
        assertEquals(
                new DataSummary("six, shuffled", 2, 3, 4, 2),
                DataSummary.of("six, shuffled", new Split(DATA.range(0, 4), DATA.range(4, 6))));
    }

    @Test
    void nothingToTellApartToLearnOrToTestIsRefused() {
        refused("rows: expected at least 1, got 0", new Split(DATA.limit(0), DATA));
        refused("test rows: expected at least 1, got 0", new Split(DATA, DATA.limit(0)));
        Dataset alike = SyntheticRows.of(6, 2, 1);
        refused("classes: expected at least 2, got 1", new Split(alike, alike));
    }

    private static void refused(String message, Split data) {
        String got = assertThrows(IllegalArgumentException.class, () -> DataSummary.of("d", data))
                .getMessage();
        assertTrue(got.contains(message), got);
    }
}
