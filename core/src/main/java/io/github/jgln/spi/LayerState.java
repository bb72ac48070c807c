package io.github.jgln.spi;

/**
 * The numbers of one layer, row-major, one array per (output c, neuron k) so that no total is bound by an array's length.
 * The arrays are not copied: who holds a state owns it.
 *
 * @param hyperplanes {@code [C][K][M·N]}
 * @param thresholds {@code [C][K][M]}
 * @param weights {@code [C][K][2^M·I]}; the bias input is the last of each weight row
 * @param biasLogits {@code [C]}; not read where the layer has no bias
 */
public record LayerState(float[][][] hyperplanes, float[][][] thresholds, float[][][] weights, float[] biasLogits) {}
