package io.github.jgln.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * An array of unsigned bytes in the IDX format, plain or gzip-compressed.
 *
 * <p>The format, big-endian: two zero bytes, a type code, the number of dimensions D, then D sizes of four bytes each,
 * then the elements in row-major order. The header is not believed: memory is bounded by what the file really holds.
 *
 * @param name how messages call the file
 * @param sizes the size of each dimension, at least one
 * @param bytes the elements, their product in number
 */
record IdxFile(String name, int[] sizes, byte[] bytes) {
    /** The largest array that every JVM grants, less one for the look at what follows the data. */
    static final int MAX_ELEMENTS = Integer.MAX_VALUE - 9;

    private static final int UNSIGNED_BYTE = 0x08;
    private static final Map<Integer, String> OTHER_TYPES = Map.of(
            0x09, "signed bytes",
            0x0B, "16-bit integers",
            0x0C, "32-bit integers",
            0x0D, "32-bit floats",
            0x0E, "64-bit floats");

    /** @throws DataException if the file cannot be read or is not exactly one array of unsigned bytes */
    static IdxFile read(Path file) {
        try {
            if (Files.size(file) > MAX_ELEMENTS) {
                throw new DataException(
                        file + ": " + Files.size(file) + " bytes are more than the " + MAX_ELEMENTS + " supported");
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": no such file", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    /** As {@link #read}, from the whole content of a file. */
    static IdxFile parse(String name, byte[] content) {
        boolean compressed = false;
        try (InputStream plain = Gzip.open(content)) {
            compressed = plain instanceof Gzip;
            int[] sizes = header(name, plain);
            int count = product(name, sizes, 0);
            // One byte more than announced shows whether anything follows. The read grows with the data that is
            // there, not with the number asked for.
            byte[] bytes = plain.readNBytes(count + 1);
            if (bytes.length < count) {
                throw new DataException(name + ": cut off: its header announces " + count + " bytes of data ("
                        + Arrays.toString(sizes) + "), only " + bytes.length + " are there; fetch the file again");
            }
            boolean more = bytes.length > count;
            if (more || (plain instanceof Gzip gzip && gzip.leftOver() > 0)) {
                throw new DataException(name + ": its header announces " + count + " bytes of data ("
                        + Arrays.toString(sizes) + "), but more bytes follow them; fetch the file again");
            }
            return new IdxFile(name, sizes, bytes);
        } catch (EOFException e) {
            throw new DataException(
                    name + ": cut off: the " + (compressed ? "compressed data" : "header")
                            + " ends too early; fetch the file again",
                    e);
        } catch (IOException e) {
            throw new DataException(name + ": damaged gzip data: " + Failure.reason(e) + "; fetch the file again", e);
        }
    }

    private static int[] header(String name, InputStream plain) throws IOException {
        DataInputStream in = new DataInputStream(plain);
        int zero = in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int dimensions = in.readUnsignedByte();
        if (zero != 0) {
            throw new DataException(String.format(
                    "%s: not an IDX file: expected it to start with 00 00 08, found %02x %02x %02x",
                    name, zero >> 8, zero & 0xff, type));
        }
        if (type != UNSIGNED_BYTE) {
            throw new DataException(String.format(
                    "%s: expected IDX elements of type 0x08 (unsigned bytes), found type 0x%02X (%s)",
                    name, type, OTHER_TYPES.getOrDefault(type, "unknown")));
        }
        if (dimensions == 0) {
            throw new DataException(name + ": expected an IDX file of at least 1 dimension, found 0");
        }
        int[] sizes = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = in.readInt();
            if (sizes[d] < 0) {
                throw new DataException(name + ": dimension " + d + " has " + Integer.toUnsignedString(sizes[d])
                        + " elements, more than an array holds; is this an IDX file?");
            }
        }
        return sizes;
    }

    /** How many elements one item of the first dimension has. */
    int itemSize() {
        return product(name, sizes, 1);
    }

    private static int product(String name, int[] sizes, int from) {
        long product = 1;
        for (int d = from; d < sizes.length; d++) {
            product *= sizes[d];
            if (product > MAX_ELEMENTS) {
                throw new DataException(name + ": its header announces " + Arrays.toString(sizes)
                        + " elements, more than the " + MAX_ELEMENTS + " an array holds; is this an IDX file?");
            }
        }
        return (int) product;
    }
}
