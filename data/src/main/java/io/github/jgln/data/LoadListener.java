package io.github.jgln.data;

/** Hears what loading a data set does. All calls come from the thread that loads. */
@FunctionalInterface
public interface LoadListener {
    /** One line worth showing: a source that failed and why, a damaged cache file, what is fetched from where. */
    void message(String line);

    /**
     * A download moved on.
     *
     * @param what the file being fetched, fit for a progress bar's label
     * @param done bytes received so far
     * @param total bytes in all, or -1 where the server does not say
     */
    default void progress(String what, long done, long total) {}

    /**
     * Of many files some more were read.
     *
     * @param what is done with them, fit for a progress bar's label
     * @param done files so far
     * @param total files in all
     */
    default void files(String what, long done, long total) {}

    /** A listener that ignores everything. */
    static LoadListener silent() {
        return line -> {};
    }
}
