package io.github.jgln.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled images in IDX files, as MNIST and its relatives come.
 *
 * <p>A row is an image, row-major. Unsigned bytes become {@code value / 255f}, so numbers in [0, 1]. Elements of other types, in
 * both parts together, are taken as they are if they lie in [0, 1]; else divided by 255 if in [0, 255], as bytes are; else by
 * 65,535 if in [0, 65,535], as 16-bit images are; and with values beyond, or below 0, taken as they are.
 *
 * <p>The classes are the labels that occur in either part, in the order of their numbers and named by these.
 */
public final class IdxDataset {
    private static final double BYTE = 255;
    private static final double TWO_BYTES = 65_535;

    private IdxDataset() {}

    /**
     * Reads {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
     * {@code t10k-labels-idx1-ubyte} from a directory, or what {@link #read(Path, Optional, LoadListener)} takes for them.
     *
     * @throws DataException if a file is missing or malformed, or if the files do not fit each other
     */
    public static Split read(Path directory) {
        return read(IdxFolder.of(directory, Optional.empty()));
    }

    static Split read(IdxFolder folder) {
        return read(name(folder), folder::read);
    }

    /**
     * Reads the two files of training rows and the two of testing rows, if these are there, from a directory.
     *
     * <p>A file's name is an optional prefix and a hyphen, as in {@code emnist-letters-train-images-idx3-ubyte}; {@code train},
     * {@code t10k} or {@code test}; {@code images} or {@code labels}; {@code idx3-ubyte} or the like, after a hyphen or a dot; and
     * an optional {@code .gz}. The content says whether it is gzip-compressed, and of what type and dimensions it is. Images may
     * have any number of dimensions, the first of which counts them. Labels have one; or two if they are 32-bit integers, whose
     * first column is then the class, as QMNIST has them.
     *
     * @param prefix which data set is meant where a directory holds several
     * @param listener told how elements that are not unsigned bytes were understood
     * @throws DataException if a file is missing or malformed, if the files do not fit each other, or if there are several data
     *     sets and none is chosen
     */
    public static Parts read(Path directory, Optional<String> prefix, LoadListener listener) {
        IdxFolder folder = IdxFolder.of(directory, prefix);
        return parts(name(folder), folder::read, folder.hasTest(), listener);
    }

    private static String name(IdxFolder folder) {
        if (!folder.prefix().isEmpty()) {
            return folder.prefix();
        }
        Path last = folder.directory().toAbsolutePath().normalize().getFileName();
        return last == null ? folder.directory().toString() : last.toString();
    }

    static Split read(String name, Function<IdxPart, IdxFile> source) {
        Parts parts = parts(name, source, true, LoadListener.silent());
        return new Split(parts.train(), parts.test().orElseThrow());
    }

    private static Parts parts(String name, Function<IdxPart, IdxFile> source, boolean hasTest, LoadListener listener) {
        // Labels first: they are small, so a missing or wrong file shows before the images are read.
        IdxFile trainLabels = source.apply(IdxPart.TRAIN_LABELS);
        Optional<IdxFile> testLabels = of(hasTest, source, IdxPart.TEST_LABELS);
        Optional<IdxFile> testImages = of(hasTest, source, IdxPart.TEST_IMAGES);
        IdxFile trainImages = source.apply(IdxPart.TRAIN_IMAGES);

        int[] train = labels(trainLabels);
        Optional<int[]> test = testLabels.map(IdxDataset::labels);
        int[] classes = Stream.concat(Stream.of(train), test.stream())
                .flatMapToInt(IntStream::of)
                .distinct()
                .sorted()
                .toArray();
        if (classes.length < 2) {
            throw new DataException(trainLabels.name()
                    + testLabels.map(file -> " and " + file.name()).orElse("")
                    + ": expected labels of at least 2 classes, found "
                    + (classes.length == 0 ? "no label" : "no label but " + classes[0]));
        }
        List<IdxFile> images = new ArrayList<>(List.of(trainImages));
        testImages.ifPresent(images::add);
        double divisor = divisor(images, listener);
        return new Parts(
                dataset(name + " (train)", classes, trainImages, divisor, train, trainLabels.name()),
                testImages.map(file -> dataset(
                        name + " (test)",
                        classes,
                        file,
                        divisor,
                        test.orElseThrow(),
                        testLabels.orElseThrow().name())));
    }

    private static Optional<IdxFile> of(boolean wanted, Function<IdxPart, IdxFile> source, IdxPart part) {
        return wanted ? Optional.of(source.apply(part)) : Optional.empty();
    }

    private static int[] labels(IdxFile file) {
        int dimensions = file.sizes().length;
        boolean column = dimensions == 2 && file.element() == IdxElement.INT && file.sizes()[1] > 0;
        if (dimensions != 1 && !column) {
            throw new DataException(file.name()
                    + ": expected labels, an IDX file of 1 dimension, or 2 of 32-bit integers, found " + dimensions
                    + (dimensions == 1 ? " dimension of " : " dimensions of ")
                    + file.element().plural());
        }
        int stride = column ? file.sizes()[1] : 1;
        return IntStream.range(0, file.items())
                .map(i -> label(file, i, file.value(i * stride)))
                .toArray();
    }

    private static int label(IdxFile file, int item, double value) {
        if (value != (int) value) {
            throw new DataException(
                    file.name() + ": expected whole numbers for labels, found " + value + " as label " + item);
        }
        return (int) value;
    }

    /** What all elements are divided by: one number for both parts, or a model would see two kinds of images. */
    private static double divisor(List<IdxFile> images, LoadListener listener) {
        IdxElement element = images.get(0).element();
        for (IdxFile file : images) {
            if (file.element() != element) {
                throw new DataException(images.get(0).name() + " has " + element.plural() + ", but " + file.name()
                        + " has " + file.element().plural() + "; the two files do not belong together");
            }
        }
        if (element == IdxElement.UNSIGNED_BYTE) {
            return BYTE;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (IdxFile file : images) {
            int count = file.count();
            for (int i = 0; i < count; i++) {
                double value = file.value(i);
                // Of 64 bits some are finite that no float is.
                if (!Float.isFinite((float) value)) {
                    throw new DataException(file.name() + ": expected numbers that are finite as floats, found " + value
                            + " in image " + i / file.itemSize());
                }
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        double divisor = least < 0 || greatest <= 1 || greatest > TWO_BYTES ? 1 : greatest <= BYTE ? BYTE : TWO_BYTES;
        if (least <= greatest) {
            listener.message(images.get(0).name() + ": " + element.plural() + " from " + (float) least + " to "
                    + (float) greatest + ", " + (divisor == 1 ? "taken as they are" : "divided by " + (int) divisor));
        }
        return divisor;
    }

    private static Dataset dataset(
            String name, int[] classes, IdxFile images, double divisor, int[] labels, String labelsName) {
        int count = images.items();
        if (count != labels.length) {
            throw new DataException(images.name() + " has " + count + " images, but " + labelsName + " has "
                    + labels.length + " labels; the two files do not belong together");
        }
        int features = images.itemSize();
        if (features == 0) {
            throw new DataException(images.name() + ": expected images of at least one pixel, found none");
        }
        float[] rows = new float[images.count()];
        for (int i = 0; i < rows.length; i++) {
            // Of bytes the same as a division of floats.
            rows[i] = (float) (images.value(i) / divisor);
        }
        Dataset dataset = new Dataset(
                name,
                features,
                IntStream.of(classes).mapToObj(Integer::toString).toList(),
                rows,
                IntStream.of(labels)
                        .map(label -> Arrays.binarySearch(classes, label))
                        .toArray());
        return images.sizes().length == 3
                ? dataset.asImages(new ImageShape(images.sizes()[1], images.sizes()[2]))
                : dataset;
    }
}
