package io.github.jgln.bench.files;

import io.github.jgln.bench.rows.CompareData;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;

/** Hands the very same rows to every contender's process, ready to learn. */
public final class DataFile {
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK * Float.BYTES);

    private DataFile(FileChannel channel) {
        this.channel = channel;
    }

    public static void write(Path path, CompareData data) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            DataFile file = new DataFile(channel);
            byte[] name = data.name().getBytes(StandardCharsets.UTF_8);
            int[] nameBytes = new int[name.length];
            for (int i = 0; i < name.length; i++) {
                nameBytes[i] = name[i];
            }
            file.write(new int[] {name.length, data.features(), data.classes(), data.rowCount(), data.testCount()});
            file.write(nameBytes);
            file.write(data.rows());
            file.write(data.labels());
            file.write(data.testRows());
            file.write(data.testLabels());
        }
    }

    public static CompareData read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            DataFile file = new DataFile(channel);
            int[] header = file.ints(5);
            int[] nameBytes = file.ints(header[0]);
            byte[] name = new byte[nameBytes.length];
            for (int i = 0; i < name.length; i++) {
                name[i] = (byte) nameBytes[i];
            }
            int features = header[1];
            float[] rows = file.floats(header[3] * features);
            int[] labels = file.ints(header[3]);
            float[] testRows = file.floats(header[4] * features);
            int[] testLabels = file.ints(header[4]);
            return new CompareData(
                    new String(name, StandardCharsets.UTF_8), features, header[2], rows, labels, testRows, testLabels);
        }
    }

    private void write(float[] values) throws IOException {
        write(values.length, i -> buffer.putFloat(values[i]));
    }

    private void write(int[] values) throws IOException {
        write(values.length, i -> buffer.putInt(values[i]));
    }

    private void write(int count, IntConsumer put) throws IOException {
        for (int from = 0; from < count; from += CHUNK) {
            buffer.clear();
            for (int i = from; i < Math.min(count, from + CHUNK); i++) {
                put.accept(i);
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private float[] floats(int count) throws IOException {
        float[] values = new float[count];
        read(count, i -> values[i] = buffer.getFloat());
        return values;
    }

    private int[] ints(int count) throws IOException {
        int[] values = new int[count];
        read(count, i -> values[i] = buffer.getInt());
        return values;
    }

    private void read(int count, IntConsumer get) throws IOException {
        for (int from = 0; from < count; from += CHUNK) {
            int chunk = Math.min(count - from, CHUNK);
            buffer.clear().limit(chunk * Float.BYTES);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("the file of rows ends early");
                }
            }
            buffer.flip();
            for (int i = from; i < from + chunk; i++) {
                get.accept(i);
            }
        }
    }
}
