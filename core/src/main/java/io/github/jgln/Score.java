package io.github.jgln;

/**
 * Rows seen and how many were classed right.
 *
 * @param rows seen
 * @param correct of them
 */
public record Score(long rows, long correct) {
    /** The share classed right, from 0 to 1; NaN without rows. */
    public double accuracy() {
        return (double) correct / rows;
    }
}
