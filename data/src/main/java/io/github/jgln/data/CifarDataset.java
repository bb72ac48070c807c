package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * CIFAR-10 in its own binary format: images of 32 x 32 pixels in colours.
 *
 * <p>A file is a sequence of records of 3,073 bytes: the class, then the planes of red, green and blue, each row-major. A row is
 * an image, as {@link ImageShape} has it, each number {@code value / 255f}, so in [0, 1].
 */
public final class CifarDataset {
    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** As it is published, with its published MD5. */
    static final WantedFile ARCHIVE = new WantedFile(
            List.of("cifar-10-binary.tar.gz"),
            "cifar-10-binary.tar.gz",
            Checksum.ofFile("c32a1d4ab5d03f1284b67883e8d87530", 1L << 28));

    /** The folder in the archive, which unpacking it leaves. */
    private static final String FOLDER = "cifar-10-batches-bin";

    private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
    private static final int RECORD = 1 + SHAPE.features();
    private static final int BATCHES = 5;
    private static final String TEST = "test_batch.bin";
    private static final String NAMES = "batches.meta.txt";
    private static final Pattern FILE = Pattern.compile(
            "(?:.*/)?(data_batch_[1-" + BATCHES + "]\\.bin|" + Pattern.quote(TEST) + "|" + Pattern.quote(NAMES) + ")");

    private CifarDataset() {}

    /**
     * Reads {@code data_batch_1.bin} to {@code data_batch_5.bin}, in this order, {@code test_batch.bin} and
     * {@code batches.meta.txt} from a directory, from its folder {@code cifar-10-batches-bin} or from
     * {@code cifar-10-binary.tar.gz} in it.
     *
     * @param listener told which batches are not there
     * @return without a test part where {@code test_batch.bin} is not there; the classes are those that {@code batches.meta.txt}
     *     names, or else the usual ones
     * @throws DataException if there are no such files, or one is malformed
     */
    public static Parts read(Path directory, LoadListener listener) {
        String where = directory.toString();
        try {
            for (Path folder : List.of(directory, directory.resolve(FOLDER))) {
                NavigableMap<String, byte[]> files = unpacked(folder);
                if (!files.isEmpty()) {
                    return parts(folder.toString(), files, listener);
                }
            }
            Optional<Path> archive = ARCHIVE.in(directory);
            if (archive.isPresent()) {
                where = archive.get().toString();
                return parts(where, inArchive(archive.get()), listener);
            }
        } catch (IOException e) {
            throw new DataException(where + ": cannot be read: " + Failure.reason(e), e);
        }
        throw new DataException(directory + ": expected a directory with the files data_batch_1.bin to data_batch_"
                + BATCHES + ".bin, or with " + ARCHIVE.name() + ", found "
                + (Files.exists(directory) ? "neither" : "nothing"));
    }

    private static NavigableMap<String, byte[]> unpacked(Path folder) throws IOException {
        NavigableMap<String, byte[]> contents = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return contents;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (FILE.matcher(name).matches()) {
                    contents.put(name, Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }

    /** Names in it never become paths. */
    private static NavigableMap<String, byte[]> inArchive(Path archive) throws IOException {
        NavigableMap<String, byte[]> contents = new TreeMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            Tar.read(in, (entry, content) -> {
                Matcher name = FILE.matcher(entry);
                if (name.matches()) {
                    contents.put(name.group(1), content.readAllBytes());
                }
            });
        }
        return contents;
    }

    private static Parts parts(String where, NavigableMap<String, byte[]> files, LoadListener listener) {
        byte[] meta = files.remove(NAMES);
        List<String> classes = meta == null ? CLASSES : classes(where, meta);
        byte[] test = files.remove(TEST);
        if (files.isEmpty()) {
            throw new DataException(
                    where + ": expected data_batch_1.bin to data_batch_" + BATCHES + ".bin, found none of them");
        }
        List<String> missing = IntStream.rangeClosed(1, BATCHES)
                .mapToObj(batch -> "data_batch_" + batch + ".bin")
                .filter(name -> !files.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            listener.message(where + ": without " + String.join(", ", missing)
                    + (missing.size() == 1 ? ", which is not there" : ", which are not there"));
        }
        return new Parts(
                dataset("CIFAR-10 (train)", where, classes, files),
                Optional.ofNullable(test)
                        .map(content -> dataset("CIFAR-10 (test)", where, classes, Map.of(TEST, content))));
    }

    private static List<String> classes(String where, byte[] meta) {
        List<String> names = new String(meta, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
            throw new DataException(where + ": expected " + NAMES + " to name at least 2 classes, each once, found "
                    + (names.isEmpty() ? "none" : Excerpt.names(names)));
        }
        return names;
    }

    private static Dataset dataset(String name, String where, List<String> classes, Map<String, byte[]> files) {
        long images = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int length = file.getValue().length;
            if (length == 0 || length % RECORD != 0) {
                throw new DataException(where + ": expected " + file.getKey() + " to be records of " + RECORD
                        + " bytes, found " + length + " bytes; fetch the file again");
            }
            images += length / RECORD;
        }
        if (images * SHAPE.features() > IdxFile.MAX_ELEMENTS) {
            throw new DataException(where + ": " + images + " images are more than an array holds");
        }
        float[] rows = new float[(int) images * SHAPE.features()];
        List<Integer> labels = new ArrayList<>();
        int to = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue();
            for (int record = 0; record < content.length; record += RECORD) {
                int label = content[record] & 0xff;
                if (label >= classes.size()) {
                    throw new DataException(where + ": " + file.getKey() + ", image " + record / RECORD
                            + ": expected a class from 0 to " + (classes.size() - 1) + ", found " + label);
                }
                labels.add(label);
                for (int i = record + 1; i < record + RECORD; i++) {
                    rows[to++] = (content[i] & 0xff) / 255f;
                }
            }
        }
        return new Dataset(
                        name,
                        SHAPE.features(),
                        classes,
                        rows,
                        labels.stream().mapToInt(Integer::intValue).toArray())
                .asImages(SHAPE);
    }
}
