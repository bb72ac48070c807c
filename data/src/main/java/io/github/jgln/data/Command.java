package io.github.jgln.data;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a program and waits for it. */
final class Command {
    private static final int TIMEOUT_MINUTES = 10;

    private Command() {}

    /**
     * Runs a program with a directory as its working directory.
     *
     * @throws IOException if it is not on the PATH, fails or takes more than ten minutes; the message names it and
     *     quotes the last line it wrote
     */
    static void run(Path directory, String... command) throws IOException, InterruptedException {
        String program = command[0];
        if (!onPath(program)) {
            throw new IOException(program + " is not on the PATH");
        }
        Path output = Files.createTempFile(directory, program, ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(program + " did not end within " + TIMEOUT_MINUTES + " minutes");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " ended with status " + process.exitValue() + lastLine(output));
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private static String nullDevice() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }

    private static String lastLine(Path output) throws IOException {
        // Decoding with the platform's charset never fails on what the program wrote.
        List<String> lines = new String(Files.readAllBytes(output), Charset.defaultCharset())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    }
}
