package io.github.jgln.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** What {@link System#out} writes to: print streams keep to themselves that something cannot be written, so this notes it. */
final class StandardOutput extends OutputStream {
    private static volatile IOException failure;

    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Has everything printed from now on go through one. */
    static void install() {
        System.setOut(new PrintStream(new StandardOutput(new FileOutputStream(FileDescriptor.out)), true));
    }

    /** The exit code of a command that has ended, which did not do its work where its result could not be written. */
    static int checked(int code, CommandLine commandLine) {
        if (!(commandLine.getOut().checkError() | System.out.checkError())) {
            return code;
        }
        String reason =
                Optional.ofNullable(failure).map(e -> ": " + e.getMessage()).orElse("");
        commandLine.getErr().println("jgln: standard output cannot be written" + reason);
        commandLine.getErr().flush();
        return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
