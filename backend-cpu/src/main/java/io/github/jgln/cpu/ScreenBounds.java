package io.github.jgln.cpu;

/**
 * What a screened product is judged by, {@code [vector][lanes]} each.
 *
 * @param scales s of a halfspace's integers
 * @param thresholds of the halfspaces
 * @param doubts how far the product may be off, for a row of length 1
 */
record ScreenBounds(float[] scales, float[] thresholds, float[] doubts) {}
