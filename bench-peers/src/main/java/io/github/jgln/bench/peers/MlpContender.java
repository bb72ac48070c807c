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
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.data.Dataset;

/**
 * The baseline of the reference implementation's authors: one hidden layer of 64 tanh units, softmax cross-entropy, Adam at
 * 2.5e-4, one row at a time; by DJL with PyTorch.
 */
public final class MlpContender implements Contender {
    private static final String ENGINE = "PyTorch";
    private static final int HIDDEN = 64;
    private static final float RATE = 2.5e-4f;
    private static final int PREDICTED_ROWS = 1000;

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
    public double multiplyAddsPerRow(Dataset train) {
        long below = (long) train.features() * HIDDEN;
        long above = (long) HIDDEN * train.classCount();
        return 2.0 * below + 3.0 * above;
    }

    @Override
    public OnlineLearner prepare(Dataset train, long seed) {
        engine().setRandomSeed((int) seed);
        Model model = Model.newInstance("mlp", ENGINE);
        Block block = new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(train.classCount()).build());
        model.setBlock(block);
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(RATE))
                        .build()));
        trainer.initialize(new Shape(1, train.features()));
        return new Mlp(train, model, trainer, loss);
    }

    /** Loads the natives from the class path; unpacked beside this class's jar, they come and go with it. */
    private static Engine engine() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", THREADS);
        setUnlessSet("ai.djl.pytorch.num_interop_threads", THREADS);
        setUnlessSet("DJL_CACHE_DIR", Beside.file("djl").toString());
        return Engine.getEngine(ENGINE);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static final class Mlp extends SoftmaxLearner {
        private final int classes;
        private final Model model;
        private final Trainer trainer;
        private final Loss loss;

        Mlp(Dataset like, Model model, Trainer trainer, Loss loss) {
            super(like);
            this.classes = like.classCount();
            this.model = model;
            this.trainer = trainer;
            this.loss = loss;
        }

        @Override
        float[] learn(Rows row, int label) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDList input = input(manager, row);
                NDList target = new NDList(manager.create(new float[] {label}, new Shape(1, 1)));
                NDList output;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    output = trainer.forward(input, target);
                    output.attach(manager);
                    NDArray value = loss.evaluate(target, output);
                    value.attach(manager);
                    gradients.backward(value);
                }
                float[] before = output.singletonOrThrow().toFloatArray();
                trainer.step();
                return before;
            }
        }

        @Override
        float[] scores(Rows rows) {
            float[] scores = new float[rows.count() * classes];
            for (int from = 0, count; (count = Math.min(PREDICTED_ROWS, rows.count() - from)) > 0; from += count) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    NDList output = trainer.evaluate(input(manager, rows.part(from, count)));
                    output.attach(manager);
                    float[] some = output.singletonOrThrow().toFloatArray();
                    System.arraycopy(some, 0, scores, from * classes, some.length);
                }
            }
            return scores;
        }

        private static NDList input(NDManager manager, Rows rows) {
            return new NDList(manager.create(rows.toArray(), new Shape(rows.count(), rows.features())));
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
