package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingProgressTest {
    private static final TrainingProgress TWO_PASSES = new TrainingProgress(
            "250 x 784 7d06856f",
            List.of(
                    new Epoch(new Score(250, 187), new Score(100, 78)),
                    new Epoch(new Score(250, 250), new Score(100, 77))),
            Score.NONE);

    /** Written by version 0.1.0. */
    private static final String NOTE =
            "{\"data\":\"250 x 784 7d06856f\",\"epochs\":[{\"online\":{\"rows\":250,\"correct\":187},\"test\":{\"rows\":100,"
                    + "\"correct\":78}},{\"online\":{\"rows\":250,\"correct\":250},\"test\":{\"rows\":100,\"correct\":77}}],"
                    + "\"online\":{\"rows\":0,\"correct\":0}}";

    @Test
    void theNoteIsTheJsonThatItHasAlwaysBeen() throws CheckpointException {
        assertEquals(Map.of("training", NOTE), TWO_PASSES.asNote());
        assertEquals(TWO_PASSES, TrainingProgress.of(Map.of("training", NOTE, "other", "x")));
    }

    @Test
    void aNoteOfNoPassesIsReadToo() throws CheckpointException {
        TrainingProgress begun = new TrainingProgress("", List.of(), new Score(123456789012L, 3));
        assertEquals(begun, TrainingProgress.of(begun.asNote()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"data\":\"\",\"epochs\":[],\"online\":{\"rows\":1,\"correct\":2}}",
                "{\"data\":\"\",\"epochs\":[],\"online\":{\"rows\":-1,\"correct\":0}}",
                "{\"data\":\"\",\"epochs\":[],\"online\":{\"rows\":99999999999999999999,\"correct\":0}}",
                "{\"data\":\"\",\"epochs\":[,],\"online\":{\"rows\":1,\"correct\":0}}",
                "{\"data\":\"\",\"epochs\":[x],\"online\":{\"rows\":1,\"correct\":0}}",
                "{\"data\":\"\",\"epochs\":[{\"online\":{\"rows\":1,\"correct\":1},\"test\":{\"rows\":1,\"correct\":1}},],"
                        + "\"online\":{\"rows\":1,\"correct\":0}}",
                "{\"data\":null,\"epochs\":[],\"online\":{\"rows\":1,\"correct\":0}}"
            })
    void anyOtherNoteIsRefused(String note) {
        assertEquals(
                "expected the progress of a training in the checkpoint's notes, got " + note,
                assertThrows(CheckpointException.class, () -> TrainingProgress.of(Map.of("training", note)))
                        .getMessage());
    }

    @Test
    void aModelWithoutProgressIsNoCheckpoint() {
        assertEquals(
                "expected a checkpoint, got a model that notes no progress of a training",
                assertThrows(CheckpointException.class, () -> TrainingProgress.of(Map.of("other", "x")))
                        .getMessage());
    }

    @Test
    void dataThatWouldBreakTheNoteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TrainingProgress.none("\""));
        assertThrows(IllegalArgumentException.class, () -> TrainingProgress.none("\\"));
    }

    @Test
    void theChecksumIsTheSameEverywhere() {
        Locale before = Locale.getDefault();
        try {
            // Its digits are not 0 to 9.
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            // Of another implementation of CRC-32C: little-endian floats 1, 2, 3, 4, then ints 0, 1.
            assertEquals("2 x 2 b61644b5", TrainingProgress.checksum(rows(1, 2, 3, 4)));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static LabelledRows rows(float... values) {
        return LabelledRows.of(Rows.of(values, 2), new int[] {0, 1, 0, 1, 1});
    }

    @Test
    void theChecksumIsOfTheViewAlone() {
        LabelledRows all = rows(9, 9, 1, 2, 3, 4, 8, 8);
        LabelledRows part = new LabelledRows(all.rows().part(1, 2), new Targets.Classes(new int[] {7, 0, 1}, 1));
        assertEquals(TrainingProgress.checksum(rows(1, 2, 3, 4)), TrainingProgress.checksum(part));
        assertNotEquals(TrainingProgress.checksum(rows(1, 2, 3, 4)), TrainingProgress.checksum(all.part(1, 2)));
        assertNotEquals(TrainingProgress.checksum(rows(1, 2, 3, 4)), TrainingProgress.checksum(rows(1, 2, 3, 5)));
    }
}
