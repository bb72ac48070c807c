package io.github.jgln.cli;

import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** A knob of the network as an option: its name and its values are the knob's, what the help says is in a resource. */
final class KnobOption {
    private static final Properties HELP = help();

    private final Knob<?> knob;
    private final OptionSpec option;

    /** @param order where the help shows it */
    KnobOption(Knob<?> knob, int order) {
        this.knob = knob;
        OptionSpec.Builder builder = OptionSpec.builder("--" + knob.option())
                .order(order)
                .description(help(knob.option()).split("\n"));
        if (knob.isSwitch()) {
            builder.type(Boolean.class).negatable(true).fallbackValue("true");
        } else {
            builder.type(String.class).paramLabel(help(knob.option() + ".form")).converters(text -> {
                parse(knob, text);
                return text;
            });
        }
        this.option = builder.build();
    }

    private static Properties help() {
        Properties help = new Properties();
        try (InputStream in = KnobOption.class.getResourceAsStream("knobs.properties");
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            help.load(text);
            return help;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String help(String key) {
        String text = HELP.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("knobs.properties: expected an entry " + key + ", got none");
        }
        return text;
    }

    /** A value, or what is wrong with it in the form that picocli reports. */
    static <T> T parse(Knob<T> knob, String text) {
        try {
            if (text.isBlank()) {
                throw new IllegalArgumentException("expected a value, got none");
            }
            // How many rows there will be is not known yet; that there will be some is enough to tell.
            return knob.parse(text, 1);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    OptionSpec spec() {
        return option;
    }

    Knob<?> knob() {
        return knob;
    }

    /** What was typed, {@code true} or {@code false} of a switch; null where nothing was. */
    String text() {
        Object value = option.getValue();
        return value == null ? null : value.toString();
    }

    /** Sets the knob, if it was given. */
    void apply(GLNConfig.Builder builder, long rows) {
        if (text() != null) {
            knob.set(builder, text(), rows);
        }
    }

    /** As it would be typed, if it was given. */
    String typed() {
        if (knob.isSwitch()) {
            return (text().equals("true") ? "--" : "--no-") + knob.option();
        }
        return "--" + knob.option() + " " + text();
    }
}
