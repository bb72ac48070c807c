/**
 * The parity suite: a plain reference in double precision, golden vectors to check it by, and the comparison every backend
 * must pass. {@link io.github.jgln.tck.Verification} runs it without a test framework; the contract in full is
 * {@link io.github.jgln.tck.BackendContract}, JUnit classes that a backend's author extends, and that this module's own tests
 * run on every backend found.
 */
package io.github.jgln.tck;
