package io.github.jgln;

/** Where the halfspaces of the gating come from. They are drawn once and never learnt. */
public enum Halfspaces {
    /** Normals drawn from N(0, 1), as published. */
    RANDOM_NORMAL,
    /**
     * Perpendicular bisectors of random pairs of sample rows: {@code h = z_a - z_b}, {@code b = (|z_a|² - |z_b|²) / 2}. They
     * need no label, only the small sample given at creation, and cut where the data is.
     */
    BISECTORS,
    /**
     * Differences of two random sample rows, through a third one: {@code h = z_a - z_b}, {@code b = h · z_c}. As
     * {@link #BISECTORS}, but at all distances from the middle of the data.
     */
    DIFFERENCES;

    /** Whether sample rows are needed at creation. */
    public boolean needSample() {
        return this != RANDOM_NORMAL;
    }
}
