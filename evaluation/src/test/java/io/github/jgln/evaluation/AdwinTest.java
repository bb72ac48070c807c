package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdwinTest {
    /** The algorithm by its definition: buckets hold the losses themselves, and all is computed anew from them. */
    private static final class ByDefinition {
        private final double delta;
        private final List<List<Double>> buckets = new ArrayList<>();
        private long rows;

        ByDefinition(double delta) {
            this.delta = delta;
        }

        /** The means of the parts that differ most, if any do. */
        double[] row(double loss) {
            rows++;
            buckets.add(new ArrayList<>(List.of(loss)));
            for (int size = 1; ofSize(size).size() == 6; size *= 2) {
                int oldest = ofSize(size).get(0);
                buckets.get(oldest).addAll(buckets.remove(oldest + 1));
            }
            double[] first = rows % 32 == 0 ? split() : null;
            for (double[] split = first; split != null; split = split()) {
                buckets.remove(0);
            }
            return first;
        }

        private List<Integer> ofSize(int size) {
            List<Integer> found = new ArrayList<>();
            for (int b = 0; b < buckets.size(); b++) {
                if (buckets.get(b).size() == size) {
                    found.add(b);
                }
            }
            return found;
        }

        List<Double> window() {
            List<Double> all = new ArrayList<>();
            buckets.forEach(all::addAll);
            return all;
        }

        private double[] split() {
            double[] most = null;
            double excess = 0;
            List<Double> all = window();
            int n = all.size();
            double mean = mean(all);
            double variance =
                    all.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / n;
            double ln = Math.log(2 / (delta / Math.log(n)));
            for (int b = 1; b < buckets.size(); b++) {
                int n0 = buckets.subList(0, b).stream().mapToInt(List::size).sum();
                int n1 = n - n0;
                double m = 1 / (1.0 / n0 + 1.0 / n1);
                double cut = Math.sqrt(2 / m * variance * ln) + 2 / (3 * m) * ln;
                double older = mean(all.subList(0, n0));
                double newer = mean(all.subList(n0, n));
                if (Math.abs(older - newer) - cut > excess) {
                    excess = Math.abs(older - newer) - cut;
                    most = new double[] {older, newer};
                }
            }
            return most;
        }
    }

    private static double mean(List<Double> of) {
        return of.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tellsOfTheDriftsOfTheDefinition(long seed) {
        Random random = new Random(seed);
        double delta = seed % 2 == 0 ? Adwin.DELTA : 0.2;
        Adwin adwin = new Adwin(delta);
        ByDefinition definition = new ByDefinition(delta);
        int drifts = 0;
        double level = 0.5;
        for (int t = 1; t <= 3000; t++) {
            level = random.nextInt(400) == 0 ? random.nextDouble() : level;
            // Losses of any size, or 0 and 1.
            double loss = seed < 4 ? (random.nextDouble() + level) / 2 : random.nextDouble() < level ? 1 : 0;
            double[] parts = definition.row(loss);
            var drift = adwin.row(loss);
            assertEquals(parts != null, drift.isPresent(), "row " + t);
            if (drift.isPresent()) {
                drifts++;
                assertEquals(t, drift.get().row());
                assertEquals(parts[0], drift.get().before(), 1e-9);
                assertEquals(parts[1], drift.get().after(), 1e-9);
            }
            assertEquals(definition.window().size(), adwin.width());
        }
        assertTrue(drifts >= 3, "got " + drifts);
        assertEquals(mean(definition.window()), adwin.mean(), 1e-9);
    }

    @Test
    void aSuddenChangeIsNoticedSoonAndWithWhatItWas() {
        Random random = new Random(1);
        Adwin adwin = new Adwin(Adwin.DELTA);
        List<Drift> drifts = new ArrayList<>();
        for (int t = 1; t <= 6000; t++) {
            double loss = random.nextDouble() < (t <= 3000 ? 0.1 : 0.5) ? 1 : 0;
            adwin.row(loss).ifPresent(drifts::add);
        }
        Drift first = drifts.get(0);
        assertTrue(first.row() > 3000 && first.row() <= 3128, drifts.toString());
        assertEquals(0.1, first.before(), 0.03);
        assertEquals(0.5, first.after(), 0.2, "of the few rows there were by then");
        assertEquals(0.5, adwin.mean(), 0.05);
        assertTrue(adwin.width() < 3300, "what was before has been forgotten, got " + adwin.width());
    }

    @Test
    void whereNothingChangesItIsSeldomWrong() {
        int drifts = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Adwin adwin = new Adwin(Adwin.DELTA);
            for (int t = 0; t < 5000; t++) {
                drifts += adwin.row(random.nextDouble() < 0.3 ? 1 : 0).isPresent() ? 1 : 0;
            }
        }
        // At each of 50 · 5000 / 32 looks by δ = 0.002; the bound is a loose one.
        assertTrue(drifts <= 15, "got " + drifts);
    }

    @Test
    void losesNothingOfALongStream() {
        Adwin adwin = new Adwin(Adwin.DELTA);
        for (int t = 0; t < 3_000_000; t++) {
            assertTrue(adwin.row(t % 2).isEmpty());
        }
        assertEquals(3_000_000, adwin.width());
        assertEquals(0.5, adwin.mean());
    }

    @Test
    void whatIsOutOfItsBoundsIsRefused() {
        Adwin adwin = new Adwin(0.5);
        assertTrue(Double.isNaN(adwin.mean()));
        adwin.row(0.25);
        for (double loss : new double[] {-0.1, 1.1, Double.NaN}) {
            assertEquals(
                    "loss: expected a number from 0 to 1, got " + loss,
                    assertThrows(IllegalArgumentException.class, () -> adwin.row(loss))
                            .getMessage());
        }
        assertEquals(1, adwin.width());
        assertEquals(0.25, adwin.mean());
        for (double delta : new double[] {0, 1, Double.NaN}) {
            assertEquals(
                    "delta: expected a number above 0 and below 1, got " + delta,
                    assertThrows(IllegalArgumentException.class, () -> new Adwin(delta))
                            .getMessage());
        }
    }
}
