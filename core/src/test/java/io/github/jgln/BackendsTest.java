package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static final GLNConfig BINARY = GLNConfig.builder(3, 2).build();
    private static final GLNConfig SKIPPING =
            GLNConfig.builder(3, 2).skipConnections(true).build();

    @Test
    void listsTheBestFirstAndABrokenJarHidesNoOther() {
        assertEquals(
                List.of("missing", "narrow", "slow", "opening"),
                Backends.list().stream().map(Backends.Found::name).toList());
    }

    @Test
    void findsOneAndThoseBetterThanIt() {
        assertEquals("slow", Backends.find("slow").orElseThrow().name());
        assertTrue(Backends.find("gpu").isEmpty());
        assertEquals(
                List.of("missing"),
                Backends.listBetter("narrow").stream().map(Backends.Found::name).toList());
    }

    @Test
    void findsAProviderWithoutProbingIt() {
        int probes = FakeProviders.probes();
        assertEquals(
                List.of("missing", "narrow", "slow", "opening"),
                Backends.providers().stream().map(BackendProvider::name).toList());
        assertEquals("missing", Backends.provider("missing").orElseThrow().name());
        assertTrue(Backends.provider("gpu").isEmpty());
        assertEquals(probes, FakeProviders.probes());
    }

    @Test
    void automaticChoiceTakesTheBestThatCanRunTheNetwork() {
        assertEquals(
                "narrow", Backends.choose("auto", InitialState.spec(BINARY)).name());
        assertEquals("slow", Backends.choose("", InitialState.spec(SKIPPING)).name());
    }

    @Test
    void anUnavailableBackendAskedForByNameSaysWhyAndWhatToDo() {
        var e = assertThrows(BackendUnavailableException.class, () -> GLN.create("missing", BINARY));
        assertEquals("backend 'missing' is not available: no such card; buy one", e.getMessage());
        var lacks = assertThrows(BackendUnavailableException.class, () -> GLN.create("narrow", SKIPPING));
        assertTrue(lacks.getMessage().endsWith("it cannot do skip connections"), lacks.getMessage());
    }

    @Test
    void anUnknownNameListsThoseFoundAndWhyOthersAreNotAvailable() {
        var e = assertThrows(BackendUnavailableException.class, () -> GLN.create("gpu", BINARY));
        assertEquals(
                "unknown backend 'gpu'; found: missing (not available: no such card; buy one), narrow, slow, opening; or ask for"
                        + " 'auto'",
                e.getMessage());
    }

    /** As in a plugin: the engine and its backends in a loader of their own, which is nobody's context loader. */
    @Test
    void backendsBesideTheEngineAreFoundWithoutAContextLoader() throws Exception {
        URL[] places = {
            Backends.class.getProtectionDomain().getCodeSource().getLocation(),
            BackendsTest.class.getProtectionDomain().getCodeSource().getLocation()
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader plugin = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
                URLClassLoader elsewhere = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            Class<?> backends = Class.forName(Backends.class.getName(), true, plugin);
            assertNotSame(Backends.class, backends);
            thread.setContextClassLoader(elsewhere);
            List<?> found = (List<?>) backends.getMethod("providers").invoke(null);
            List<String> names = new ArrayList<>();
            for (Object provider : found) {
                names.add((String) provider.getClass().getMethod("name").invoke(provider));
            }
            assertEquals(List.of("missing", "narrow", "slow", "opening"), names);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Said before anything is made; the fake backend would throw when opened, so one is needed that opens. */
    @Test
    void aNetworkBeyondTheHeapIsRefusedBeforeItIsMade() {
        for (GLNConfig huge : List.of(
                GLNConfig.builder(784, 1_000_000, 1_000_000).classes(10).build(),
                GLNConfig.builder(3, 1 << 26)
                        .outputNeurons(Integer.MAX_VALUE)
                        .classes(10)
                        .build())) {
            var e = assertThrows(
                    IllegalArgumentException.class,
                    () -> GLN.builder(huge).backend("opening").create());
            assertTrue(
                    e.getMessage().startsWith("network: expected one whose numbers fit the heap of "), e.getMessage());
        }
    }

    @Test
    void thePropertyNamesTheDefaultBackend() {
        System.setProperty("jgln.backend", "slow");
        try {
            var e = assertThrows(UnsupportedOperationException.class, () -> GLN.create(BINARY));
            assertEquals("opened slow", e.getMessage());
        } finally {
            System.clearProperty("jgln.backend");
        }
    }

    @Test
    void optionsComeFromTheCallerThenTheProperty() {
        FakeProviders.Slow provider = new FakeProviders.Slow();
        System.setProperty("jgln.slow.device", "7");
        try {
            BackendOptions none = BackendOptions.of(provider, Map.of());
            assertEquals(7, none.getInt("device", 0, 0, 10));
            assertEquals(3, BackendOptions.of(provider, Map.of("device", "3")).getInt("device", 0, 0, 10));
            var e = assertThrows(IllegalArgumentException.class, () -> none.getInt("device", 0, 0, 6));
            assertEquals("backend 'slow', option 'device': expected an integer from 0 to 6, got '7'", e.getMessage());
        } finally {
            System.clearProperty("jgln.slow.device");
        }
        var unknown =
                assertThrows(IllegalArgumentException.class, () -> BackendOptions.of(provider, Map.of("depth", "1")));
        assertEquals("backend 'slow' has no option 'depth'; it knows [device]", unknown.getMessage());
    }
}
