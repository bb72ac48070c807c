package io.github.jgln.cli;

import io.github.jgln.BasePredictor;
import io.github.jgln.Halfspaces;
import io.github.jgln.LearningRate;
import io.github.jgln.Preset;
import io.github.jgln.SideInformation;
import io.github.jgln.WeightInitialisation;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of the model's options are typed. */
final class Syntax {
    private Syntax() {}

    /** A schedule; some need to know over how many rows. */
    interface Schedule extends LongFunction<LearningRate> {}

    /** Integers; a record, since picocli takes an array for an option given several times. */
    record Integers(int... values) {}

    /** Numbers. */
    record Numbers(double... values) {}

    /** {@code RATE}, {@code linear:RATE}, {@code hyperbolic:C,MAX}, {@code paper}, {@code power:MAX,DECAY,POWER}. */
    static final class ScheduleConverter implements ITypeConverter<Schedule> {
        @Override
        public Schedule convert(String value) {
            String expected =
                    "expected RATE, linear:RATE, hyperbolic:C,MAX, paper or power:MAX,DECAY,POWER, got '" + value + "'";
            Schedule schedule;
            if (value.equals("paper")) {
                schedule = rows -> new LearningRate.Hyperbolic(100, 0.01);
            } else if (value.startsWith("linear:")) {
                double[] n = numbers(value, 1, expected);
                schedule = rows -> new LearningRate.LinearDecay(n[0], rows);
            } else if (value.startsWith("hyperbolic:")) {
                double[] n = numbers(value, 2, expected);
                schedule = rows -> new LearningRate.Hyperbolic(n[0], n[1]);
            } else if (value.startsWith("power:")) {
                double[] n = numbers(value, 3, expected);
                schedule = rows -> new LearningRate.InversePower(n[0], n[1], n[2]);
            } else {
                double rate = number(value, expected);
                schedule = rows -> new LearningRate.Constant(rate);
            }
            valid(() -> schedule.apply(1));
            return schedule;
        }
    }

    /** {@code minmax}, {@code clip}, {@code sigmoid}, {@code centred[:SCALE]}, {@code prior:P}. */
    static final class BasePredictorConverter implements ITypeConverter<BasePredictor> {
        @Override
        public BasePredictor convert(String value) {
            String expected =
                    "expected minmax, clip, sigmoid, centred[:SCALE], whitened:SCALE,AXES,STRENGTH or prior:P, got '"
                            + value + "'";
            return switch (value) {
                case "minmax" -> new BasePredictor.RowMinMax();
                case "clip" -> new BasePredictor.Clip();
                case "sigmoid" -> new BasePredictor.StandardisedSigmoid();
                case "centred" -> new BasePredictor.CentredLogits(1);
                default -> {
                    if (value.startsWith("whitened:")) {
                        double[] given = numbers(value, 3, expected);
                        yield valid(() -> new BasePredictor.Whitened((float) given[0], (int) given[1], given[2]));
                    }
                    float number = (float) numbers(value, 1, expected)[0];
                    if (value.startsWith("centred:")) {
                        yield valid(() -> new BasePredictor.CentredLogits(number));
                    }
                    if (value.startsWith("prior:")) {
                        yield valid(() -> new BasePredictor.ConstantPrior(number));
                    }
                    throw new TypeConversionException(expected);
                }
            };
        }
    }

    /** {@code inverse}, {@code zero} or a number. */
    static final class WeightInitialisationConverter implements ITypeConverter<WeightInitialisation> {
        @Override
        public WeightInitialisation convert(String value) {
            return switch (value) {
                case "inverse" -> new WeightInitialisation.InverseInputs();
                case "zero" -> new WeightInitialisation.Constant(0);
                default -> {
                    float weight = (float) number(value, "expected inverse, zero or a number, got '" + value + "'");
                    yield valid(() -> new WeightInitialisation.Constant(weight));
                }
            };
        }
    }

    /** {@code random}, {@code bisectors}, {@code differences} or {@code combinations}. */
    static final class HalfspacesConverter implements ITypeConverter<Halfspaces> {
        @Override
        public Halfspaces convert(String value) {
            return switch (value) {
                case "random" -> Halfspaces.RANDOM_NORMAL;
                case "bisectors" -> Halfspaces.BISECTORS;
                case "differences" -> Halfspaces.DIFFERENCES;
                case "combinations" -> Halfspaces.COMBINATIONS;
                default ->
                    throw new TypeConversionException(
                            "expected random, bisectors, differences or combinations, got '" + value + "'");
            };
        }
    }

    /** A constant's name in lower case. */
    static final class SideInformationConverter implements ITypeConverter<SideInformation> {
        @Override
        public SideInformation convert(String value) {
            return constant(SideInformation.values(), value);
        }
    }

    /** A constant's name in lower case. */
    static final class PresetConverter implements ITypeConverter<Preset> {
        @Override
        public Preset convert(String value) {
            return constant(Preset.values(), value);
        }
    }

    /** Layer sizes; {@code none} for the output layer alone. */
    static final class LayersConverter implements ITypeConverter<Integers> {
        @Override
        public Integers convert(String value) {
            return value.equals("none") ? new Integers() : integers(value);
        }
    }

    /** Integers, separated by commas. */
    static final class IntegersConverter implements ITypeConverter<Integers> {
        @Override
        public Integers convert(String value) {
            return integers(value);
        }
    }

    /** Numbers, separated by commas. */
    static final class NumbersConverter implements ITypeConverter<Numbers> {
        @Override
        public Numbers convert(String value) {
            String expected = "expected numbers separated by commas, got '" + value + "'";
            return new Numbers(Arrays.stream(value.split(",", -1))
                    .mapToDouble(part -> number(part, expected))
                    .toArray());
        }
    }

    private static Integers integers(String value) {
        try {
            return new Integers(Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .mapToInt(Integer::parseInt)
                    .toArray());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected integers separated by commas, got '" + value + "'");
        }
    }

    /** The numbers after the colon. */
    private static double[] numbers(String value, int count, String expected) {
        String[] parts = value.substring(value.indexOf(':') + 1).split(",", -1);
        if (parts.length != count) {
            throw new TypeConversionException(expected);
        }
        return Arrays.stream(parts).mapToDouble(part -> number(part, expected)).toArray();
    }

    private static double number(String text, String expected) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(expected);
        }
    }

    /** The value, or what is wrong with it in the form that picocli reports. */
    private static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static <E extends Enum<E>> E constant(E[] constants, String value) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + Arrays.stream(constants)
                                .map(constant ->
                                        constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(" or "))
                        + ", got '" + value + "'"));
    }
}
