package io.github.jgln.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code jgln} starts. Exit codes: 0 fine, 1 failed, 2 bad usage. */
@Command(
        name = "jgln",
        description = "Gated Linear Networks, learnt exactly online.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ExplainCommand.class,
            InfoCommand.class,
            ColumnsCommand.class,
            ExportCommand.class,
            ImportPyGlnCommand.class,
            BackendsCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            CompareCommand.class,
            AblateCommand.class,
            ForgetCommand.class,
            CapacityCommand.class,
            SearchCommand.class,
            AccuracyCommand.class,
            DoctorCommand.class,
            TimeEpochCommand.class
        },
        footer = {
            "",
            OptionalCommands.FOOTNOTE,
            "Exit codes: 0 fine, 1 failed, 2 bad usage. 'jgln COMMAND --help' tells more."
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        StandardOutput.install();
        StandardInput.install();
        int code = run(commandLine(), args);
        finishStandardError();
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        OptionalCommands.addTo(commandLine, OptionalCommands.list());
        commandLine.setParameterExceptionHandler(Failures::badUsage);
        commandLine.setExecutionExceptionHandler(Failures::failed);
        commandLine.setUsageHelpWidth(Math.max(80, Math.min(Integer.getInteger("jgln.columns", 100), 120)));
        return commandLine;
    }

    static int run(CommandLine commandLine, String... args) {
        try {
            return StandardOutput.checked(commandLine.execute(args), commandLine);
        } catch (Error e) {
            // Picocli hands on exceptions only.
            return Failures.failed(e, commandLine.getErr(), Arrays.asList(args).contains("--debug"));
        }
    }

    /** Without a command. */
    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine().usage(err);
        throw new CommandLine.ParameterException(spec.commandLine(), "expected a command, got none");
    }

    /**
     * Waits until the launcher's filter, a child of this process, has passed on all of standard error; else the last lines
     * could come after the shell's next prompt.
     */
    private static void finishStandardError() {
        if (Boolean.getBoolean("jgln.filter")) {
            System.err.close();
            ProcessHandle.current()
                    .children()
                    .forEach(filter -> filter.onExit()
                            .completeOnTimeout(filter, 1, TimeUnit.SECONDS)
                            .join());
        }
    }
}
