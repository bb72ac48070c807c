package io.github.jgln.cpu;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import java.util.Arrays;

/**
 * A layer's halfspaces, packed for the gating product.
 *
 * <p>Units are taken in groups of {@code lanes}; vector {@code group · M + j} holds halfspace j of a group's units, one a
 * lane, so that a context is put together lane by lane. Consecutive vectors form panels {@code [n][vectors · lanes]}.
 *
 * <p>Where all outputs have the same halfspaces, only the first output's units are gated, for all.
 */
final class Gate {
    final int m;
    final int n;
    /** Those that are gated. */
    final int units;

    final int groups;
    private final int lanes;
    private final Kernels kernels;
    /** Panels whose vectors share no group with another task's: the smallest part that threads may divide. */
    private final int groupsPerTask;

    /** A piece per task. */
    private final Floats panels;

    /** {@code [vector][lanes]}. */
    final float[] thresholds;

    private Screen screen;
    private boolean screenSought;

    Gate(LayerSpec spec, LayerState state, int n, Kernels kernels) {
        this.kernels = kernels;
        this.lanes = kernels.lanes();
        this.m = spec.contextMapSize();
        this.n = n;
        this.units = (shared(state) ? 1 : state.biasLogits().length) * spec.neurons();
        this.groups = (units + lanes - 1) / lanes;
        int width = kernels.panelVectors();
        this.groupsPerTask = m == 0 ? groups : width / gcd(width, m);
        this.thresholds = new float[Math.multiplyExact(Math.multiplyExact(groups, m), lanes)];
        int length = m == 0 ? 0 : Math.multiplyExact(Math.multiplyExact(groupsPerTask * m, n), lanes);
        this.panels = new Floats(tasks(), length);
        for (int unit = 0; unit < units; unit++) {
            float[] normals = state.hyperplanes()[unit / spec.neurons()][unit % spec.neurons()];
            float[] bounds = state.thresholds()[unit / spec.neurons()][unit % spec.neurons()];
            for (int j = 0; j < m; j++) {
                Place place = place(unit, j);
                thresholds[place.threshold()] = bounds[j];
                for (int i = 0; i < n; i++) {
                    panels.array(place.task())[place.first() + i * place.stride()] = normals[j * n + i];
                }
            }
        }
    }

    private static boolean shared(LayerState state) {
        for (int c = 1; c < state.biasLogits().length; c++) {
            if (!Arrays.deepEquals(state.hyperplanes()[c], state.hyperplanes()[0])
                    || !Arrays.deepEquals(state.thresholds()[c], state.thresholds()[0])) {
                return false;
            }
        }
        return true;
    }

    /** Where halfspace j of a unit is: component i of its normal at {@code first + i · stride} of its task's panels. */
    private record Place(int task, int first, int stride, int threshold) {}

    private Place place(int unit, int j) {
        int vector = unit / lanes * m + j;
        int task = unit / lanes / groupsPerTask;
        int lane = unit % lanes;
        int local = vector - firstVector(task);
        int panel = panelFirst(local, vectors(task));
        return new Place(
                task, first(task, local, lane), panelWidth(panel, vectors(task)) * lanes, vector * lanes + lane);
    }

    /** Where component 0 of a task's halfspace is in its panels. */
    private int first(int task, int local, int lane) {
        int panel = panelFirst(local, vectors(task));
        return panels.offset(task) + panel * n * lanes + (local - panel) * lanes + lane;
    }

    /** The float32 product that {@link Kernels#gate} has for a task's halfspace and one row, in its order. */
    float dot(int task, int local, int lane, float[] z) {
        float[] panel = panels.array(task);
        int stride = panelWidth(panelFirst(local, vectors(task)), vectors(task)) * lanes;
        int at = first(task, local, lane);
        float dot = 0;
        for (int i = 0; i < n; i++) {
            dot = Math.fma(z[i], panel[at + i * stride], dot);
        }
        return dot;
    }

    /** Writes a layer's unit's halfspaces back: normals {@code [M·N]}, thresholds {@code [M]}. */
    void download(int layerUnit, float[] normals, float[] bounds) {
        int unit = layerUnit % units;
        for (int j = 0; j < m; j++) {
            Place place = place(unit, j);
            bounds[j] = thresholds[place.threshold()];
            for (int i = 0; i < n; i++) {
                normals[j * n + i] = panels.array(place.task())[place.first() + i * place.stride()];
            }
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The parts that can be computed apart. */
    int tasks() {
        return m == 0 ? 0 : (groups + groupsPerTask - 1) / groupsPerTask;
    }

    int groupsPerTask() {
        return groupsPerTask;
    }

    int firstVector(int task) {
        return task * groupsPerTask * m;
    }

    int vectors(int task) {
        return Math.min(groupsPerTask, groups - task * groupsPerTask) * m;
    }

    /** The width of the panel that begins at a task's vector: the widest that fits, halving, as the kernels have it. */
    int panelWidth(int panel, int vectors) {
        int width = kernels.panelVectors();
        while (width > vectors - panel) {
            width /= 2;
        }
        return width;
    }

    /** The first vector of the panel that holds a task's vector. */
    int panelFirst(int local, int vectors) {
        int panel = 0;
        for (int width; panel + (width = panelWidth(panel, vectors)) <= local; panel += width) {}
        return panel;
    }

    /**
     * Contexts of some of a block's rows for one task's units, into {@code [group][capacity][lanes]}.
     *
     * @param z the block's side information, laid out as {@link Side} says
     * @param firstRow a multiple of the tile's rows
     */
    void run(int task, float[] z, int firstRow, int rows, int[] contexts, int capacity, Scratch scratch) {
        int vectors = vectors(task);
        for (int done = 0; done < vectors; ) {
            int width = panelWidth(done, vectors);
            runPanel(task, done, width, z, firstRow, rows, contexts, capacity, scratch);
            done += width;
        }
    }

    /** As {@link #run}, for the panel of {@code width} vectors that begins at a task's vector. */
    void runPanel(
            int task,
            int panel,
            int width,
            float[] z,
            int firstRow,
            int rows,
            int[] contexts,
            int capacity,
            Scratch scratch) {
        kernels.gate(
                z,
                firstRow * n,
                firstRow,
                rows,
                n,
                panels.array(task),
                panels.offset(task) + panel * n * lanes,
                width,
                firstVector(task) + panel,
                m,
                thresholds,
                contexts,
                capacity,
                scratch.gating);
    }

    /** What gates single rows, made when first asked for; null where none pays. Called by one thread at a time. */
    Screen screen() {
        if (!screenSought) {
            screen = Screen.of(this, kernels);
            screenSought = true;
        }
        return screen;
    }

    /** Where row 0 of a layer's unit's contexts is; the next row's is {@code lanes} further. */
    int contextOffset(int layerUnit, int capacity) {
        int unit = layerUnit % units;
        return unit / lanes * capacity * lanes + unit % lanes;
    }

    int contextsLength(int capacity) {
        return Math.multiplyExact(groups, capacity * lanes);
    }

    int lanes() {
        return lanes;
    }

    long bytes() {
        return panels.bytes() + 4L * thresholds.length + (screen == null ? 0 : screen.bytes());
    }
}
