package io.github.jgln.opencl;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;

/**
 * The halfspaces of all layers, packed for the gating product: the units of a layer are padded to groups of slots, and halfspace
 * j of a group's slots is one vector, its lanes side by side.
 */
final class Gate {
    final int groups;
    final int slots;
    final float[] halfspaces;
    final float[] thresholds;
    final int[] groupVectors;
    /** Each slot's first stream, and their number in the end. */
    final int[] slotStreams;

    final int n;
    private final int lanes;
    private final int[] firstSlots;

    Gate(NetworkState state, int lanes, Capacity capacity) {
        NetworkSpec spec = state.spec();
        this.lanes = lanes;
        this.n = spec.inputs();
        this.firstSlots = new int[spec.layers().size()];
        long groupCount = 0;
        long vectorCount = 0;
        long streamCount = 0;
        for (LayerSpec layer : spec.layers()) {
            long ofLayer = ((long) spec.outputs() * layer.neurons() + lanes - 1) / lanes;
            groupCount += ofLayer;
            vectorCount += ofLayer * layer.contextMapSize();
            streamCount += ofLayer * lanes * layer.contexts();
        }
        capacity.length(streamCount, "the contexts of all neurons");
        this.slots = capacity.length(groupCount * lanes, "the neurons");
        this.groups = (int) groupCount;
        this.halfspaces = new float[capacity.length(vectorCount * lanes * n, "the hyperplanes of all layers")];
        this.thresholds = new float[capacity.length(vectorCount * lanes, "the thresholds of all layers")];
        this.groupVectors = new int[groups + 1];
        this.slotStreams = new int[slots + 1];
        int group = 0;
        int slot = 0;
        for (int i = 0; i < firstSlots.length; i++) {
            LayerSpec layer = spec.layers().get(i);
            int units = spec.outputs() * layer.neurons();
            firstSlots[i] = slot;
            for (int first = 0; first < units; first += lanes) {
                groupVectors[group + 1] = groupVectors[group] + layer.contextMapSize();
                group++;
                for (int lane = 0; lane < lanes; lane++) {
                    slotStreams[slot + 1] = slotStreams[slot] + layer.contexts();
                    slot++;
                }
            }
            LayerState numbers = state.layers().get(i);
            for (int unit = 0; unit < units; unit++) {
                float[] normals = numbers.hyperplanes()[unit / layer.neurons()][unit % layer.neurons()];
                float[] bounds = numbers.thresholds()[unit / layer.neurons()][unit % layer.neurons()];
                for (int j = 0; j < layer.contextMapSize(); j++) {
                    thresholds[at(i, unit, j)] = bounds[j];
                    for (int f = 0; f < n; f++) {
                        halfspaces[component(i, unit, j, f)] = normals[j * n + f];
                    }
                }
            }
        }
    }

    int streams() {
        return slotStreams[slots];
    }

    int firstSlot(int layer) {
        return firstSlots[layer];
    }

    private int at(int layer, int unit, int j) {
        int slot = firstSlots[layer] + unit;
        return (groupVectors[slot / lanes] + j) * lanes + slot % lanes;
    }

    private int component(int layer, int unit, int j, int feature) {
        int slot = firstSlots[layer] + unit;
        return ((groupVectors[slot / lanes] + j) * n + feature) * lanes + slot % lanes;
    }

    /** Writes a unit's halfspaces back: normals {@code [M·N]}, thresholds {@code [M]}. */
    void download(int layer, int unit, float[] normals, float[] bounds) {
        for (int j = 0; j < bounds.length; j++) {
            bounds[j] = thresholds[at(layer, unit, j)];
            for (int f = 0; f < n; f++) {
                normals[j * n + f] = halfspaces[component(layer, unit, j, f)];
            }
        }
    }

    long bytes() {
        return 4L * (halfspaces.length + thresholds.length + groupVectors.length + slotStreams.length);
    }
}
