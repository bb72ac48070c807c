package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VerifyCommandTest {
    @Test
    void aBackendThatComputesNothingFails() {
        Cli cli = Cli.run("verify", "--backend", "fake", "--json");
        assertEquals(1, cli.code(), cli.err());
        JsonNode report = cli.jsonOfAnyCode();
        assertEquals("fake", report.get("backend").asString());
        assertEquals("Fake device (no threads)", report.get("device").asString());
        assertFalse(report.get("passed").asBoolean());
        JsonNode first = report.get("cases").get(0);
        assertFalse(first.get("passed").asBoolean());
        assertTrue(first.has("name") && first.has("maxProbabilityDifference") && first.has("maxWeightDifference"));
    }

    @Test
    void failedCasesAreShown() {
        Cli cli = Cli.run("verify", "--backend", "fake");
        assertEquals(1, cli.code(), cli.err());
        assertTrue(cli.out().contains("FAILED"), cli.out());
    }

    @Test
    void unavailableBackendIsAFailure() {
        assertTrue(
                Cli.run("verify", "--backend", "missing", "--json").failure(1).contains("buy one"));
    }

    @Test
    void anOptionTheBackendDoesNotKnowIsBadUsage() {
        Cli.run("verify", "--backend", "fake", "--backend-option", "nonsense=1").failure(2);
    }
}
