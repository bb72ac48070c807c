package io.github.jgln.opencl;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;

/**
 * The halfspaces of all layers, packed for the gating product: a slot for each neuron that has halfspaces (one for all outputs
 * where these share them), the slots of a layer padded to whole groups, and halfspace j of a group's slots one vector, its lanes
 * side by side.
 */
final class Gate {
    final int groups;
    final int slots;
    final float[] halfspaces;
    final float[] thresholds;
    final int[] groupVectors;
    /** Where each slot's contexts begin among those of all slots, and their number in the end. */
    final int[] slotStreams;

    final int n;
    private final NetworkSpec spec;
    private final int lanes;
    private final int[] firstSlots;

    Gate(NetworkState state, int lanes, DeviceLimits limits) {
        this.spec = state.spec();
        this.lanes = lanes;
        this.n = spec.inputs();
        this.firstSlots = new int[spec.layers().size()];
        long groupCount = 0;
        long vectorCount = 0;
        long streamCount = 0;
        for (LayerSpec layer : spec.layers()) {
            long ofLayer = ((long) spec.gatedOutputs() * layer.neurons() + lanes - 1) / lanes;
            groupCount += ofLayer;
            vectorCount += ofLayer * layer.contextMapSize();
            streamCount += ofLayer * lanes * layer.contexts();
        }
        limits.length(streamCount, "the contexts of all neurons");
        this.slots = limits.length(groupCount * lanes, "the neurons");
        this.groups = (int) groupCount;
        this.halfspaces = new float[limits.length(vectorCount * lanes * n, "the hyperplanes of all layers")];
        this.thresholds = new float[limits.length(vectorCount * lanes, "the thresholds of all layers")];
        this.groupVectors = new int[groups + 1];
        this.slotStreams = new int[slots + 1];
        int group = 0;
        int slot = 0;
        for (int i = 0; i < firstSlots.length; i++) {
            LayerSpec layer = spec.layers().get(i);
            int gated = spec.gatedOutputs() * layer.neurons();
            firstSlots[i] = slot;
            for (int first = 0; first < gated; first += lanes) {
                groupVectors[group + 1] = groupVectors[group] + layer.contextMapSize();
                group++;
                for (int lane = 0; lane < lanes; lane++) {
                    slotStreams[slot + 1] = slotStreams[slot] + layer.contexts();
                    slot++;
                }
            }
            LayerState numbers = state.layers().get(i);
            for (int h = 0; h < gated; h++) {
                float[] normals = numbers.hyperplanes()[h / layer.neurons()][h % layer.neurons()];
                float[] bounds = numbers.thresholds()[h / layer.neurons()][h % layer.neurons()];
                for (int j = 0; j < layer.contextMapSize(); j++) {
                    thresholds[at(firstSlots[i] + h, j)] = bounds[j];
                    for (int f = 0; f < n; f++) {
                        halfspaces[component(firstSlots[i] + h, j, f)] = normals[j * n + f];
                    }
                }
            }
        }
    }

    /** How many contexts all slots have together. */
    int streams() {
        return slotStreams[slots];
    }

    int firstSlot(int layer) {
        return firstSlots[layer];
    }

    /** Between the slots of two outputs of a layer; 0 where they share them. */
    int slotClassStride(int layer) {
        return spec.sharedHalfspaces() ? 0 : spec.layers().get(layer).neurons();
    }

    private int at(int slot, int j) {
        return (groupVectors[slot / lanes] + j) * lanes + slot % lanes;
    }

    private int component(int slot, int j, int feature) {
        return ((groupVectors[slot / lanes] + j) * n + feature) * lanes + slot % lanes;
    }

    /** A copy of a layer's normals, {@code [H][K][M·N]}. */
    float[][][] normals(int layer) {
        LayerSpec shape = spec.layers().get(layer);
        float[][][] copy = new float[spec.gatedOutputs()][shape.neurons()][shape.contextMapSize() * n];
        for (int h = 0; h < copy.length * shape.neurons(); h++) {
            float[] to = copy[h / shape.neurons()][h % shape.neurons()];
            for (int i = 0; i < to.length; i++) {
                to[i] = halfspaces[component(firstSlots[layer] + h, i / n, i % n)];
            }
        }
        return copy;
    }

    /** A copy of a layer's thresholds, {@code [H][K][M]}. */
    float[][][] bounds(int layer) {
        LayerSpec shape = spec.layers().get(layer);
        float[][][] copy = new float[spec.gatedOutputs()][shape.neurons()][shape.contextMapSize()];
        for (int h = 0; h < copy.length * shape.neurons(); h++) {
            float[] to = copy[h / shape.neurons()][h % shape.neurons()];
            for (int j = 0; j < to.length; j++) {
                to[j] = thresholds[at(firstSlots[layer] + h, j)];
            }
        }
        return copy;
    }

    long bytes() {
        return 4L * (halfspaces.length + thresholds.length + groupVectors.length + slotStreams.length);
    }
}
