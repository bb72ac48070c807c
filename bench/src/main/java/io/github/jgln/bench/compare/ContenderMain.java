package io.github.jgln.bench.compare;

import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.compare.CompareReport.Unavailable;
import io.github.jgln.bench.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** The process of one contender: does its task, writes the result, says on standard output how far it is. */
final class ContenderMain {
    /** Begins a line for the process that waits; whatever else libraries print is theirs. */
    static final String MARK = "jgln-compare\t";

    /** What is said of contenders that nobody finds. */
    static final Unavailable NOT_THERE = new Unavailable(
            "its libraries are not on the class path",
            "run ./jgln compare in the source tree, which fetches them, or add jgln-bench-peers");

    private ContenderMain() {}

    /**
     * @param args the file of the {@link ContenderTask}
     */
    public static void main(String[] args) throws IOException {
        endWithParent();
        ContenderTask task = JsonFiles.read(Path.of(args[0]), ContenderTask.class);
        Result result;
        try {
            result = measure(task);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            result = new Result(task.name(), null, null, null, null, new Unavailable(reason(e), null));
        }
        JsonFiles.write(Path.of(task.result()), result);
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Result measure(ContenderTask task) throws IOException {
        if (task.backend() != null) {
            return new Measurement(
                            task,
                            new BackendContender(task.name(), task.backend(), task.options(), task.preset()),
                            ContenderMain::progress)
                    .run();
        }
        Optional<Contender> contender = find(task.name());
        return contender.isPresent()
                ? new Measurement(task, contender.get(), ContenderMain::progress).run()
                : new Result(task.name(), null, null, null, null, NOT_THERE);
    }

    /** The contender of this name that is no backend. */
    static Optional<Contender> find(String name) {
        for (Contender contender : ServiceLoader.load(Contender.class)) {
            if (contender.name().equals(name)) {
                return Optional.of(contender);
            }
        }
        return Optional.empty();
    }

    private static void progress(String what, int done, int total) {
        System.out.println(String.format(Locale.ROOT, "%s%s\t%d\t%d", MARK, what, done, total));
        System.out.flush();
    }

    /** The first cause says most: what is above it tells where, not why. */
    static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause instanceof LinkageError) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        boolean tells = cause instanceof IllegalStateException || cause instanceof IllegalArgumentException;
        return tells && !message.isBlank()
                ? message
                : cause.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message);
    }

    /** Standard input is a pipe that nobody writes to; it ends when the waiting process does, however that ends. */
    static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes, so there is nothing to do with a byte.
                        }
                    } catch (IOException e) {
                        // A pipe that cannot be read is as good as one that has ended.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "jgln-end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }
}
