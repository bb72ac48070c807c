package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
    /** A header of unsigned bytes with these sizes, and then the data. */
    static byte[] idx(int[] sizes, int... data) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        file.putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            file.putInt(size);
        }
        for (int value : data) {
            file.put((byte) value);
        }
        return file.array();
    }

    /** A header of any type with these sizes, and then the data. */
    static byte[] idx(int type, int[] sizes, byte[] data) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        file.putInt(type << 8 | sizes.length);
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(data).array();
    }

    /** 32-bit integers. */
    static byte[] ints(int[] sizes, int... data) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * data.length);
        bytes.asIntBuffer().put(data);
        return idx(0x0C, sizes, bytes.array());
    }

    /** 32-bit floats. */
    static byte[] floats(int[] sizes, float... data) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * data.length);
        bytes.asFloatBuffer().put(data);
        return idx(0x0D, sizes, bytes.array());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] append(byte[] content, int... more) {
        byte[] longer = Arrays.copyOf(content, content.length + more.length);
        for (int i = 0; i < more.length; i++) {
            longer[content.length + i] = (byte) more[i];
        }
        return longer;
    }

    private static String message(byte[] content) {
        return assertThrows(DataException.class, () -> IdxFile.parse("f", content))
                .getMessage();
    }

    private static final byte[] GOOD = idx(new int[] {2, 1, 3}, 0, 1, 127, 128, 200, 255);

    @Test
    void plainAndCompressedGiveTheSame() {
        for (byte[] content : new byte[][] {GOOD, gzip(GOOD)}) {
            IdxFile file = IdxFile.parse("f", content);
            assertArrayEquals(new int[] {2, 1, 3}, file.sizes());
            assertArrayEquals(new byte[] {0, 1, 127, (byte) 128, (byte) 200, (byte) 255}, file.bytes());
            assertEquals(3, file.itemSize());
        }
    }

    @Test
    void elementsOfEveryTypeAreBigEndian() {
        int[] two = {2};
        assertValues(idx(two, 255, 1), 255, 1);
        assertValues(idx(0x09, two, new byte[] {-1, 127}), -1, 127);
        assertValues(idx(0x0B, two, new byte[] {1, 2, -1, -2}), 258, -2);
        assertValues(ints(two, 0x01020304, -5), 0x01020304, -5);
        assertValues(floats(two, 0.1f, -3e38f), 0.1f, -3e38f);
        byte[] doubles =
                ByteBuffer.allocate(16).putDouble(Math.PI).putDouble(-1e-300).array();
        assertValues(idx(0x0E, two, doubles), Math.PI, -1e-300);
        byte[] cut = Arrays.copyOf(idx(0x0E, two, doubles), 8 + 15);
        assertEquals(
                "f: cut off: its header announces 16 bytes of data ([2]), only 15 are there; fetch the file again",
                message(cut));
        assertTrue(message(append(ints(two, 1, 2), 0)).contains("more bytes follow"));
    }

    private static void assertValues(byte[] content, double... expected) {
        for (byte[] form : new byte[][] {content, gzip(content)}) {
            IdxFile file = IdxFile.parse("f", form);
            assertEquals(expected.length, file.count());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], file.value(i), file.element().plural());
            }
        }
    }

    @Test
    void compressionIsToldByContentNotByName(@TempDir Path directory) throws IOException {
        Path plain = Files.write(directory.resolve("plain.gz"), GOOD);
        Path compressed = Files.write(directory.resolve("compressed"), gzip(GOOD));
        assertEquals(6, IdxFile.read(plain).bytes().length);
        assertEquals(6, IdxFile.read(compressed).bytes().length);
    }

    @Test
    void everyTruncationIsAnError() {
        for (byte[] whole : new byte[][] {GOOD, gzip(GOOD)}) {
            for (int length = 0; length < whole.length; length++) {
                String message = message(Arrays.copyOf(whole, length));
                assertTrue(message.startsWith("f: cut off: "), message);
            }
        }
        // Cut before it was compressed: the stream itself is sound.
        for (int length = 0; length < GOOD.length; length++) {
            String message = message(gzip(Arrays.copyOf(GOOD, length)));
            assertTrue(message.startsWith("f: cut off: "), message);
        }
    }

    @Test
    void truncationSaysWhatIsThere() {
        assertEquals(
                "f: cut off: its header announces 6 bytes of data ([2, 1, 3]), only 4 are there; fetch the file again",
                message(Arrays.copyOf(GOOD, GOOD.length - 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 17, 18, 19, 30, 100, 5000})
    void trailingBytesAreAnError(int count) {
        int[] more = new Random(1).ints(count, 1, 256).toArray();
        for (byte[] content : new byte[][] {append(GOOD, more), gzip(append(GOOD, more)), append(gzip(GOOD), more)}) {
            String message = message(content);
            assertTrue(message.contains("more bytes follow"), message);
        }
    }

    @Test
    void secondCompressedMemberIsAnErrorToo() {
        byte[] both = new byte[2 * gzip(GOOD).length];
        System.arraycopy(gzip(GOOD), 0, both, 0, both.length / 2);
        System.arraycopy(gzip(GOOD), 0, both, both.length / 2, both.length / 2);
        assertTrue(message(both).contains("more bytes follow"));
    }

    @Test
    void flippedBitsInCompressedDataNeverGiveOtherContent() {
        byte[] whole = gzip(GOOD);
        int unnoticed = 0;
        // The header's bytes 4 to 9 hold the time, the level and the system: any value is valid there.
        for (int bit = 10 * 8; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertArrayEquals(
                        IdxFile.parse("f", GOOD).bytes(),
                        IdxFile.parse("f", damaged).bytes());
                unnoticed++;
            } catch (DataException e) {
                // As it should be.
            }
        }
        assertTrue(unnoticed < 8, unnoticed + " flips unnoticed; only the padding of the last byte is without meaning");
    }

    @Test
    void foreignFilesAreRefused() {
        assertEquals(
                "f: not an IDX file: expected it to start with 00 00 and a type, found 89 50 4e",
                message(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3, 4}));
        byte[] other = GOOD.clone();
        other[2] = 0x0A;
        assertEquals("f: not an IDX file: expected a type of elements from 0x08 to 0x0E, found 0x0A", message(other));
        assertEquals("f: expected an IDX file of at least 1 dimension, found 0", message(idx(new int[0])));
    }

    @Test
    void hugeSizesAllocateNothing() {
        // 2 GB announced, nothing there: with the default test heap, believing the header would not even fit.
        for (byte[] content :
                new byte[][] {idx(new int[] {2_147_000_000}, 1, 2, 3), gzip(idx(new int[] {2_147_000_000}, 1, 2, 3))}) {
            long before = allocated();
            assertTrue(message(content).contains("only 3 are there"));
            assertTrue(allocated() - before < 10_000_000, "allocated " + (allocated() - before) + " bytes");
        }
        // As many elements as an array holds, were they bytes.
        assertTrue(message(ints(new int[] {1_000_000_000}, 1)).contains("more than the 536870909 an array holds"));
        assertTrue(message(idx(new int[] {-1}, 1)).contains("dimension 0 has 4294967295 elements"));
        assertTrue(message(idx(new int[] {65536, 65536, 65536, 65536}, 1)).contains("more than the"));
        assertTrue(message(idx(new int[] {Integer.MAX_VALUE}, 1)).contains("more than the"));
        assertTrue(assertThrows(
                        DataException.class,
                        () -> IdxFile.parse("f", idx(new int[] {0, 65536, 65536}))
                                .itemSize())
                .getMessage()
                .contains("more than the"));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void missingFileIsNamed(@TempDir Path directory) {
        Path missing = directory.resolve("nowhere");
        assertEquals(
                missing + ": no such file",
                assertThrows(DataException.class, () -> IdxFile.read(missing)).getMessage());
        assertTrue(assertThrows(DataException.class, () -> IdxFile.read(directory))
                .getMessage()
                .contains("cannot be read"));
    }
}
