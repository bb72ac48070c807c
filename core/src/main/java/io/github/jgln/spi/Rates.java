package io.github.jgln.spi;

/**
 * η of some rows in each layer.
 *
 * @param ofLayer {@code [layers][rows]}; may be longer
 * @param from where the first row's rate is
 */
public record Rates(float[][] ofLayer, int from) {}
