package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Halfspaces;
import io.github.jgln.LabelledRows;
import io.github.jgln.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final int FEATURES = 6;
    private static final SearchBackend BACKEND = new SearchBackend("cpu", Map.of());
    private static final Search.Plan PLAN =
            new Search.Plan(5, 9, 100, 2, 3, List.of(Halfspaces.RANDOM_NORMAL, Halfspaces.DIFFERENCES), 8);

    @TempDir
    Path folder;

    private static Dataset rows(int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * FEATURES];
        int[] labels = new int[count];
        for (int t = 0; t < count; t++) {
            labels[t] = random.nextInt(3);
            for (int j = 0; j < FEATURES; j++) {
                rows[t * FEATURES + j] = (float) (random.nextGaussian() + (j == labels[t] ? 2 : 0));
            }
        }
        return MadeUpRows.of(FEATURES, 3, rows, labels);
    }

    private static List<Search.Trial> run(Dataset train, Path journal) throws IOException {
        return new Search(PLAN, train, BACKEND).run(2, journal, (trial, done, total) -> {});
    }

    /** But for the time it took. */
    private static List<Object> untimed(List<Search.Trial> trials) {
        return trials.stream()
                .<Object>map(t -> List.of(t.index(), t.rung(), t.rows(), t.setting(), t.online(), t.heldOut()))
                .toList();
    }

    @Test
    void samePlanSameTrialsWhateverRunsBeside() throws IOException {
        Dataset train = rows(400, 1);
        List<Search.Trial> two = run(train, null);
        List<Search.Trial> one = new Search(PLAN, train, BACKEND).run(1, null, (trial, done, total) -> {});
        assertEquals(untimed(one), untimed(two));
        assertEquals(9 + 3, one.size());
        assertEquals(
                9, one.stream().filter(t -> t.rung() == 0 && t.rows() == 100).count());
        assertEquals(
                3, one.stream().filter(t -> t.rung() == 1 && t.rows() == 300).count());
        Set<Integer> first = new HashSet<>(
                one.subList(0, 3).stream().map(Search.Trial::index).toList());
        assertEquals(
                first,
                new HashSet<>(
                        one.subList(9, 12).stream().map(Search.Trial::index).toList()),
                "the best go on");
        assertTrue(one.get(9).heldOut() > 0.5, "three classes, far apart");
        assertEquals(one.get(9), Search.best(one));
    }

    /** The held-out rows are scored and never learnt: with other labels only their score changes. */
    @Test
    void heldOutRowsAreNotLearnt() throws IOException {
        Dataset train = rows(400, 1);
        int[] labels = train.labels();
        for (int t = 300; t < 400; t++) {
            labels[t] = (labels[t] + 1) % 3;
        }
        List<Search.Trial> before = run(train, null).subList(0, 9);
        List<Search.Trial> after = run(MadeUpRows.of(FEATURES, 3, train.rows().toArray(), labels), null)
                .subList(0, 9);
        for (Search.Trial trial : before) {
            Search.Trial other = after.stream()
                    .filter(t -> t.index() == trial.index())
                    .findFirst()
                    .orElseThrow();
            assertEquals(trial.online(), other.online());
            assertNotEquals(trial.heldOut(), other.heldOut());
        }
    }

    /** Other test rows change the test score, and neither the trials nor the choice; a journal has it looked at once. */
    @Test
    void testRowsScoreTheChosenSettingOnce() throws IOException {
        Dataset train = rows(400, 1);
        Path journal = folder.resolve("journal");
        Search search = new Search(PLAN, train, BACKEND);
        SearchSetting best =
                Search.best(search.run(2, journal, (trial, done, total) -> {})).setting();
        Search.Result result = search.test(best, rows(200, 2).labelled(), journal);
        assertEquals(400, result.rows(), "the held-out rows are learnt too in the end");
        int[] labels = rows(200, 2).labels();
        Arrays.setAll(labels, t -> (labels[t] + 1) % 3);
        LabelledRows wrong = LabelledRows.of(rows(200, 2).rows(), labels);
        assertTrue(search.test(best, wrong, null).test() < 0.5);
        assertEquals(result, search.test(best, wrong, journal), "the test rows were looked at again");
    }

    @Test
    void resumesWithWhatIsMissing() throws IOException {
        Dataset train = rows(400, 1);
        Path journal = folder.resolve("journal");
        List<Search.Trial> whole = run(train, journal);
        List<String> lines = Files.readAllLines(journal);
        assertEquals(1 + 12, lines.size());
        // Cut off within the fifth trial's line; the first one tampered with, to see whether it is believed or run
        // again.
        String first = lines.get(1).replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":12345.0");
        String cut = lines.get(0) + "\n" + first + "\n" + String.join("\n", lines.subList(2, 5)) + "\n"
                + lines.get(5).substring(0, 30);
        Files.writeString(journal, cut);
        List<Search.Trial> resumed = run(train, journal);
        assertEquals(untimed(whole), untimed(resumed));
        assertEquals(1, resumed.stream().filter(t -> t.seconds() == 12345.0).count(), "a kept trial was run again");
        assertEquals(lines.size(), Files.readAllLines(journal).size());
        List<Integer> counts = new ArrayList<>();
        new Search(PLAN, train, BACKEND).run(2, journal, (trial, done, total) -> counts.add(done));
        assertEquals(12, counts.size());
        assertEquals(lines.size(), Files.readAllLines(journal).size(), "nothing was left to do");
    }

    @Test
    void journalOfAnotherSearchIsRefused() throws IOException {
        Path journal = folder.resolve("journal");
        run(rows(400, 1), journal);
        String before = Files.readString(journal);
        IOException other = assertThrows(IOException.class, () -> run(rows(400, 9), journal));
        assertTrue(other.getMessage().contains("expected the journal of this search"), other.getMessage());
        assertEquals(before, Files.readString(journal));
        Files.writeString(journal, "something\n");
        IOException none = assertThrows(IOException.class, () -> run(rows(400, 1), journal));
        assertTrue(none.getMessage().contains("expected the journal of a search"), none.getMessage());
    }

    @Test
    void tooFewRowsAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> new Search(PLAN, rows(102, 1), BACKEND));
        assertTrue(e.getMessage().contains("held-out rows"), e.getMessage());
    }
}
