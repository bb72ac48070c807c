package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.FittedRegression.Experts;
import io.github.jgln.FittedRegression.Linear;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.RegressionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is handed out says by its own equations what the regressions say. */
class FittedRegressionTest {
    private static final double CLOSE = 1e-9;

    private static float[] row(Random random, int inputs) {
        float[] row = new float[inputs];
        for (int j = 0; j < inputs; j++) {
            row[j] = (float) random.nextGaussian();
        }
        return row;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }

    /** {@code 1 + f · P f}. */
    private static double spread(Linear regression, double[] f) {
        double sum = 1;
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < f.length; j++) {
                sum += f[i] * regression.spread()[i * f.length + j] * f[j];
            }
        }
        return sum;
    }

    /** More than 200 numbers are read as sums; the columns have two bins and three. */
    @ParameterizedTest
    @CsvSource({"1, 1, false", "4, 2, true", "12, 1, true", "230, 2, false"})
    void theEquationsGiveTheBasePredictions(int inputs, int width, boolean table) {
        BasePredictor.Regressions base = new BasePredictor.Regressions(6, 3, 2);
        ColumnLayout columns = new ColumnLayout(
                table ? List.of(new Column.Number("a"), new Column.Category("b", List.of("x"), 1)) : List.of());
        double[] state = RegressionExperts.none(base, inputs, width, columns.bins);
        RegressionExperts experts = new RegressionExperts(base, inputs, width, columns, 5, state);
        double[] known = new double[width];
        double[] middle = new double[width];
        Random random = new Random(1);
        for (int t = 0; t < 60; t++) {
            float[] row = row(random, inputs);
            double[] targets = new double[width];
            for (int c = 0; c < width; c++) {
                known[c] = 2 + c;
                middle[c] = 90 * c;
                targets[c] = 100 * c + Math.max(0, row[0]) + random.nextGaussian();
            }
            experts.read(row, 0, new int[] {t % 2, 2 + t % 3}, middle, known, null, 0);
            experts.learn(t, targets, 0);
        }
        Experts fitted = experts.fitted(middle, known, 30);
        assertEquals(inputs > 200 ? 200 : inputs, fitted.numbers());
        for (int t = 0; t < 20; t++) {
            float[] row = row(random, inputs);
            int[] bins = {t % 2, 2 + t % 3};
            experts.read(row, 0, bins, middle, known, null, 0);
            for (int c = 0; c < width; c++) {
                assertEquals(experts.first(c), fitted.first()[c]);
                assertSame(fitted, row, bins, c, experts.means[c], experts.variances[c]);
            }
        }
    }

    private static void assertSame(Experts fitted, float[] row, int[] bins, int c, double[] means, double[] variances) {
        double[] x = new double[fitted.numbers()];
        for (int j = 0; j < row.length; j++) {
            x[fitted.sumOf()[j]] += fitted.sign()[j] * row[j];
        }
        double sum = 0;
        double weights = 0;
        double least = Double.POSITIVE_INFINITY;
        double doubt = 0;
        double weightsOfFirst = 0;
        int at = 0;
        for (FittedRegression.Broad broad : fitted.broad()) {
            DoubleStream.Builder f = DoubleStream.builder().add(1);
            DoubleStream.of(x).forEach(f);
            for (int i = 0; i < broad.thresholds().length; i++) {
                f.add(broad.scale() * Math.max(0, dot(broad.normals()[i], x) - broad.thresholds()[i]));
            }
            double[] read = f.build().toArray();
            double mean = dot(broad.regression().coefficients()[c], read);
            double variance = broad.regression().noise()[c] * spread(broad.regression(), read);
            assertEquals(0, broad.regression().share());
            assertEquals(mean, means[at], CLOSE * (1 + Math.abs(mean)));
            assertEquals(variance, variances[at++], CLOSE * variance);
            sum += mean / (variance * variance);
            weights += 1 / (variance * variance);
            least = Math.min(least, variance);
            double first = broad.regression().noise()[0] * spread(broad.regression(), read);
            doubt += (spread(broad.regression(), read) - 1) / (first * first);
            weightsOfFirst += 1 / (first * first);
        }
        for (FittedRegression.Gated gate : fitted.gated()) {
            int context = 0;
            for (int j = 0; j < gate.thresholds().length; j++) {
                context |= dot(gate.normals()[j], x) > gate.thresholds()[j] ? 1 << j : 0;
            }
            double[] read = new double[1 + gate.reads().length];
            read[0] = 1;
            for (int j = 0; j < gate.reads().length; j++) {
                read[1 + j] = x[gate.reads()[j]];
            }
            Linear regression = gate.regressions().get(context);
            double mean = sum / weights + dot(regression.coefficients()[c], read);
            double variance = (regression.noise()[c] + regression.share() * least)
                    * spread(regression, read)
                    * (1 + doubt / weightsOfFirst);
            assertEquals(mean, means[at], CLOSE * (1 + Math.abs(mean)));
            assertEquals(variance, variances[at++], CLOSE * variance);
        }
        int[] begin = {0, 2};
        for (int j = 0; j < fitted.columns().size(); j++) {
            FittedRegression.Binned column = fitted.columns().get(j);
            assertEquals(2 + j, column.means().length);
            assertEquals(column.means()[bins[j] - begin[j]][c], means[at], CLOSE);
            assertEquals(column.variances()[bins[j] - begin[j]][c], variances[at++], CLOSE);
        }
        assertEquals(means.length, at);
    }

    @Test
    void unitsAreThoseOfTheTargets() {
        GLNConfig config = GLNConfig.builder(2)
                .numbers(2)
                .basePredictor(new BasePredictor.Features(1))
                .build();
        NetworkState drawn = InitialState.draw(config, InitialState.Sample.NONE);
        // Four rows, of which the second number has not varied.
        RegressionState known = new RegressionState(
                new InputStatistics(4, new double[] {10, 5}, new double[] {36, 0}),
                0,
                new double[] {20, 60, 20, 0, 0, 0},
                new double[0]);
        InputState input = new InputState(
                drawn.statistics(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(known));
        SavedModel model = new SavedModel(
                config, Preparation.none(0), new NetworkState(drawn.spec(), drawn.layers(), input), 4, Map.of());
        FittedRegression fitted = model.fittedRegression();
        assertArrayEquals(new double[] {10, 5}, fitted.mean());
        assertArrayEquals(new double[] {3, 1}, fitted.deviation(), 1e-6);
        // Twenty rows' worth of the first guess, 1, and as many that were three times further off.
        assertArrayEquals(new double[] {2, 1}, fitted.factor(), CLOSE);
        assertEquals(Optional.empty(), fitted.experts());
    }

    @Test
    void aModelOfClassesHasNone() {
        SavedModel model = SavedModelTest.small();
        String refusal = assertThrows(IllegalStateException.class, model::fittedRegression)
                .getMessage();
        assertTrue(refusal.contains("expected a model that learns numbers"), refusal);
    }
}
