package io.github.jgln.cli;

import io.github.jgln.Preset;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A preset by the name that users type. */
final class PresetConverter implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String value) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + Arrays.stream(Preset.values()).map(Preset::toString).collect(Collectors.joining(" or "))
                        + ", got '" + value + "'"));
    }
}
