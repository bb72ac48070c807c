/** Online learners of other libraries, to compare the engine with. Nothing else depends on this module. */
package io.github.jgln.bench.peers;
