package io.github.jgln.bench.compare;

import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.bench.figures.BackendUnderMeasurement;
import io.github.jgln.bench.figures.NetworkName;
import io.github.jgln.data.Dataset;
import java.util.Map;

/** A backend of this engine. */
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
        return NetworkName.of(preset.configure(1, 2, 1).build()) + ", preset " + preset;
    }

    /** A processor that is used through OpenCL is one too; the type of the device leads its facts. */
    @Override
    public boolean onProcessor() {
        return backend.onProcessor() || backend.device().contains("(CPU, ");
    }

    /** Blocks as large as they are in {@code jgln train}. */
    @Override
    public int markRows() {
        return Integer.MAX_VALUE;
    }

    @Override
    public double multiplyAddsPerRow(Dataset train) {
        return config(train, 0).spec().cost().learning();
    }

    private GLNConfig config(Dataset train, long seed) {
        return preset.configure(train.features(), train.classCount(), train.rowCount())
                .seed(seed)
                .build();
    }

    @Override
    public GLN prepare(Dataset train, long seed) {
        GLNBuilder builder = GLN.builder(config(train, seed)).backend(backend.name());
        backend.options().forEach(builder::option);
        return builder.sampleOf(train.rows()).create();
    }
}
