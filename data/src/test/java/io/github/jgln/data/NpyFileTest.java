package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    private static NpyFile read(byte[] bytes) throws IOException {
        return NpyFile.read("x.npy", new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, 0000000000000440, 2.5",
        "<f4, 00002040, 2.5",
        "<i8, feffffffffffffff, -2",
        "<i4, feffffff, -2",
        "|b1, 01, 1",
        "|u1, ff, 255"
    })
    void elementTypes(String type, String hexadecimal, double value) throws IOException {
        byte[] body = HexFormat.of().parseHex(hexadecimal);
        for (int version = 1; version <= 2; version++) {
            NpyFile file = read(NpyBytes.of(version, type, false, new int[] {1, 1}, body));
            assertArrayEquals(new double[] {value}, file.values());
            assertArrayEquals(new int[] {1, 1}, file.shape());
        }
    }

    @Test
    void shapes() throws IOException {
        NpyFile file = read(NpyBytes.of(new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 6));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, file.values("x.npy", 2, 3));
        assertArrayEquals(new int[0], read(NpyBytes.of(new int[0], 7)).shape());
        String message = assertThrows(IOException.class, () -> file.values("x.npy", 3, 2))
                .getMessage();
        assertTrue(message.contains("x.npy") && message.contains("[3, 2]") && message.contains("[2, 1, 3]"), message);
    }

    @Test
    void whatIsNoSuchFile() {
        byte[] good = NpyBytes.of(new int[] {2}, 1, 2);
        assertRefused("magic", new byte[0]);
        assertRefused("magic", "hello, world".getBytes(StandardCharsets.US_ASCII));
        assertRefused("header length", Arrays.copyOf(good, 9));
        assertRefused("header of", Arrays.copyOf(good, 30));
        assertRefused("16 bytes", Arrays.copyOf(good, good.length - 1));
        assertRefused("16 bytes", Arrays.copyOf(good, good.length + 1));
        assertRefused("version", NpyBytes.of(3, "<f8", false, new int[] {1}, new byte[8]));
        assertRefused("Fortran", NpyBytes.of(1, "<f8", true, new int[] {1}, new byte[8]));
        assertRefused(">f8", NpyBytes.of(1, ">f8", false, new int[] {1}, new byte[8]));
        assertRefused("a shape of at most", NpyBytes.of(1, "<f8", false, new int[] {1 << 16, 1 << 16, 2}, new byte[8]));
        assertRefused("a shape of at most", NpyBytes.of(1, "<f8", false, new int[] {-1, -1}, new byte[8]));
        assertRefused("got 8", NpyBytes.of(1, "<f8", false, new int[] {200_000_000}, new byte[8]));
        byte[] longHeader = NpyBytes.of(2, "<f8", false, new int[] {1}, new byte[8]);
        longHeader[11] = 0x7f;
        assertRefused("a header of at most", longHeader);
        assertRefused("<c16", NpyBytes.of(1, "<c16", false, new int[] {1}, new byte[16]));
    }

    private static void assertRefused(String said, byte[] bytes) {
        String message = assertThrows(IOException.class, () -> read(bytes)).getMessage();
        assertTrue(message.contains("x.npy") && message.contains(said), message);
    }
}
