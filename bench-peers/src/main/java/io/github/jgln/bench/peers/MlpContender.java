package io.github.jgln.bench.peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.bench.compare.Learner;
import io.github.jgln.bench.compare.LearningCurve;
import io.github.jgln.bench.rows.CompareData;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The baseline of the reference implementation's authors: one hidden layer of 64 tanh units, softmax cross-entropy, Adam at
 * 2.5e-4, one row at a time; by DJL with PyTorch.
 */
public final class MlpContender implements Contender {
    private static final String ENGINE = "PyTorch";
    private static final int HIDDEN = 64;
    private static final float RATE = 2.5e-4f;
    private static final int MARK_ROWS = 500;
    private static final int TEST_ROWS = 1000;

    /** One row is too little work to share: measured to be faster than two threads. */
    private static final String THREADS = "1";

    /** Found by {@link java.util.ServiceLoader}. */
    public MlpContender() {}

    @Override
    public String name() {
        return "MLP (DJL)";
    }

    @Override
    public String device() {
        Engine engine = engine();
        return "PyTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion() + ", processor, " + THREADS
                + " thread";
    }

    @Override
    public String method() {
        return "one hidden layer of " + HIDDEN + " tanh units, softmax cross-entropy, Adam 2.5e-4, batch 1";
    }

    /** The matrix products: forward, the gradients of weights, and those of the hidden units; Adam's own steps apart. */
    @Override
    public double multiplyAddsPerRow(CompareData data) {
        long below = (long) data.features() * HIDDEN;
        long above = (long) HIDDEN * data.classes();
        return 2.0 * below + 3.0 * above;
    }

    @Override
    public Learner prepare(CompareData data, long seed) {
        engine().setRandomSeed((int) seed);
        Model model = Model.newInstance("mlp", ENGINE);
        Block block = new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(data.classes()).build());
        model.setBlock(block);
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(RATE))
                        .build()));
        trainer.initialize(new Shape(1, data.features()));
        return new Mlp(data, model, trainer, loss);
    }

    /** Loads the natives from the class path; unpacked beside this class's jar, they come and go with it. */
    private static Engine engine() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", THREADS);
        setUnlessSet("ai.djl.pytorch.num_interop_threads", THREADS);
        setUnlessSet("DJL_CACHE_DIR", beside("djl"));
        return Engine.getEngine(ENGINE);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String beside(String folder) {
        try {
            Path code = Path.of(MlpContender.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling(folder).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has a place that is no file: " + e.getMessage(), e);
        }
    }

    private record Mlp(CompareData data, Model model, Trainer trainer, Loss loss) implements Learner {
        @Override
        public void learn(LearningCurve curve) {
            int n = data.features();
            for (int t = 0; t < data.rowCount(); t++) {
                int label = data.labels()[t];
                float[] row = Arrays.copyOfRange(data.rows(), t * n, (t + 1) * n);
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    NDList input = new NDList(manager.create(row, new Shape(1, n)));
                    NDList target = new NDList(manager.create(new float[] {label}, new Shape(1, 1)));
                    NDList output;
                    try (GradientCollector gradients = trainer.newGradientCollector()) {
                        output = trainer.forward(input, target);
                        output.attach(manager);
                        NDArray value = loss.evaluate(target, output);
                        value.attach(manager);
                        gradients.backward(value);
                    }
                    curve.row(classes(output)[0] == label);
                    trainer.step();
                }
                if ((t + 1) % MARK_ROWS == 0 || t + 1 == data.rowCount()) {
                    curve.mark();
                }
            }
        }

        @Override
        public Learner on(CompareData other) {
            return new Mlp(other, model, trainer, loss);
        }

        @Override
        public int correctTestRows() {
            int n = data.features();
            int correct = 0;
            for (int from = 0; from < data.testCount(); from += TEST_ROWS) {
                int to = Math.min(data.testCount(), from + TEST_ROWS);
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    float[] rows = Arrays.copyOfRange(data.testRows(), from * n, to * n);
                    NDList output = trainer.evaluate(new NDList(manager.create(rows, new Shape(to - from, n))));
                    output.attach(manager);
                    long[] classes = classes(output);
                    for (int t = from; t < to; t++) {
                        correct += classes[t - from] == data.testLabels()[t] ? 1 : 0;
                    }
                }
            }
            return correct;
        }

        private static long[] classes(NDList output) {
            return output.singletonOrThrow().argMax(1).toLongArray();
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
