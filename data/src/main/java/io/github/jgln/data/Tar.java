package io.github.jgln.data;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads tar archives as package registries make them: regular files with names of at most 255 bytes. */
final class Tar {
    private static final int BLOCK = 512;

    private Tar() {}

    /** Takes one regular file; content it does not read is skipped. */
    @FunctionalInterface
    interface Visitor {
        void file(String name, InputStream content) throws IOException;
    }

    /** @throws IOException if the archive is damaged or cut off */
    static void read(InputStream in, Visitor visitor) throws IOException {
        byte[] header = new byte[BLOCK];
        while (true) {
            int got = in.readNBytes(header, 0, BLOCK);
            // The end is marked by blocks of zeros; some writers leave them out.
            if (got == 0 || header[0] == 0) {
                return;
            }
            if (got < BLOCK) {
                throw new EOFException("the tar archive is cut off");
            }
            if (octal(header, 148, 8) != sum(header)) {
                throw new IOException("not a tar archive, or a damaged one");
            }
            long size = octal(header, 124, 12);
            Content content = new Content(in, size);
            if (header[156] == '0' || header[156] == 0) {
                String prefix = text(header, 345, 155);
                String name = text(header, 0, 100);
                visitor.file(prefix.isEmpty() ? name : prefix + "/" + name, content);
            }
            content.skipNBytes(content.left);
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            long value = Long.parseLong(digits, 8);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new IOException("not a tar archive: expected an octal number in a header, found '" + digits + "'");
    }

    /** The header's bytes added up, its own checksum field counted as blanks. */
    private static long sum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    /** The bytes of one entry; closing it leaves the archive open. */
    private static final class Content extends FilterInputStream {
        private long left;

        Content(InputStream archive, long size) {
            super(archive);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int got = super.read(buffer, offset, (int) Math.min(length, left));
            if (got < 0) {
                throw new EOFException("the tar archive is cut off");
            }
            left -= got;
            return got;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(Math.min(n, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public void close() {}
    }
}
