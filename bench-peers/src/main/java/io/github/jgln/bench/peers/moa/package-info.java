/** A process of MOA's own, whose class path is MOA's jar and this package: nothing else of this project is loaded beside it. */
package io.github.jgln.bench.peers.moa;
