package io.github.jgln.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/** Inflates a stream as it comes. All members are read, where the JDK's own stops if it happens to have no byte of the next one. */
final class Gunzip extends GZIPInputStream {
    private static final int BUFFER = 1 << 16;

    /** The bytes that end a member. */
    private static final int TRAILER = 8;

    private final Peeked source;

    Gunzip(Peeked source) throws IOException {
        super(new UntilTheEnd(source), BUFFER);
        this.source = source;
        ((UntilTheEnd) in).inflater = inf;
    }

    /** Zero where the next byte may have to be waited for. */
    @Override
    public int available() throws IOException {
        boolean buffered = inf.finished() ? inf.getRemaining() > TRAILER : !inf.needsInput();
        return buffered || source.available() > 0 ? 1 : 0;
    }

    /** At the end of a member the JDK asks what is available, and takes none for the end of the stream. */
    private static final class UntilTheEnd extends FilterInputStream {
        private final Peeked source;
        private Inflater inflater;

        UntilTheEnd(Peeked source) {
            super(source);
            this.source = source;
        }

        /** Waits only where the next member has not begun to come. */
        @Override
        public int available() throws IOException {
            return inflater.getRemaining() > TRAILER || !source.ended() ? 1 : 0;
        }
    }
}
