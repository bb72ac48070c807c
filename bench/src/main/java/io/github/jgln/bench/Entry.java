package io.github.jgln.bench;

import io.github.jgln.Backends;
import io.github.jgln.bench.CompareReport.Unavailable;
import io.github.jgln.spi.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A line of the table to be.
 *
 * @param name as in the table
 * @param backend its name; null for a contender that is no backend
 * @param options of the backend
 * @param unavailable what is known before its process is started; null where it may work
 */
record Entry(String name, String backend, Map<String, String> options, Unavailable unavailable) {
    static final String CPU = "cpu";
    static final String VECTOR = "vector";
    static final String PLAIN = "plain";

    /** Shown even where their modules are not on the class path: that is a reason too. */
    private static final List<String> KNOWN_BACKENDS = List.of(CPU, "cuda", "opencl");

    /** What the module bench-peers has; it is not on the command line's own class path. */
    private static final List<String> PEERS = List.of("MLP (DJL)", "linear (Tribuo)");

    /** All there are, backends first, the best of them first; each backend is probed now. */
    static List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        for (Backends.Found found : Backends.list()) {
            if (found.availability() instanceof Availability.Unavailable u) {
                entries.add(new Entry(found.name(), found.name(), Map.of(), new Unavailable(u.reason(), u.remedy())));
            } else if (Subject.provider(found.name()).options().contains(Subject.SIMD)) {
                entries.add(twin(found.name(), VECTOR));
                entries.add(twin(found.name(), PLAIN));
            } else {
                entries.add(new Entry(found.name(), found.name(), Map.of(), null));
            }
        }
        for (String name : KNOWN_BACKENDS) {
            if (entries.stream().noneMatch(entry -> name.equals(entry.backend()))) {
                entries.add(new Entry(
                        name,
                        name,
                        Map.of(),
                        new Unavailable(
                                "no backend of this name is on the class path",
                                "add jgln-backend-" + name + " to it")));
            }
        }
        PEERS.forEach(name -> entries.add(new Entry(name, null, Map.of(), null)));
        return entries;
    }

    private static Entry twin(String backend, String simd) {
        return new Entry(backend + " " + simd, backend, Map.of(Subject.SIMD, simd), null);
    }

    /**
     * Those whose names contain any of some parts, in any case of letters.
     *
     * @throws IllegalArgumentException when a part is in no name
     */
    static List<Entry> choose(List<Entry> entries, List<String> parts) {
        for (String part : parts) {
            if (entries.stream().noneMatch(matches(part))) {
                throw new IllegalArgumentException("expected parts of the contenders' names, which are "
                        + String.join(", ", entries.stream().map(Entry::name).toList()) + "; got '" + part + "'");
            }
        }
        Optional<Predicate<Entry>> any = parts.stream().map(Entry::matches).reduce(Predicate::or);
        return any.map(chosen -> entries.stream().filter(chosen).toList()).orElse(entries);
    }

    private static Predicate<Entry> matches(String part) {
        String lower = part.strip().toLowerCase(Locale.ROOT);
        return entry ->
                !lower.isEmpty() && entry.name().toLowerCase(Locale.ROOT).contains(lower);
    }
}
