package io.github.jgln.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Labelled images in four IDX files, as MNIST and its relatives come.
 *
 * <p>A row is an image, row-major, each pixel {@code value / 255f}, so in [0, 1]. There are as many classes as the
 * largest label in either part says, named "0", "1", ….
 */
public final class IdxDataset {
    private IdxDataset() {}

    /**
     * Reads {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
     * {@code t10k-labels-idx1-ubyte} from a directory; each may be gzip-compressed, end in {@code .gz}, or be spelled
     * {@code train-images.idx3-ubyte}. Labels are 1-dimensional; images may have any number of dimensions, the first
     * of which counts them.
     *
     * @throws DataException if a file is missing or malformed, or if the files do not fit each other
     */
    public static Split read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(directory + ": expected a directory with the IDX files "
                    + List.of(IdxPart.values()).stream().map(IdxPart::fileName).toList()
                    + ", found " + (Files.exists(directory) ? "something else" : "nothing"));
        }
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return read(
                last == null ? directory.toString() : last.toString(),
                part -> part.in(directory)
                        .map(IdxFile::read)
                        .orElseThrow(() -> new DataException(directory + ": expected one of the files "
                                + part.fileNames() + ", found none of them")));
    }

    static Split read(String name, Function<IdxPart, IdxFile> source) {
        Map<IdxPart, IdxFile> files = new EnumMap<>(IdxPart.class);
        // Labels first: they are small, so a missing or wrong file shows before the images are read.
        for (IdxPart part :
                List.of(IdxPart.TRAIN_LABELS, IdxPart.TEST_LABELS, IdxPart.TEST_IMAGES, IdxPart.TRAIN_IMAGES)) {
            files.put(part, source.apply(part));
        }
        IdxFile trainLabels = files.get(IdxPart.TRAIN_LABELS);
        IdxFile testLabels = files.get(IdxPart.TEST_LABELS);
        int[] train = labels(trainLabels);
        int[] test = labels(testLabels);
        int largest = Math.max(max(train), max(test));
        if (largest < 1) {
            throw new DataException(trainLabels.name() + " and " + testLabels.name()
                    + ": expected labels of at least 2 classes, found no label above 0");
        }
        List<String> classes =
                IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
        return new Split(
                dataset(name + " (train)", classes, files.get(IdxPart.TRAIN_IMAGES), train, trainLabels.name()),
                dataset(name + " (test)", classes, files.get(IdxPart.TEST_IMAGES), test, testLabels.name()));
    }

    private static int[] labels(IdxFile file) {
        if (file.sizes().length != 1) {
            throw new DataException(file.name() + ": expected labels, an IDX file of 1 dimension, found "
                    + file.sizes().length + " dimensions");
        }
        byte[] bytes = file.bytes();
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }

    private static int max(int[] labels) {
        return IntStream.of(labels).max().orElse(0);
    }

    private static Dataset dataset(String name, List<String> classes, IdxFile images, int[] labels, String labelsName) {
        int count = images.sizes()[0];
        if (count != labels.length) {
            throw new DataException(images.name() + " has " + count + " images, but " + labelsName + " has "
                    + labels.length + " labels; the two files do not belong together");
        }
        int features = images.itemSize();
        if (features == 0) {
            throw new DataException(images.name() + ": expected images of at least one pixel, found none");
        }
        byte[] pixels = images.bytes();
        float[] rows = new float[pixels.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (pixels[i] & 0xff) / 255f;
        }
        Dataset dataset = new Dataset(name, features, classes, rows, labels);
        return images.sizes().length == 3
                ? dataset.asImages(new ImageShape(images.sizes()[1], images.sizes()[2]))
                : dataset;
    }
}
