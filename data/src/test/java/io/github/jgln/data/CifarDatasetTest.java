package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CifarDatasetTest {
    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> messages = new ArrayList<>();

    /** Two images in each batch, of which all pixels are the batch's number times ten, plus one in the second channel. */
    @BeforeEach
    void makeFiles() {
        for (int batch = 1; batch <= 5; batch++) {
            files.put("data_batch_" + batch + ".bin", batch(batch));
        }
        files.put("test_batch.bin", batch(6));
        files.put(
                "batches.meta.txt",
                "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] batch(int number) {
        byte[] records = new byte[2 * 3073];
        for (int i = 0; i < records.length; i++) {
            int at = i % 3073;
            records[i] = (byte) (at == 0 ? number % 8 - i / 3073 : number * 10 + (at - 1) / 1024 % 2);
        }
        return records;
    }

    private void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private byte[] archive() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        TarTest.entry(tar, "", "cifar-10-batches-bin/", '5', new byte[0]);
        TarTest.entry(tar, "", "cifar-10-batches-bin/readme.html", '0', new byte[5]);
        // In no order, as in the archive itself.
        List<String> names = new ArrayList<>(files.keySet());
        Collections.reverse(names);
        for (String name : names) {
            TarTest.entry(tar, "", "cifar-10-batches-bin/" + name, '0', files.get(name));
        }
        tar.writeBytes(new byte[1024]);
        return IdxFileTest.gzip(tar.toByteArray());
    }

    private Parts read() {
        return CifarDataset.read(directory, messages::add);
    }

    private String message() {
        return assertThrows(DataException.class, this::read).getMessage();
    }

    private void assertWhole(Dataset train, Dataset test) {
        assertArrayEquals(new int[] {1, 0, 2, 1, 3, 2, 4, 3, 5, 4}, train.labels());
        assertArrayEquals(new int[] {6, 5}, test.labels());
        assertEquals("horse", train.classes().get(7));
        assertEquals(8, train.classCount());
        float[] row = train.row(4);
        assertEquals(30 / 255f, row[0]);
        assertEquals(30 / 255f, row[1023]);
        assertEquals(31 / 255f, row[1024]);
        assertEquals(30 / 255f, row[3071]);
        assertEquals(new ImageShape(32, 32, 3), test.imageShape().orElseThrow());
        assertEquals("CIFAR-10 (test)", test.name());
    }

    @Test
    void isReadUnpackedOrNot() throws IOException {
        Files.write(directory.resolve("cifar-10-binary.tar.gz"), archive());
        assertWhole(read().train(), read().test().orElseThrow());
        // The newer file is what someone unpacked to have a look.
        write(directory.resolve("cifar-10-batches-bin"));
        assertWhole(read().train(), read().test().orElseThrow());
        write(directory);
        assertWhole(read().train(), read().test().orElseThrow());
        assertWhole(
                ImageDataset.CIFAR_10.load(directory).train(),
                ImageDataset.CIFAR_10.load(directory).test());
        assertEquals(List.of(), messages);
    }

    @Test
    void partsMayBeMissing() throws IOException {
        files.keySet().removeAll(List.of("data_batch_2.bin", "test_batch.bin", "batches.meta.txt"));
        write(directory);
        Parts parts = read();
        assertArrayEquals(new int[] {1, 0, 3, 2, 4, 3, 5, 4}, parts.train().labels());
        assertTrue(parts.test().isEmpty());
        assertEquals("truck", parts.train().classes().get(9), "the usual names");
        assertEquals(List.of(directory + ": without data_batch_2.bin, which is not there"), messages);
        assertEquals(
                directory + ": expected test_batch.bin, found none",
                assertThrows(DataException.class, () -> ImageDataset.CIFAR_10.load(directory))
                        .getMessage());
    }

    @Test
    void malformedFilesAreNamed() throws IOException {
        assertEquals(
                directory + ": expected a directory with the files data_batch_1.bin to data_batch_5.bin, or with"
                        + " cifar-10-binary.tar.gz, found neither",
                message());
        files.put("test_batch.bin", new byte[3072]);
        write(directory);
        assertEquals(
                directory + ": expected test_batch.bin to be records of 3073 bytes, found 3072 bytes; fetch the file"
                        + " again",
                message());
        files.put("test_batch.bin", batch(6));
        files.get("data_batch_4.bin")[3073] = 8;
        write(directory);
        assertEquals(directory + ": data_batch_4.bin, image 1: expected a class from 0 to 7, found 8", message());
        files.put("batches.meta.txt", "cat\ncat\n".getBytes(StandardCharsets.UTF_8));
        write(directory);
        assertTrue(message().contains("to name at least 2 classes, each once, found 'cat', 'cat'"), message());
        for (int batch = 1; batch <= 5; batch++) {
            Files.delete(directory.resolve("data_batch_" + batch + ".bin"));
        }
        Files.delete(directory.resolve("batches.meta.txt"));
        assertTrue(message().endsWith("found none of them"), message());
        Files.delete(directory.resolve("test_batch.bin"));
        byte[] cut = archive();
        Path archive = Files.write(directory.resolve("cifar-10-binary.tar.gz"), Arrays.copyOf(cut, cut.length / 2));
        assertTrue(message().startsWith(archive + ": cannot be read: "), message());
    }

    /** One archive in place of four files: fetched once, known by its MD5, kept as it is and read from there. */
    @Test
    void archiveIsFetchedOnceAndCheckedEachTime() throws Exception {
        byte[] good = archive();
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = good.clone();
            if (exchange.getRequestURI().getPath().startsWith("/bad/")) {
                body[body.length / 2] ^= 1;
            }
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Path cache = directory.resolve("cache/cifar-10");
            String lie = assertThrows(DataException.class, () -> resolve(cache, md5(good), base + "/bad/"))
                    .getMessage();
            assertTrue(lie.contains("/bad/cifar-10-binary.tar.gz : damaged or another file (MD5: expected "), lie);
            assertTrue(
                    lie.endsWith("\nGet the file cifar-10-binary.tar.gz in another way and name its directory with"
                            + " --data-dir DIR."),
                    lie);
            assertEquals(1, requests.get());

            assertEquals(cache, resolve(cache, md5(good), base + "/bad/", base + "/good/"));
            assertEquals(3, requests.get());
            assertWhole(
                    ImageDataset.CIFAR_10.load(cache).train(),
                    ImageDataset.CIFAR_10.load(cache).test());
            resolve(cache, md5(good), base + "/good/");
            assertEquals(3, requests.get(), "the cache must do the second time");

            Files.write(cache.resolve("cifar-10-binary.tar.gz"), new byte[] {1, 2, 3});
            resolve(cache, md5(good), base + "/good/");
            assertEquals(4, requests.get(), "a damaged one is fetched anew");
            assertArrayEquals(good, Files.readAllBytes(cache.resolve("cifar-10-binary.tar.gz")));
        } finally {
            server.stop(0);
        }
    }

    private Path resolve(Path cache, String md5, String... mirrors) {
        WantedFile archive = new WantedFile(
                CifarDataset.ARCHIVE.spellings(), CifarDataset.ARCHIVE.remote(), Checksum.ofFile(md5, 1 << 20));
        return new Resolver(
                        "CIFAR-10",
                        List.of(archive),
                        cache,
                        List.of(mirrors).stream().map(URI::create).toList(),
                        new Download(Duration.ofSeconds(10), Duration.ofSeconds(3)),
                        Optional.empty(),
                        messages::add)
                .resolve();
    }

    private static String md5(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }
}
