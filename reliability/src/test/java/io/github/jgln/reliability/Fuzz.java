package io.github.jgln.reliability;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.data.DataException;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.IdxDataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableDataset;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer runs: the input's first byte says what the others are for. A target ends without an exception, whatever the
 * input: each error that is documented is caught here, all others are findings.
 */
public final class Fuzz {
    private static final Path FOLDER = folder();

    private Fuzz() {}

    /** The targets, by the first byte of their inputs. */
    enum Target {
        MODEL('m') {
            @Override
            void run(byte[] input) throws IOException {
                Path file = Files.write(FOLDER.resolve("model"), input);
                SavedModel model;
                try {
                    model = SavedModel.read(file);
                } catch (IOException e) {
                    requireMessage(e);
                    return;
                }
                float[] row = new float[model.config().inputSize()];
                requireFinite(model.snapshot().infer(row, 1).logits());
            }
        },
        /** Two files: the first, of labels, is as long as the input's first byte says. */
        IDX('i') {
            @Override
            void run(byte[] input) throws IOException {
                int labels = input.length == 0 ? 0 : Math.min(input[0] & 0xff, input.length - 1);
                byte[] first = Arrays.copyOfRange(input, Math.min(1, input.length), Math.min(1, input.length) + labels);
                byte[] second = Arrays.copyOfRange(input, Math.min(1, input.length) + labels, input.length);
                for (String part : new String[] {"train", "t10k"}) {
                    Files.write(FOLDER.resolve(part + "-labels-idx1-ubyte"), first);
                    Files.write(FOLDER.resolve(part + "-images-idx3-ubyte"), second);
                }
                try {
                    requireWhole(IdxDataset.read(FOLDER).train(), 2);
                } catch (DataException e) {
                    requireMessage(e);
                }
            }
        },
        /** Text of any format, as its first lines say. */
        TABLE('c') {
            @Override
            void run(byte[] input) {
                try (Table table = Table.open("table", new ByteArrayInputStream(input), TableOptions.DEFAULT)) {
                    requireTable(TableDataset.read(table, SchemaOptions.DEFAULT, LoadListener.silent()));
                } catch (DataException e) {
                    requireMessage(e);
                }
                TableOptions headless = TableOptions.builder().header(false).build();
                try (Table table = Table.open("table", new ByteArrayInputStream(input), headless)) {
                    ModelInput numbers =
                            new ModelInput(Preparation.none(2), table.columns().size(), List.of());
                    TableRows rows = numbers.unlabelled(table, List.of());
                    for (Rows block; (block = rows.next(100).rows()).count() > 0; ) {
                        requireFinite(block.toArray());
                    }
                } catch (DataException e) {
                    requireMessage(e);
                }
            }
        },
        API('a') {
            @Override
            void run(byte[] input) throws IOException {
                new FuzzApi(input, FOLDER.resolve("api")).run();
            }
        };

        private final char letter;

        Target(char letter) {
            this.letter = letter;
        }

        abstract void run(byte[] input) throws IOException;

        /** The whole input for this target. */
        byte[] input(byte[] rest) {
            byte[] input = new byte[rest.length + 1];
            input[0] = (byte) letter;
            System.arraycopy(rest, 0, input, 1, rest.length);
            return input;
        }
    }

    private static Path folder() {
        try {
            // In memory where that is to be had: a disk takes milliseconds for each of the little files.
            Path memory = Path.of("/dev/shm");
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "jgln-fuzz")
                    : Files.createTempDirectory("jgln-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                    Files.delete(folder);
                } catch (IOException e) {
                    // The system empties its own temporary folder.
                }
            }));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry that Jazzer looks for. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (Target target : Target.values()) {
            if (input.length > 0 && input[0] == target.letter) {
                target.run(Arrays.copyOfRange(input, 1, input.length));
            }
        }
    }

    static void requireMessage(Exception e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("an error without a message", e);
        }
    }

    static void requireFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new AssertionError("what was not refused gives " + number);
            }
        }
    }

    /** Rows of one class cannot be learnt, but scored; a model of the columns must take them all. */
    private static void requireTable(Dataset data) {
        requireShape(data, 1);
        GLNConfig config = GLNConfig.builder(data.columns(), 1).build();
        GLN.builder(config).sample(data.rows().toArray(), data.rowCount());
    }

    private static void requireWhole(Dataset data, int leastClasses) {
        requireFinite(data.rows().toArray());
        requireShape(data, leastClasses);
    }

    private static void requireShape(Dataset data, int leastClasses) {
        if (data.classCount() < leastClasses
                || data.rows().count() != data.rowCount()
                || data.rows().features() != data.features()) {
            throw new AssertionError("not a data set: " + data.name());
        }
    }
}
