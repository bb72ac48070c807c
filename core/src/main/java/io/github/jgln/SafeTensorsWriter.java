package io.github.jgln;

import io.github.jgln.SafeTensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes a file: its header, then the tensors' elements in order, in pieces. */
final class SafeTensorsWriter {
    private static final int ALIGNMENT = 8;

    /** The tensors' elements, in the order in which their shapes were given. */
    @FunctionalInterface
    interface Content {
        void writeTo(SafeTensorsWriter writer) throws IOException;
    }

    /**
     * Writes a whole file. The checksum stands before what it is of: it is put there in the end where the channel can go back,
     * and else is found by writing everything to nowhere first.
     *
     * @param shapes of the tensors, in the order in which they will follow, without their places
     * @throws IllegalArgumentException where the header is longer than {@link SafeTensors#readHeader} accepts
     */
    static void write(
            WritableByteChannel channel, Map<String, String> metadata, Map<String, Tensor> shapes, Content content)
            throws IOException {
        if (channel instanceof SeekableByteChannel seekable) {
            long start = seekable.position();
            SafeTensorsWriter writer = new SafeTensorsWriter(channel, metadata, shapes, SafeTensors.NO_CHECKSUM);
            String checksum = writer.write(content);
            long end = seekable.position();
            seekable.position(start + writer.checksumAt);
            writer.writeAll(ByteBuffer.wrap(checksum.getBytes(StandardCharsets.US_ASCII)));
            seekable.position(end);
        } else {
            String checksum = new SafeTensorsWriter(null, metadata, shapes, SafeTensors.NO_CHECKSUM).write(content);
            new SafeTensorsWriter(channel, metadata, shapes, checksum).write(content);
        }
    }

    /** Null where only the checksum is wanted. */
    private final WritableByteChannel channel;

    private final ByteBuffer buffer =
            ByteBuffer.allocate(SafeTensors.BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private final int checksumAt;
    private final ByteBuffer start;

    private SafeTensorsWriter(
            WritableByteChannel channel, Map<String, String> metadata, Map<String, Tensor> shapes, String checksum) {
        this.channel = channel;
        StringBuilder json = new StringBuilder("{" + HeaderJson.quote(SafeTensors.METADATA) + ":{");
        json.append(HeaderJson.quote(SafeTensors.CHECKSUM))
                .append(":\"")
                .append(checksum)
                .append('"');
        metadata.forEach((name, value) ->
                json.append(',').append(HeaderJson.quote(name)).append(':').append(HeaderJson.quote(value)));
        json.append('}');
        long at = 0;
        for (Map.Entry<String, Tensor> entry : shapes.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = Math.addExact(at, SafeTensors.bytes(tensor.type(), tensor.shape()));
            json.append(',').append(HeaderJson.quote(entry.getKey()));
            json.append(":{\"dtype\":\"").append(tensor.type()).append("\",\"shape\":");
            json.append(tensor.shape().toString().replace(" ", ""));
            json.append(",\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(end)
                    .append("]}");
            at = end;
        }
        json.append('}');
        int used = json.toString().getBytes(StandardCharsets.UTF_8).length;
        json.append(" ".repeat((ALIGNMENT - used % ALIGNMENT) % ALIGNMENT));
        byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
        if (header.length > SafeTensors.MAX_HEADER) {
            throw new IllegalArgumentException("expected layers and notes whose description fits "
                    + SafeTensors.MAX_HEADER + " bytes, got " + header.length);
        }
        this.checksumAt = Long.BYTES + SafeTensors.checksumAt(new String(header, StandardCharsets.ISO_8859_1));
        start = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(header.length).put(header).flip();
    }

    /** Writes everything; returns the checksum's digits. */
    private String write(Content content) throws IOException {
        // The checksum is of the file with its own digits taken as zeros.
        ByteBuffer zeroed = ByteBuffer.wrap(start.array().clone());
        zeroed.put(checksumAt, SafeTensors.NO_CHECKSUM.getBytes(StandardCharsets.US_ASCII));
        crc.update(zeroed);
        writeAll(start);
        content.writeTo(this);
        flush();
        return SafeTensors.digits(crc);
    }

    void floats(float[] values) throws IOException {
        for (float value : values) {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
            buffer.putFloat(value);
        }
    }

    void doubles(double[] values) throws IOException {
        for (double value : values) {
            if (buffer.remaining() < Double.BYTES) {
                flush();
            }
            buffer.putDouble(value);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        crc.update(buffer.duplicate());
        writeAll(buffer);
        buffer.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (channel != null && bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
