package io.github.jgln.interop;

import io.github.jgln.BasePredictor;
import io.github.jgln.FittedRegression;
import io.github.jgln.FittedRegression.Experts;
import io.github.jgln.FittedRegression.Linear;
import io.github.jgln.SavedModel;
import io.github.jgln.interop.OnnxGaussians.Pairs;
import io.github.jgln.spi.Mixing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What a regression does beside its network in a graph: the base predictions, and the units of what is said; see
 * {@link FittedRegression}. It computes in double precision: where numbers depend on each other, as the flags of a category do, P has
 * entries that cancel, and targets may be far from 0.
 */
final class OnnxRegression {
    /** More is slow to load and to ship. */
    private static final long MAX_EXPERT_BYTES = 100L << 20;

    private final OnnxGraph graph;
    private final SavedModel model;
    private final FittedRegression fitted;
    private final Mixing.Gaussian mixing;
    private final int width;
    private final OnnxColumns columns;
    private final String rows;

    /** @param rows {@code [rows, N]}: what the network reads */
    OnnxRegression(OnnxGraph graph, SavedModel model, OnnxColumns columns, String rows) {
        this.graph = graph;
        this.model = model;
        this.fitted = model.fittedRegression();
        this.mixing = model.state().spec().gaussian().orElseThrow();
        this.columns = columns;
        this.width = model.config().numbers();
        this.rows = graph.cast(rows, OnnxGraph.DOUBLE);
    }

    /** Refuses base predictions that would make the graph too large. */
    static void check(SavedModel model) {
        long bytes = 8L * model.state().input().regression().orElseThrow().experts().length;
        if (bytes > MAX_EXPERT_BYTES) {
            throw new IllegalArgumentException("ONNX: expected regressions as base predictions of at most "
                    + (MAX_EXPERT_BYTES >> 20) + " MiB, got " + (bytes >> 20)
                    + " MiB; serve the model with SavedModel.snapshot(), or train one with fewer hinges");
        }
    }

    /** The base predictions of each output, {@code [rows, K0]}. */
    Pairs[] base() {
        Pairs[] pairs = new Pairs[width];
        if (fitted.experts().isEmpty()) {
            Arrays.fill(pairs, features((BasePredictor.Features) model.config().basePredictor()));
            return pairs;
        }
        Pairs all = experts(fitted.experts().get());
        for (int c = 0; c < width; c++) {
            pairs[c] = new Pairs(ofNumber(all.means(), c), ofNumber(all.variances(), c));
        }
        return pairs;
    }

    private String ofNumber(String all, int c) {
        return graph.node("Gather", List.of(OnnxGraph.integer("axis", 2)), all, graph.index(c));
    }

    /** Each number, and after it the same with the other sign. */
    private Pairs features(BasePredictor.Features base) {
        int n = model.state().spec().inputs();
        String each = graph.node("Reshape", rows, graph.longs(-1, n, 1));
        String both = graph.concat(2, each, graph.node("Neg", each));
        double[] variances = new double[2 * n];
        Arrays.fill(variances, Math.max(mixing.minVariance(), Math.min(mixing.maxVariance(), (float) base.variance())));
        return new Pairs(
                graph.node("Reshape", both, graph.longs(-1, 2L * n)),
                graph.everyRow(rows, graph.doubles(variances, 1, 2L * n)));
    }

    /** {@code [rows, K0, D]}. */
    private Pairs experts(Experts experts) {
        String x = numbers(experts);
        List<String> means = new ArrayList<>();
        List<String> variances = new ArrayList<>();
        String sum = null;
        String weights = null;
        String least = null;
        String doubt = null;
        for (FittedRegression.Broad broad : experts.broad()) {
            String f = read(broad, x);
            String uncertainty = uncertainty(broad.regression(), f);
            Pairs said = broad(broad.regression(), f, uncertainty);
            means.add(eachNumber(said.means()));
            variances.add(eachNumber(said.variances()));
            String weight = graph.node("Reciprocal", graph.node("Mul", said.variances(), said.variances()));
            String weighted = graph.node("Mul", weight, said.means());
            sum = sum == null ? weighted : graph.node("Add", sum, weighted);
            weights = weights == null ? weight : graph.node("Add", weights, weight);
            String doubted = graph.node("Mul", ofFirst(weight), uncertainty);
            doubt = doubt == null ? doubted : graph.node("Add", doubt, doubted);
            least = least == null ? said.variances() : graph.node("Min", least, said.variances());
        }
        if (!experts.gated().isEmpty()) {
            String known = graph.node("Div", doubt, ofFirst(weights));
            Pairs said = gated(
                    experts,
                    x,
                    eachNumber(graph.node("Div", sum, weights)),
                    eachNumber(least),
                    graph.node("Reshape", onePlus(known), graph.longs(-1, 1, 1)));
            means.add(said.means());
            variances.add(said.variances());
        }
        if (!experts.columns().isEmpty()) {
            String bins = columns.bins(experts.columns().stream()
                    .mapToInt(column -> column.means().length)
                    .toArray());
            means.add(ofBins(experts, FittedRegression.Binned::means, bins));
            variances.add(ofBins(experts, FittedRegression.Binned::variances, bins));
        }
        double[] offset = new double[width];
        double[] squares = new double[width];
        for (int c = 0; c < width; c++) {
            offset[c] = experts.first()[c] - fitted.mean()[c];
            squares[c] = fitted.deviation()[c] * fitted.deviation()[c];
        }
        String shifted = graph.node("Add", graph.concat(1, means.toArray(String[]::new)), graph.doubles(offset, width));
        String mean = graph.node("Div", shifted, graph.doubles(fitted.deviation(), width));
        String variance =
                graph.node("Div", graph.concat(1, variances.toArray(String[]::new)), graph.doubles(squares, width));
        return new Pairs(
                graph.clipped(mean, -experts.furthest(), experts.furthest()),
                graph.clipped(variance, mixing.minVariance(), mixing.maxVariance()));
    }

    /** {@code [rows, R, D]}. */
    private String ofBins(Experts experts, Function<FittedRegression.Binned, double[][]> what, String bins) {
        double[][] all = experts.columns().stream()
                .flatMap(column -> Arrays.stream(what.apply(column)))
                .toArray(double[][]::new);
        return graph.node("Gather", graph.doubles(flat(all), all.length, width), bins);
    }

    /** {@code [rows, 1]}: of the first number. */
    private String ofFirst(String ofNumbers) {
        return graph.node("Gather", List.of(OnnxGraph.integer("axis", 1)), ofNumbers, graph.longs(0));
    }

    private String eachNumber(String ofRows) {
        return graph.node("Reshape", ofRows, graph.longs(-1, 1, width));
    }

    /** {@code [rows, q]}. */
    private String numbers(Experts experts) {
        int n = experts.sumOf().length;
        int q = experts.numbers();
        if (n == q) {
            return rows;
        }
        double[] sums = new double[Math.multiplyExact(n, q)];
        for (int j = 0; j < n; j++) {
            sums[j * q + experts.sumOf()[j]] = experts.sign()[j];
        }
        return graph.node("MatMul", rows, graph.doubles(sums, n, q));
    }

    /** What a regression of all rows reads, {@code [rows, n]}. */
    private String read(FittedRegression.Broad broad, String x) {
        int hinges = broad.thresholds().length;
        String one = graph.everyRow(x, graph.doubles(new double[] {1}, 1, 1));
        String f = graph.concat(1, one, x);
        if (hinges == 0) {
            return f;
        }
        String normals = graph.doubles(flat(broad.normals()), hinges, broad.normals()[0].length);
        String along = graph.node("Gemm", List.of(OnnxGraph.integer("transB", 1)), x, normals);
        String distance = graph.node("Sub", along, graph.doubles(broad.thresholds(), hinges));
        String beyond = graph.node("Max", distance, graph.scalar(0.0));
        return graph.concat(1, f, graph.node("Mul", beyond, graph.scalar(broad.scale())));
    }

    /** {@code f · P f}, {@code [rows, 1]}. */
    private String uncertainty(Linear regression, String f) {
        int n = regression.coefficients()[0].length;
        String gain = graph.node("MatMul", f, graph.doubles(regression.spread(), n, n));
        return graph.node("Max", graph.rowSum(graph.node("Mul", gain, f)), graph.scalar(0.0));
    }

    /** {@code [rows, D]}. */
    private Pairs broad(Linear regression, String f, String uncertainty) {
        double[] coefficients = flat(regression.coefficients());
        String b = graph.doubles(coefficients, width, coefficients.length / width);
        return new Pairs(
                graph.node("Gemm", List.of(OnnxGraph.integer("transB", 1)), f, b),
                graph.node("Mul", graph.doubles(regression.noise(), width), onePlus(uncertainty)));
    }

    private String onePlus(String uncertainty) {
        return graph.node("Add", uncertainty, graph.scalar(1.0));
    }

    /**
     * {@code [rows, G, D]}, of all gates at once.
     *
     * @param less {@code [rows, 1, 1]}: 1 / ω
     */
    private Pairs gated(Experts experts, String x, String reference, String least, String less) {
        int gates = experts.gated().size();
        FittedRegression.Gated any = experts.gated().get(0);
        int depth = any.thresholds().length;
        int q = experts.numbers();
        int n = 1 + any.reads().length;
        double[] normals = flat(experts.gated().stream()
                .flatMap(gate -> Arrays.stream(gate.normals()))
                .toArray(double[][]::new));
        double[] thresholds = experts.gated().stream()
                .flatMapToDouble(gate -> Arrays.stream(gate.thresholds()))
                .toArray();
        long[] reads = experts.gated().stream()
                .flatMapToInt(gate -> Arrays.stream(gate.reads()))
                .asLongStream()
                .toArray();
        List<Linear> all = experts.gated().stream()
                .flatMap(gate -> gate.regressions().stream())
                .toList();
        long contexts = all.size();
        String picked = OnnxContexts.rows(
                graph,
                x,
                graph.doubles(normals, (long) gates * depth, q),
                graph.doubles(thresholds, (long) gates * depth),
                gates,
                depth);

        String read = graph.node("Gather", List.of(OnnxGraph.integer("axis", 1)), x, graph.longs(reads));
        String each = graph.node("Reshape", read, graph.longs(-1, gates, n - 1));
        double[] ones = new double[gates];
        Arrays.fill(ones, 1);
        String one = graph.everyRow(x, graph.doubles(ones, 1, gates));
        String f = graph.concat(2, graph.node("Reshape", one, graph.longs(-1, gates, 1)), each);
        String column = graph.node("Reshape", f, graph.longs(-1, gates, n, 1));
        String row = graph.node("Reshape", f, graph.longs(-1, gates, 1, n));

        double[] spreads = flat(all.stream().map(Linear::spread).toArray(double[][]::new));
        String spread = graph.node("Gather", graph.doubles(spreads, contexts, n, n), picked);
        String quadratic = graph.node("MatMul", row, graph.node("MatMul", spread, column));
        String uncertainty =
                graph.node("Max", graph.node("Reshape", quadratic, graph.longs(-1, gates, 1)), graph.scalar(0.0));

        double[] coefficients = flat(all.stream()
                .flatMap(regression -> Arrays.stream(regression.coefficients()))
                .toArray(double[][]::new));
        String b = graph.node("Gather", graph.doubles(coefficients, contexts, width, n), picked);
        String left = graph.node("Reshape", graph.node("MatMul", b, column), graph.longs(-1, gates, width));

        double[] noises = flat(all.stream().map(Linear::noise).toArray(double[][]::new));
        String own = graph.node("Gather", graph.doubles(noises, contexts, width), picked);
        String share = graph.node("Gather", graph.doubles(each(all, Linear::share), contexts, 1), picked);
        String noise = graph.node("Add", own, graph.node("Mul", share, least));
        return new Pairs(
                graph.node("Add", reference, left),
                graph.node("Mul", graph.node("Mul", noise, less), onePlus(uncertainty)));
    }

    private static double[] each(List<Linear> all, ToDoubleFunction<Linear> what) {
        return all.stream().mapToDouble(what).toArray();
    }

    private static double[] flat(double[][] arrays) {
        return Arrays.stream(arrays).flatMapToDouble(Arrays::stream).toArray();
    }

    /** What the networks say, {@code [rows, 1]} of each number, as outputs of the graph in units of the targets. */
    void finish(Pairs[] said) {
        double[] scale = new double[width];
        for (int c = 0; c < width; c++) {
            scale[c] = fitted.factor()[c] * fitted.deviation()[c] * fitted.deviation()[c];
        }
        String means = graph.concat(1, Arrays.stream(said).map(Pairs::means).toArray(String[]::new));
        String variances =
                graph.concat(1, Arrays.stream(said).map(Pairs::variances).toArray(String[]::new));
        String scaled = graph.node("Mul", means, graph.doubles(fitted.deviation(), width));
        output("means", graph.node("Add", scaled, graph.doubles(fitted.mean(), width)), -Float.MAX_VALUE);
        output("variances", graph.node("Mul", variances, graph.doubles(scale, width)), Float.MIN_NORMAL);
    }

    private void output(String name, String values, double least) {
        graph.named(
                name,
                "Cast",
                List.of(OnnxGraph.integer("to", OnnxGraph.FLOAT)),
                graph.clipped(values, least, Float.MAX_VALUE));
        graph.output(name, OnnxGraph.FLOAT, width);
    }
}
