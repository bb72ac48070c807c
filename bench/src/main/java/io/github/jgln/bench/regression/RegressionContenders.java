package io.github.jgln.bench.regression;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Who can take part, in the order of tables. */
final class RegressionContenders {
    /** What is said of contenders that nobody finds. */
    static final String NOT_THERE =
            "its library is not on the class path; run ./jgln compare regression in the source tree,"
                    + " which fetches it, or add jgln-bench-peers";

    /** All there are. Those of other libraries are listed where their module is not on the class path, as on the command line's own. */
    static final List<String> ALL =
            List.of(JglnRegression.NAME, LeastSquares.NAME, "Tribuo", "FIMT-DD", "ARF-Reg", "AMRules");

    private static final List<RegressionContender> OWN = List.of(new JglnRegression(), new LeastSquares());

    private RegressionContenders() {}

    /** Whether it needs no other library. */
    static boolean own(String name) {
        return OWN.stream().anyMatch(contender -> contender.name().equals(name));
    }

    /**
     * Those of these names, in any case of letters; all where there are none.
     *
     * @throws IllegalArgumentException for another name
     */
    static List<String> choose(List<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(name.strip()::equalsIgnoreCase)) {
                throw new IllegalArgumentException(
                        "expected contenders of " + String.join(", ", ALL) + "; got '" + name + "'");
            }
        }
        return ALL.stream()
                .filter(name -> names.isEmpty()
                        || names.stream().anyMatch(wanted -> wanted.strip().equalsIgnoreCase(name)))
                .toList();
    }

    /** The contender of this name, where its library is here. */
    static Optional<RegressionContender> find(String name) {
        return Stream.concat(
                        OWN.stream(),
                        ServiceLoader.load(RegressionPeers.class).stream()
                                .flatMap(peers -> peers.get().list().stream()))
                .filter(contender -> contender.name().equals(name))
                .findFirst();
    }
}
