package io.github.jgln.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream whose first bytes are looked at, never more of them than the answer needs: the writer of a pipe may wait for us. */
final class Peeked extends InputStream {
    private final InputStream in;
    private byte[] first = new byte[0];
    private int taken;

    Peeked(InputStream in) {
        this.in = in;
    }

    /** Whether what is still to be read begins with these bytes. */
    boolean startsWith(int... bytes) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            if (taken + i == first.length) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                first = Arrays.copyOf(first, first.length + 1);
                first[first.length - 1] = (byte) next;
            }
            if ((first[taken + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the stream has ended; waits until that is known. */
    boolean ended() throws IOException {
        if (taken < first.length) {
            return false;
        }
        int next = in.read();
        if (next >= 0) {
            first = new byte[] {(byte) next};
            taken = 0;
        }
        return next < 0;
    }

    @Override
    public int read() throws IOException {
        return taken < first.length ? first[taken++] & 0xff : in.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (taken == first.length || length == 0) {
            return in.read(to, offset, length);
        }
        // What is there, without waiting for more to fill the array.
        int count = Math.min(length, first.length - taken);
        System.arraycopy(first, taken, to, offset, count);
        taken += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return first.length - taken + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
