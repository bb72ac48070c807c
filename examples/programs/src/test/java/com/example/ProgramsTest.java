package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program runs and prints what it says it does; numbers within what any backend makes of them. */
class ProgramsTest {
    private interface Program {
        void main(String... args) throws Exception;
    }

    private static List<String> printed(Program program, String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(before);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        before.print(text);
        return text.lines().toList();
    }

    /** The number in a line of this form, whose parentheses enclose it. */
    private static double number(String line, String form) {
        Matcher matcher = Pattern.compile(form).matcher(line);
        assertTrue(matcher.matches(), () -> "expected '" + form + "', got '" + line + "'");
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void learnsRowByRow() throws Exception {
        List<String> lines = printed(LearnRowByRow::main);
        assertEquals(10, lines.size());
        double[] right = lines.stream()
                .mapToDouble(line -> number(line, "rows .* to .*: (\\d+) of 1,000 right"))
                .toArray();
        assertTrue(right[4] > 950, "before the turn");
        assertTrue(right[5] < right[4], "at the turn");
        assertTrue(right[9] > 950, "after it");
    }

    @Test
    void learnsAndSaves() throws Exception {
        List<String> lines = printed(LearnAndSave::main);
        assertEquals("classes [clover, daisy, poppy]", lines.get(0));
        assertTrue(number(lines.get(1), "test accuracy (0\\.\\d\\d|1\\.00)") > 0.9);
        assertEquals("rows learnt by the saved model: 1500", lines.get(2));
        assertEquals("the loaded model predicts the same: true", lines.get(3));
    }

    @Test
    void sharesASnapshot() throws Exception {
        List<String> lines = printed(ShareSnapshot::main);
        assertTrue(number(lines.get(0), "4 threads: (\\d+) of 4000 right") > 3800);
        assertEquals("rows behind the latest snapshot: 8000", lines.get(1));
    }

    @Test
    void choosesABackend() throws Exception {
        List<String> lines = printed(ChooseBackend::main);
        assertEquals("found: cpu", lines.get(0));
        assertTrue(lines.get(1).startsWith("not cuda: unknown backend 'cuda'"), lines.get(1));
        assertEquals("learnt 1 row on cpu", lines.get(2));
        assertThrows(IllegalStateException.class, () -> ChooseBackend.main(new String[] {"abacus"}));
    }

    @Test
    void drawsASwissRoll(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("roll.svg");
        List<String> lines = printed(SwissRoll::main, picture.toString());
        double plain = number(lines.get(0), ".*: (-\\d+\\.\\d+) by one normal distribution, .*");
        double cells = number(lines.get(0), ".* (-\\d+\\.\\d+) by 16 cells");
        assertTrue(cells > plain + 0.5, lines.get(0));
        assertTrue(number(lines.get(1).replace(",", ""), "(\\d+) of 2000 drawn points lie on the roll") > 1500, lines.get(1));
        assertEquals(4000, Files.readString(picture).lines().filter(line -> line.startsWith("<circle")).count());
    }

    @Test
    void predictsIntervals(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("intervals.svg");
        List<String> lines = printed(PredictIntervals::main, picture.toString());
        double share = number(lines.get(0), "(\\d+\\.\\d) % of 3,600 hours in the interval of 90 %");
        assertTrue(share > 87 && share < 93, lines.get(0));
        assertTrue(Files.readString(picture).contains("<polygon points="));
    }
}
