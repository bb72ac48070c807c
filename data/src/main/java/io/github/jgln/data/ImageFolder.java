package io.github.jgln.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled images in folders that are named by their classes: {@code train/CLASS/IMAGE} and {@code test/CLASS/IMAGE}, or
 * {@code CLASS/IMAGE}.
 *
 * <p>Images are PNG or JPEG files, grey or coloured, of 8 or 16 bits; see {@link ImageShape} for how a row holds one, each number
 * in [0, 1]. Where one image is coloured, all are read as if they were.
 */
public final class ImageFolder {
    private static final Pattern IMAGE = Pattern.compile(".*\\.(png|jpe?g)", Pattern.CASE_INSENSITIVE);

    /** Files between two words to the listener. */
    private static final int BLOCK = 512;

    private ImageFolder() {}

    /**
     * Reads all images, on all cores. The classes are the folders of training images that hold any, by number where all names are
     * numbers and by text otherwise; the rows are in the order of classes and then of file names.
     *
     * @param size to scale all images to, each pixel the mean of those that it covers; where none is given, all must have one
     * @param listener told how far reading is
     * @return without a test part where there is no folder {@code test}
     * @throws DataException if there are no such folders, an image cannot be read, or one is of another size; the message names it
     */
    public static Parts read(Path directory, Optional<ImageSize> size, LoadListener listener) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(directory + ": expected a folder of images, found "
                    + (Files.exists(directory) ? "something else" : "nothing"));
        }
        Path train = directory.resolve("train");
        Path test = directory.resolve("test");
        boolean hasTest = Files.isDirectory(test);
        if (hasTest && !Files.isDirectory(train)) {
            throw new DataException(directory + ": expected a folder train beside the folder test, found none");
        }
        Map<String, List<Path>> toLearn = classes(Files.isDirectory(train) ? train : directory, listener);
        Map<String, List<Path>> toTest = hasTest ? classes(test, listener) : Map.of();
        List<String> names = Classes.inOrder(toLearn.keySet());
        for (String name : toTest.keySet()) {
            if (!names.contains(name)) {
                throw new DataException(test.resolve(name) + ": expected no classes but those of " + train + ", "
                        + Excerpt.names(names) + ", found " + Excerpt.of(name));
            }
        }
        String title = title(directory);
        Labelled all = Labelled.of(names, toLearn, toTest);
        Dataset images = all.read(directory, size, listener);
        int learnt = toLearn.values().stream().mapToInt(List::size).sum();
        return new Parts(
                images.range(0, learnt).named(title + " (train)", names),
                hasTest
                        ? Optional.of(images.range(learnt, images.rowCount()).named(title + " (test)", names))
                        : Optional.empty());
    }

    /**
     * Images whose classes nobody asks for: those in the directory itself, in the order of their names; where there are none,
     * those for testing, or all where none are.
     *
     * @throws DataException as {@link #read} does, and if there are images in the directory and in folders of classes
     */
    public static Dataset readUnlabelled(Path directory, Optional<ImageSize> size, LoadListener listener) {
        if (!Files.isDirectory(directory) || Files.isDirectory(directory.resolve("train"))) {
            return read(directory, size, listener).forTesting();
        }
        List<Path> images = images(sorted(directory, Files::isRegularFile));
        if (images.isEmpty()) {
            return read(directory, size, listener).forTesting();
        }
        for (Path folder : sorted(directory, Files::isDirectory)) {
            if (!images(sorted(folder, Files::isRegularFile)).isEmpty()) {
                throw new DataException(directory + ": expected images or folders of images, found both, such as "
                        + Excerpt.of(name(images.get(0))) + " and the folder " + Excerpt.of(name(folder))
                        + "; name a folder that holds those to predict alone");
            }
        }
        List<String> one = List.of("image");
        return Labelled.of(one, Map.of("image", images), Map.of()).read(directory, size, listener);
    }

    private static String title(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? directory.toString() : last.toString();
    }

    private static List<Path> images(List<Path> files) {
        return files.stream()
                .filter(file -> IMAGE.matcher(name(file)).matches())
                .toList();
    }

    /** The images of each class, by name. */
    private static Map<String, List<Path>> classes(Path directory, LoadListener listener) {
        Map<String, List<Path>> classes = new LinkedHashMap<>();
        int others = 0;
        for (Path folder : sorted(directory, Files::isDirectory)) {
            List<Path> files = sorted(folder, Files::isRegularFile);
            List<Path> images = files.stream()
                    .filter(file -> IMAGE.matcher(name(file)).matches())
                    .toList();
            others += files.size() - images.size();
            if (!images.isEmpty()) {
                classes.put(name(folder), images);
            }
        }
        if (others > 0) {
            listener.message(directory + ": " + others + (others == 1 ? " file that is" : " files that are")
                    + " not .png, .jpg or .jpeg left out");
        }
        if (classes.isEmpty()) {
            throw new DataException(directory
                    + ": expected a folder for each class with .png, .jpg or .jpeg files in it," + " found none");
        }
        return classes;
    }

    /** Hidden ones are no one's data. */
    private static List<Path> sorted(Path folder, Predicate<Path> kind) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(kind.and(file -> !name(file).startsWith(".")))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** What all images are read as. */
    private static ImageShape shape(List<ImageFile> files, Optional<ImageSize> size) {
        int channels =
                files.stream().mapToInt(file -> file.shape().channels()).max().orElse(1);
        if (size.isPresent()) {
            return new ImageShape(size.get().height(), size.get().width(), channels);
        }
        ImageFile first = files.get(0);
        for (ImageFile file : files) {
            if (file.shape().width() != first.shape().width()
                    || file.shape().height() != first.shape().height()) {
                throw new DataException(file.path() + ": expected an image of " + size(first) + " pixels, as "
                        + first.path() + " has, found " + size(file) + "; --size WxH scales all to one size");
            }
        }
        return new ImageShape(first.shape().height(), first.shape().width(), channels);
    }

    private static String size(ImageFile file) {
        return file.shape().width() + " x " + file.shape().height();
    }

    /** The files of all parts, those to learn first, each with its class. */
    private record Labelled(List<Path> paths, List<Integer> labels, List<String> names) {
        static Labelled of(List<String> names, Map<String, List<Path>> toLearn, Map<String, List<Path>> toTest) {
            Labelled all = new Labelled(new ArrayList<>(), new ArrayList<>(), names);
            for (Map<String, List<Path>> part : List.of(toLearn, toTest)) {
                for (int c = 0; c < names.size(); c++) {
                    for (Path file : part.getOrDefault(names.get(c), List.of())) {
                        all.paths.add(file);
                        all.labels.add(c);
                    }
                }
            }
            return all;
        }

        /** Looks at all files before any is decoded, so that one of another size shows at once. */
        Dataset read(Path directory, Optional<ImageSize> size, LoadListener listener) {
            listener.message(String.format(
                    Locale.ROOT,
                    names.size() == 1 ? "%s: reading %,d images" : "%s: reading %,d images of %d classes",
                    directory,
                    paths.size(),
                    names.size()));
            ImageFile[] files = new ImageFile[paths.size()];
            inParallel("looking at images", i -> files[i] = ImageFile.open(paths.get(i)), listener);
            ImageShape shape = shape(List.of(files), size);
            int features = shape.features();
            if ((long) features * files.length > IdxFile.MAX_ELEMENTS) {
                throw new DataException(directory + ": " + files.length + " images of " + features
                        + " numbers are more than an array holds; --size WxH makes them smaller");
            }
            float[] rows = new float[features * files.length];
            inParallel("reading images", i -> read(files[i], shape, rows, i * features), listener);
            return new Dataset(
                            title(directory),
                            features,
                            names,
                            rows,
                            labels.stream().mapToInt(Integer::intValue).toArray())
                    .asImages(shape);
        }

        private static void read(ImageFile file, ImageShape shape, float[] out, int offset) {
            int height = file.shape().height();
            int width = file.shape().width();
            if (height == shape.height() && width == shape.width()) {
                file.read(shape.channels(), out, offset);
                return;
            }
            float[] whole = new float[shape.channels() * height * width];
            file.read(shape.channels(), whole, 0);
            Scaling scaling = new Scaling(height, width, shape.height(), shape.width());
            for (int c = 0; c < shape.channels(); c++) {
                scaling.apply(whole, c * height * width, out, offset + c * shape.pixels());
            }
        }

        /** Of several failures always the first file's is told. */
        private void inParallel(String what, IntConsumer step, LoadListener listener) {
            int count = paths.size();
            for (int from = 0; from < count; from += BLOCK) {
                int end = Math.min(count, from + BLOCK);
                Optional<DataException> failure = IntStream.range(from, end)
                        .parallel()
                        .mapToObj(i -> failure(step, i))
                        .filter(Objects::nonNull)
                        .findFirst();
                if (failure.isPresent()) {
                    throw failure.get();
                }
                listener.files(what, end, count);
            }
        }

        private DataException failure(IntConsumer step, int i) {
            try {
                step.accept(i);
                return null;
            } catch (DataException e) {
                return e;
            } catch (LinkageError e) {
                return new DataException(
                        paths.get(i) + ": this Java cannot read images, for lack of its desktop module: " + e, e);
            }
        }
    }
}
