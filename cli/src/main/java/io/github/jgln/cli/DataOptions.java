package io.github.jgln.cli;

import io.github.jgln.data.ImageDataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.Split;
import io.github.jgln.data.TrainingInput;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to learn from, and how it is prepared. */
final class DataOptions extends DataSource {
    @Option(
            names = "--limit",
            order = 5,
            paramLabel = "ROWS",
            description = "Learn the first rows only; the test rows stay whole.")
    private Integer limit;

    @Option(
            names = "--shuffle",
            order = 6,
            negatable = true,
            description =
                    "Shuffle the training rows by the seed. Default for mnist, fashion-mnist and cifar-10, whose files may"
                            + " be sorted by where the images came from, and for images:, which are sorted by class; other data keeps its"
                            + " order.")
    private Boolean shuffle;

    @Option(
            names = "--binary",
            order = 7,
            paramLabel = "CLASS",
            description = "Learn one class, by its name, against the rest.")
    String binary;

    @Option(names = "--raw", order = 8, description = "Do not deskew images. Default for all but mnist.")
    private boolean raw;

    @Option(names = "--deskew", order = 9, description = "Set slanted images upright. Default for mnist.")
    private boolean deskew;

    @Override
    void check() {
        super.check();
        require(limit == null || limit >= 1, "--limit: expected at least 1 row, got " + limit);
        require(!raw || !deskew, "--raw and --deskew exclude each other");
        require(!(data instanceof DataArgument.Csv) || !deskew, "--deskew is for images, not for csv: data");
    }

    boolean deskewed() {
        return deskew || !raw && data instanceof DataArgument.Images images && images.dataset() == ImageDataset.MNIST;
    }

    boolean shuffled() {
        return shuffle == null ? data instanceof DataArgument.Images || data instanceof DataArgument.Folder : shuffle;
    }

    /** What is done to the rows before a model learns them. */
    TrainingInput input() {
        return new TrainingInput(
                shuffled(), limit == null ? Integer.MAX_VALUE : limit, Optional.ofNullable(binary), deskewed());
    }

    /** Loads and prepares both parts. */
    Split load(long seed, LoadListener listener) {
        Split split = read(seed, listener);
        List<String> classes = split.train().classes();
        require(
                binary == null || classes.contains(binary),
                "--binary: expected one of the classes " + classes + ", got '" + binary + "'");
        return input().of(split, seed);
    }

    /** The data's name, with what is done to its rows. */
    String described() {
        return named()
                + (binary == null ? "" : ", " + binary + " or not")
                + (deskewed() ? ", deskewed" : "")
                + (shuffled() ? ", shuffled" : "");
    }
}
