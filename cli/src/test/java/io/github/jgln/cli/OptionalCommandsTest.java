package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.cli.OptionalCommands.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OptionalCommandsTest {
    private static final List<Entry> LISTED =
            List.of(new Entry("abacus", "beads", "Count."), new Entry("sundial", "shadows", "Tell the time."));

    @Command(name = "sundial", description = "Replaced by what the list says.")
    private static final class Sundial extends CliCommand {
        @Override
        protected int execute() {
            print(Map.of("hour", 12), "noon");
            return 0;
        }
    }

    @Command(name = "jgln")
    private static final class Jgln {}

    private static Cli run(String... args) {
        CommandLine jgln = new CommandLine(new Jgln());
        OptionalCommands.addTo(jgln, LISTED, List.of(new Sundial()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        jgln.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        jgln.setExecutionExceptionHandler(Failures::failed);
        return new Cli(Main.run(jgln, args), out.toString(), err.toString());
    }

    @Test
    void aCommandThatIsHereRuns() {
        assertEquals("noon" + System.lineSeparator(), run("sundial").out());
        assertEquals(12, run("sundial", "--json").json().get("hour").asInt());
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
        OptionalCommands.addTo(jgln, LISTED, List.of(new Sundial()));
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

    /** The launcher reads the same list, and ServiceLoader what the modules say. */
    @Test
    void eachListedModuleContributes() throws IOException {
        assertTrue(!OptionalCommands.list().isEmpty());
        for (Entry entry : OptionalCommands.list()) {
            Path services = Path.of("..", entry.module(), "src/main/resources/META-INF/services");
            assertTrue(Files.readString(services.resolve(CliCommand.class.getName()))
                    .contains("io.github.jgln."));
        }
        String launcher = Files.readString(Path.of("..", "jgln"));
        assertTrue(launcher.contains("optional-commands.txt"), "the launcher reads the list");
    }
}
