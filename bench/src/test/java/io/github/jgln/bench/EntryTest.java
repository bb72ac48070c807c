package io.github.jgln.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryTest {
    private final List<Entry> entries = Entry.list();

    @Test
    void aBackendWithTwinsCountsTwice() {
        assertEquals(
                List.of(
                        new Entry("cpu vector", "cpu", Map.of("simd", "vector"), null),
                        new Entry("cpu plain", "cpu", Map.of("simd", "plain"), null)),
                entries.subList(0, 2));
    }

    @Test
    void backendsThatAreNotOnTheClassPathAreShownWithThatReason() {
        Entry cuda = entries.stream()
                .filter(e -> e.name().equals("cuda"))
                .findFirst()
                .orElseThrow();
        assertTrue(cuda.unavailable().reason().contains("class path"), cuda.toString());
        assertTrue(cuda.unavailable().remedy().contains("jgln-backend-cuda"), cuda.toString());
    }

    @Test
    void otherLibrariesComeLast() {
        assertEquals(
                List.of("MLP (DJL)", "linear (Tribuo)"),
                entries.stream().map(Entry::name).skip(entries.size() - 2).toList());
    }

    @Test
    void partsOfNamesChoose() {
        assertEquals(entries, Entry.choose(entries, List.of()));
        assertEquals(
                List.of("cpu plain", "MLP (DJL)"),
                Entry.choose(entries, List.of("mlp", "PLAIN")).stream()
                        .map(Entry::name)
                        .toList());
    }

    @Test
    void aPartOfNoNameIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Entry.choose(entries, List.of("cpu", "abacus")))
                .getMessage();
        assertTrue(message.contains("cpu vector, cpu plain") && message.endsWith("got 'abacus'"), message);
        assertThrows(IllegalArgumentException.class, () -> Entry.choose(entries, List.of("")));
    }
}
