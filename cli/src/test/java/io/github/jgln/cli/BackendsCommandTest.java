package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BackendsCommandTest {
    @Test
    void listsDevicesAndReasons() {
        Cli cli = Cli.run("backends");
        assertEquals(0, cli.code());
        assertTrue(cli.out().contains("Fake device (no threads)"), cli.out());
        assertTrue(cli.out().contains("not available: there is no such card; buy one"), cli.out());
    }

    @Test
    void jsonHasTheBestFirst() {
        JsonNode backends = Cli.run("backends", "--json").json().get("backends");
        JsonNode first = backends.get(0);
        assertEquals("missing", first.get("name").asString());
        assertFalse(first.get("available").asBoolean());
        assertEquals("there is no such card", first.get("reason").asString());
        assertEquals("buy one", first.get("remedy").asString());
        JsonNode last = backends.get(backends.size() - 1);
        assertEquals("fake", last.get("name").asString());
        assertEquals("no threads", last.get("devices").get(0).get("facts").asString());
    }

    @Test
    void doctorReportsThemToo() {
        JsonNode report = Cli.run("doctor", "--json").json();
        assertEquals("missing", report.get("backends").get(0).get("name").asString());
        assertTrue(report.get("processors").asInt() > 0);
        Cli text = Cli.run("doctor");
        assertTrue(text.out().contains("there is no such card"), text.out());
    }
}
