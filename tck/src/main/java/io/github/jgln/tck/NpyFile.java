package io.github.jgln.tck;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of NumPy's {@code .npy} format, version 1 or 2: little-endian float64, float32, int64, int32, or bytes, in C
 * order. Every element type is widened to double, which holds integers up to 2^53.
 *
 * @param shape the lengths of the axes; none for a scalar
 * @param values row-major
 */
record NpyFile(int[] shape, double[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /**
     * Reads an array.
     *
     * @param name for messages
     * @throws IOException if this is no such file
     */
    static NpyFile read(String name, InputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC) || bytes.remaining() < 2) {
            throw new IOException(name + ": expected a .npy file, got one that does not begin with its magic number");
        }
        int version = bytes.get();
        bytes.get();
        if (version != 1 && version != 2) {
            throw new IOException(name + ": expected .npy version 1 or 2, got " + version);
        }
        int lengthBytes = version == 1 ? 2 : 4;
        requireBytes(name, bytes, lengthBytes, "header length");
        int headerLength = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt();
        requireBytes(name, bytes, headerLength, "header");
        byte[] header = new byte[headerLength];
        bytes.get(header);
        return body(name, new String(header, StandardCharsets.ISO_8859_1), bytes);
    }

    private static NpyFile body(String name, String header, ByteBuffer bytes) throws IOException {
        if (field(name, header, ORDER).equals("True")) {
            throw new IOException(name + ": expected C order, got Fortran order; save it with numpy.ascontiguousarray");
        }
        String type = field(name, header, DESCRIPTION);
        int size = switch (type) {
            case "<f8", "<i8" -> 8;
            case "<f4", "<i4" -> 4;
            case "|b1", "|u1" -> 1;
            default ->
                throw new IOException(name + ": expected elements of <f8, <f4, <i8, <i4, |b1 or |u1, got " + type);
        };
        int[] shape = shape(name, field(name, header, SHAPE));
        long count = 1;
        for (int length : shape) {
            count *= length;
        }
        if (bytes.remaining() != count * size) {
            throw new IOException(name + ": expected " + count * size + " bytes for the shape " + Arrays.toString(shape)
                    + " of " + type + ", got " + bytes.remaining());
        }
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "<f8" -> bytes.getDouble();
                case "<f4" -> bytes.getFloat();
                case "<i8" -> bytes.getLong();
                case "<i4" -> bytes.getInt();
                default -> bytes.get() & 0xff;
            };
        }
        return new NpyFile(shape, values);
    }

    private static int[] shape(String name, String tuple) throws IOException {
        try {
            return Arrays.stream(tuple.split(","))
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException(name + ": expected a shape of integers, got (" + tuple + ")", e);
        }
    }

    private static String field(String name, String header, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(name + ": expected " + pattern + " in the header, got " + header.trim());
        }
        return matcher.group(1);
    }

    private static void requireBytes(String name, ByteBuffer bytes, int count, String what) throws IOException {
        if (count < 0 || bytes.remaining() < count) {
            throw new IOException(name + ": expected a " + what + " of " + count + " bytes, got " + bytes.remaining()
                    + " to the end");
        }
    }

    /**
     * The values, if the shape is as expected; axes of length 1 are disregarded.
     *
     * @throws IOException if it is another
     */
    double[] values(String name, int... expected) throws IOException {
        if (!Arrays.equals(withoutOnes(shape), withoutOnes(expected))) {
            throw new IOException(
                    name + ": expected shape " + Arrays.toString(expected) + ", got " + Arrays.toString(shape));
        }
        return values;
    }

    private static int[] withoutOnes(int[] lengths) {
        return Arrays.stream(lengths).filter(length -> length != 1).toArray();
    }
}
