package io.github.jgln.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a table: lines that can be looked at before they are taken, and a {@link Reader} of what is left.
 *
 * <p>The JDK's decoders either put a mark where bytes are not of the encoding, so that texts that differ become equal, or fail
 * without saying where. Here all that comes before such bytes is handed out, and then the line is named.
 */
final class TableText extends Reader {
    private static final int BYTES = 1 << 16;

    /** A line longer than this is no line of a table. */
    private static final int LONGEST_LINE = 1 << 28;

    private final String name;
    private final Peeked in;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
    private boolean lastBytes;

    private char[] chars = new char[BYTES];
    private int from;
    private int to;
    private boolean undecodable;

    /** Lines whose end was handed out. */
    private long lines;

    private boolean afterReturn;

    /** @param encoding unless the stream begins with a byte order mark */
    TableText(String name, Peeked in, Charset encoding) throws IOException {
        this.name = name;
        this.in = in;
        this.encoding = marked(in, encoding);
        this.decoder = this.encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static Charset marked(Peeked in, Charset otherwise) throws IOException {
        if (in.startsWith(0xef, 0xbb, 0xbf)) {
            in.readNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (in.startsWith(0xfe, 0xff)) {
            in.readNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        if (in.startsWith(0xff, 0xfe)) {
            in.readNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        return otherwise;
    }

    /** How messages call the table. */
    String name() {
        return name;
    }

    /** The name and a line, as messages begin. */
    String at(long line) {
        return name + " line " + line;
    }

    /** How many lines were handed out to their end. */
    long lines() {
        return lines;
    }

    /** Gets at least one more character; false at the end. */
    private boolean fill() throws IOException {
        makeRoom();
        while (true) {
            int before = to;
            if (!undecodable) {
                CharBuffer out = CharBuffer.wrap(chars, to, chars.length - to);
                CoderResult result = decoder.decode(bytes, out, lastBytes);
                to = out.position();
                undecodable = result.isError();
            }
            if (to > before) {
                return true;
            }
            if (undecodable) {
                throw undecodable();
            }
            if (lastBytes) {
                return false;
            }
            bytes.compact();
            int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
            lastBytes = got < 0;
            bytes.position(bytes.position() + Math.max(0, got)).flip();
        }
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(chars, from, chars, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to > chars.length / 2) {
            if (to > LONGEST_LINE) {
                throw new DataException(at(lines + 1) + ": expected lines of at most " + LONGEST_LINE
                        + " characters, found a longer one; is it a table?");
            }
            chars = Arrays.copyOf(chars, 2 * chars.length);
        }
    }

    private DataException undecodable() {
        long line = lines + 1 + lineEnds(chars, from, to, afterReturn);
        int begin = to;
        while (begin > from && chars[begin - 1] != '\n' && chars[begin - 1] != '\r') {
            begin--;
        }
        String before = begin == to ? "" : " after " + Excerpt.of(new String(chars, begin, to - begin));
        return new DataException(at(line) + ": expected text in " + encoding + ", found bytes that are not" + before
                + "; give the file's encoding, such as --encoding ISO-8859-1");
    }

    private static int lineEnds(char[] text, int from, int to, boolean afterReturn) {
        int ends = 0;
        boolean returned = afterReturn;
        for (int i = from; i < to; i++) {
            char c = text[i];
            // All others are above.
            if (c <= '\r') {
                if (c == '\n' ? !returned : c == '\r') {
                    ends++;
                }
            }
            returned = c == '\r';
        }
        return ends;
    }

    /**
     * The lines to come, without taking them.
     *
     * @param atMost waits for so many, or the end
     * @param characters stops after the line with which they have so many together
     */
    List<String> peek(int atMost, int characters) throws IOException {
        List<String> found = new ArrayList<>();
        // Counted from `from`, which filling moves.
        int at = 0;
        int begin = 0;
        boolean returned = afterReturn;
        while (found.size() < atMost && begin < characters) {
            if (from + at == to && !fill()) {
                if (at > begin) {
                    found.add(new String(chars, from + begin, at - begin));
                }
                break;
            }
            char c = chars[from + at];
            at++;
            if (c == '\n' && returned) {
                // The rest of a line's end: waiting for it there would have been waiting for the next line.
                begin = at;
            } else if (c == '\n' || c == '\r') {
                found.add(new String(chars, from + begin, at - 1 - begin));
                begin = at;
            }
            returned = c == '\r';
        }
        return found;
    }

    /** Takes a line, without its end; null at the end of the text. */
    String line() throws IOException {
        if (afterReturn && (from < to || fill()) && chars[from] == '\n') {
            from++;
        }
        afterReturn = false;
        int length = 0;
        while (true) {
            while (from + length < to) {
                char c = chars[from + length];
                if (c == '\n' || c == '\r') {
                    String line = new String(chars, from, length);
                    from += length + 1;
                    lines++;
                    afterReturn = c == '\r';
                    return line;
                }
                length++;
            }
            if (!fill()) {
                String line = length == 0 ? null : new String(chars, from, length);
                from = to;
                lines += length == 0 ? 0 : 1;
                return line;
            }
        }
    }

    /** Whether a whole line can be handed out, or the end be known, without waiting. */
    @Override
    public boolean ready() throws IOException {
        for (int i = from; i < to; i++) {
            if (chars[i] == '\n' && !(i == from && afterReturn) || chars[i] == '\r') {
                return true;
            }
        }
        return lastBytes || bytes.hasRemaining() || in.available() > 0;
    }

    /** What is there of at most {@code length} characters; waits only where nothing is. */
    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from == to && !fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(chars, from, into, offset, count);
        lines += lineEnds(chars, from, from + count, afterReturn);
        from += count;
        afterReturn = chars[from - 1] == '\r';
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
