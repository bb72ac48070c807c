package io.github.jgln.bench.compare;

import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.compare.CompareReport.Unavailable;
import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.process.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The process of one contender: does its task, writes the result, says on standard output how far it is. */
final class ContenderMain {
    /** What is said of contenders that nobody finds. */
    static final Unavailable NOT_THERE = new Unavailable(
            "its libraries are not on the class path",
            "run ./jgln compare in the source tree, which fetches them, or add jgln-bench-peers");

    private ContenderMain() {}

    /**
     * @param args the file of the {@link ContenderTask}
     */
    public static void main(String[] args) throws IOException {
        Worker.endWithParent();
        ContenderTask task = JsonFiles.read(Path.of(args[0]), ContenderTask.class);
        Result result;
        try {
            result = measure(task);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            result = new Result(task.name(), null, null, null, null, new Unavailable(Worker.reason(e), null));
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
                            Worker::progress)
                    .run();
        }
        Optional<Contender> contender = find(task.name());
        return contender.isPresent()
                ? new Measurement(task, contender.get(), Worker::progress).run()
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
}
