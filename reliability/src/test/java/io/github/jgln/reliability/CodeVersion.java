package io.github.jgln.reliability;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What decides the result of a test: every byte that it may load, the Java it runs on, and how much it is to try. */
final class CodeVersion {
    private CodeVersion() {}

    static String ofThisJvm() throws IOException {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        StringBuilder settings = new StringBuilder(Runtime.version() + " " + System.getProperty("os.arch"));
        for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (name.startsWith("reliability.") || name.startsWith("jgln.")) {
                settings.append('\n').append(name).append('=').append(System.getProperty(name));
            }
        }
        return of(classPath, settings.toString());
    }

    /** A digest of the files that a class path holds, and of the settings. */
    static String of(List<Path> classPath, String settings) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
        digest.update(settings.getBytes(StandardCharsets.UTF_8));
        try (DigestOutputStream all = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path entry : classPath) {
                if (!Files.exists(entry)) {
                    continue;
                }
                try (Stream<Path> files = Files.walk(entry)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update((entry.relativize(file) + " " + Files.size(file) + "\n")
                                .getBytes(StandardCharsets.UTF_8));
                        Files.copy(file, all);
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
