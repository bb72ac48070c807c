package io.github.jgln.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Inflates a stream as it comes. All members are read, where the JDK's own stops if it happens to have no byte of the next one. */
final class Gunzip extends GZIPInputStream {
    private static final int BUFFER = 1 << 16;

    private final Peeked source;

    Gunzip(Peeked source) throws IOException {
        super(new UntilTheEnd(source), BUFFER);
        this.source = source;
    }

    /** Zero where the next byte may have to be waited for. */
    @Override
    public int available() throws IOException {
        return inf.needsInput() ? Math.min(1, source.available()) : 1;
    }

    /** At the end of a member the JDK asks what is available, and takes none for the end of the stream. */
    private static final class UntilTheEnd extends FilterInputStream {
        private final Peeked source;

        UntilTheEnd(Peeked source) {
            super(source);
            this.source = source;
        }

        @Override
        public int available() throws IOException {
            return source.ended() ? 0 : 1;
        }
    }
}
