package io.github.jgln.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array in the IDX format, plain or gzip-compressed.
 *
 * <p>The format, big-endian: two zero bytes, a type code, the number of dimensions D, then D sizes of four bytes each,
 * then the elements in row-major order. The header is not believed: memory is bounded by what the file really holds.
 *
 * @param name how messages call the file
 * @param element what its elements are
 * @param sizes the size of each dimension, at least one
 * @param bytes the elements, the sizes' product in number
 */
record IdxFile(String name, IdxElement element, int[] sizes, byte[] bytes) {
    /** The largest array that every JVM grants, less one for the look at what follows the data. */
    static final int MAX_ELEMENTS = Integer.MAX_VALUE - 9;

    /** @throws DataException if the file cannot be read or is not exactly one array */
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
            DataInputStream in = new DataInputStream(plain);
            IdxElement element = element(name, in);
            int[] sizes = sizes(name, in);
            int count = product(name, sizes, 0, element.size());
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
            return new IdxFile(name, element, sizes, bytes);
        } catch (EOFException e) {
            throw new DataException(
                    name + ": cut off: the " + (compressed ? "compressed data" : "header")
                            + " ends too early; fetch the file again",
                    e);
        } catch (IOException e) {
            throw new DataException(name + ": damaged gzip data: " + Failure.reason(e) + "; fetch the file again", e);
        }
    }

    private static IdxElement element(String name, DataInputStream in) throws IOException {
        int zero = in.readUnsignedShort();
        int type = in.readUnsignedByte();
        if (zero != 0) {
            throw new DataException(String.format(
                    "%s: not an IDX file: expected it to start with 00 00 and a type, found %02x %02x %02x",
                    name, zero >> 8, zero & 0xff, type));
        }
        return IdxElement.of(type)
                .orElseThrow(() -> new DataException(String.format(
                        "%s: not an IDX file: expected a type of elements from 0x08 to 0x0E, found 0x%02X",
                        name, type)));
    }

    private static int[] sizes(String name, DataInputStream in) throws IOException {
        int dimensions = in.readUnsignedByte();
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

    /** How many items the first dimension has. */
    int items() {
        return sizes[0];
    }

    /** How many elements one item of the first dimension has. */
    int itemSize() {
        return product(name, sizes, 1, 1);
    }

    /** How many elements there are. */
    int count() {
        return product(name, sizes, 0, 1);
    }

    /** Element i of all. */
    double value(int i) {
        return element.read(bytes, i);
    }

    private static int product(String name, int[] sizes, int from, int start) {
        long product = start;
        for (int d = from; d < sizes.length; d++) {
            product *= sizes[d];
            if (product > MAX_ELEMENTS) {
                throw new DataException(name + ": its header announces " + Arrays.toString(sizes)
                        + " elements, more than the " + MAX_ELEMENTS / start + " an array holds; is this an IDX file?");
            }
        }
        return (int) product;
    }
}
