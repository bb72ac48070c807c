package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
import io.github.jgln.Predictions;
import io.github.jgln.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of each row its class and the probability of every class.
 *
 * @param gln the model
 * @param rows to predict
 * @param classes by index
 */
record ClassPredictions(GLN gln, RowSource rows, List<String> classes) implements RowPredictions {
    /** Rows whose predictions are held at a time. */
    private static final int BLOCK = 4096;

    /** Hears of a row's class and probabilities. */
    @FunctionalInterface
    private interface RowListener {
        void row(String predicted, float[] probabilities);
    }

    /** Ends a block of rows. */
    @FunctionalInterface
    private interface Flush {
        void flush() throws IOException;
    }

    private long predict(RowListener listener, Flush block) throws IOException {
        int c = classes.size();
        long all = 0;
        for (LabelledRows some; (some = rows.next(BLOCK)).count() > 0; ) {
            Predictions predictions = gln.infer(some.rows());
            float[] probabilities = predictions.normalisedProbabilities();
            for (int t = 0; t < some.count(); t++) {
                listener.row(
                        classes.get(predictions.classOf(t)), Arrays.copyOfRange(probabilities, t * c, (t + 1) * c));
            }
            all += some.count();
            block.flush();
        }
        return all;
    }

    @Override
    public long write(CsvWriter csv) throws IOException {
        List<String> header = new ArrayList<>(List.of("class"));
        classes.forEach(name -> header.add("p(" + name + ")"));
        csv.writeRecord(header);
        // Whoever reads a pipe is to have what there is.
        return predict(
                (predicted, probabilities) -> {
                    List<String> line = new ArrayList<>(List.of(predicted));
                    for (float probability : probabilities) {
                        line.add(Float.toString(probability));
                    }
                    csv.writeRecord(line);
                },
                csv::flush);
    }

    @Override
    public Map<String, Object> report() throws IOException {
        List<String> predicted = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        long count = predict(
                (name, row) -> {
                    predicted.add(name);
                    probabilities.add(row);
                },
                () -> {});
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", count);
        report.put("classes", classes);
        report.put("predicted", predicted);
        report.put("probabilities", probabilities);
        return report;
    }
}
