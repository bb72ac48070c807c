package io.github.jgln;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.spi.Availability.Unavailable;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.NetworkSpec;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The backends on the class path, found by {@link ServiceLoader}. */
public final class Backends {
    private static final System.Logger LOG = System.getLogger("io.github.jgln");
    private static final String AUTO = "auto";

    private Backends() {}

    /**
     * A backend that was found.
     *
     * @param name what users ask for
     * @param rank automatic choice takes the highest
     * @param availability its devices, or why there are none
     */
    public record Found(String name, int rank, Availability availability) {}

    /** Every backend found, the best first, each probed now. */
    public static List<Found> list() {
        return listBetter(null);
    }

    /**
     * What is taken where no backend is named: the system property {@code jgln.backend}, or else the environment variable
     * {@code JGLN_BACKEND}, or else {@code auto}.
     */
    public static String defaultName() {
        String property = System.getProperty("jgln.backend");
        String name = property != null ? property : System.getenv("JGLN_BACKEND");
        return name == null || name.isBlank() ? AUTO : name.strip();
    }

    /** The backend of this name, probed now, if it is on the class path. */
    public static Optional<Found> find(String name) {
        return provider(name).map(p -> new Found(p.name(), p.rank(), p.probe()));
    }

    /**
     * Every provider that can be loaded, the best first, none of them probed; one that cannot be loaded is logged. They are
     * sought by the thread's context class loader, and by the one that loaded this class: in a plugin or a web application one
     * may see what the other does not.
     */
    public static List<BackendProvider> providers() {
        Map<String, BackendProvider> providers = new LinkedHashMap<>();
        Set<String> complaints = new LinkedHashSet<>();
        find(ServiceLoader.load(BackendProvider.class), providers, complaints);
        find(ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()), providers, complaints);
        complaints.forEach(complaint -> LOG.log(Level.WARNING, "a backend could not be loaded: " + complaint));
        return providers.values().stream()
                .sorted(Comparator.comparingInt(BackendProvider::rank)
                        .reversed()
                        .thenComparing(BackendProvider::name))
                .toList();
    }

    /** Adds those whose names are not there yet. */
    private static void find(
            ServiceLoader<BackendProvider> loader, Map<String, BackendProvider> providers, Set<String> complaints) {
        Iterator<BackendProvider> found = loader.iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                BackendProvider provider = found.next();
                providers.putIfAbsent(provider.name(), provider);
            } catch (ServiceConfigurationError e) {
                // One broken jar must not hide the others; the iterator goes on after it.
                Throwable cause = e.getCause() == null ? e : e.getCause();
                complaints.add(e.getMessage() + ": " + cause);
            }
        }
    }

    /** The provider of this name, not probed, if it is on the class path. */
    public static Optional<BackendProvider> provider(String name) {
        return providers().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Those that automatic choice prefers to the named one, each probed now; the others, which may be noisy, are not. */
    public static List<Found> listBetter(String name) {
        return providers().stream()
                .takeWhile(p -> !p.name().equals(name))
                .map(p -> new Found(p.name(), p.rank(), p.probe()))
                .toList();
    }

    /**
     * The provider that {@link GLN#create(String, GLNConfig)} would take.
     *
     * @param asked a backend's name, or {@code auto} for the best that can run the network
     * @param spec of the network
     * @throws BackendUnavailableException when it is not to be had; says why
     */
    public static BackendProvider choose(String asked, NetworkSpec spec) {
        List<BackendProvider> providers = providers();
        String name = asked.isBlank() ? AUTO : asked.trim();
        if (!name.equals(AUTO)) {
            BackendProvider provider = providers.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name, providers));
            whyNot(provider, spec).ifPresent(reason -> {
                throw new BackendUnavailableException("backend '" + name + "' is not available: " + reason);
            });
            return provider;
        }
        List<String> passedOver = new ArrayList<>();
        for (BackendProvider provider : providers) {
            Optional<String> reason = whyNot(provider, spec);
            if (reason.isEmpty()) {
                LOG.log(
                        Level.INFO,
                        () -> "backend " + describe(provider)
                                + (passedOver.isEmpty() ? "" : "; not " + String.join("; not ", passedOver)));
                return provider;
            }
            passedOver.add(provider.name() + ": " + reason.get());
        }
        throw new BackendUnavailableException(
                passedOver.isEmpty()
                        ? "no backend found; put jgln-backend-cpu (or another backend) on the class path"
                        : "no backend is available; " + String.join("; ", passedOver));
    }

    private static String describe(BackendProvider provider) {
        return provider.probe() instanceof Available a
                ? provider.name() + " on " + a.devices().get(0)
                : provider.name();
    }

    private static Optional<String> whyNot(BackendProvider provider, NetworkSpec spec) {
        if (provider.probe() instanceof Unavailable u) {
            return Optional.of(u.toString());
        }
        return spec.refusal(provider.capabilities());
    }

    private static BackendUnavailableException unknown(String name, List<BackendProvider> providers) {
        String found = providers.stream()
                .map(p -> p.probe() instanceof Unavailable u ? p.name() + " (not available: " + u + ")" : p.name())
                .collect(Collectors.joining(", "));
        return new BackendUnavailableException("unknown backend '" + name + "'; found: "
                + (found.isEmpty() ? "none, put jgln-backend-cpu (or another backend) on the class path" : found)
                + "; or ask for 'auto'");
    }
}
