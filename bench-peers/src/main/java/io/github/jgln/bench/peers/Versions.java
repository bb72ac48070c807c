package io.github.jgln.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the libraries here, which the build writes down. */
final class Versions {
    private static final Properties ALL = read();

    private Versions() {}

    private static Properties read() {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(String library) {
        return ALL.getProperty(library);
    }
}
