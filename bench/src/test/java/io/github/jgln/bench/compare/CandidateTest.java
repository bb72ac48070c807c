package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandidateTest {
    private final List<Candidate> entries = Candidate.list();

    @Test
    void aBackendWithTwinsCountsTwice() {
        assertEquals(
                List.of(
                        new Candidate("cpu vector", "cpu", Map.of("simd", "vector"), null),
                        new Candidate("cpu plain", "cpu", Map.of("simd", "plain"), null)),
                entries.subList(0, 2));
    }

    @Test
    void backendsThatAreNotOnTheClassPathAreShownWithThatReason() {
        Candidate cuda = entries.stream()
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
                entries.stream().map(Candidate::name).skip(entries.size() - 2).toList());
    }

    @Test
    void partsOfNamesChoose() {
        assertEquals(entries, Candidate.choose(entries, List.of()));
        assertEquals(
                List.of("cpu plain", "MLP (DJL)"),
                Candidate.choose(entries, List.of("mlp", "PLAIN")).stream()
                        .map(Candidate::name)
                        .toList());
    }

    @Test
    void aPartOfNoNameIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Candidate.choose(entries, List.of("cpu", "abacus")))
                .getMessage();
        assertTrue(message.contains("cpu vector, cpu plain") && message.endsWith("got 'abacus'"), message);
        assertThrows(IllegalArgumentException.class, () -> Candidate.choose(entries, List.of("")));
    }
}
