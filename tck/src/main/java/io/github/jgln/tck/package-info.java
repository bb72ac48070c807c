/**
 * The parity suite: a plain reference in double precision, golden vectors to check it by, and the comparison every backend
 * must pass. {@link io.github.jgln.tck.Verification} runs it without a test framework; the tests of this module are the
 * contract in full.
 */
package io.github.jgln.tck;
