/** Work that is done in a JVM of its own, one piece after the other. */
package io.github.jgln.bench.process;
