package io.github.jgln.bench.compare;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.RowSource;
import io.github.jgln.bench.figures.BackendUnderMeasurement;
import io.github.jgln.bench.rows.CompareData;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A backend of this engine; learns a stream in blocks, as {@code jgln train} does. */
final class BackendContender implements Contender {
    private final String name;
    private final BackendUnderMeasurement backend;
    private final Preset preset;

    BackendContender(String name, String backend, Map<String, String> options, Preset preset) {
        this.name = name;
        this.backend = BackendUnderMeasurement.of(backend, options);
        this.preset = preset;
    }

    BackendUnderMeasurement backend() {
        return backend;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return backend.device();
    }

    @Override
    public String method() {
        GLNConfig config = preset.configure(1, 2, 1).build();
        String layers = IntStream.of(config.neurons()).mapToObj(String::valueOf).collect(Collectors.joining("-"));
        return "GLN " + layers + ", preset " + preset;
    }

    /** A processor that is used through OpenCL is one too; the type of the device leads its facts. */
    @Override
    public boolean onProcessor() {
        return backend.onProcessor() || backend.device().contains("(CPU, ");
    }

    @Override
    public double multiplyAddsPerRow(CompareData data) {
        return config(data, 0).spec().cost().learning();
    }

    private GLNConfig config(CompareData data, long seed) {
        return preset.configure(data.features(), data.classes(), data.rowCount())
                .seed(seed)
                .build();
    }

    @Override
    public Learner prepare(CompareData data, long seed) {
        GLNConfig config = config(data, seed);
        GLN.Builder builder = GLN.builder(config).backend(backend.name());
        backend.options().forEach(builder::option);
        GLN gln = builder.sampleOf(data.rows(), 0, data.rowCount()).create();
        return new Learner() {
            @Override
            public void learn(LearningCurve curve) throws IOException {
                gln.learn(source(data.rows(), data.labels(), data.features()), (labels, predictions) -> {
                    for (int t = 0; t < predictions.rowCount(); t++) {
                        curve.row(predictions.classOf(t) == labels[t]);
                    }
                    curve.mark();
                });
            }

            @Override
            public int correctTestRows() throws IOException {
                RowSource rows = source(data.testRows(), data.testLabels(), data.features());
                return (int) gln.predict(rows, (labels, predictions) -> {}).correct();
            }

            @Override
            public long memoryBytes() {
                return gln.memoryBytes();
            }

            @Override
            public void close() {
                gln.close();
            }
        };
    }

    private static RowSource source(float[] rows, int[] labels, int features) {
        return new RowSource() {
            private int next;

            @Override
            public int read(float[] into, int[] intoLabels) {
                int count = Math.min(intoLabels.length, labels.length - next);
                System.arraycopy(rows, next * features, into, 0, count * features);
                System.arraycopy(labels, next, intoLabels, 0, count);
                next += count;
                return count;
            }
        };
    }
}
