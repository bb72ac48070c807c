package io.github.jgln.cuda;

import io.github.jgln.spi.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps that a block of rows goes through on the device. None waits for another on the host.
 *
 * <p>Each of these steps has a stream of the driver, so that a block is gated while the one before it is learnt and its
 * results are copied; events hold the order that the numbers need: a layer waits for its streams of rows and for the layer
 * below, and, being one stream, for itself on the block before.
 */
final class BlockSteps {
    private final NetworkSpec spec;
    private final List<CudaLayer> layers;
    private final CudaInputs inputs;
    private final int capacity;
    private final RowFloats floats;

    private final Driver driver;
    private final GatingKernels gatingKernels;
    private final SortKernels sortKernels;
    /** Null where Gaussians are mixed. */
    private final BernoulliKernels mixingKernels;
    /** Null where they are not. */
    private final GaussianSteps gaussians;
    /** Null where the own kernel makes the gating product. */
    private final Driver.Blas blas;
    /** Null where the gating product is made in float32. */
    private final TensorScreen screen;

    private final long counters;
    private final long products;

    private final long uploading;
    private final long gating;
    private final long[] mixing;
    private final long downloading;

    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** @param overlap whether steps of different blocks may run at the same time */
    BlockSteps(
            NetworkSpec spec,
            List<CudaLayer> layers,
            CudaInputs inputs,
            OpenDevice device,
            int capacity,
            boolean overlap,
            Memory memory) {
        this.spec = spec;
        this.layers = layers;
        this.inputs = inputs;
        this.capacity = capacity;
        this.driver = device.driver();
        this.blas = device.blas();
        this.gatingKernels = new GatingKernels(device.kernels());
        this.sortKernels = new SortKernels(device.kernels());
        this.gaussians = spec.gaussian()
                .map(mixing -> new GaussianSteps(spec, mixing, layers, device.kernels(), capacity, memory))
                .orElse(null);
        this.mixingKernels = gaussians == null ? new BernoulliKernels(device.kernels(), spec) : null;
        this.floats = new RowFloats(spec);
        long sortCounters = 0;
        long planes = 0;
        for (CudaLayer layer : layers) {
            sortCounters = Math.max(sortCounters, SortKernels.counters(layer.shape));
            planes = Math.max(planes, layer.shape.planes());
        }
        this.counters = memory.allocate(4 * sortCounters);
        this.products = blas == null ? 0 : memory.allocate(4 * planes * capacity);
        this.uploading = memory.createStream();
        this.gating = overlap ? memory.createStream() : uploading;
        this.mixing = new long[layers.size()];
        for (int i = 0; i < mixing.length; i++) {
            mixing[i] = overlap ? memory.createStream() : uploading;
        }
        this.downloading = overlap ? memory.createStream() : uploading;
        this.screen = device.gating() == GatingPath.TENSOR
                ? new TensorScreen(gatingKernels, blas, gating, layers, capacity, memory)
                : null;
    }

    /** Begins what is done once, before the first block. */
    void begin() {
        if (screen != null) {
            screen.splitHalfspaces();
        }
    }

    void upload(Slot slot, boolean learning) {
        slot.learning = learning;
        driver.record(slot.begun, uploading);
        driver.upload(slot.x, slot.hostRows, 0, 4L * slot.rows * LayerShape.padded(spec.inputs()), uploading);
        if (slot.hostBase != null) {
            long width = floats.base();
            for (int c = 0; c < spec.baseCopies(); c++) {
                long at = 4 * c * capacity * width;
                driver.upload(slot.inputs[0] + at, slot.hostBase, at, 4 * slot.rows * width, uploading);
            }
        }
        if (learning) {
            driver.upload(slot.targets, slot.hostTargets, 0, 4L * slot.rows * floats.targets(), uploading);
            for (int i = 0; i < layers.size(); i++) {
                driver.upload(slot.rates(i), slot.hostRates, 4L * i * capacity, 4L * slot.rows, uploading);
            }
        }
        driver.record(slot.uploaded, uploading);
        driver.await(gating, slot.uploaded);
    }

    /** Makes side information and base logits. */
    void prepare(Slot slot, boolean learning) {
        inputs.prepare(gating, slot, learning);
        driver.record(slot.prepared, gating);
        if (screen != null) {
            screen.split(slot);
        }
    }

    void gate(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        if (layer.shape.m() > 0) {
            if (screen != null) {
                screen.gate(slot, i, products);
            } else if (blas != null) {
                int planes = layer.shape.planes();
                blas.multiply(gating, slot.rows, planes, layer.shape.stride(), slot.z, layer.halfspaces, products);
                gatingKernels.packSigns(gating, layer, products, slot.contexts(i));
            } else {
                gatingKernels.gate(gating, layer, slot.z, slot.contexts(i));
            }
        }
        driver.record(slot.gated[i], gating);
    }

    /** Waits for the contexts of the last layer that was gated. */
    void awaitContexts() {
        driver.synchronise(gating);
    }

    void sort(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        sortKernels.sort(gating, layer, slot.contexts(i), slot.streams(i), counters);
        sortKernels.schedule(gating, layer, slot.streams(i));
        driver.record(slot.sorted[i], gating);
    }

    void learn(Slot slot, int i) {
        beginLayer(slot, i, slot.sorted[i]);
        if (gaussians != null) {
            gaussians.learn(mixing[i], slot, i);
        } else {
            learnBernoulli(slot, i);
        }
        driver.record(slot.mixed[i], mixing[i]);
    }

    private void learnBernoulli(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        BernoulliKernels.Flow flow = flow(slot, i);
        BernoulliKernels.Labels labels = slot.labels(i);
        if (spec.rateNormaliser() > 0) {
            mixingKernels.normaliseRates(
                    mixing[i], layer, slot.rows, flow, labels, spec.rateNormaliser(), capacity, slot.normalisedRates);
            labels = new BernoulliKernels.Labels(labels.classes(), slot.normalisedRates, capacity);
        }
        mixingKernels.learn(mixing[i], layer, slot.rows, flow, slot.streams(i), labels);
    }

    void infer(Slot slot, int i) {
        beginLayer(slot, i, slot.gated[i]);
        if (gaussians != null) {
            gaussians.infer(mixing[i], slot, i);
        } else {
            mixingKernels.infer(mixing[i], layers.get(i), flow(slot, i), slot.contexts(i));
        }
        driver.record(slot.mixed[i], mixing[i]);
    }

    /** Lets a layer wait for what it reads. */
    private void beginLayer(Slot slot, int i, long contexts) {
        driver.await(mixing[i], contexts);
        if (i > 0) {
            driver.await(mixing[i], slot.mixed[i - 1]);
        }
        driver.record(slot.mixing[i], mixing[i]);
    }

    private BernoulliKernels.Flow flow(Slot slot, int i) {
        LayerShape shape = layers.get(i).shape;
        long classStride = slot.classStride(i);
        if (i == layers.size() - 1) {
            int neurons = shape.spec().neurons();
            return new BernoulliKernels.Flow(slot.inputs[i], classStride, slot.logits, neurons, shape.units());
        }
        LayerShape above = layers.get(i + 1).shape;
        return new BernoulliKernels.Flow(
                slot.inputs[i], classStride, slot.inputs[i + 1], slot.classStride(i + 1), above.k());
    }

    void download(Slot slot) {
        driver.await(downloading, slot.mixed[layers.size() - 1]);
        driver.download(slot.hostPredictions, 0, slot.predictions, 4L * slot.rows * floats.copiedBack(), downloading);
        driver.record(slot.finished, downloading);
    }

    /** Waits until a block is through, and notes what its steps took. */
    void await(Slot slot) {
        driver.synchroniseEvent(slot.finished);
        spent("upload", slot.begun, slot.uploaded);
        spent("inputs", slot.uploaded, slot.prepared);
        long before = slot.prepared;
        for (int i = 0; i < layers.size(); i++) {
            spent("gating", before, slot.gated[i]);
            before = slot.gated[i];
            if (slot.learning) {
                spent("sorting", before, slot.sorted[i]);
                before = slot.sorted[i];
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            spent("mixing", slot.mixing[i], slot.mixed[i]);
            spent("mixing of layer " + i, slot.mixing[i], slot.mixed[i]);
        }
    }

    private void spent(String phase, long from, long to) {
        nanos.merge(phase, (long) (driver.elapsed(from, to) * 1e6), Long::sum);
    }

    /** By the device's clock; phases of different blocks overlap, so their sum is more than the time that passes. */
    Map<String, Long> phaseNanos() {
        Map<String, Long> phases = new LinkedHashMap<>();
        for (String phase : List.of("inputs", "gating", "mixing")) {
            phases.put(phase, 0L);
        }
        phases.putAll(nanos);
        return phases;
    }

    /** Goes on where a stream fails, so that none is left running; throws the first failure in the end. */
    void synchroniseAll() {
        Memory waits = new Memory(driver);
        waits.onClose(() -> driver.synchronise(downloading));
        for (long stream : mixing) {
            waits.onClose(() -> driver.synchronise(stream));
        }
        waits.onClose(() -> driver.synchronise(gating));
        waits.onClose(() -> driver.synchronise(uploading));
        waits.close();
    }
}
