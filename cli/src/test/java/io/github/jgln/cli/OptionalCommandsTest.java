package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.cli.OptionalCommands.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class OptionalCommandsTest {
    private static final List<Entry> LISTED = List.of(
            new Entry("abacus", "beads", "io.github.jgln.beads.Abacus", "Count."),
            new Entry("sundial", "shadows", Sundial.class.getName(), "Tell the time."));

    /** As another module has it. */
    @Command(name = "sundial", description = "Replaced by what the list says.")
    public static final class Sundial implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().getOut().println("noon");
            return 0;
        }
    }

    @Command(name = "jgln")
    private static final class Jgln {}

    private static Cli run(String... args) {
        CommandLine jgln = new CommandLine(new Jgln());
        OptionalCommands.addTo(jgln, LISTED);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        jgln.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        jgln.setExecutionExceptionHandler(Failures::failed);
        return new Cli(Main.run(jgln, args), out.toString(), err.toString());
    }

    @Test
    void aCommandThatIsHereRuns() {
        assertEquals("noon" + System.lineSeparator(), run("sundial").out());
    }

    @Test
    void aCommandThatIsNotSaysWhereItIs() {
        String why = run("abacus", "--beads", "7").failure(1);
        assertEquals(
                "jgln: 'abacus' is a command of the module beads, which is not here; run ./jgln in the source tree,"
                        + " which builds it",
                why);
    }

    @Test
    void theHelpMarksThemWhetherHereOrNot() {
        CommandLine jgln = new CommandLine(new Jgln());
        OptionalCommands.addTo(jgln, LISTED);
        String help = jgln.getUsageMessage();
        assertTrue(help.contains("abacus   * Count."), help);
        assertTrue(help.contains("sundial  * Tell the time."), help);
        assertTrue(run("abacus", "--help").out().contains("* Count."));
    }

    @Test
    void mainShowsAllThatAreListedAndWhatTheMarkMeans() {
        String help = Cli.run("--help").out();
        for (Entry entry : OptionalCommands.list()) {
            assertTrue(help.lines().anyMatch(line -> line.matches(" *" + entry.name() + " +\\* .*")), help);
        }
        assertTrue(help.contains(OptionalCommands.FOOTNOTE), help);
    }

    @Test
    void aClassThatCannotBeMadeIsSaidToBe() {
        Entry hidden = new Entry("hidden", "here", "io.github.jgln.cli.OptionalCommands", "None.");
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> OptionalCommands.addTo(new CommandLine(new Jgln()), List.of(hidden)));
        assertEquals(
                "io.github.jgln.cli.OptionalCommands: expected a class with a public constructor that takes nothing",
                e.getMessage());
    }

    /** The launcher reads the same list. */
    @Test
    void eachListedModuleHasTheClass() throws IOException {
        assertFalse(OptionalCommands.list().isEmpty());
        for (Entry entry : OptionalCommands.list()) {
            String source = entry.className().replace('.', '/') + ".java";
            assertTrue(Files.exists(Path.of("..", entry.module(), "src/main/java", source)), source);
        }
        assertTrue(Files.readString(Path.of("..", "jgln")).contains("/optional-commands.txt"));
    }
}
