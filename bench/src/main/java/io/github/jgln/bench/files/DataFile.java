package io.github.jgln.bench.files;

import io.github.jgln.Rows;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Hands the very same rows to every contender's process, ready to learn. */
public final class DataFile {
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK * Float.BYTES);

    private DataFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException when it cannot be written */
    public static void write(Path path, Split data) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // Nothing is buffered beside the channel, so that what follows begins where the header ends.
            DataOutputStream header = new DataOutputStream(Channels.newOutputStream(channel));
            header.writeInt(data.train().features());
            header.writeInt(data.train().classCount());
            for (String name : data.train().classes()) {
                header.writeUTF(name);
            }
            DataFile file = new DataFile(channel);
            file.write(header, data.train());
            file.write(header, data.test());
        }
    }

    /**
     * The same again.
     *
     * @throws EOFException when the file is cut short
     * @throws IOException when it cannot be read
     */
    public static Split read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            DataInputStream header = new DataInputStream(Channels.newInputStream(channel));
            int features = header.readInt();
            int count = header.readInt();
            List<String> classes = new ArrayList<>();
            for (int c = 0; c < count; c++) {
                classes.add(header.readUTF());
            }
            DataFile file = new DataFile(channel);
            Dataset train = file.read(header, features, classes);
            return new Split(train, file.read(header, features, classes));
        }
    }

    private void write(DataOutputStream header, Dataset data) throws IOException {
        header.writeUTF(data.name());
        header.writeInt(data.rowCount());
        Rows rows = data.rows();
        write(rows.count() * rows.features(), i -> buffer.putFloat(rows.values()[rows.offset() + i]));
        write(data.rowCount(), t -> buffer.putInt(data.targets().get(t)));
    }

    private Dataset read(DataInputStream header, int features, List<String> classes) throws IOException {
        String name = header.readUTF();
        int count = header.readInt();
        float[] rows = new float[count * features];
        read(rows.length, i -> rows[i] = buffer.getFloat());
        int[] labels = new int[count];
        read(count, t -> labels[t] = buffer.getInt());
        return new Dataset(name, features, classes, rows, labels);
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
