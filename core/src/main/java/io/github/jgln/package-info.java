/** Gated Linear Networks that learn exactly online; {@link io.github.jgln.GLN} is the entry. */
package io.github.jgln;
