package io.github.jgln.experiments;

import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where models learn.
 *
 * @param name as for {@link GLN#create(String, GLNConfig)}
 * @param options of the backend
 */
public record SearchBackend(String name, Map<String, String> options) {
    public SearchBackend {
        options = Map.copyOf(options);
    }

    GLNBuilder builder(GLNConfig config) {
        GLNBuilder builder = GLN.builder(config).backend(name);
        options.forEach(builder::option);
        return builder;
    }

    /** The same with one thread, for models that learn beside each other; only the cpu backend has threads. */
    SearchBackend single() {
        return name.equals("cpu") && !options.containsKey("threads")
                ? new SearchBackend(name, with("threads", "1"))
                : this;
    }

    private Map<String, String> with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return more;
    }
}
