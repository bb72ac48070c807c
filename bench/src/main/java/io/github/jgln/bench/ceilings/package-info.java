/** What the machine can do at most: multiply-adds in registers, reads from its caches and from memory. */
package io.github.jgln.bench.ceilings;
