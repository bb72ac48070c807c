package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first 300 training and 100 test images of MNIST, for the tests of every module. */
public final class MnistSample {
    private MnistSample() {}

    /** The sample, [300][784] and [100][784], all ten digits in both parts. */
    public static Split load() {
        return IdxDataset.read("MNIST sample", part -> IdxFile.parse(name(part), content(part)));
    }

    /** Writes the four .gz files into a directory, as a user's own data directory would have them. */
    public static void copyTo(Path directory) {
        try {
            for (IdxPart part : IdxPart.values()) {
                Files.write(directory.resolve(name(part)), content(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(IdxPart part) {
        return part.fileName() + ".gz";
    }

    static byte[] content(IdxPart part) {
        try (InputStream in = MnistSample.class.getResourceAsStream("mnist-sample/" + name(part))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
