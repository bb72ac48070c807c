package io.github.jgln.bench.regression;

import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * A table of numbers in memory with the splits that were published with it. A file without a header, whose last column is the target;
 * beside NAME.csv either NAME-test_mask.csv, which has a column for each split and a 1 where a row is held out, or NAME-test-rows.txt,
 * which has a line for each split with the rows held out, counted from 0. All may be compressed by gzip.
 *
 * <p>A file of MATLAB's with one matrix, SARCOS' inverse dynamics, has 21 features and 7 torques, of which the first is the target, as
 * in most of what was published. Its public split leaks, as the test rows are among the training rows, so the public test file alone is
 * taken, in 5 folds: row t is held out by split t mod 5.
 *
 * @param name the folder's and the file's, as two folders may have a table of one name
 * @param features N
 * @param values {@code rows × N}, row-major
 * @param targets of each row
 * @param splits the rows that each holds out; none where no split was published
 */
public record NumberTable(String name, int features, float[] values, float[] targets, List<BitSet> splits) {
    private static final String MASK = "-test_mask.csv";
    private static final String ROWS = "-test-rows.txt";

    public NumberTable {
        splits = List.copyOf(splits);
    }

    /**
     * The rows of a split.
     *
     * @param train what is learnt, in order
     * @param test what is held out, in the file's order
     */
    public record Split(LabelledRows train, LabelledRows test) {}

    /** Whether a file holds a table's splits and no table. */
    static boolean holdsSplits(Path file) {
        String name = file.getFileName().toString();
        return name.contains(MASK) || name.contains(ROWS);
    }

    /**
     * Reads a table and its splits.
     *
     * @throws IOException when a file cannot be read, or holds something else
     */
    public static NumberTable read(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (MatlabFile.is(file)) {
            return MatlabFile.read(file, name(file));
        }
        List<double[]> rows = numbers(absolute, true);
        if (rows.isEmpty() || rows.get(0).length < 2) {
            throw new IOException(file + ": expected rows of at least 2 numbers, the last of which is the target");
        }
        int features = rows.get(0).length - 1;
        float[] values = new float[Math.multiplyExact(rows.size(), features)];
        float[] targets = new float[rows.size()];
        for (int t = 0; t < rows.size(); t++) {
            for (int j = 0; j < features; j++) {
                values[t * features + j] = (float) rows.get(t)[j];
            }
            targets[t] = (float) rows.get(t)[features];
        }
        return new NumberTable(name(file), features, values, targets, splits(absolute, stem(absolute), rows.size()));
    }

    /** The name of the table in a file. */
    static String name(Path file) {
        Path absolute = file.toAbsolutePath();
        return absolute.getParent().getFileName() + "/" + stem(absolute);
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    private static List<BitSet> splits(Path file, String name, int rows) throws IOException {
        Optional<Path> mask = beside(file, name + MASK);
        Optional<Path> lists = beside(file, name + ROWS);
        List<BitSet> splits = new ArrayList<>();
        if (mask.isPresent()) {
            List<double[]> lines = numbers(mask.get(), true);
            if (lines.size() != rows) {
                throw new IOException(
                        mask.get() + ": expected a line for each of the " + rows + " rows, got " + lines.size());
            }
            for (int k = 0; k < lines.get(0).length; k++) {
                BitSet held = new BitSet(rows);
                for (int t = 0; t < rows; t++) {
                    held.set(t, lines.get(t)[k] != 0);
                }
                splits.add(held);
            }
        } else if (lists.isPresent()) {
            for (double[] line : numbers(lists.get(), false)) {
                BitSet held = new BitSet(rows);
                for (double row : line) {
                    if (row < 0 || row >= rows || row != (int) row) {
                        throw new IOException(lists.get() + ": expected rows from 0 to " + (rows - 1) + ", got " + row);
                    }
                    held.set((int) row);
                }
                splits.add(held);
            }
        }
        return splits;
    }

    private static Optional<Path> beside(Path file, String name) {
        return List.of(name, name + ".gz").stream()
                .map(file::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<double[]> numbers(Path file, boolean even) throws IOException {
        List<double[]> rows = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            int at = 0;
            for (String line; (line = lines.readLine()) != null; ) {
                at++;
                if (!line.isBlank()) {
                    rows.add(numbers(file, at, line));
                    if (even && rows.get(rows.size() - 1).length != rows.get(0).length) {
                        throw new IOException(file + ", line " + at + ": expected " + rows.get(0).length
                                + " numbers as in the first, got " + rows.get(rows.size() - 1).length);
                    }
                }
            }
        }
        return rows;
    }

    private static double[] numbers(Path file, int at, String line) throws IOException {
        try {
            return Arrays.stream(line.strip().split("[,;\\s]+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + ", line " + at + ": expected numbers and no header, got '"
                            + line.substring(0, Math.min(40, line.length())) + "'",
                    e);
        }
    }

    /** How many rows it has. */
    public int rows() {
        return targets.length;
    }

    /**
     * The rows of a split; all are learnt and none held out where no splits were published.
     *
     * @param split from 0 on
     * @param shuffle the seed of an order of the rows learnt; empty for the file's
     * @throws IllegalArgumentException for a split that there is not
     */
    public Split split(int split, OptionalLong shuffle) {
        if (split < 0 || split >= Math.max(1, splits.size())) {
            throw new IllegalArgumentException(
                    name + ": expected a split from 0 to " + (Math.max(1, splits.size()) - 1) + ", got " + split);
        }
        BitSet held = splits.isEmpty() ? new BitSet() : splits.get(split);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int t = 0; t < rows(); t++) {
            (held.get(t) ? test : train).add(t);
        }
        if (shuffle.isPresent()) {
            Collections.shuffle(train, new Random(shuffle.getAsLong()));
        }
        return new Split(pick(train), pick(test));
    }

    private LabelledRows pick(List<Integer> rows) {
        float[] picked = new float[rows.size() * features];
        float[] numbers = new float[rows.size()];
        for (int t = 0; t < numbers.length; t++) {
            System.arraycopy(values, rows.get(t) * features, picked, t * features, features);
            numbers[t] = targets[rows.get(t)];
        }
        return new LabelledRows(Rows.of(picked, features), new Targets.Reals(numbers, 1, 0));
    }
}
