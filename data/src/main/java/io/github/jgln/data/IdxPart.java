package io.github.jgln.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four files of a data set in the IDX format, by their traditional names. */
enum IdxPart {
    TRAIN_IMAGES("train-images", "idx3-ubyte"),
    TRAIN_LABELS("train-labels", "idx1-ubyte"),
    TEST_IMAGES("t10k-images", "idx3-ubyte"),
    TEST_LABELS("t10k-labels", "idx1-ubyte");

    private final String what;
    private final String kind;

    IdxPart(String what, String kind) {
        this.what = what;
        this.kind = kind;
    }

    static IdxPart of(boolean train, boolean images) {
        if (train) {
            return images ? TRAIN_IMAGES : TRAIN_LABELS;
        }
        return images ? TEST_IMAGES : TEST_LABELS;
    }

    /** The usual name, without .gz. */
    String fileName() {
        return what + "-" + kind;
    }

    /** Every spelling in use, the usual one first; archives unpacked by some tools have a dot before "idx". */
    List<String> fileNames() {
        return Stream.of("-", ".")
                .flatMap(separator -> Stream.of("", ".gz").map(suffix -> what + separator + kind + suffix))
                .toList();
    }

    /** The file in a directory, under the first spelling that exists. */
    Optional<Path> in(Path directory) {
        return fileNames().stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
