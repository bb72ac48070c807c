package io.github.jgln.spi;

/**
 * The numbers of one layer, row-major, one array per (output c, neuron k) so that no total is bound by an array's length.
 * Halfspaces that the outputs share are held once: H is then 1, else C. The arrays are not copied: who holds a state owns it.
 *
 * @param hyperplanes {@code [H][K][M·N]}
 * @param thresholds {@code [H][K][M]}
 * @param weights {@code [C][K][2^M·I]}; the bias input is the last of each weight row
 * @param biasLogits {@code [C]}; not read where the layer has no bias
 */
public record LayerState(float[][][] hyperplanes, float[][][] thresholds, float[][][] weights, float[] biasLogits) {
    /** The normals of an output's neuron, shared or its own: {@code [M·N]}. */
    public float[] normals(int output, int neuron) {
        return hyperplanes[hyperplanes.length == 1 ? 0 : output][neuron];
    }

    /** The thresholds of an output's neuron, shared or its own: {@code [M]}. */
    public float[] bounds(int output, int neuron) {
        return thresholds[thresholds.length == 1 ? 0 : output][neuron];
    }
}
