package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResolverTest {
    private static final IdxPart IMAGES = IdxPart.TRAIN_IMAGES;

    @TempDir
    Path temporary;

    private Path folder;
    private HttpServer server;
    private ExecutorService threads;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<IdxPart, byte[]> plain = new EnumMap<>(IdxPart.class);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> faults = new ConcurrentHashMap<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private LastResort lastResort = new Nothing();

    /** Answers one request in place of the good answer. */
    private interface Handler {
        void handle(HttpExchange exchange, byte[] good) throws IOException;
    }

    private static final class Nothing implements LastResort {
        @Override
        public String title() {
            return "empty shelf";
        }

        @Override
        public Path fetch(Path scratch) throws IOException {
            throw new IOException("nothing on it");
        }
    }

    @BeforeEach
    void start() throws IOException {
        folder = temporary.resolve("cache/small");
        for (IdxPart part : IdxPart.values()) {
            plain.put(part, IdxFileTest.idx(new int[] {3}, part.ordinal(), 1, 2));
        }
        // Large enough to come in several chunks, and not to be compressed away.
        int[] noise = new java.util.Random(1).ints(200_000, 0, 256).toArray();
        plain.put(IMAGES, IdxFileTest.idx(new int[] {200_000}, noise));

        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            byte[] good = null;
            for (IdxPart part : IdxPart.values()) {
                if (path.endsWith("/" + part.fileName() + ".gz")) {
                    good = IdxFileTest.gzip(plain.get(part));
                }
            }
            try (exchange) {
                faults.getOrDefault(path, ResolverTest::answer).handle(exchange, good);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private URI mirror(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/");
    }

    private String path(String mirror, IdxPart part) {
        return "/" + mirror + "/" + part.fileName() + ".gz";
    }

    private Path resolve(URI... mirrors) {
        Map<IdxPart, String> sha256 = new EnumMap<>(IdxPart.class);
        plain.forEach((part, content) -> sha256.put(part, sha256(content)));
        LoadListener listener = new LoadListener() {
            @Override
            public void message(String line) {
                messages.add(line);
            }

            @Override
            public void progress(String what, long done, long total) {
                progress.add(what + " " + done + "/" + total);
            }
        };
        Download download = new Download(Duration.ofSeconds(10), Duration.ofSeconds(3));
        return new Resolver(
                        "Small",
                        WantedFile.idx(sha256),
                        folder,
                        List.of(mirrors),
                        download,
                        Optional.of(lastResort),
                        listener)
                .resolve();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void assertComplete() throws IOException {
        for (IdxPart part : IdxPart.values()) {
            Path file = part.in(folder).orElseThrow();
            assertArrayEquals(
                    plain.get(part), Gzip.open(Files.readAllBytes(file)).readAllBytes(), part.fileName());
        }
        assertEquals(4, files(), "nothing but the four files is left in the folder");
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private long saying(String... parts) {
        return messages.stream()
                .filter(line -> Arrays.stream(parts).allMatch(line::contains))
                .count();
    }

    @Test
    void fetchesOnceAndThenNeverAgain() throws IOException {
        assertEquals(folder, resolve(mirror("a")));
        assertComplete();
        assertEquals(4, requests.size());
        assertEquals(4, saying("Small: fetching http://127.0.0.1"));
        int size = IdxFileTest.gzip(plain.get(IMAGES)).length;
        assertTrue(progress.contains("train-images-idx3-ubyte.gz " + size + "/" + size), progress.toString());

        messages.clear();
        resolve(mirror("a"));
        assertEquals(4, requests.size(), "the cache must do the second time");
        assertEquals(List.of(), messages);
    }

    @Test
    void corruptFileComesFromTheNextMirror() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> {
            good[good.length / 2] ^= 1;
            answer(exchange, good);
        });
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(
                1, saying("Small: mirror", path("a", IMAGES), "damaged", "; trying the next"), messages.toString());
        assertEquals(5, requests.size(), "only the corrupt file is fetched again");
        assertTrue(requests.contains(path("b", IMAGES)));
    }

    @Test
    void otherFileOfTheSameFormatIsNotTaken() throws IOException {
        byte[] other = IdxFileTest.gzip(IdxFileTest.idx(new int[] {3}, 9, 9, 9));
        faults.put(path("a", IdxPart.TEST_LABELS), (exchange, good) -> answer(exchange, other));
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(1, saying("damaged or another file (SHA-256 of the uncompressed content: expected "));
    }

    @Test
    void bytesBehindTheCompressedDataAreNotTaken() throws IOException {
        // They do not change the checksum, but the reader would refuse the cached file for ever after.
        faults.put(path("a", IMAGES), (exchange, good) -> answer(exchange, Arrays.copyOf(good, good.length + 40)));
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(1, saying(path("a", IMAGES), "40 bytes follow the compressed data"), messages.toString());
    }

    @Test
    void truncatedFileComesFromTheNextMirror() throws IOException {
        // With a length announced, and without one.
        faults.put(path("a", IMAGES), (exchange, good) -> {
            exchange.sendResponseHeaders(200, good.length);
            exchange.getResponseBody().write(good, 0, good.length / 2);
            exchange.getResponseBody().flush();
        });
        faults.put(path("b", IMAGES), (exchange, good) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(good, 0, good.length / 2);
        });
        resolve(mirror("a"), mirror("b"), mirror("c"));
        assertComplete();
        assertEquals(1, saying(path("a", IMAGES), "; trying the next"), messages.toString());
        assertEquals(1, saying(path("b", IMAGES), "damaged (", "; trying the next"), messages.toString());
    }

    @Test
    void missingFileComesFromTheNextMirror() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> exchange.sendResponseHeaders(404, -1));
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(1, saying(path("a", IMAGES), "HTTP status 404; trying the next"), messages.toString());
        assertEquals(5, requests.size());
    }

    @Test
    void refusedConnectionIsTriedOnceNotOncePerFile() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        resolve(URI.create("http://127.0.0.1:" + port + "/x/"), mirror("b"));
        assertComplete();
        assertEquals(1, saying("connect failed ("), messages.toString());
        assertEquals(
                1, saying("Small: mirror http://127.0.0.1:" + port + "/x/ : connect failed (", "); trying the next"));
    }

    @Test
    void serverThatStopsSendingIsLeft() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> {
            exchange.sendResponseHeaders(200, good.length);
            OutputStream body = exchange.getResponseBody();
            body.write(good, 0, 1000);
            body.flush();
            awaitEnd();
        });
        faults.put(path("b", IMAGES), (exchange, good) -> awaitEnd());
        resolve(mirror("a"), mirror("b"), mirror("c"));
        assertComplete();
        assertEquals(
                1, saying(path("a", IMAGES), "stopped after 1000 bytes: nothing came for 3.0 s"), messages.toString());
        assertEquals(1, saying("/b/", "no answer: nothing came for 3.0 s"), messages.toString());
    }

    /** A byte now and then is as good as none. */
    @Test
    void serverThatDripsIsLeft() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> {
            exchange.sendResponseHeaders(200, good.length);
            OutputStream body = exchange.getResponseBody();
            try {
                for (int i = 0; i < good.length; i++) {
                    body.write(good[i]);
                    body.flush();
                    Thread.sleep(200);
                }
            } catch (IOException | InterruptedException e) {
                // The client has gone.
            }
        });
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(1, saying(path("a", IMAGES), "came in 3.0 s, less than 256 a second"), messages.toString());
    }

    /** A hundred megabytes of zeros in a tenth of one: what is inflated is bounded by what a data set can hold. */
    @Test
    void moreThanAnyFileHoldsIsNotInflated() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 100; i++) {
                    gzip.write(zeros);
                }
            }
            answer(exchange, bomb.toByteArray());
        });
        resolve(mirror("a"), mirror("b"));
        assertComplete();
        assertEquals(1, saying(path("a", IMAGES), "holds more than the 47040016 bytes"), messages.toString());
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void damagedCacheFileIsSaidAndFetchedAnew() throws IOException {
        resolve(mirror("a"));
        Path images = IMAGES.in(folder).orElseThrow();
        Path labels = IdxPart.TEST_LABELS.in(folder).orElseThrow();
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 1000));
        // Under another spelling, which would go on to be found first.
        Files.delete(labels);
        Files.write(folder.resolve(IdxPart.TEST_LABELS.fileName()), new byte[] {1, 2, 3});
        requests.clear();
        messages.clear();
        resolve(mirror("a"));
        assertComplete();
        assertEquals(2, requests.size());
        assertEquals(
                1, saying("Small: cached file " + images + ": damaged (", "; fetching it anew"), messages.toString());
        assertEquals(2, saying("; fetching it anew"));
        requests.clear();
        resolve(mirror("a"));
        assertEquals(0, requests.size());
    }

    @Test
    void lastResortFillsWhatTheMirrorsLack() throws IOException {
        faults.put(path("a", IMAGES), (exchange, good) -> exchange.sendResponseHeaders(404, -1));
        List<Path> scratches = new ArrayList<>();
        lastResort = new LastResort() {
            @Override
            public String title() {
                return "package";
            }

            @Override
            public Path fetch(Path scratch) throws IOException {
                scratches.add(scratch);
                Path inner = Files.createDirectories(scratch.resolve("x"));
                Files.write(inner.resolve(IMAGES.fileName()), plain.get(IMAGES));
                return inner;
            }
        };
        resolve(mirror("a"));
        assertComplete();
        assertEquals(1, saying("Small: trying the package"));
        assertFalse(Files.exists(scratches.get(0)), "the scratch directory is deleted");
    }

    @Test
    void lastResortIsNotTrustedEither() {
        lastResort = new LastResort() {
            @Override
            public String title() {
                return "package";
            }

            @Override
            public Path fetch(Path scratch) throws IOException {
                for (IdxPart part : IdxPart.values()) {
                    Files.write(scratch.resolve(part.fileName()), IdxFileTest.idx(new int[] {1}, 7));
                }
                return scratch;
            }
        };
        String message = assertThrows(DataException.class, this::resolve).getMessage();
        assertTrue(message.contains("package: train-images-idx3-ubyte: damaged or another file"), message);
    }

    @Test
    void finalFailureListsAllThatWasTriedAndWhatToDo() throws IOException {
        for (IdxPart part : IdxPart.values()) {
            faults.put(path("a", part), (exchange, good) -> exchange.sendResponseHeaders(503, -1));
        }
        String message =
                assertThrows(DataException.class, () -> resolve(mirror("a"))).getMessage();
        assertTrue(message.startsWith("Small: not to be had. Tried:\n  - cache directory " + folder), message);
        assertTrue(
                message.contains("\n  - mirror " + mirror("a") + "t10k-labels-idx1-ubyte.gz : HTTP status 503"),
                message);
        assertTrue(message.contains("\n  - empty shelf: nothing on it\n"), message);
        assertTrue(message.endsWith("name their directory with --data-dir DIR."), message);
        assertEquals(0, files(), "no part of a file is left behind");
    }

    @Test
    void cacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where the folder should be");
        String message =
                assertThrows(DataException.class, () -> resolve(mirror("a"))).getMessage();
        assertTrue(message.startsWith("Small: cannot write to the cache directory " + folder), message);
        assertTrue(message.endsWith("name another with -Djgln.cache=DIR"), message);
    }

    @Test
    void interruptionEndsTheDownload() {
        faults.put(path("a", IMAGES), (exchange, good) -> awaitEnd());
        Thread.currentThread().interrupt();
        String message =
                assertThrows(DataException.class, () -> resolve(mirror("a"))).getMessage();
        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals("Small: interrupted while fetching", message);
    }

    @Test
    void programThatIsMissingOrFailsIsNamed() {
        assertEquals(
                "no-such-program is not on the PATH",
                assertThrows(IOException.class, () -> Command.run(temporary, "no-such-program"))
                        .getMessage());
        assertEquals(
                "sh ended with status 3: last words",
                assertThrows(
                                IOException.class,
                                () -> Command.run(
                                        temporary, "sh", "-c", "echo first; echo last words >&2; echo; exit 3"))
                        .getMessage());
    }

    @Test
    void installedDebianPackageIsUsedAsItLies() throws Exception {
        Path installed = Files.createDirectories(temporary.resolve("usr/share"));
        MnistSample.copyTo(installed);
        assertEquals(installed, new DebianPackage("x", installed).fetch(temporary));
    }

    @Test
    void cacheDirectoryFollowsPropertyThenXdgThenHome() {
        Map<String, String> properties = new ConcurrentHashMap<>(Map.of("user.home", "/home/u"));
        Map<String, String> environment = new ConcurrentHashMap<>();
        assertEquals(Path.of("/home/u/.cache/jgln"), CacheDirectory.of(properties::get, environment::get));
        environment.put("XDG_CACHE_HOME", "relative");
        assertEquals(Path.of("/home/u/.cache/jgln"), CacheDirectory.of(properties::get, environment::get));
        environment.put("XDG_CACHE_HOME", "/xdg");
        assertEquals(Path.of("/xdg/jgln"), CacheDirectory.of(properties::get, environment::get));
        properties.put("jgln.cache", "/own");
        assertEquals(Path.of("/own"), CacheDirectory.of(properties::get, environment::get));
    }

    @Test
    void dataSetsAreFoundById() {
        for (ImageDataset dataset : ImageDataset.values()) {
            assertEquals(dataset, ImageDataset.byId(dataset.id()));
        }
        assertEquals(
                "expected the name of a data set (mnist, fashion-mnist, cifar-10), got 'minst'",
                assertThrows(DataException.class, () -> ImageDataset.byId("minst"))
                        .getMessage());
    }
}
