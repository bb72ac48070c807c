package io.github.jgln.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Content that may be gzip-compressed, told by its first bytes and not by its name.
 *
 * <p>The JDK's stream silently drops whatever follows the compressed data. Here the whole input sits in the inflater's
 * buffer, so what was left over can be counted.
 */
final class Gzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    private Gzip(byte[] content) throws IOException {
        super(new ByteArrayInputStream(content), content.length);
    }

    /** The plain content: inflated where it is compressed, as it is otherwise. */
    static InputStream open(byte[] content) throws IOException {
        boolean compressed = content.length >= 2 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b;
        return compressed ? new Gzip(content) : new ByteArrayInputStream(content);
    }

    /** After the end of the content: how many bytes follow the gzip trailer. */
    int leftOver() {
        return Math.max(0, inf.getRemaining() - TRAILER);
    }
}
