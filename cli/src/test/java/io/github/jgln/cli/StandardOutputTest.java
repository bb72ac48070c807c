package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Results that nobody could read are a failure. */
class StandardOutputTest {
    /** Takes nothing. */
    private static final class Full extends Writer {
        @Override
        public void write(char[] text, int from, int count) throws IOException {
            throw new IOException("full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Cli full(String... args) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(new Full()));
        commandLine.setErr(new PrintWriter(err, true));
        return new Cli(Main.run(commandLine, args), "", err.toString());
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure(@TempDir Path folder) throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,kind,b\n" + "1,x,2\n3,y,4\n".repeat(10));
        String model = folder.resolve("model").toString();
        String data = "csv:" + rows;
        String cpu = "--backend=cpu";
        Cli.run("train", data, "--label", "kind", "--preset", "pygln", cpu, "--save", model);
        for (String[] command : List.of(
                new String[] {"train", data, "--label", "kind", cpu},
                new String[] {"evaluate", model, data, "--label", "kind", cpu},
                new String[] {"predict", model, data, "--label", "kind", cpu},
                new String[] {"predict", model, data, "--label", "kind", cpu, "--json"},
                new String[] {"explain", model, data, "--label", "kind", "--row", "0"},
                new String[] {"info", model},
                new String[] {"export", model, folder.resolve("model.onnx").toString()},
                new String[] {"backends"},
                new String[] {"--version"},
                new String[] {"train", "--help"})) {
            Cli cli = full(command);
            String shown = String.join(" ", command) + ": " + cli.err();
            assertEquals(1, cli.code(), shown);
            assertEquals(
                    1,
                    cli.err()
                            .lines()
                            .filter(line -> line.startsWith("jgln: standard output cannot be written"))
                            .count(),
                    shown);
        }
        assertEquals(2, full("train").code(), "the code of what went wrong before");
    }

    /** As a shell runs it. */
    @ParameterizedTest
    @ValueSource(strings = {"backends", "--help", "backends --json"})
    void aFullDeviceIsNamedWithTheReason(String command) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> line = Stream.concat(
                        Stream.of(java.toString(), "-cp", System.getProperty("java.class.path"), Main.class.getName()),
                        Stream.of(command.split(" ")))
                .toList();
        Process process =
                new ProcessBuilder(line).redirectOutput(new File("/dev/full")).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), err);
        assertTrue(err.contains("jgln: standard output cannot be written: No space left on device"), err);
    }
}
