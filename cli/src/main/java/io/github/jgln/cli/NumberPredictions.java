package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.Gaussians;
import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What {@code jgln predict} says of numbers: of each the mean, the standard deviation, and the ends of the interval of 90 %.
 *
 * @param gln the model
 * @param rows to predict
 * @param targets what the numbers are called
 */
record NumberPredictions(GLN gln, RowSource rows, List<String> targets) implements RowPredictions {
    /** Rows whose predictions are held at a time. */
    private static final int BLOCK = 4096;

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    @Override
    public long write(CsvWriter csv) throws IOException {
        List<String> header = new ArrayList<>();
        for (String name : targets) {
            header.addAll(List.of(
                    "mean(" + name + ")", "deviation(" + name + ")", "low90(" + name + ")", "high90(" + name + ")"));
        }
        csv.writeRecord(header);
        long all = 0;
        for (LabelledRows some; (some = rows.next(BLOCK)).count() > 0; ) {
            Gaussians said = gln.predictDistribution(some.rows());
            for (int t = 0; t < some.count(); t++) {
                List<String> line = new ArrayList<>();
                for (int c = 0; c < targets.size(); c++) {
                    line.add(Float.toString((float) said.mean(t, c)));
                    line.add(Float.toString((float) said.deviation(t, c)));
                    line.add(Float.toString((float) said.quantile(t, c, LOW)));
                    line.add(Float.toString((float) said.quantile(t, c, HIGH)));
                }
                csv.writeRecord(line);
            }
            all += some.count();
            // Whoever reads a pipe is to have what there is.
            csv.flush();
        }
        return all;
    }

    @Override
    public Map<String, Object> report() throws IOException {
        List<double[]> means = new ArrayList<>();
        List<double[]> deviations = new ArrayList<>();
        List<double[]> lows = new ArrayList<>();
        List<double[]> highs = new ArrayList<>();
        for (LabelledRows some; (some = rows.next(BLOCK)).count() > 0; ) {
            Gaussians said = gln.predictDistribution(some.rows());
            for (int t = 0; t < some.count(); t++) {
                int row = t;
                means.add(each(c -> said.mean(row, c)));
                deviations.add(each(c -> said.deviation(row, c)));
                lows.add(each(c -> said.quantile(row, c, LOW)));
                highs.add(each(c -> said.quantile(row, c, HIGH)));
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", means.size());
        report.put("targets", targets);
        report.put("mean", means);
        report.put("deviation", deviations);
        report.put("low90", lows);
        report.put("high90", highs);
        return report;
    }

    private double[] each(IntToDoubleFunction figure) {
        return IntStream.range(0, targets.size()).mapToDouble(figure).toArray();
    }
}
