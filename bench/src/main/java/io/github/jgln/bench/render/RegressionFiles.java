package io.github.jgln.bench.render;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.SplitRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Comparisons on tables of numbers as pages in Markdown, written from their runs. */
public final class RegressionFiles {
    private RegressionFiles() {}

    /** The comparison's page; empty without runs. */
    public static String text(List<RegressionRun> runs) {
        return runs.isEmpty() ? "" : RegressionPage.of(runs);
    }

    /** The protocol's page; empty without runs. */
    public static String protocol(List<SplitRun> runs) {
        return runs.isEmpty() ? "" : SplitPage.of(runs);
    }

    /** Writes a page whole or not at all. */
    public static void write(String text, Path page) throws IOException {
        JsonFiles.replace(page, text);
    }
}
