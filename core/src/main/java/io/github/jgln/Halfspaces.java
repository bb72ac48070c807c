package io.github.jgln;

/**
 * Where the halfspaces of the gating come from. They are drawn once and never learnt. Those that sample rows place keep off
 * all of these: a threshold within float rounding of a row moves into the middle of the nearest gap between rows, since
 * rounding would decide on which side the row is.
 */
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
    DIFFERENCES,
    /**
     * Random combinations of 50 sample rows, through the middle of the sample: {@code h = Σ_i g_i (z_i - z̄)} with g_i from
     * N(0, 1), {@code b = h · z̄}. Random normals, but spread as the data is: directions in which it does not vary are left out.
     */
    COMBINATIONS;

    /** Whether sample rows are needed at creation. */
    public boolean needSample() {
        return this != RANDOM_NORMAL;
    }
}
