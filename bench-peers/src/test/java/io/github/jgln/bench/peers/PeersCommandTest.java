package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PeersCommandTest {
    private static String run(String... args) {
        StringWriter out = new StringWriter();
        assertEquals(
                0,
                new CommandLine(new PeersCommand()).setOut(new PrintWriter(out)).execute(args));
        return out.toString();
    }

    @Test
    void listsEveryPeer() {
        String text = run();
        assertEquals(2, text.lines().count(), text);
        assertTrue(text.contains("linear (Tribuo), multinomial logistic regression"), text);
        String json = run("--json");
        assertTrue(json.startsWith("{\"peers\":[{\"name\":\""), json);
        assertEquals(1, json.lines().count(), json);
    }
}
