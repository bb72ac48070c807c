package io.github.jgln.bench.regression;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** A {@link NumberTable} in a file of MATLAB's. */
final class MatlabFile {
    private static final int FEATURES = 21;
    private static final int TORQUES = 7;
    private static final int FOLDS = 5;

    private MatlabFile() {}

    static boolean is(Path file) {
        return file.toString().endsWith(".mat");
    }

    static NumberTable read(Path file, String name) throws IOException {
        try (Mat5File content = Mat5.readFromFile(file.toFile())) {
            for (MatFile.Entry entry : content.getEntries()) {
                Array array = entry.getValue();
                if (array instanceof Matrix matrix && matrix.getNumCols() == FEATURES + TORQUES) {
                    return table(matrix, name);
                }
            }
        }
        throw new IOException(file + ": expected a matrix of " + FEATURES + " features and " + TORQUES
                + " torques a row, found none");
    }

    private static NumberTable table(Matrix matrix, String name) {
        int rows = matrix.getNumRows();
        float[] values = new float[rows * FEATURES];
        float[] targets = new float[rows];
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < FEATURES; j++) {
                values[t * FEATURES + j] = matrix.getFloat(t, j);
            }
            targets[t] = matrix.getFloat(t, FEATURES);
        }
        List<BitSet> folds = new ArrayList<>();
        for (int k = 0; k < FOLDS; k++) {
            BitSet held = new BitSet(rows);
            for (int t = k; t < rows; t += FOLDS) {
                held.set(t);
            }
            folds.add(held);
        }
        return new NumberTable(name, FEATURES, values, targets, folds);
    }
}
