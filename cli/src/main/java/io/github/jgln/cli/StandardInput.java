package io.github.jgln.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Standard input as bytes come. An interrupt ends a read that waits, where the JDK's own stream would wait for ever; then it is closed.
 */
final class StandardInput extends InputStream {
    private final FileInputStream stream = new FileInputStream(FileDescriptor.in);
    private final FileChannel channel = stream.getChannel();

    private StandardInput() {}

    /** In place of the JDK's. */
    static void install() {
        System.setIn(new StandardInput());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(to, offset, length));
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }
}
