/** The command {@code jgln}: train and test a network, list the backends, verify one, report on the system. */
package io.github.jgln.cli;
