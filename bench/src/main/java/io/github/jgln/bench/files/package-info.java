/** The files that processes hand to each other and that runs leave behind. */
package io.github.jgln.bench.files;
