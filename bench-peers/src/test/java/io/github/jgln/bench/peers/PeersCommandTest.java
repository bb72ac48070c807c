package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.cli.CliCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PeersCommandTest {
    @Test
    void theCommandLineFindsItAndItListsEveryPeer() {
        List<CliCommand> found = StreamSupport.stream(
                        ServiceLoader.load(CliCommand.class).spliterator(), false)
                .toList();
        assertEquals(1, found.size());
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(found.get(0)).setOut(new PrintWriter(out, true));
        assertEquals("peers", command.getCommandName());
        assertEquals(0, command.execute());
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertTrue(out.toString().contains("linear (Tribuo): multinomial logistic regression"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, command.execute("--json"));
        assertTrue(out.toString().startsWith("{\"peers\":[{\"name\":"), out.toString());
    }
}
