package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Where a training stands: with the learner itself, all that is needed to go on.
 *
 * @param data a {@link #checksum} of the training rows; no quotes or backslashes
 * @param epochs the passes that are complete
 * @param online of the rows of the pass under way
 */
public record TrainingProgress(String data, List<Epoch> epochs, Score online) {
    private static final String NOTE = "training";

    // The note is JSON of one fixed form, which is read as strictly as it is written; that needs no library.
    private static final String SCORE = "\\{\"rows\":(\\d{1,18}),\"correct\":(\\d{1,18})}";
    private static final Pattern EPOCH = Pattern.compile("\\{\"online\":" + SCORE + ",\"test\":" + SCORE + "}");
    private static final Pattern PROGRESS =
            Pattern.compile("\\{\"data\":\"([^\"\\\\]*+)\",\"epochs\":\\[(.*)],\"online\":" + SCORE + "}");

    /** @throws IllegalArgumentException for data that cannot be noted */
    public TrainingProgress {
        epochs = List.copyOf(epochs);
        if (data.contains("\"") || data.contains("\\")) {
            throw new IllegalArgumentException("data: expected neither quotes nor backslashes, got " + data);
        }
    }

    /** Nothing has been done yet. */
    public static TrainingProgress none(String data) {
        return new TrainingProgress(data, List.of(), Score.NONE);
    }

    /**
     * Of all numbers and classes, in order, to tell other rows by.
     *
     * @throws IllegalArgumentException for targets that are no classes
     */
    public static String checksum(LabelledRows train) {
        Rows rows = train.rows();
        Targets.Classes classes = Classifier.classes(train);
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = rows.offset(); i < rows.offset(rows.count()); i++) {
            put(bytes, Float.floatToRawIntBits(rows.values()[i]), crc);
        }
        for (int t = 0; t < rows.count(); t++) {
            put(bytes, classes.get(t), crc);
        }
        crc.update(bytes.flip());
        return String.format(Locale.ROOT, "%d x %d %08x", rows.count(), rows.features(), crc.getValue());
    }

    private static void put(ByteBuffer bytes, int value, CRC32C crc) {
        if (!bytes.hasRemaining()) {
            crc.update(bytes.flip());
            bytes.clear();
        }
        bytes.putInt(value);
    }

    /** For a model's notes. */
    public Map<String, String> asNote() {
        String passes = epochs.stream()
                .map(epoch -> "{\"online\":" + json(epoch.online()) + ",\"test\":" + json(epoch.test()) + "}")
                .collect(Collectors.joining(","));
        return Map.of(NOTE, "{\"data\":\"" + data + "\",\"epochs\":[" + passes + "],\"online\":" + json(online) + "}");
    }

    private static String json(Score score) {
        return "{\"rows\":" + score.rows() + ",\"correct\":" + score.correct() + "}";
    }

    /**
     * From a model's notes.
     *
     * @throws CheckpointException when they hold none
     */
    public static TrainingProgress of(Map<String, String> notes) throws CheckpointException {
        String note = notes.get(NOTE);
        if (note == null) {
            throw new CheckpointException("expected a checkpoint, got a model that notes no progress of a training");
        }
        Matcher progress = PROGRESS.matcher(note);
        if (progress.matches()) {
            try {
                return new TrainingProgress(progress.group(1), epochs(progress.group(2)), score(progress, 3));
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new CheckpointException("expected the progress of a training in the checkpoint's notes, got " + note);
    }

    private static List<Epoch> epochs(String text) {
        List<Epoch> epochs = new ArrayList<>();
        Matcher epoch = EPOCH.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (at > 0 && text.charAt(at++) != ','
                    || !epoch.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("expected passes, got " + text);
            }
            epochs.add(new Epoch(score(epoch, 1), score(epoch, 3)));
            at = epoch.end();
        }
        return epochs;
    }

    private static Score score(Matcher matcher, int group) {
        return new Score(Long.parseLong(matcher.group(group)), Long.parseLong(matcher.group(group + 1)));
    }
}
