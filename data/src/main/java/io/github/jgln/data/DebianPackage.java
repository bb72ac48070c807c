package io.github.jgln.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * IDX files in a Debian package: the installed one, else one fetched and unpacked, which needs no root.
 *
 * @param installed the absolute path where the package puts the files
 */
record DebianPackage(String name, Path installed) implements LastResort {
    @Override
    public String title() {
        return "Debian package " + name;
    }

    @Override
    public Path fetch(Path scratch) throws IOException, InterruptedException {
        if (Stream.of(IdxPart.values()).allMatch(part -> part.in(installed).isPresent())) {
            return installed;
        }
        Command.run(scratch, "apt-get", "-q", "download", name);
        Path unpacked = scratch.resolve("unpacked");
        Command.run(scratch, "dpkg-deb", "-x", archive(scratch).toString(), unpacked.toString());
        return unpacked.resolve(installed.getRoot().relativize(installed));
    }

    private Path archive(Path scratch) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(scratch, name + "_*.deb")) {
            Iterator<Path> found = archives.iterator();
            if (!found.hasNext()) {
                throw new IOException("apt-get download left no " + name + "_*.deb");
            }
            return found.next();
        }
    }
}
