package io.github.jgln;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The safetensors format: the header's length as 8 bytes, little-endian; the header, a JSON object that gives each tensor's
 * type, shape and place, and in {@code __metadata__} strings by name; then the tensors, row-major, little-endian, without
 * gaps.
 *
 * <p>Nothing in a file is believed. The header is at most {@value #MAX_HEADER} bytes, and every tensor's size must be that
 * of its shape and lie within the file, beside the others, before anything is allocated for it.
 *
 * <p>An entry {@value #CHECKSUM} of the metadata is the CRC-32C of the whole file with that entry's own eight digits taken
 * as zeros. Files without it, as other tools write them, are read all the same.
 */
final class SafeTensors {
    /** Some thousand layers and what users note beside them. */
    static final int MAX_HEADER = 1 << 20;

    static final String CHECKSUM = "jgln.checksum";

    static final String METADATA = "__metadata__";
    static final String NO_CHECKSUM = "00000000";
    static final int BUFFER_BYTES = 1 << 16;

    private SafeTensors() {}

    /** The element types that a model has. */
    enum Type {
        F32(4),
        F64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * A tensor and where it is.
     *
     * @param shape the lengths of its axes
     * @param begin its first byte, counted from the end of the header
     * @param end the byte after its last
     */
    record Tensor(Type type, List<Long> shape, long begin, long end) {}

    /**
     * What a file holds.
     *
     * @param metadata strings by name, in the file's order
     * @param tensors by name
     * @param dataStart where the header ends
     */
    record Header(Map<String, String> metadata, Map<String, Tensor> tensors, long dataStart) {}

    /** How many bytes a tensor takes; {@link ArithmeticException} where that is beyond 2^63. */
    static long bytes(Type type, List<Long> shape) {
        long bytes = type.bytes;
        for (long length : shape) {
            // A zero must not hide an overflow behind it.
            bytes = Math.multiplyExact(bytes, Math.max(1, length));
        }
        return shape.contains(0L) ? 0 : bytes;
    }

    /** Reads and checks a file's header and, where there is one, its checksum. */
    static Header readHeader(String source, SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new ModelFormatException(
                    source, "expected a model of at least " + Long.BYTES + " bytes, got a file of " + size);
        }
        long length = read(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > size - Long.BYTES) {
            throw new ModelFormatException(
                    source,
                    "expected a header of 2 to " + (size - Long.BYTES) + " bytes, as the file has " + size + ", got "
                            + Long.toUnsignedString(length) + "; is it a safetensors file, and whole?");
        }
        if (length > MAX_HEADER) {
            throw new ModelFormatException(
                    source, "expected a header of at most " + MAX_HEADER + " bytes, got " + length);
        }
        ByteBuffer bytes = read(channel, Long.BYTES, (int) length);
        String text;
        Map<String, Object> json;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
            json = HeaderJson.object(text);
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(source, "expected a header in UTF-8, got other bytes");
        } catch (HeaderJson.SyntaxException e) {
            throw new ModelFormatException(source, "expected a header in JSON: " + e.getMessage());
        }
        Map<String, String> metadata = metadata(source, json.remove(METADATA));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : json.entrySet()) {
            tensors.put(entry.getKey(), tensor(source, entry.getKey(), entry.getValue()));
        }
        long dataStart = Long.BYTES + length;
        requireTiling(source, tensors, size - dataStart);
        if (metadata.containsKey(CHECKSUM)) {
            verify(source, channel, metadata.get(CHECKSUM), bytes);
        }
        return new Header(metadata, tensors, dataStart);
    }

    private static Map<String, String> metadata(String source, Object json) throws ModelFormatException {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (json == null) {
            return metadata;
        }
        if (!(json instanceof Map<?, ?> entries)) {
            throw new ModelFormatException(source, METADATA + ": expected an object, got " + json);
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!(entry.getValue() instanceof String value)) {
                throw new ModelFormatException(
                        source, METADATA + ", " + entry.getKey() + ": expected a string, got " + entry.getValue());
            }
            metadata.put((String) entry.getKey(), value);
        }
        return metadata;
    }

    private static Tensor tensor(String source, String name, Object json) throws ModelFormatException {
        if (!(json instanceof Map<?, ?> fields)
                || !(fields.get("dtype") instanceof String dtype)
                || !(fields.get("shape") instanceof List<?> lengths)
                || !(fields.get("data_offsets") instanceof List<?> offsets)
                || fields.size() != 3) {
            throw new ModelFormatException(
                    source, "tensor " + name + ": expected dtype, shape and data_offsets, got " + json);
        }
        Type type = Arrays.stream(Type.values())
                .filter(t -> t.name().equals(dtype))
                .findFirst()
                .orElseThrow(() -> new ModelFormatException(
                        source, "tensor " + name + ": expected dtype F32 or F64, got " + dtype));
        List<Long> shape = longs(source, name + ", shape", lengths);
        List<Long> range = longs(source, name + ", data_offsets", offsets);
        if (range.size() != 2 || range.get(0) > range.get(1)) {
            throw new ModelFormatException(
                    source, "tensor " + name + ": expected data_offsets from a begin to an end, got " + range);
        }
        long bytes;
        try {
            bytes = bytes(type, shape);
        } catch (ArithmeticException e) {
            throw new ModelFormatException(
                    source, "tensor " + name + ": expected a shape of less than 2^63 bytes, got " + shape);
        }
        if (range.get(1) - range.get(0) != bytes) {
            throw new ModelFormatException(
                    source,
                    "tensor " + name + ": expected " + bytes + " bytes for " + dtype + " of shape " + shape + ", got "
                            + "data_offsets " + range);
        }
        return new Tensor(type, shape, range.get(0), range.get(1));
    }

    private static List<Long> longs(String source, String what, List<?> json) throws ModelFormatException {
        List<Long> longs = new ArrayList<>();
        for (Object element : json) {
            if (!(element instanceof Long value)) {
                throw new ModelFormatException(source, "tensor " + what + ": expected whole numbers, got " + json);
            }
            longs.add(value);
        }
        return longs;
    }

    /** The tensors must cover the data, each byte once. */
    private static void requireTiling(String source, Map<String, Tensor> tensors, long length)
            throws ModelFormatException {
        long at = 0;
        List<Map.Entry<String, Tensor>> sorted = new ArrayList<>(tensors.entrySet());
        sorted.sort(Comparator.comparingLong(
                        (Map.Entry<String, Tensor> entry) -> entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        for (Map.Entry<String, Tensor> entry : sorted) {
            Tensor tensor = entry.getValue();
            if (tensor.begin() != at) {
                throw new ModelFormatException(
                        source,
                        "tensor " + entry.getKey() + ": expected its data to begin at " + at
                                + ", where that of the one before it ends, got " + tensor.begin());
            }
            at = tensor.end();
        }
        if (at != length) {
            throw new ModelFormatException(
                    source,
                    "expected " + at + " bytes of tensors, as the header says, got " + length
                            + (length < at ? "; the file is cut off" : ""));
        }
    }

    private static void verify(String source, SeekableByteChannel channel, String expected, ByteBuffer header)
            throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer zeroed = ByteBuffer.allocate(Long.BYTES + header.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        zeroed.putLong(header.remaining()).put(header.duplicate()).flip();
        int at = checksumAt(
                StandardCharsets.ISO_8859_1.decode(zeroed.duplicate()).toString());
        if (at > 0 && at + NO_CHECKSUM.length() <= zeroed.limit()) {
            zeroed.put(at, NO_CHECKSUM.getBytes(StandardCharsets.US_ASCII));
        }
        crc.update(zeroed.duplicate());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long position = zeroed.limit(); ; ) {
            int count = channel.position(position).read(buffer.clear());
            if (count < 0) {
                break;
            }
            crc.update(buffer.flip());
            position += count;
        }
        if (!digits(crc).equals(expected)) {
            throw new ModelFormatException(
                    source,
                    "expected the checksum " + expected + ", got " + digits(crc) + "; the file is damaged (if it was"
                            + " changed on purpose, remove the entry " + CHECKSUM + " from its metadata)");
        }
    }

    /** Where the digits are, in a text of one character per byte; 0 if nowhere. */
    static int checksumAt(String text) {
        String before = HeaderJson.quote(CHECKSUM) + ":\"";
        int at = text.indexOf(before);
        return at < 0 ? 0 : at + before.length();
    }

    static String digits(CRC32C crc) {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.position(position + bytes.position()).read(bytes) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /** Reads one tensor's elements in order, in pieces. */
    static final class Reader {
        private final SeekableByteChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long position;
        private long end;

        Reader(SeekableByteChannel channel) {
            this.channel = channel;
            buffer.flip();
        }

        void begin(Header header, Tensor tensor) {
            position = header.dataStart() + tensor.begin();
            end = header.dataStart() + tensor.end();
            buffer.clear().flip();
        }

        void floats(float[] into) throws IOException {
            for (int i = 0; i < into.length; i++) {
                fill(Float.BYTES);
                into[i] = buffer.getFloat();
            }
        }

        void doubles(double[] into) throws IOException {
            for (int i = 0; i < into.length; i++) {
                fill(Double.BYTES);
                into[i] = buffer.getDouble();
            }
        }

        private void fill(int element) throws IOException {
            if (buffer.remaining() >= element) {
                return;
            }
            buffer.compact();
            buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - position));
            while (buffer.position() < element) {
                int count = channel.position(position).read(buffer);
                if (count <= 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
                position += count;
            }
            buffer.flip();
        }
    }
}
