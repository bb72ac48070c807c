package io.github.jgln.bench.tables;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Who can take part, in the order of tables. */
final class TableContenders {
    /** What is said of contenders that nobody finds. */
    static final String NOT_THERE =
            "its library is not on the class path; run ./jgln compare tables in the source tree,"
                    + " which fetches it, or add jgln-bench-peers";

    /**
     * All there are. Those of other libraries are listed where their module is not on the class path, as on the command line's own.
     */
    static final List<Entry> ALL = List.of(
            new Entry(JglnContender.NAME, true, true, true),
            new Entry("JGLN-R2", true, true, false),
            new Entry("JGLN-R4", true, true, false),
            new Entry("JGLN-R8", true, true, true),
            new Entry("ARF-10", true, false, true),
            new Entry("ARF-100", true, false, true),
            new Entry("SRP-10", true, false, true),
            new Entry("SRP-100", true, false, false),
            new Entry("HAT", true, false, true),
            new Entry("NB", true, false, true),
            new Entry("Tribuo", true, false, true),
            new Entry("VW", true, false, true),
            new Entry("XGBoost", false, true, true));

    private TableContenders() {}

    /**
     * A contender.
     *
     * @param name its name
     * @param prequential whether it learns row by row, and is measured so
     * @param heldOut whether it is measured on rows held out
     * @param usual whether it takes part where nobody says who does
     */
    record Entry(String name, boolean prequential, boolean heldOut, boolean usual) {}

    /**
     * Those of these names, in any case of letters; the usual ones where there are none.
     *
     * @throws IllegalArgumentException for another name
     */
    static List<Entry> choose(List<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(entry -> entry.name().equalsIgnoreCase(name.strip()))) {
                throw new IllegalArgumentException("expected contenders of "
                        + String.join(", ", ALL.stream().map(Entry::name).toList()) + "; got '" + name + "'");
            }
        }
        return ALL.stream()
                .filter(entry -> names.isEmpty()
                        ? entry.usual()
                        : names.stream().anyMatch(name -> entry.name().equalsIgnoreCase(name.strip())))
                .toList();
    }

    /** The contender of this name, where its library is here. */
    static Optional<TableContender> find(String name) {
        return Stream.concat(
                        JglnContender.ALL.stream(),
                        ServiceLoader.load(TablePeers.class).stream().flatMap(peers -> peers.get().list().stream()))
                .filter(contender -> contender.name().equals(name))
                .findFirst();
    }
}
