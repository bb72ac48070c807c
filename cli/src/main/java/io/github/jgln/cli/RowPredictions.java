package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.RowSource;
import io.github.jgln.data.ModelInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code jgln predict} says of rows, once: as a table, or as one object. */
interface RowPredictions {
    /**
     * Those of a model.
     *
     * @param given what the columns of the numbers are called that it learns; none for the names that it knows
     */
    static RowPredictions of(GLN gln, RowSource rows, ModelInput model, List<String> given) {
        if (!model.learnsNumbers()) {
            return new ClassPredictions(gln, rows, model.preparation().classes());
        }
        List<String> known = given.isEmpty() ? model.preparation().targets() : model.targets(given);
        List<String> names = known.isEmpty()
                ? IntStream.range(0, model.numbers())
                        .mapToObj(Integer::toString)
                        .toList()
                : known;
        return new NumberPredictions(gln, rows, names);
    }

    /**
     * A header and a line for each row.
     *
     * @return how many rows there were
     */
    long write(CsvWriter csv) throws IOException;

    /** All of them at once. */
    Map<String, Object> report() throws IOException;
}
