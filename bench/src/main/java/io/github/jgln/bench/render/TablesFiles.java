package io.github.jgln.bench.render;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TablesComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A comparison on tables as a page in Markdown with its pictures, written from its runs. */
public final class TablesFiles {
    private TablesFiles() {}

    /** The page without pictures, for a terminal; empty without runs. */
    public static String text(List<TableRun> runs) {
        return runs.isEmpty() ? "" : TablesPage.of(runs, List.of());
    }

    /**
     * Writes the page, and its pictures beside it: {@code NAME.md}, {@code NAME-accuracy.png}, {@code NAME-rate.png}.
     *
     * @param runs of {@link TablesComparison}; at least one
     * @throws IOException when a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why; the page is written, without pictures
     */
    public static void write(List<TableRun> runs, Path page) throws IOException {
        List<TablesPlots.Picture> pictures = TablesPlots.pictures(runs, name(page));
        JsonFiles.replace(page, TablesPage.of(runs, List.of()));
        TablesPlots.write(runs, page.toAbsolutePath().getParent(), pictures);
        JsonFiles.replace(page, page(runs, page));
    }

    /** What the page says where its pictures could be drawn. */
    static String page(List<TableRun> runs, Path page) {
        return TablesPage.of(runs, TablesPlots.pictures(runs, name(page)));
    }

    private static String name(Path page) {
        return page.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
