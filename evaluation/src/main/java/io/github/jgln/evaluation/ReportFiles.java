package io.github.jgln.evaluation;

import io.github.jgln.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a report, by name. */
record ReportFiles(Map<String, String> texts) {
    static ReportFiles of(List<ReportPicture> pictures, String json, ReportPage page) {
        Map<String, String> files = new LinkedHashMap<>();
        pictures.forEach(picture -> files.put(picture.file(), picture.svg()));
        files.put("report.json", json);
        files.put("report.md", page.markdown());
        files.put("report.html", page.html());
        return new ReportFiles(files);
    }

    void write(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException(directory + ": expected a directory to write the report into, got a file");
        }
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : texts.entrySet()) {
            ByteBuffer bytes = ByteBuffer.wrap(file.getValue().getBytes(StandardCharsets.UTF_8));
            AtomicFile.write(directory.resolve(file.getKey()), channel -> {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            });
        }
    }
}
