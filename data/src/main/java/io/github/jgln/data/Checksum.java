package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a file is known by.
 *
 * @param algorithm as Java names it
 * @param content whether it is of what the file holds once uncompressed, so that one checksum serves a file and its .gz
 * @param mostBytes how many bytes the file may hold: what is inflated ends there, as a few kilobytes can hold gigabytes of zeros
 * @param expected lower-case hexadecimal
 */
record Checksum(String algorithm, boolean content, long mostBytes, String expected) {
    /** Of the uncompressed content. */
    static Checksum ofContent(String sha256, long mostBytes) {
        return new Checksum("SHA-256", true, mostBytes, sha256);
    }

    /** Of a file as it is, where its publishers give no better sum: good against damage, as HTTPS is against forgery. */
    static Checksum ofFile(String md5, long mostBytes) {
        return new Checksum("MD5", false, mostBytes, md5);
    }

    /** What is wrong with a file that should have this checksum, if anything. */
    Optional<String> fault(Path file) {
        try {
            String found = of(file);
            return found.equals(expected)
                    ? Optional.empty()
                    : Optional.of("damaged or another file (" + algorithm
                            + (content ? " of the uncompressed content" : "") + ": expected " + expected + ", found "
                            + found + ")");
        } catch (IOException e) {
            return Optional.of("damaged (" + Failure.reason(e) + ")");
        }
    }

    private String of(Path file) throws IOException {
        if (Files.size(file) > IdxFile.MAX_ELEMENTS) {
            throw new IOException(Files.size(file) + " bytes are too many");
        }
        MessageDigest digest = digest();
        try (InputStream plain = content ? Gzip.open(Files.readAllBytes(file)) : Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long held = 0;
            for (int count; (count = plain.read(buffer)) >= 0; ) {
                held += count;
                if (held > mostBytes) {
                    throw new IOException("holds more than the " + mostBytes + " bytes of the largest file there is");
                }
                digest.update(buffer, 0, count);
            }
            if (plain instanceof Gzip gzip && gzip.leftOver() > 0) {
                throw new IOException(gzip.leftOver() + " bytes follow the compressed data");
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
