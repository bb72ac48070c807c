package io.github.jgln.data;

import java.util.List;

/** Fields between runs of blanks and tabs. */
final class BlankFields implements LineFormat {
    private final Missing missing;
    private int expected;

    BlankFields(TableOptions options) {
        this.missing = new Missing(options.missing());
    }

    @Override
    public boolean cut(String line, String[] cells) {
        List<String> fields = Dialect.split(line, ' ');
        if (expected == 0) {
            expected = cells.length;
        }
        if (fields.size() != expected) {
            throw new LineFault("expected " + expected + " fields as in the first line, found " + fields.size());
        }
        for (int c = 0; c < expected; c++) {
            cells[c] = missing.orNull(fields.get(c));
        }
        return true;
    }
}
