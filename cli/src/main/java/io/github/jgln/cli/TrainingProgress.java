package io.github.jgln.cli;

import io.github.jgln.Score;
import io.github.jgln.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a training stands, for its checkpoints: with the model itself, all that is needed to go on.
 *
 * @param data a checksum of the prepared training rows, in order, and their labels
 * @param epochs the passes that are complete
 * @param online of the rows of the pass under way
 */
record TrainingProgress(String data, List<Training.Epoch> epochs, Score online) {
    private static final String NOTE = "training";
    private static final JsonMapper MAPPER = new JsonMapper();

    static TrainingProgress none(String data) {
        return new TrainingProgress(data, List.of(), new Score(0, 0));
    }

    static String checksum(Dataset train) {
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : train.rows()) {
            put(bytes, Float.floatToRawIntBits(value), crc);
        }
        for (int label : train.labels()) {
            put(bytes, label, crc);
        }
        crc.update(bytes.flip());
        return String.format("%d x %d %08x", train.rowCount(), train.features(), crc.getValue());
    }

    private static void put(ByteBuffer bytes, int value, CRC32C crc) {
        if (!bytes.hasRemaining()) {
            crc.update(bytes.flip());
            bytes.clear();
        }
        bytes.putInt(value);
    }

    Map<String, String> asNote() {
        return Map.of(NOTE, MAPPER.writeValueAsString(this));
    }

    /** From a model's notes. */
    static TrainingProgress of(Map<String, String> notes) {
        String note = notes.get(NOTE);
        if (note == null) {
            throw new CommandFailedException("expected a checkpoint, got a model that notes no progress of a training");
        }
        try {
            TrainingProgress progress = MAPPER.readValue(note, TrainingProgress.class);
            if (progress.data != null && progress.epochs != null && progress.online != null) {
                return progress;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new CommandFailedException("expected the progress of a training in the checkpoint's notes, got " + note);
    }
}
