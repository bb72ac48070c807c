package io.github.jgln.bench.compare;

import io.github.jgln.Backends;
import io.github.jgln.bench.compare.CompareReport.Unavailable;
import io.github.jgln.bench.figures.BackendUnderMeasurement;
import io.github.jgln.spi.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A contender before it is measured: a line of the table to be.
 *
 * @param name as in the table
 * @param backend its name; null for a contender that is no backend
 * @param options of the backend
 * @param unavailable what is known before its process is started; null where it may work
 */
record Candidate(String name, String backend, Map<String, String> options, Unavailable unavailable) {
    static final String CPU = "cpu";
    static final String VECTOR = "vector";
    static final String PLAIN = "plain";

    /** Shown even where their modules are not on the class path: that is a reason too. */
    private static final List<String> KNOWN_BACKENDS = List.of(CPU, "cuda", "opencl");

    /** What the module bench-peers has; it is not on the command line's own class path. */
    private static final List<String> PEERS = List.of("MLP (DJL)", "linear (Tribuo)");

    /** All there are, backends first, the best of them first; each backend is probed now. */
    static List<Candidate> list() {
        List<Candidate> candidates = new ArrayList<>();
        for (Backends.Found found : Backends.list()) {
            if (found.availability() instanceof Availability.Unavailable u) {
                candidates.add(
                        new Candidate(found.name(), found.name(), Map.of(), new Unavailable(u.reason(), u.remedy())));
            } else if (Backends.provider(found.name())
                    .filter(provider -> provider.options().contains(BackendUnderMeasurement.SIMD))
                    .isPresent()) {
                candidates.add(twin(found.name(), VECTOR));
                candidates.add(twin(found.name(), PLAIN));
            } else {
                candidates.add(new Candidate(found.name(), found.name(), Map.of(), null));
            }
        }
        for (String name : KNOWN_BACKENDS) {
            if (candidates.stream().noneMatch(candidate -> name.equals(candidate.backend()))) {
                candidates.add(new Candidate(
                        name,
                        name,
                        Map.of(),
                        new Unavailable(
                                "no backend of this name is on the class path",
                                "add jgln-backend-" + name + " to it")));
            }
        }
        PEERS.forEach(name -> candidates.add(new Candidate(name, null, Map.of(), null)));
        return candidates;
    }

    private static Candidate twin(String backend, String simd) {
        return new Candidate(backend + " " + simd, backend, Map.of(BackendUnderMeasurement.SIMD, simd), null);
    }

    /**
     * Those whose names contain any of some parts, in any case of letters.
     *
     * @throws IllegalArgumentException when a part is in no name
     */
    static List<Candidate> choose(List<Candidate> candidates, List<String> parts) {
        for (String part : parts) {
            if (candidates.stream().noneMatch(matches(part))) {
                throw new IllegalArgumentException("expected parts of the contenders' names, which are "
                        + String.join(
                                ", ", candidates.stream().map(Candidate::name).toList()) + "; got '" + part + "'");
            }
        }
        Optional<Predicate<Candidate>> any =
                parts.stream().map(Candidate::matches).reduce(Predicate::or);
        return any.map(chosen -> candidates.stream().filter(chosen).toList()).orElse(candidates);
    }

    private static Predicate<Candidate> matches(String part) {
        String lower = part.strip().toLowerCase(Locale.ROOT);
        return candidate ->
                !lower.isEmpty() && candidate.name().toLowerCase(Locale.ROOT).contains(lower);
    }
}
