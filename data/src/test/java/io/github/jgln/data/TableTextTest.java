package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {
    private static TableText text(String text) throws IOException {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TableText text(byte[] bytes) throws IOException {
        return new TableText("t", new Peeked(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8);
    }

    private static List<String> lines(TableText text) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = text.line(); line != null; line = text.line()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void linesEndInAnyOfThreeWays() throws IOException {
        String mixed = "a\r\nb\n\nc\rd";
        assertEquals(List.of("a", "b", "", "c", "d"), lines(text(mixed)));
        assertEquals(List.of("a", "b", "", "c", "d"), text(mixed).peek(9, 1000));
        TableText half = text(mixed);
        half.line();
        assertEquals(List.of("b", ""), half.peek(2, 1000));
        assertEquals(List.of("b", "", "c", "d"), lines(half));
        assertEquals(5, half.lines());
    }

    @Test
    void linesAreCountedWhereTheTextIsReadAsAWhole() throws IOException {
        TableText text = text("a\r\nb\nc\rd\n");
        char[] one = new char[1];
        while (text.read(one, 0, 1) > 0) {
            assertTrue(one[0] != 0);
        }
        assertEquals(4, text.lines());
    }

    @Test
    void aLineOfAPipeIsReadWithoutWaitingForTheNext() throws IOException {
        for (String end : List.of("\n", "\r")) {
            TableText text = new TableText("t", new Peeked(new Tables.OpenPipe("P" + end)), StandardCharsets.UTF_8);
            assertEquals(List.of("P"), text.peek(1, 1000));
            assertTrue(text.ready());
            assertEquals("P", text.line());
            assertTrue(!text.ready());
        }
    }

    @Test
    void longLinesAreWhole() throws IOException {
        String longer = "x".repeat(300_000);
        TableText text = text(longer + "\ny");
        assertTrue(List.of(longer).equals(text.peek(2, 1)));
        assertTrue(List.of(longer, "y").equals(lines(text)));
        assertNull(text.line());
    }

    @Test
    void marksOfTheByteOrderAreObeyed() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertEquals(List.of("ä,b", "1"), lines(text("\uFEFFä,b\n1".getBytes(charset))), charset.name());
        }
    }

    @Test
    void bytesOfAnotherEncodingAreNamedWithTheirLineAfterAllThatPrecedes() throws IOException {
        TableText text = text("a\nb\nbär\nc\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("a", text.line());
        assertEquals("b", text.line());
        String expected = "t line 3: expected text in UTF-8, found bytes that are not after 'b'; give the file's"
                + " encoding, such as --encoding ISO-8859-1";
        assertEquals(expected, assertThrows(DataException.class, text::line).getMessage());
        assertEquals(
                "t line 1: expected text in UTF-8, found bytes that are not after 'x'; give the file's encoding, such as"
                        + " --encoding ISO-8859-1",
                assertThrows(DataException.class, text(new byte[] {'x', (byte) 0xc3})::line)
                        .getMessage());
    }

    /** Decoders that put a mark for bad bytes make this the same. */
    @Test
    void theMarkForBadBytesIsATextLikeAnyOther() throws IOException {
        assertEquals(List.of("\uFFFD"), lines(text("\uFFFD")));
    }
}
