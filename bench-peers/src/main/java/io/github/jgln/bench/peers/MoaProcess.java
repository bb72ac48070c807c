package io.github.jgln.bench.peers;

import io.github.jgln.Column;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.peers.moa.MoaMain;
import io.github.jgln.bench.tables.TableSet;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** MOA in a process of its own, which {@link MoaMain} is; it ends with this one. */
final class MoaProcess {
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Process process;
    private final Path log;

    /** @throws IOException when it cannot be started */
    MoaProcess() throws IOException {
        log = Files.createTempFile("jgln-moa", ".log");
        log.toFile().deleteOnExit();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Beside.code() + File.pathSeparator + Beside.file("moa") + File.separator + "*",
                        MoaMain.class.getName())
                .redirectError(log.toFile())
                .start();
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /** A step of the conversation. */
    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }

    /** Makes a learner of classes that has learnt nothing, instead of the one before. */
    void begin(String learner, long seed, TableSet like) {
        begin(learner, seed, like.columns(), like.classes().size());
    }

    /** Makes a learner of a number, of rows of {@code features} numbers, that has learnt nothing, instead of the one before. */
    void begin(String learner, long seed, int features) {
        begin(learner, seed, Collections.nCopies(features, new Column.Number("x")), 0);
    }

    private void begin(String learner, long seed, List<Column> columns, int classes) {
        take(() -> {
            out.writeByte(MoaMain.MODEL);
            out.writeUTF(learner);
            out.writeLong(seed);
            out.writeInt(columns.size());
            for (Column column : columns) {
                out.writeInt(column instanceof Column.Category category ? category.places() : 0);
            }
            out.writeInt(classes);
            return null;
        });
    }

    /**
     * The votes for the classes of each row, {@code [rows][classes]}, or the number of each, before the row was learnt.
     *
     * @param votes of a row: the classes, or 1 of a number
     */
    double[] learn(Rows rows, Targets targets, int votes) {
        return rows(MoaMain.LEARN, rows, targets, votes);
    }

    /** As {@link #learn}, without learning. */
    double[] predict(Rows rows, int votes) {
        return rows(MoaMain.PREDICT, rows, null, votes);
    }

    private double[] rows(int what, Rows rows, Targets targets, int width) {
        return take(() -> {
            out.writeByte(what);
            out.writeInt(rows.count());
            for (int t = 0; t < rows.count(); t++) {
                if (targets instanceof Targets.Classes classes) {
                    out.writeInt(classes.get(t));
                } else if (targets instanceof Targets.Reals numbers) {
                    out.writeFloat(numbers.of()[numbers.from() + t]);
                }
                for (int i = rows.offset(t); i < rows.offset(t + 1); i++) {
                    out.writeFloat(rows.values()[i]);
                }
            }
            out.flush();
            double[] votes = new double[rows.count() * width];
            for (int i = 0; i < votes.length; i++) {
                votes[i] = in.readDouble();
            }
            return votes;
        });
    }

    private <T> T take(Step<T> step) {
        try {
            return step.take();
        } catch (IOException e) {
            // Its last words may come after its last answer.
            close();
            process.onExit().join();
            throw new IllegalStateException("MOA's process ended before its time: " + lastWords(), e);
        }
    }

    /** Without the trace of an exception, which tells where, not why. */
    private String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                    .reduce((before, last) -> last)
                    .orElse("it said nothing");
        } catch (IOException e) {
            return "what it said cannot be read: " + e.getMessage();
        }
    }

    /** Ends it. */
    void close() {
        process.destroy();
    }
}
