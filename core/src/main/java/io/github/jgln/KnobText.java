package io.github.jgln;

import io.github.jgln.spi.Mixing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of a {@link Knob} are written and read: a number, numbers between commas, a constant's name, or a kind and its
 * numbers, {@code kind:1.5,2}. Files of the first format have a blank where a colon and commas are now, and longer names of
 * kinds; both are still read.
 */
interface KnobText<T> {
    /** Stands for the number of rows where that is not known. */
    long NO_ROWS = -1;

    /** @throws IllegalArgumentException for a function */
    String print(T value);

    /**
     * @param rows to be learnt in all, or {@link #NO_ROWS}
     * @throws IllegalArgumentException for text that is no value
     */
    T parse(String text, long rows);

    /** A kind and the texts of its numbers. */
    record Kind(String name, List<String> numbers, String text, String expected) {
        static Kind of(String text, String expected) {
            String[] words = text.strip().split("[: ]", 2);
            List<String> numbers = words.length == 1 ? List.of() : List.of(words[1].split("[, ]", -1));
            return new Kind(words[0], numbers, text, expected);
        }

        boolean is(int count, String... names) {
            return numbers.size() == count && Arrays.asList(names).contains(name);
        }

        double number(int i) {
            try {
                return Double.parseDouble(numbers.get(i));
            } catch (NumberFormatException e) {
                throw wrong();
            }
        }

        float single(int i) {
            try {
                return Float.parseFloat(numbers.get(i));
            } catch (NumberFormatException e) {
                throw wrong();
            }
        }

        int integer(int i) {
            try {
                return Integer.parseInt(numbers.get(i));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected a whole number, got '" + numbers.get(i) + "' in '" + text + "'");
            }
        }

        long whole(int i) {
            try {
                return Long.parseLong(numbers.get(i));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected a whole number, got '" + numbers.get(i) + "' in '" + text + "'");
            }
        }

        IllegalArgumentException wrong() {
            return new IllegalArgumentException("expected " + expected + ", got '" + text + "'");
        }
    }

    private static <T> KnobText<T> of(Function<T, String> print, Function<String, T> parse) {
        return new KnobText<>() {
            @Override
            public String print(T value) {
                return print.apply(value);
            }

            @Override
            public T parse(String text, long rows) {
                return parse.apply(text);
            }
        };
    }

    private static <T> T parsed(String text, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected + ", got '" + text + "'", e);
        }
    }

    static KnobText<Integer> integer() {
        return of(String::valueOf, text -> parsed(text, "a whole number", Integer::valueOf));
    }

    static KnobText<Long> whole() {
        return of(String::valueOf, text -> parsed(text, "a whole number", Long::valueOf));
    }

    static KnobText<Double> number() {
        return of(String::valueOf, text -> parsed(text, "a number", Double::valueOf));
    }

    static KnobText<List<Integer>> integers(String expected) {
        return list(expected, Integer::valueOf);
    }

    static KnobText<List<Double>> numbers(String expected) {
        return list(expected, Double::valueOf);
    }

    private static <T> KnobText<List<T>> list(String expected, Function<String, T> element) {
        return of(
                values -> values.isEmpty()
                        ? "none"
                        : values.stream().map(String::valueOf).collect(Collectors.joining(",")),
                text -> text.isBlank() || text.strip().equals("none")
                        ? List.of()
                        : parsed(
                                text,
                                expected,
                                all -> Arrays.stream(all.split(",", -1))
                                        .map(element)
                                        .toList()));
    }

    KnobText<Boolean> TRUTH = of(String::valueOf, text -> switch (text.strip()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("expected true or false, got '" + text + "'");
    });

    /** An enum's constants in lower case; {@code names} are pairs of such a name and what is written instead. */
    static <E extends Enum<E>> KnobText<E> constant(Class<E> type, String... names) {
        Map<String, String> written = names.length == 0 ? Map.of() : Map.of(names[0], names[1]);
        Function<E, String> print = constant -> {
            String name = constant.name().toLowerCase(Locale.ROOT);
            return written.getOrDefault(name, name);
        };
        return of(
                print,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> print.apply(constant).equals(text.strip())
                                || constant.name().toLowerCase(Locale.ROOT).equals(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("expected "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(print)
                                        .collect(Collectors.joining(", "))
                                + ", got '" + text + "'")));
    }

    private static IllegalArgumentException isFunction(String knob) {
        return new IllegalArgumentException(
                knob + ": expected one of the built-in kinds, as only they can be written to"
                        + " a file, got a function; keep GLN.state() and GLN.rowsLearned() yourself, and give them to"
                        + " GLN.builder(config).state(state, rowsLearned) with the function in the configuration");
    }

    /** A kind whose only form is a number. */
    private static <T> T numberOr(Kind kind, DoubleFunction<T> value) {
        if (!kind.numbers().isEmpty()) {
            throw kind.wrong();
        }
        try {
            return value.apply(Double.parseDouble(kind.name()));
        } catch (NumberFormatException e) {
            throw kind.wrong();
        }
    }

    KnobText<LearningRate> LEARNING_RATE = new KnobText<>() {
        @Override
        public String print(LearningRate rate) {
            if (rate instanceof LearningRate.Constant constant) {
                return "" + constant.value();
            } else if (rate instanceof LearningRate.Hyperbolic hyperbolic) {
                return "hyperbolic:" + hyperbolic.numerator() + "," + hyperbolic.max();
            } else if (rate instanceof LearningRate.InversePower power) {
                return "power:" + power.max() + "," + power.decay() + "," + power.power();
            } else if (rate instanceof LearningRate.LinearDecay decay) {
                return "linear:" + decay.first() + "," + decay.rows();
            }
            throw isFunction("learning rate");
        }

        @Override
        public LearningRate parse(String text, long rows) {
            Kind kind = Kind.of(text, "RATE, linear:RATE[,ROWS], hyperbolic:C,MAX, paper or power:MAX,DECAY,POWER");
            if (kind.is(0, "paper")) {
                return new LearningRate.Hyperbolic(100, 0.01);
            } else if (kind.is(1, "constant")) {
                return new LearningRate.Constant(kind.number(0));
            } else if (kind.is(2, "hyperbolic")) {
                return new LearningRate.Hyperbolic(kind.number(0), kind.number(1));
            } else if (kind.is(3, "power", "inverse_power")) {
                return new LearningRate.InversePower(kind.number(0), kind.number(1), kind.number(2));
            } else if (kind.is(2, "linear", "linear_decay")) {
                return new LearningRate.LinearDecay(kind.number(0), kind.whole(1));
            } else if (kind.is(1, "linear")) {
                if (rows == NO_ROWS) {
                    throw new IllegalArgumentException("expected linear:RATE,ROWS, got '" + text + "'");
                }
                return new LearningRate.LinearDecay(kind.number(0), rows);
            }
            return numberOr(kind, LearningRate.Constant::new);
        }
    };

    KnobText<Replay> REPLAY = new KnobText<>() {
        @Override
        public String print(Replay replay) {
            return replay.equals(Replay.NONE) ? "none" : replay.rows() + "," + replay.memory() + "," + replay.rate();
        }

        @Override
        public Replay parse(String text, long rows) {
            Kind kind = new Kind(
                    "replay", List.of(text.strip().split(",", -1)), text.strip(), "none, or ROWS[,MEMORY[,RATE]]");
            if (text.isBlank() || text.strip().equals("none")) {
                return Replay.NONE;
            } else if (kind.is(1, "replay")) {
                return new Replay(kind.integer(0));
            } else if (kind.is(2, "replay")) {
                return new Replay(kind.integer(0), kind.integer(1));
            } else if (kind.is(3, "replay")) {
                return new Replay(kind.integer(0), kind.integer(1), kind.number(2));
            }
            throw kind.wrong();
        }
    };

    KnobText<GaussianMixing> GAUSSIAN_MIXING = new KnobText<>() {
        @Override
        public String print(GaussianMixing mixing) {
            return mixing.form().name().toLowerCase(Locale.ROOT) + ":" + mixing.minVariance() + ","
                    + mixing.maxVariance();
        }

        @Override
        public GaussianMixing parse(String text, long rows) {
            Kind kind = Kind.of(text, "stable:MIN,MAX or published:MIN,MAX, the least and the largest variance");
            for (Mixing.Gaussian.Form form : Mixing.Gaussian.Form.values()) {
                if (kind.is(2, form.name().toLowerCase(Locale.ROOT))) {
                    return new GaussianMixing(form, kind.number(0), kind.number(1));
                }
            }
            throw kind.wrong();
        }
    };

    KnobText<BasePredictor> BASE_PREDICTOR = new KnobText<>() {
        @Override
        public String print(BasePredictor predictor) {
            if (predictor instanceof BasePredictor.RowMinMax) {
                return "minmax";
            } else if (predictor instanceof BasePredictor.Clip) {
                return "clip";
            } else if (predictor instanceof BasePredictor.StandardisedSigmoid) {
                return "sigmoid";
            } else if (predictor instanceof BasePredictor.CentredLogits centred) {
                return "centred:" + centred.scale();
            } else if (predictor instanceof BasePredictor.Whitened whitened) {
                return "whitened:" + whitened.scale() + "," + whitened.axes() + "," + whitened.strength();
            } else if (predictor instanceof BasePredictor.Columns columns) {
                return "columns:" + columns.scale() + "," + columns.forgetting();
            } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
                return "prior:" + prior.probability();
            } else if (predictor instanceof BasePredictor.Features features) {
                return "features:" + features.variance();
            } else if (predictor instanceof BasePredictor.Regressions regressions) {
                return "regressions:" + regressions.hinges() + "," + regressions.gates() + "," + regressions.depth();
            }
            throw isFunction("base predictor");
        }

        @Override
        public BasePredictor parse(String text, long rows) {
            Kind kind = Kind.of(
                    text,
                    "minmax, clip, sigmoid, centred[:SCALE], whitened:SCALE,AXES,STRENGTH, columns:SCALE,FORGETTING or prior:P, and of numbers features:VARIANCE or regressions:HINGES,GATES,DEPTH");
            if (kind.is(0, "minmax", "row_min_max")) {
                return new BasePredictor.RowMinMax();
            } else if (kind.is(0, "clip")) {
                return new BasePredictor.Clip();
            } else if (kind.is(0, "sigmoid", "standardised_sigmoid")) {
                return new BasePredictor.StandardisedSigmoid();
            } else if (kind.is(0, "centred")) {
                return new BasePredictor.CentredLogits(1);
            } else if (kind.is(1, "centred", "centred_logits")) {
                return new BasePredictor.CentredLogits(kind.single(0));
            } else if (kind.is(3, "whitened")) {
                return new BasePredictor.Whitened(kind.single(0), kind.integer(1), kind.number(2));
            } else if (kind.is(2, "columns")) {
                return new BasePredictor.Columns(kind.single(0), kind.number(1));
            } else if (kind.is(1, "prior", "constant_prior")) {
                return new BasePredictor.ConstantPrior(kind.single(0));
            } else if (kind.is(1, "features")) {
                return new BasePredictor.Features(kind.number(0));
            } else if (kind.is(3, "regressions")) {
                return new BasePredictor.Regressions(kind.integer(0), kind.integer(1), kind.integer(2));
            }
            throw kind.wrong();
        }
    };

    KnobText<WeightInitialisation> WEIGHT_INITIALISATION = new KnobText<>() {
        @Override
        public String print(WeightInitialisation initialisation) {
            return initialisation instanceof WeightInitialisation.Constant constant
                    ? "" + constant.weight()
                    : "inverse";
        }

        @Override
        public WeightInitialisation parse(String text, long rows) {
            Kind kind = Kind.of(text, "inverse, zero or a number");
            if (kind.is(0, "inverse", "inverse_inputs")) {
                return new WeightInitialisation.InverseInputs();
            } else if (kind.is(0, "zero")) {
                return new WeightInitialisation.Constant(0);
            } else if (kind.is(1, "constant")) {
                return new WeightInitialisation.Constant(kind.single(0));
            }
            return numberOr(kind, weight -> new WeightInitialisation.Constant((float) weight));
        }
    };
}
