package io.github.jgln.cpu;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer's halfspaces, packed for the gating product.
 *
 * <p>Units are taken in groups of {@code lanes}; vector {@code group · M + j} holds halfspace j of a group's units, one a
 * lane, so that a context is put together lane by lane. Consecutive vectors form panels {@code [n][vectors · lanes]}.
 *
 * <p>Where the outputs share halfspaces, only the first output's units are gated, for all.
 */
final class Gate {
    final int m;
    final int n;
    /** The units whose halfspaces are here: of the first output where all share them. */
    final int units;

    final int groups;
    private final int lanes;
    private final Operations operations;
    private final GatingOps ops;
    /** Panels whose vectors share no group with another task's: the smallest part that threads may divide. */
    private final int groupsPerTask;

    /** A piece per task: its panels, one after the other. */
    private final Floats normals;

    private final Panel[][] panels;

    /** {@code [vector][lanes]}. */
    final float[] thresholds;

    private RowScreen screen;
    private boolean screenSought;

    Gate(LayerSpec spec, LayerState state, int n, Operations operations) {
        this.operations = operations;
        this.ops = operations.gating();
        this.lanes = operations.lanes();
        this.m = spec.contextMapSize();
        this.n = n;
        this.units = state.hyperplanes().length * spec.neurons();
        this.groups = (units + lanes - 1) / lanes;
        int width = ops.panelVectors();
        this.groupsPerTask = m == 0 ? groups : width / gcd(width, m);
        this.thresholds = new float[Math.multiplyExact(Math.multiplyExact(groups, m), lanes)];
        int length = m == 0 ? 0 : Math.multiplyExact(Math.multiplyExact(groupsPerTask * m, n), lanes);
        this.normals = new Floats(tasks(), length);
        for (int unit = 0; unit < units; unit++) {
            float[] given = state.hyperplanes()[unit / spec.neurons()][unit % spec.neurons()];
            float[] bounds = state.thresholds()[unit / spec.neurons()][unit % spec.neurons()];
            for (int j = 0; j < m; j++) {
                Place place = place(unit, j);
                thresholds[place.threshold()] = bounds[j];
                for (int i = 0; i < n; i++) {
                    normals.array(place.task())[place.first() + i * place.stride()] = given[j * n + i];
                }
            }
        }
        this.panels = new Panel[tasks()][];
        for (int task = 0; task < panels.length; task++) {
            panels[task] = panelsOf(task);
        }
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
        return normals.offset(task) + panel * n * lanes + (local - panel) * lanes + lane;
    }

    /** The float32 product that {@link GatingOps#gate} has for a task's halfspace and one row, in its order. */
    float dot(int task, int local, int lane, float[] z) {
        float[] panel = normals.array(task);
        int stride = panelWidth(panelFirst(local, vectors(task)), vectors(task)) * lanes;
        int at = first(task, local, lane);
        float dot = 0;
        for (int i = 0; i < n; i++) {
            dot = Math.fma(z[i], panel[at + i * stride], dot);
        }
        return dot;
    }

    /** Writes a layer's unit's halfspaces back: normals {@code [M·N]}, thresholds {@code [M]}. */
    void download(int layerUnit, float[] copy, float[] bounds) {
        int unit = layerUnit % units;
        for (int j = 0; j < m; j++) {
            Place place = place(unit, j);
            bounds[j] = thresholds[place.threshold()];
            for (int i = 0; i < n; i++) {
                copy[j * n + i] = normals.array(place.task())[place.first() + i * place.stride()];
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

    /** The width of the panel that begins at a task's vector: the widest that fits, halving, as the operations have it. */
    int panelWidth(int panel, int vectors) {
        int width = ops.panelVectors();
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
     * @param z the block's side information
     * @param firstRow a multiple of the tile's rows
     */
    void run(int task, float[] z, int firstRow, int rows, int[] contexts, int capacity, Scratch scratch) {
        for (Panel panel : panels[task]) {
            ops.gate(panel, z, firstRow, rows, contexts, capacity, scratch.gating);
        }
    }

    /** The panels of a task, in order. */
    Panel[] panels(int task) {
        return panels[task];
    }

    private Panel[] panelsOf(int task) {
        List<Panel> list = new ArrayList<>();
        int vectors = vectors(task);
        for (int done = 0; done < vectors; ) {
            int width = panelWidth(done, vectors);
            int offset = normals.offset(task) + done * n * lanes;
            list.add(new Panel(normals.array(task), offset, width, firstVector(task) + done, m, n, thresholds));
            done += width;
        }
        return list.toArray(Panel[]::new);
    }

    /** What gates single rows, made when first asked for; null where none pays. Called by one thread at a time. */
    RowScreen screen() {
        if (!screenSought) {
            screen = RowScreen.of(this, operations);
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
        return normals.bytes() + 4L * thresholds.length + (screen == null ? 0 : screen.bytes());
    }
}
