package io.github.jgln.data;

/** How a line is a record. */
@FunctionalInterface
interface LineFormat {
    /**
     * Cuts a line.
     *
     * @param line not blank
     * @param cells where its cells go, null where missing
     * @return false where the line is a comment
     * @throws LineFault when the line is malformed
     */
    boolean cut(String line, String[] cells);
}
