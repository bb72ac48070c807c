package io.github.jgln.cpu;

/**
 * Halfspaces that are multiplied with a row together.
 *
 * @param normals {@code [n][vectors · lanes]} at {@code offset}
 * @param vectors of the panel; vector v holds halfspace {@code (firstVector + v) % m} of the neurons in group
 *     {@code (firstVector + v) / m}
 * @param m halfspaces of a neuron
 * @param n features
 * @param thresholds of all panels, {@code [vector][lanes]}
 */
record Panel(float[] normals, int offset, int vectors, int firstVector, int m, int n, float[] thresholds) {}
