/** What the operating system tells of this machine, this process and the energy that devices take. */
package io.github.jgln.bench.host;
