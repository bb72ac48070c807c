package io.github.jgln.bench.compare;

import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport.Energy;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.compare.CompareReport.Settings;
import io.github.jgln.bench.compare.CompareReport.Unavailable;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.evaluation.Curve;
import java.util.List;

/** Made-up reports for tests. */
public final class Reports {
    public static final Machine MACHINE =
            new Machine("A <fast> processor", 2, 8_000_000_000L, "Linux amd64", "17 (a JVM)");
    public static final DataSummary DATA = new DataSummary("mnist", 784, 10, 1000, 100);
    public static final Settings SETTINGS = new Settings(Preset.PYGLN, 7, 3);

    private Reports() {}

    public static CompareReport of(Result... results) {
        return CompareReport.of("1.0", "2026-01-31", MACHINE, DATA, SETTINGS, List.of(results));
    }

    /** The same results by another version, on another day. */
    public static CompareReport of(String version, String date, CompareReport like) {
        return CompareReport.of(version, date, like.machine(), like.data(), like.settings(), like.contenders());
    }

    public static CompareReport usual() {
        return of(
                processor("cpu vector", 0.5),
                processor("cpu plain", 2),
                new Result("cuda", null, null, null, null, new Unavailable("no | driver", "install one")),
                card("cuda2", 0.1));
    }

    public static Result processor(String name, double seconds) {
        return result(name, seconds, new Spread(100, 90, 110), null);
    }

    public static Result card(String name, double seconds) {
        return result(name, seconds, null, new Energy(new Spread(12.5, 12, 13), "its driver"));
    }

    private static Result result(String name, double seconds, Spread peak, Energy energy) {
        Measured measured = new Measured(
                0.9642,
                0.9476,
                new Spread(seconds, 0.9 * seconds, 1.2 * seconds),
                List.of(seconds, 0.9 * seconds, 1.2 * seconds),
                1000 / seconds,
                1_291_860,
                peak,
                peak == null ? null : new Spread(0.42, 0.4, 0.44),
                655_000_000L,
                63_000_000,
                44_000_000L,
                energy,
                500,
                List.of(0.9, 0.95),
                List.of(new Curve.Mark(500, seconds / 2), new Curve.Mark(1000, seconds)),
                List.of(new NeuronStep(4, new Spread(10, 9, 11)), new NeuronStep(8, new Spread(20, 19, 21))));
        return new Result(name, "a device", "a method", null, measured, null);
    }
}
