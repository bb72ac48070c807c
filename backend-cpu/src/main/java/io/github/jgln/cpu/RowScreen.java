package io.github.jgln.cpu;

/**
 * The gating product of a single row at half the bytes.
 *
 * <p>One row reads every halfspace once, so it costs what memory gives. The screen holds each normal as 16-bit integers,
 * {@code h ≈ s q}, two halfspaces to an int. {@code s (z · q)} is further from the float32 product {@code h · z} of
 * {@link GatingOps#gate} by at most
 *
 * <pre>
 *   |z| (|h - s q| + γ (|h| + |s q|)),    γ = (N + 4) 2^-24
 * </pre>
 *
 * by Cauchy and Schwarz for the first term, and for the second the error of a sum of N rounded terms in any order (Higham,
 * Accuracy and Stability of Numerical Algorithms, section 3.1). Where the threshold is further away than that, the bit is
 * that of the float32 product; elsewhere (about one halfspace in 300) that product itself is computed.
 */
final class RowScreen {
    /** With more features γ grows until too many products are computed twice. */
    private static final int MAX_INPUTS = 4096;

    /** Between these no product or sum comes near the ends of float32's range, as the bound above requires. */
    private static final double MIN_NORM = 1e-18;

    private static final double MAX_NORM = 1e18;

    private static final double LARGEST = Short.MAX_VALUE;

    /** Covers the roundings made while bounds are computed and compared. */
    private static final double SLACK = 1 + 1e-5;

    /** Doubtful halfspaces of a vector from which on it is cheaper to compute the whole panel again. */
    private static final int MANY = 2;

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

    private final Gate gate;
    private final GatingOps ops;
    private final int lanes;
    private final int lengthPerTask;
    /** Of each task's panels: {@code [n][pairs][lanes]}, the even vector in the upper half of an int. */
    private final int[] packed;

    private final ScreenBounds bounds;

    private RowScreen(Gate gate, Operations operations) {
        this.gate = gate;
        this.ops = operations.gating();
        this.lanes = operations.lanes();
        this.lengthPerTask = lengthPerTask(gate);
        this.packed = new int[Floats.alignable(Floats.FIRST + gate.tasks() * lengthPerTask)];
        int halfspaces = gate.groups * gate.m * lanes;
        this.bounds = new ScreenBounds(new float[halfspaces], gate.thresholds, new float[halfspaces]);
        float[] normals = new float[gate.m * gate.n];
        float[] thresholds = new float[gate.m];
        for (int unit = 0; unit < gate.units; unit++) {
            gate.download(unit, normals, thresholds);
            for (int j = 0; j < gate.m; j++) {
                pack(unit, j, normals);
            }
        }
    }

    /** The screen of a layer; null where none pays. */
    static RowScreen of(Gate gate, Operations operations) {
        boolean fits = (long) gate.tasks() * lengthPerTask(gate) < MAX_LENGTH - Floats.FIRST;
        return operations.gating().screens() && gate.m > 0 && gate.n <= MAX_INPUTS && fits
                ? new RowScreen(gate, operations)
                : null;
    }

    private static int lengthPerTask(Gate gate) {
        return Math.multiplyExact(Math.multiplyExact((gate.vectors(0) + 1) / 2, gate.n), gate.lanes());
    }

    /** |z| of a row, rounded up; NaN where the screen has no bound to offer. */
    static float norm(float[] z, int n) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i < n - 1; i += 2) {
            even += (double) z[i] * z[i];
            odd += (double) z[i + 1] * z[i + 1];
        }
        double last = n % 2 == 0 ? 0 : z[n - 1];
        double norm = Math.sqrt(even + odd + last * last) * SLACK;
        return norm >= MIN_NORM && norm <= MAX_NORM ? (float) norm : Float.NaN;
    }

    private void pack(int unit, int j, float[] normals) {
        double largest = 0;
        for (int i = 0; i < gate.n; i++) {
            largest = Math.max(largest, Math.abs(normals[j * gate.n + i]));
        }
        float scale = (float) (largest / LARGEST);
        int vector = unit / lanes * gate.m + j;
        int lane = unit % lanes;
        int task = unit / lanes / gate.groupsPerTask();
        int local = vector - gate.firstVector(task);
        int panel = gate.panelFirst(local, gate.vectors(task));
        // Panels have an even number of vectors but for a last one of a single vector.
        int pairs = (gate.panelWidth(panel, gate.vectors(task)) + 1) / 2;
        int to = offset(task, panel) + (local - panel) / 2 * lanes + lane;
        int shift = (local - panel) % 2 == 0 ? 16 : 0;
        double square = 0;
        double rest = 0;
        double kept = 0;
        for (int i = 0; i < gate.n; i++) {
            double h = normals[j * gate.n + i];
            long q = scale > 0 ? Math.max(-32767, Math.min(32767, Math.round(h / scale))) : 0;
            packed[to + i * pairs * lanes] |= ((int) q & 0xffff) << shift;
            double approximation = (double) scale * q;
            square += h * h;
            rest += (h - approximation) * (h - approximation);
            kept += approximation * approximation;
        }
        double norm = Math.sqrt(square);
        double gamma = (gate.n + 4) * 0x1p-24;
        double doubt = (Math.sqrt(rest) + gamma * (norm + Math.sqrt(kept))) * SLACK;
        boolean inRange = norm == 0 || norm >= MIN_NORM && norm <= MAX_NORM;
        bounds.scales()[vector * lanes + lane] = scale;
        bounds.doubts()[vector * lanes + lane] = inRange ? Math.nextUp((float) doubt) : Float.POSITIVE_INFINITY;
    }

    private int offset(int task, int panel) {
        return Floats.FIRST + task * lengthPerTask + panel / 2 * gate.n * lanes;
    }

    /**
     * Contexts of one row for one task's units; the same bits as {@link Gate#run} gives.
     *
     * @param z the row's side information, one feature after the other
     * @param norm from {@link #norm}, not NaN
     */
    void run(int task, float[] z, float norm, int[] contexts, int capacity, Scratch scratch) {
        float[] sums = scratch.gating[0];
        for (Panel panel : gate.panels(task)) {
            int done = panel.firstVector() - gate.firstVector(task);
            ops.screen(z, gate.n, packed, offset(task, done), (panel.vectors() + 1) / 2, sums);
            if (!decide(task, panel, z, norm, sums, contexts, capacity)) {
                forget(panel.firstVector(), contexts, capacity);
                ops.gate(panel, z, 0, 1, contexts, capacity, scratch.gating);
            }
        }
    }

    /** Writes a panel's bits; false where too many are in doubt. */
    private boolean decide(int task, Panel panel, float[] z, float norm, float[] sums, int[] contexts, int capacity) {
        for (int v = 0; v < panel.vectors(); v++) {
            int vector = panel.firstVector() + v;
            int group = vector / gate.m;
            int j = vector % gate.m;
            int to = group * capacity * lanes;
            long doubtful = ops.decide(sums, v * lanes, bounds, vector, norm, j, contexts, to);
            int units = Math.min(lanes, gate.units - group * lanes);
            doubtful &= (1L << units) - 1;
            if (Long.bitCount(doubtful) > MANY) {
                return false;
            }
            for (; doubtful != 0; doubtful &= doubtful - 1) {
                int lane = Long.numberOfTrailingZeros(doubtful);
                boolean above = gate.dot(task, vector - gate.firstVector(task), lane, z)
                        > gate.thresholds[vector * lanes + lane];
                contexts[to + lane] = contexts[to + lane] & ~(1 << j) | (above ? 1 << j : 0);
            }
        }
        return true;
    }

    /** Takes back the bits from a vector on that its group has got so far: {@link GatingOps#gate} adds to what it finds. */
    private void forget(int vector, int[] contexts, int capacity) {
        int to = vector / gate.m * capacity * lanes;
        for (int lane = 0; lane < lanes; lane++) {
            contexts[to + lane] &= (1 << vector % gate.m) - 1;
        }
    }

    long bytes() {
        return 4L * packed.length + 8L * bounds.scales().length;
    }
}
