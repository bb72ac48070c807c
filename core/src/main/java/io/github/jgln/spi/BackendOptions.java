package io.github.jgln.spi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of one backend, each by its name. A value comes from the caller, or else from the system property
 * {@code jgln.<backend>.<option>}, or else from the environment variable {@code JGLN_<BACKEND>_<OPTION>}.
 */
public final class BackendOptions {
    private final String backend;
    private final Map<String, String> values;

    private BackendOptions(String backend, Map<String, String> values) {
        this.backend = backend;
        this.values = values;
    }

    /**
     * The options for a provider.
     *
     * @throws IllegalArgumentException for an option the provider does not know
     */
    public static BackendOptions of(BackendProvider provider, Map<String, String> values) {
        for (String key : values.keySet()) {
            if (!provider.options().contains(key)) {
                throw new IllegalArgumentException("backend '" + provider.name() + "' has no option '" + key
                        + "'; it knows " + new java.util.TreeSet<>(provider.options()));
            }
        }
        return new BackendOptions(provider.name(), new TreeMap<>(values));
    }

    /** The option's value, if anybody set it. */
    public Optional<String> get(String option) {
        String property = "jgln." + backend + "." + option;
        String value = values.get(option);
        if (value == null) {
            value = System.getProperty(property);
        }
        if (value == null) {
            value = System.getenv(property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
    }

    /**
     * The option's value as an integer within bounds.
     *
     * @throws IllegalArgumentException for anything else
     */
    public int getInt(String option, int otherwise, int min, int max) {
        Optional<String> value = get(option);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message for every bad value.
        }
        throw new IllegalArgumentException("backend '" + backend + "', option '" + option
                + "': expected an integer from " + min + " to " + max + ", got '" + value.get() + "'");
    }
}
