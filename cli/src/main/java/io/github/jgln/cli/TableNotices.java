package io.github.jgln.cli;

import io.github.jgln.data.Notice;
import io.github.jgln.data.TableStream;
import java.util.HashSet;
import java.util.Set;

/** Says each notice of a table once. */
final class TableNotices {
    private final Screen screen;
    private final Set<Notice> said = new HashSet<>();

    TableNotices(Screen screen) {
        this.screen = screen;
    }

    /** What there is to say of the table and was not said yet. */
    void say(TableStream stream) {
        for (Notice notice : stream.notices()) {
            if (said.add(notice)) {
                screen.line(notice.text());
            }
        }
    }
}
