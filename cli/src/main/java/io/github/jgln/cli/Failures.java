package io.github.jgln.cli;

import io.github.jgln.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message on standard error and an exit code. */
final class Failures {
    private Failures() {}

    static int badUsage(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        PrintWriter err = commandLine.getErr();
        err.println("jgln: " + e.getMessage() + suggestion(e) + "; see '" + name + " --help'");
        if (debugging(commandLine)) {
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException e) {
        List<String> suggestions = e instanceof UnmatchedArgumentException u ? u.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        return failed(e, commandLine.getErr(), debugging(commandLine));
    }

    static int failed(Throwable e, PrintWriter err, boolean debug) {
        err.println("jgln: " + message(e) + (expected(e) || debug ? "" : " (unexpected; --debug tells more)"));
        if (debug) {
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static boolean debugging(CommandLine commandLine) {
        return commandLine.getCommand() instanceof CliCommand command && command.debug;
    }

    /** Backends say with an IllegalStateException that they are not available or lack memory. */
    private static boolean expected(Throwable e) {
        return e instanceof DataException
                || e instanceof IllegalStateException
                || e instanceof CommandFailedException
                || e instanceof IOException
                || e instanceof UncheckedIOException
                || e instanceof OutOfMemoryError;
    }

    /** As of any failure, and it names the file. */
    static String message(Exception e, Path file) {
        IOException cause =
                e instanceof UncheckedIOException u ? u.getCause() : e instanceof IOException io ? io : null;
        return message(cause == null ? e : OutputFile.named(file, cause));
    }

    private static String message(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "out of memory (" + e.getMessage() + "); give the JVM more with JGLN_OPTS=-Xmx8g, say";
        }
        if (e instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        boolean tells = e.getMessage() != null && !e.getMessage().isBlank();
        return expected(e) && tells
                ? e.getMessage()
                : e.getClass().getSimpleName() + (tells ? ": " + e.getMessage() : "");
    }
}
