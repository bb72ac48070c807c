package io.github.jgln.experiments;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.experiments.StudyText.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A page that shows studies: generated from their JSON files, never typed. */
public final class StudyPages {
    private static final String NOTES = "notes.md";

    private StudyPages() {}

    /**
     * Draws the pictures of all studies in a folder, and writes a page with their tables beside it: {@code docs/ablations.md} of
     * {@code docs/ablations}. A file {@code notes.md} in the folder, written by hand, is put at the end of the page.
     *
     * @throws IOException when there are no studies, one is something else, or a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public static void write(Path folder) throws IOException {
        List<StudyReport> reports = reports(folder);
        for (StudyReport report : reports) {
            StudyFiles.draw(report, folder);
        }
        Path notes = folder.resolve(NOTES);
        String byHand = Files.exists(notes) ? Files.readString(notes) : "";
        Path page = folder.resolveSibling(folder.getFileName() + ".md");
        JsonFiles.replace(page, page(folder.getFileName().toString(), reports, byHand));
    }

    /** The studies in the order of the commands. */
    private static List<StudyReport> reports(Path folder) throws IOException {
        Stream<String> studies = Stream.concat(
                Arrays.stream(Ablation.values()).map(Ablation::id), Stream.of(Forgetting.id(), Capacity.id()));
        List<StudyReport> reports = new ArrayList<>();
        for (String study : studies.toList()) {
            StudyReport report = StudyFiles.read(folder, study);
            if (report != null) {
                reports.add(report);
            }
        }
        if (reports.isEmpty()) {
            throw new IOException("expected the JSON of studies in " + folder
                    + ", found none; 'jgln ablate', 'jgln forget' and 'jgln capacity' write them with --out " + folder);
        }
        return reports;
    }

    static String page(String folder, List<StudyReport> reports, String byHand) {
        StringBuilder page = new StringBuilder("""
                # Ablations and claims

                Written by `./jgln ablate --results` from the files in [%1$s](%1$s); not to be edited. `./jgln ablate KNOB`,
                `./jgln forget` and `./jgln capacity` measure, with `--out`, what is there: of 16-16-1, the reference
                implementation's default, its authors' [ablations](https://aiwabdn.github.io/pygln/), and two claims of
                [Veness et al. 2019](https://arxiv.org/abs/1910.01526). In the pictures a line is the mean of the runs, which
                differ in the networks' seeds, and the band around it is from the lowest to the highest. "Published" is what
                those authors state, by their implementation.

                """.formatted(folder));
        page.append("| study | claim | verdict | measured |\n|---|---|---|---|\n");
        for (StudyReport report : reports) {
            for (Finding finding : StudyText.of(report.study()).findings(report)) {
                page.append(StudyTable.line(List.of(
                        "[" + report.study() + "](#" + report.study() + ")",
                        finding.claim(),
                        "" + finding.verdict(),
                        finding.figures())));
            }
        }
        for (StudyReport report : reports) {
            page.append("\n## ")
                    .append(report.study())
                    .append("\n\n![")
                    .append(StudyText.of(report.study()).title())
                    .append("](")
                    .append(folder)
                    .append('/')
                    .append(report.study())
                    .append(".png)\n\n")
                    .append(StudyTable.markdown(report))
                    .append("\nJGLN ")
                    .append(report.version())
                    .append(", ")
                    .append(report.date())
                    .append(", ")
                    .append(report.machine().processor())
                    .append(".\n");
        }
        if (!byHand.isBlank()) {
            page.append("\n## Notes, written by hand\n\n")
                    .append(byHand.strip())
                    .append('\n');
        }
        return page.toString();
    }
}
