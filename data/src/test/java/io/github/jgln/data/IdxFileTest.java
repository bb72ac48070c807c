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
                "f: not an IDX file: expected it to start with 00 00 08, found 89 50 4e",
                message(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3, 4}));
        byte[] floats = GOOD.clone();
        floats[2] = 0x0D;
        assertEquals(
                "f: expected IDX elements of type 0x08 (unsigned bytes), found type 0x0D (32-bit floats)",
                message(floats));
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
