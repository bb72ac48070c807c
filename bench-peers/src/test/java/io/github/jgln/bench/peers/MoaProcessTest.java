package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.bench.tables.TableSet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoaProcessTest {
    @Test
    void whyItEndedIsTold() throws IOException {
        Rows rows = Rows.of(new float[] {1, 2}, 1);
        TableSet set = new TableSet(
                List.of(new Column.Number("x")), List.of("a", "b"), LabelledRows.of(rows, new int[] {0, 1}));
        MoaProcess process = new MoaProcess();
        process.begin("nosuch.Learner", 1, set);
        String message = assertThrows(IllegalStateException.class, () -> process.predict(rows, 2))
                .getMessage();
        assertTrue(message.startsWith("MOA's process ended before its time: "), message);
        assertTrue(message.contains("nosuch.Learner"), message);
    }
}
