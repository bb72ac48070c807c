package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A comparison as files: {@code compare.json}, {@code compare.md}, {@code compare.html} and its pictures. */
public final class CompareFiles {
    private static final String JSON = "compare.json";

    private CompareFiles() {}

    /** The report as JSON, as in the file. */
    public static String json(CompareReport report) {
        return JsonFiles.text(report);
    }

    /** The report as a table with notes, for a terminal. */
    public static String text(CompareReport report) {
        return CompareText.of(report);
    }

    /**
     * Writes all files but the pictures, which the page then lacks. Each file is replaced whole.
     *
     * @throws IOException when a file cannot be written
     */
    public static void write(CompareReport report, Path folder) throws IOException {
        write(report, folder, List.of());
    }

    /**
     * Writes all files.
     *
     * @throws IOException when a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why; all other files are written
     */
    public static void writeWithPictures(CompareReport report, Path folder) throws IOException {
        write(report, folder);
        write(report, folder, ComparePlots.write(report, folder));
    }

    private static void write(CompareReport report, Path folder, List<Path> pictures) throws IOException {
        JsonFiles.write(folder.resolve(JSON), report);
        JsonFiles.replace(folder.resolve("compare.md"), CompareMarkdown.of(report));
        JsonFiles.replace(folder.resolve("compare.html"), CompareHtml.of(report, pictures));
    }

    /**
     * Whether the folder has a report.
     */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(JSON));
    }

    /**
     * The report in a folder.
     *
     * @throws IOException when it cannot be read, or is something else
     */
    public static CompareReport read(Path folder) throws IOException {
        return readFile(folder.resolve(JSON));
    }

    static CompareReport readFile(Path file) throws IOException {
        CompareReport report = JsonFiles.read(file, CompareReport.class);
        if (report.schema() != CompareReport.SCHEMA) {
            throw new IOException(file + ": expected schema " + CompareReport.SCHEMA + ", got " + report.schema()
                    + "; it was written by another version");
        }
        return report;
    }
}
