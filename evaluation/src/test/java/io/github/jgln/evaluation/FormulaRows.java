package io.github.jgln.evaluation;

/**
 * Rows made by whole numbers, so that other programs can make the very same; what the tests hold the measures to was recorded
 * from scikit-learn 1.9.1:
 *
 * <pre>{@code
 * def rows(n, k):
 *     P, y = [], []
 *     for t in range(n):
 *         c = (t * t + 3 * t + t // 7) % k
 *         w = [1 + t * (17 + 12 * j) % 101 for j in range(k)]
 *         w[c] += 60
 *         P.append([x / sum(w) for x in w]); y.append(c)
 *     return numpy.array(P), numpy.array(y)
 *
 * P, y = rows(500, 3); z = P.argmax(1); last = slice(-100, None)
 * accuracy_score(y, z); balanced_accuracy_score(y, z); cohen_kappa_score(y, z); log_loss(y, P)
 * brier_score_loss(y, P, scale_by_half=False); roc_auc_score(y, P[:, 1])   # the latter of rows(500, 2)
 * precision_recall_fscore_support(y, z); confusion_matrix(y, z)
 * calibration_curve(z == y, P.max(1), n_bins=15)
 * log_loss(y[last], P[last]); cohen_kappa_score(y[last], z[last])
 * }</pre>
 *
 * @param probabilities a row each
 * @param actual their classes
 */
record FormulaRows(double[][] probabilities, int[] actual) {
    static FormulaRows of(int rows, int classes) {
        double[][] probabilities = new double[rows][classes];
        int[] actual = new int[rows];
        for (int t = 0; t < rows; t++) {
            actual[t] = (t * t + 3 * t + t / 7) % classes;
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[t][c] = 1 + t * (17 + 12 * c) % 101 + (c == actual[t] ? 60 : 0);
                sum += probabilities[t][c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[t][c] /= sum;
            }
        }
        return new FormulaRows(probabilities, actual);
    }

    int count() {
        return actual.length;
    }
}
