/**
 * What a backend implements. It is handed a whole network and whole batches of rows, so weights, contexts and
 * intermediate logits can stay where it computes; see {@link io.github.jgln.spi.Network} for the contract.
 */
package io.github.jgln.spi;
