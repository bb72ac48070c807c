package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "train",
                "evaluate",
                "predict",
                "info",
                "export",
                "import-pygln",
                "backends",
                "verify",
                "bench",
                "doctor",
                "peers"
            })
    void helpAndVersionAreForEveryCommand(String command) {
        String[] help = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
        Cli shown = Cli.run(help);
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("Usage: jgln" + (command.isEmpty() ? "" : " " + command)), shown.out());
        assertEquals("", shown.err());

        help[help.length - 1] = "--version";
        Cli version = Cli.run(help);
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("jgln "), version.out());
    }

    @Test
    void withoutCommandShowsTheCommands() {
        Cli cli = Cli.run();
        assertEquals(2, cli.code());
        assertEquals("", cli.out());
        assertTrue(cli.err().contains("doctor"), cli.err());
    }

    @Test
    void unknownOptionIsBadUsageInOneLine() {
        String line = Cli.run("backends", "--jsn").failure(2);
        assertTrue(line.contains("'--jsn'") && line.contains("jgln backends --help"), line);
    }

    @Test
    void unknownCommandIsBadUsageInOneLine() {
        Cli.run("trian").failure(2);
    }
}
