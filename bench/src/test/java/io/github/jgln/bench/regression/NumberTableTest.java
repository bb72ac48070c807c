package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.Targets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberTableTest {
    @TempDir
    private Path folder;

    private static float[] targets(LabelledRows rows) {
        return ((Targets.Reals) rows.targets()).of();
    }

    private Path packed(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void theLastColumnIsTheTargetAndAMaskHasAColumnForEachSplit() throws IOException {
        Path file = packed("some.csv.gz", "1,2,10\n3,4,20\n5,6,30\n");
        packed("some-test_mask.csv.gz", "0,1\n1,0\n0,0\n");
        NumberTable table = NumberTable.read(file);
        assertEquals(folder.getFileName() + "/some", table.name());
        assertEquals(2, table.features());
        assertEquals(2, table.splits().size());
        NumberTable.Split first = table.split(0, OptionalLong.empty());
        assertArrayEquals(new float[] {10, 30}, targets(first.train()));
        assertArrayEquals(new float[] {1, 2, 5, 6}, first.train().rows().values());
        assertArrayEquals(new float[] {20}, targets(first.test()));
        assertArrayEquals(
                new float[] {10}, targets(table.split(1, OptionalLong.empty()).test()));
        assertTrue(NumberTable.holdsSplits(folder.resolve("some-test_mask.csv.gz")));
    }

    @Test
    void listsOfRowsHaveALineForEachSplitAndTheirRowsAreShuffledBySeed() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < 50; t++) {
            text.append(t).append(' ').append(t).append('\n');
        }
        Path file = Files.writeString(folder.resolve("some.csv"), text);
        Files.writeString(folder.resolve("some-test-rows.txt"), "3 1\n0\n");
        NumberTable table = NumberTable.read(file);
        assertArrayEquals(
                new float[] {1, 3}, targets(table.split(0, OptionalLong.empty()).test()));
        float[] one = targets(table.split(1, OptionalLong.of(1)).train());
        float[] other = targets(table.split(1, OptionalLong.of(2)).train());
        assertArrayEquals(one, targets(table.split(1, OptionalLong.of(1)).train()));
        assertTrue(!Arrays.equals(one, other));
        Arrays.sort(one);
        assertArrayEquals(targets(table.split(1, OptionalLong.empty()).train()), one);
        assertEquals(49, one.length);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> table.split(2, OptionalLong.empty()))
                .getMessage()
                .contains("expected a split from 0 to 1, got 2"));
    }

    @Test
    void withoutSplitsAllRowsAreLearnt() throws IOException {
        NumberTable table = NumberTable.read(Files.writeString(folder.resolve("some.csv"), "1,2\n3,4\n"));
        NumberTable.Split split = table.split(0, OptionalLong.empty());
        assertEquals(2, split.train().count());
        assertEquals(0, split.test().count());
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        assertTrue(refusal("a,b\n").contains("line 1: expected numbers and no header, got 'a,b'"));
        assertTrue(refusal("1,2\n1\n").contains("line 2: expected 2 numbers as in the first, got 1"));
        assertTrue(refusal("1\n").contains("expected rows of at least 2 numbers"));
        Files.writeString(folder.resolve("some-test-rows.txt"), "7\n");
        assertTrue(refusal("1,2\n3,4\n").contains("expected rows from 0 to 1, got 7"));
        Files.writeString(folder.resolve("some-test_mask.csv"), "1\n");
        assertTrue(refusal("1,2\n3,4\n").contains("expected a line for each of the 2 rows, got 1"));
    }

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("some.csv"), text);
        return assertThrows(IOException.class, () -> NumberTable.read(file)).getMessage();
    }
}
