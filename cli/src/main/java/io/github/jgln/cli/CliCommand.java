package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share. Results go to standard output, all else to standard error. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class CliCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", order = 90, description = "Write the result as one JSON object to standard output.")
    boolean json;

    @Option(names = "--debug", order = 91, description = "Show log records and stack traces.")
    boolean debug;

    @Override
    public final Integer call() throws Exception {
        ConsoleLog.install(err(), debug);
        return execute();
    }

    /** Does the work and returns the exit code. */
    abstract int execute() throws Exception;

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void print(String result) {
        out().println(result);
        out().flush();
    }

    /** Makes the folder of {@code --out}: called before what takes minutes, so that it is not in vain. */
    static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailedException("--out: expected a folder, or one that can be made, got " + folder);
        }
    }

    /** Reads a saved model; an error names the file. */
    static SavedModel readModel(Path file) throws IOException {
        try {
            return SavedModel.read(file);
        } catch (IOException e) {
            throw OutputFile.named(file, e);
        }
    }

    /** Refuses an output that could not be written or would replace an input, before work begins. */
    final void checkOutput(String name, Path file, Collection<Path> inputs) {
        try {
            OutputFile.check(name, file, inputs);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    /** The same for what may also be standard output, a pipe or a device. */
    final void checkStreamedOutput(String name, Path file, Collection<Path> inputs) {
        try {
            OutputFile.checkStreamed(name, file, inputs);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    final ParameterException badUsage(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
}
