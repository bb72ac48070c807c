package io.github.jgln.data;

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
 * order. Every element type is widened to double, which holds integers up to 2^53. A header is not believed: memory is bounded
 * by what the file really holds.
 *
 * @param shape the lengths of the axes; none for a scalar
 * @param values row-major
 */
public record NpyFile(int[] shape, double[] values) {
    /** NumPy's own are some hundred bytes. */
    private static final int MAX_HEADER = 1 << 16;

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
    public static NpyFile read(String name, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length + 2);
        if (magic.length < MAGIC.length + 2 || !Arrays.equals(Arrays.copyOf(magic, MAGIC.length), MAGIC)) {
            throw new IOException(name + ": expected a .npy file, got one that does not begin with its magic number");
        }
        int version = magic[MAGIC.length];
        if (version != 1 && version != 2) {
            throw new IOException(name + ": expected .npy version 1 or 2, got " + version);
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer length = read(name, in, lengthBytes, "header length");
        int headerLength = version == 1 ? length.getShort() & 0xffff : length.getInt();
        if (headerLength < 0 || headerLength > MAX_HEADER) {
            throw new IOException(name + ": expected a header of at most " + MAX_HEADER + " bytes, got "
                    + Integer.toUnsignedString(headerLength));
        }
        ByteBuffer header = read(name, in, headerLength, "header");
        return body(name, StandardCharsets.ISO_8859_1.decode(header).toString(), in);
    }

    private static NpyFile body(String name, String header, InputStream in) throws IOException {
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
            if (length < 0 || count * size > IdxFile.MAX_ELEMENTS) {
                throw new IOException(name + ": expected a shape of at most " + IdxFile.MAX_ELEMENTS + " bytes, got "
                        + Arrays.toString(shape) + " of " + type);
            }
        }
        // One byte more than announced shows whether anything follows. The read grows with what is there.
        ByteBuffer bytes =
                ByteBuffer.wrap(in.readNBytes((int) count * size + 1)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != count * size) {
            throw new IOException(name + ": expected " + count * size + " bytes for the shape " + Arrays.toString(shape)
                    + " of " + type + ", got " + (bytes.remaining() > count * size ? "more" : bytes.remaining()));
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

    private static ByteBuffer read(String name, InputStream in, int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException(
                    name + ": expected a " + what + " of " + count + " bytes, got " + bytes.length + " to the end");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The values, if the shape is as expected; axes of length 1 are disregarded.
     *
     * @throws IOException if it is another
     */
    public double[] values(String name, int... expected) throws IOException {
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
