package io.github.jgln.bench.host;

/**
 * A machine that something was measured on. A value that the system does not tell is null.
 *
 * @param processor its name, as the operating system has it
 * @param cores that the JVM may use
 * @param memoryBytes of the machine; null where it is not known
 * @param system and architecture
 * @param java version and make of the JVM
 */
public record Machine(String processor, int cores, Long memoryBytes, String system, String java) {}
