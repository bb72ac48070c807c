package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed, and its exit code. */
record Cli(int code, String out, String err) {
    static Cli run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int code = Main.run(commandLine, args);
        return new Cli(code, out.toString(), err.toString());
    }

    /** The one JSON object that is all of standard output. */
    JsonNode json() {
        assertEquals(0, code, err);
        return jsonOfAnyCode();
    }

    JsonNode jsonOfAnyCode() {
        JsonNode node = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
        assertEquals(true, node.isObject(), out);
        return node;
    }

    /** The one line that a failure prints. */
    String failure(int expectedCode) {
        assertEquals(expectedCode, code, err);
        assertEquals("", out);
        List<String> lines = errors();
        assertEquals(1, lines.size(), err);
        assertEquals(1, err.lines().filter(line -> line.startsWith("jgln: ")).count(), err);
        return lines.get(0);
    }

    private List<String> errors() {
        return err.lines().filter(line -> !line.startsWith("data: ")).toList();
    }
}
