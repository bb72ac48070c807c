package io.github.jgln.bench.compare;

import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.compare.CompareReport.Unavailable;
import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.process.WorkerProcess;
import io.github.jgln.bench.process.WorkerProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Runs a contender in a JVM of its own. */
final class ContenderProcess {
    private final WorkerProcess process;

    /**
     * @param folder for files in between
     * @param peers more class path, for contenders that are no backends; empty for none
     */
    ContenderProcess(Path folder, String peers) {
        this.process = new WorkerProcess(folder, peers);
    }

    /**
     * Measures, and waits for the end.
     *
     * @throws CancellationException when somebody stopped it
     */
    Result run(ContenderTask task, WorkerProgress progress) throws IOException {
        boolean withPeers = task.backend() == null;
        Path result = Path.of(task.result());
        Optional<String> failure = process.run(ContenderMain.class, task.name(), task, result, withPeers, progress);
        return failure.isEmpty()
                ? JsonFiles.read(result, Result.class)
                : new Result(task.name(), null, null, null, null, new Unavailable(failure.get(), null));
    }

    /**
     * Has it learn a curriculum, and waits for the end.
     *
     * @throws CancellationException when somebody stopped it
     */
    Curriculum.Outcome learn(Curriculum.Task task) throws IOException {
        Path result = Path.of(task.result());
        Optional<String> failure = process.run(
                CurriculumMain.class, task.curriculum().contender(), task, result, true, (what, done, total) -> {});
        return failure.isEmpty()
                ? JsonFiles.read(result, Curriculum.Outcome.class)
                : new Curriculum.Outcome(List.of(), failure.get());
    }
}
