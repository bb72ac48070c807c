package io.github.jgln.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a public data set.
 *
 * @param spellings the names that it may have, the usual one first
 * @param remote its name on a mirror, one of the spellings
 * @param checksum what it is known by
 */
record WantedFile(List<String> spellings, String remote, Checksum checksum) {
    /** The largest IDX file: 60,000 images of 28 × 28 bytes behind a header of 16. */
    private static final long MOST_IDX_BYTES = 16 + 60_000L * 28 * 28;

    /**
     * The four files of MNIST and its like.
     *
     * @param sha256 of each part's uncompressed content, lower-case hexadecimal
     */
    static List<WantedFile> idx(Map<IdxPart, String> sha256) {
        return List.of(IdxPart.values()).stream()
                .map(part -> new WantedFile(
                        part.fileNames(),
                        part.fileName() + ".gz",
                        Checksum.ofContent(sha256.get(part), MOST_IDX_BYTES)))
                .toList();
    }

    /** What messages call it. */
    String name() {
        return spellings.get(0);
    }

    /** The file in a directory, under the first spelling that exists. */
    Optional<Path> in(Path directory) {
        return spellings.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
