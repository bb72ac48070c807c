package io.github.jgln.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Commands of modules that are not on the class path unless one of theirs is called: {@code optional-commands.txt} lists them,
 * so that the help shows all, and {@code ./jgln} builds a module when it is first wanted. They are classes that picocli runs, and
 * know nothing of this module.
 */
final class OptionalCommands {
    /** Begins the description of each, and is explained at the end of the help. */
    private static final String MARK = "* ";

    static final String FOOTNOTE =
            MARK + "of a module that is built, and what it needs fetched, when it is first used.";

    private OptionalCommands() {}

    /**
     * A line of the list.
     *
     * @param name of the command
     * @param module that contributes it: its folder in the source tree
     * @param className a picocli command, with a constructor that takes nothing
     * @param description for the help
     */
    record Entry(String name, String module, String className, String description) {}

    static List<Entry> list() {
        return lines("optional-commands.txt")
                .map(line -> line.split(" ", 4))
                .map(words -> new Entry(words[0], words[1], words[2], words[3]))
                .toList();
    }

    /** The entries of a list that the launcher reads too. */
    static Stream<String> lines(String resource) {
        try (InputStream in = OptionalCommands.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds each that is listed: the command itself if it is here, else one that says where it is. */
    static void addTo(CommandLine jgln, List<Entry> listed) {
        for (Entry entry : listed) {
            CommandLine command = new CommandLine(command(entry));
            command.getCommandSpec().usageMessage().description(MARK + entry.description());
            jgln.addSubcommand(entry.name(), command);
        }
    }

    private static Object command(Entry entry) {
        try {
            return Class.forName(entry.className()).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            return new Absent(entry);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    entry.className() + ": expected a class with a public constructor that takes nothing", e);
        }
    }

    @Command
    private static final class Absent extends CliCommand {
        private final Entry entry;

        @CommandLine.Unmatched
        private List<String> ignored;

        Absent(Entry entry) {
            this.entry = entry;
        }

        @Override
        int execute() {
            throw new CommandFailedException("'" + entry.name() + "' is a command of the module " + entry.module()
                    + ", which is not here; run ./jgln in the source tree, which builds it");
        }
    }
}
