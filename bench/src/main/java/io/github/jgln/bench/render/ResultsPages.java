package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The pages of this source tree that show measured results: generated from {@code bench/results/*.json}, never typed. */
public final class ResultsPages {
    static final String PAGE = "RESULTS.md";
    static final String README = "README.md";
    private static final Path FOLDER = Path.of("bench", "results");
    private static final String BEGIN = "<!-- written by ./jgln compare --results: begin -->";
    private static final String END = "<!-- written by ./jgln compare --results: end -->";

    private ResultsPages() {}

    /**
     * Writes {@code RESULTS.md} and the part of {@code README.md} between its two markers.
     *
     * @param root of the source tree
     * @throws IOException when there are no results, one is something else, or a file cannot be written
     */
    public static void write(Path root) throws IOException {
        List<Result> results = results(root);
        String readme = readme(Files.readString(root.resolve(README)), results);
        JsonFiles.replace(root.resolve(PAGE), page(results));
        JsonFiles.replace(root.resolve(README), readme);
    }

    /** A file of results. */
    record Result(String file, CompareReport report) {}

    /** The newest first; of one day, by file name. */
    static List<Result> results(Path root) throws IOException {
        Path folder = root.resolve(FOLDER);
        List<Result> results = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".json")).toList()) {
                    results.add(new Result(file.getFileName().toString(), CompareFiles.readFile(file)));
                }
            }
        }
        if (results.isEmpty()) {
            throw new IOException("expected results in " + folder
                    + ", found none; './jgln compare' writes one, compare.json, to be copied there");
        }
        results.sort(Comparator.comparing((Result result) -> result.report().date())
                .reversed()
                .thenComparing(Result::file));
        return results;
    }

    static String page(List<Result> results) {
        StringBuilder page = new StringBuilder("""
                # Results

                Written by `./jgln compare --results` from the files in [bench/results](bench/results); not to be edited.
                A result is the `compare.json` of one `./jgln compare`, under the name `<device>-<date>.json`.
                """);
        for (Result result : results) {
            page.append("\n## ")
                    .append(result.report().machine().processor())
                    .append(", ")
                    .append(result.report().date())
                    .append(": ")
                    .append(result.report().data().name())
                    .append(", preset ")
                    .append(result.report().settings().preset())
                    .append("\n\nFrom [")
                    .append(result.file())
                    .append("](bench/results/")
                    .append(result.file())
                    .append(").\n\n")
                    .append(CompareMarkdown.of(result.report()));
        }
        return page.toString();
    }

    /**
     * The text with the newest result between its markers.
     *
     * @throws IOException when the markers are missing
     */
    static String readme(String text, List<Result> results) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(README + ": expected a line '" + BEGIN + "' and below it '" + END + "', found none");
        }
        return text.substring(0, begin + BEGIN.length())
                + "\n\n"
                + CompareMarkdown.brief(results.get(0).report())
                + "\n"
                + text.substring(end);
    }
}
