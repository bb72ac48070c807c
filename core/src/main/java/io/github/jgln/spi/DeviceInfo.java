package io.github.jgln.spi;

/**
 * A device a backend computes on.
 *
 * @param name such as the processor's or the card's name
 * @param facts what decides its speed, for one line of a log: vector width, threads, memory
 */
public record DeviceInfo(String name, String facts) {
    @Override
    public String toString() {
        return name + " (" + facts + ")";
    }
}
