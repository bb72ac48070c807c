package io.github.jgln.bench.tables;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.process.Worker;
import io.github.jgln.bench.tables.TableTask.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The process of one contender on one table. */
final class TableMain {
    private TableMain() {}

    /**
     * @param args the file of the {@link TableTask}
     */
    public static void main(String[] args) throws IOException {
        Worker.endWithParent();
        TableTask task = JsonFiles.read(Path.of(args[0]), TableTask.class);
        JsonFiles.write(Path.of(task.result()), outcome(task));
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Outcome outcome(TableTask task) {
        try {
            Optional<TableContender> contender = TableContenders.find(task.contender());
            return contender.isPresent()
                    ? new Outcome(new TableMeasurement(task, contender.get(), Worker::progress).run(), null)
                    : new Outcome(null, TableContenders.NOT_THERE);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            return new Outcome(null, Worker.reason(e));
        }
    }
}
