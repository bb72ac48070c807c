package io.github.jgln.experiments;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.render.Plots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;

/** A study as files in a folder: {@code <study>.json}, {@code <study>.md} and {@code <study>.png}. */
public final class StudyFiles {
    /** Sharp enough, and small enough to be kept beside the source. */
    private static final int DOTS_PER_INCH = 108;

    private StudyFiles() {}

    /** The report as JSON, as in the file. */
    public static String json(StudyReport report) {
        return JsonFiles.text(report);
    }

    /** The report as a table with what it says of others' claims, for a terminal. */
    public static String text(StudyReport report) {
        return StudyTable.text(report);
    }

    /**
     * Writes the figures, which then survive whatever comes.
     *
     * @throws IOException when a file cannot be written
     */
    public static void write(StudyReport report, Path folder) throws IOException {
        JsonFiles.write(file(folder, report.study(), "json"), report);
    }

    /**
     * Writes the table.
     *
     * @throws IOException when a file cannot be written
     */
    public static void writeTable(StudyReport report, Path folder) throws IOException {
        JsonFiles.replace(file(folder, report.study(), "md"), StudyTable.markdown(report));
    }

    /**
     * Writes the picture.
     *
     * @throws IOException when a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public static void draw(StudyReport report, Path folder) throws IOException {
        Plots.drawing(() -> BitmapEncoder.saveBitmapWithDPI(
                StudyPlot.of(report), picture(folder, report).toString(), BitmapFormat.PNG, DOTS_PER_INCH));
    }

    static Path picture(Path folder, StudyReport report) {
        return file(folder, report.study(), "png");
    }

    private static Path file(Path folder, String study, String ending) {
        return folder.resolve(study + "." + ending);
    }

    /**
     * The report of a study in a folder; null where there is none.
     *
     * @throws IOException when it cannot be read, or is something else
     */
    public static StudyReport read(Path folder, String study) throws IOException {
        Path file = file(folder, study, "json");
        return Files.exists(file) ? read(file) : null;
    }

    static StudyReport read(Path file) throws IOException {
        StudyReport report = JsonFiles.read(file, StudyReport.class);
        if (report.schema() != StudyReport.SCHEMA) {
            throw new IOException(file + ": expected schema " + StudyReport.SCHEMA + ", got " + report.schema()
                    + "; it was written by another version");
        }
        return report;
    }
}
