package io.github.jgln;

/**
 * How a row x becomes the side information z that the halfspaces cut. Statistics are those of the rows before it (or
 * fixed ones, see {@link GLNConfig.Builder#fixedStatistics}).
 */
public enum SideInformation {
    /** {@code z = x}. */
    RAW,
    /** {@code z = x - mean}. */
    CENTRED,
    /** {@code z = (x - mean) / standard deviation}; a feature that has not varied is only centred. */
    STANDARDISED;

    /** Whether it reads the input statistics. */
    public boolean usesStatistics() {
        return this != RAW;
    }
}
