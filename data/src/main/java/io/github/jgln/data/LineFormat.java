package io.github.jgln.data;

/** How a line is a record. */
@FunctionalInterface
interface LineFormat {
    /**
     * Cuts a line.
     *
     * @param line neither blank nor a comment
     * @param cells where its cells go, null where missing
     * @throws LineFault when the line is malformed
     */
    void cut(String line, String[] cells);
}
