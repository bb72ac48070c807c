package io.github.jgln.cli;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import java.util.EnumSet;
import java.util.Set;

/** A backend better than all others, were it available. */
public final class MissingProvider implements BackendProvider {
    @Override
    public String name() {
        return "missing";
    }

    @Override
    public int rank() {
        return 1000;
    }

    @Override
    public Availability probe() {
        return new Availability.Unavailable("there is no such card", "buy one");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Backend open(BackendOptions options) {
        throw new IllegalStateException("not available");
    }
}
