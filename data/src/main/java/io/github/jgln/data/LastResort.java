package io.github.jgln.data;

import java.io.IOException;
import java.nio.file.Path;

/** A source of IDX files for when no mirror answers: a package of some package manager. */
interface LastResort {
    /** What it is, for messages. */
    String title();

    /**
     * Gets hold of the files.
     *
     * @param scratch an empty directory to work in, deleted afterwards
     * @return a directory with the IDX files, in the scratch directory or elsewhere
     * @throws IOException if it cannot be done here; the message says why
     */
    Path fetch(Path scratch) throws IOException, InterruptedException;
}
