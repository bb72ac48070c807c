package io.github.jgln.cli;

import io.github.jgln.data.CifarDataset;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.IdxDataset;
import io.github.jgln.data.ImageFolder;
import io.github.jgln.data.ImageSize;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.Parts;
import io.github.jgln.data.Split;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is said of images, beside where they are. */
final class ImageOptions {
    @Option(
            names = "--data-dir",
            order = 1,
            paramLabel = "DIR",
            description = "For mnist, fashion-mnist and cifar-10: take the files from here and fetch nothing.")
    private Path directory;

    @Option(
            names = "--prefix",
            order = 1,
            paramLabel = "NAME",
            description = "For idx: which data set, where a directory holds several, such as emnist-letters.")
    private String prefix;

    @Option(
            names = "--size",
            order = 1,
            paramLabel = "WxH",
            converter = SizeConverter.class,
            description = "For images: scale all to this width and height. Default: they must be of one size.")
    private ImageSize size;

    /** Of a public data set's files; null for the cache. */
    Path directory() {
        return directory;
    }

    /** What is given that means nothing for this data. */
    Optional<String> fault(DataArgument data) {
        if (directory != null && !(data instanceof DataArgument.Images)) {
            return Optional.of("--data-dir is for mnist, fashion-mnist and cifar-10 only");
        }
        if (prefix != null && !(data instanceof DataArgument.Idx)) {
            return Optional.of("--prefix is for idx: data only");
        }
        if (size != null && !(data instanceof DataArgument.Folder)) {
            return Optional.of("--size is for images: data only");
        }
        return Optional.empty();
    }

    /** As the source has them. */
    Parts read(DataArgument data, LoadListener listener) {
        if (data instanceof DataArgument.Idx idx) {
            return IdxDataset.read(idx.directory(), Optional.ofNullable(prefix), listener);
        }
        if (data instanceof DataArgument.Folder images) {
            return ImageFolder.read(images.directory(), Optional.ofNullable(size), listener);
        }
        if (data instanceof DataArgument.Cifar10 cifar) {
            return CifarDataset.read(cifar.directory(), listener);
        }
        DataArgument.Images images = (DataArgument.Images) data;
        Split split = directory == null
                ? images.dataset().load(listener)
                : images.dataset().load(directory);
        return new Parts(split.train(), Optional.of(split.test()));
    }

    /** The images to predict, whose classes need not be known. */
    Dataset readUnlabelled(DataArgument data, LoadListener listener) {
        return data instanceof DataArgument.Folder images
                ? ImageFolder.readUnlabelled(images.directory(), Optional.ofNullable(size), listener)
                : read(data, listener).forTesting();
    }

    /** What changes the data, for its description. */
    String described() {
        return (prefix == null ? "" : ", " + prefix)
                + (size == null ? "" : ", " + size.width() + " x " + size.height());
    }

    private static final class SizeConverter implements ITypeConverter<ImageSize> {
        private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

        @Override
        public ImageSize convert(String value) {
            Matcher size = SIZE.matcher(value);
            if (!size.matches()) {
                throw new TypeConversionException(
                        "expected a width and a height in pixels, such as 32x32, got '" + value + "'");
            }
            return new ImageSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        }
    }
}
