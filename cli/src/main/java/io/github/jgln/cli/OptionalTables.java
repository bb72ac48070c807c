package io.github.jgln.cli;

import io.github.jgln.data.TableProvider;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/**
 * Sources of tables of modules that are not on the class path unless one of theirs is named: {@code optional-tables.txt} lists them,
 * and {@code ./jgln} builds a module when it is first wanted.
 */
final class OptionalTables {
    private OptionalTables() {}

    /**
     * Refuses a source that is listed and of a module that is absent. What stands behind the colon is not repeated: it may be secret.
     *
     * @param scheme what stands before the colon
     */
    static void requireHere(String scheme, Optional<TableProvider> found) {
        OptionalCommands.lines("optional-tables.txt")
                .map(line -> line.split(" "))
                .filter(words -> found.isEmpty() && words[0].equals(scheme))
                .findFirst()
                .ifPresent(words -> {
                    throw new TypeConversionException("'" + scheme + ":' is read by the module " + words[1]
                            + ", which is not here; run ./jgln in the source tree, which builds it");
                });
    }
}
