package io.github.jgln.experiments;

import io.github.jgln.Rows;
import io.github.jgln.data.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A search's file: one JSON object a line, written as things happen, so that a search that is cut off goes on. */
final class SearchJournal {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final List<Search.Trial> trials = new ArrayList<>();
    private final List<Search.Result> results = new ArrayList<>();

    /**
     * What tells searches apart.
     *
     * @param checksum of the training rows in their order
     */
    record Header(Search.Plan plan, int rows, String checksum) {
        static Header of(Search.Plan plan, Dataset train) {
            return new Header(plan, train.rowCount(), SearchJournal.checksum(train));
        }
    }

    /** Of numbers and labels, row by row. Journals hold it, so it must stay as it is. */
    private static String checksum(Dataset data) {
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * data.features() + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        Rows rows = data.rows();
        for (int t = 0; t < rows.count(); t++) {
            bytes.clear();
            for (int i = rows.offset(t); i < rows.offset(t + 1); i++) {
                bytes.putInt(Float.floatToIntBits(rows.values()[i]));
            }
            crc.update(bytes.putInt(data.targets().get(t)).flip());
        }
        return Long.toHexString(crc.getValue());
    }

    /** A line: one of them, the others null. */
    private record Line(Header search, Search.Trial trial, Search.Result result) {}

    private SearchJournal(Path file) {
        this.file = file;
    }

    /**
     * A journal to go on with, or a new one.
     *
     * @param file null keeps nothing
     * @throws IOException when the file is of another search, or no journal
     */
    static SearchJournal open(Path file, Header header) throws IOException {
        SearchJournal journal = new SearchJournal(file);
        if (file == null) {
            return journal;
        }
        String text = Files.exists(file) ? Files.readString(file) : "";
        // A line without an end was being written when the process was killed.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.isEmpty()) {
            Files.writeString(file, "");
            journal.append(new Line(header, null, null));
            return journal;
        }
        if (whole.length() < text.length()) {
            Files.writeString(file, whole);
        }
        boolean first = true;
        for (String row : whole.split("\n")) {
            Line line = line(file, row);
            if (first && !header.equals(line.search)) {
                throw new IOException(file + ": expected the journal of this search, " + header + ", got one of "
                        + line.search + "; give the same options and data, or another file");
            }
            first = false;
            if (line.trial != null) {
                journal.trials.add(line.trial);
            }
            if (line.result != null) {
                journal.results.add(line.result);
            }
        }
        return journal;
    }

    private static Line line(Path file, String text) throws IOException {
        try {
            return MAPPER.readValue(text, Line.class);
        } catch (JacksonException e) {
            throw new IOException(
                    file + ": expected the journal of a search, one JSON object a line, got '" + text + "'", e);
        }
    }

    /** The trials of whatever search a journal is of. */
    static List<Search.Trial> read(Path file) throws IOException {
        List<Search.Trial> trials = new ArrayList<>();
        for (String row : Files.readAllLines(file)) {
            Line line = line(file, row);
            if (line.trial != null) {
                trials.add(line.trial);
            }
        }
        return trials;
    }

    List<Search.Trial> trials() {
        return trials;
    }

    List<Search.Result> results() {
        return results;
    }

    void append(Search.Trial trial) throws IOException {
        append(new Line(null, trial, null));
    }

    void append(Search.Result result) throws IOException {
        append(new Line(null, null, result));
    }

    private void append(Line line) throws IOException {
        if (file != null) {
            Files.write(
                    file,
                    (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        }
    }
}
