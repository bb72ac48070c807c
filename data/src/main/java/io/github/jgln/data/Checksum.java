package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a file holds once uncompressed, so that one checksum serves a file and its .gz. */
final class Checksum {
    private Checksum() {}

    /**
     * The checksum of a file that is expected to hold no more than so many bytes: what is inflated ends there, as a few kilobytes
     * can hold gigabytes of zeros.
     *
     * @throws IOException if the file cannot be read, its compression is damaged, or it holds more
     */
    static String ofContent(Path file, long atMost) throws IOException {
        if (Files.size(file) > IdxFile.MAX_ELEMENTS) {
            throw new IOException(Files.size(file) + " bytes are too many");
        }
        MessageDigest digest = sha256();
        try (InputStream plain = Gzip.open(Files.readAllBytes(file));
                OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            byte[] buffer = new byte[1 << 16];
            long held = 0;
            for (int count; (count = plain.read(buffer)) >= 0; ) {
                held += count;
                if (held > atMost) {
                    throw new IOException("holds more than the " + atMost + " bytes of the largest file there is");
                }
                sink.write(buffer, 0, count);
            }
            if (plain instanceof Gzip gzip && gzip.leftOver() > 0) {
                throw new IOException(gzip.leftOver() + " bytes follow the compressed data");
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
