package io.github.jgln.cpu;

/**
 * The inner loops of mixing. Two implementations stand side by side, {@link VectorMixing} and {@link PlainMixing}, with the
 * same meaning.
 *
 * <p>Weight rows and inputs are padded with zeros to a multiple of {@link Operations#lanes}; {@code k} below is such a padded
 * length. Every sum has one order that depends on its length alone.
 */
interface MixingOps {
    /** These operations for one thread, with whatever they work in. */
    MixingOps forWorker();

    /** Whether a layer of this padded width is learnt by {@link BernoulliGroup} rather than by {@link BernoulliStreams}. */
    boolean learnsTogether(int k);

    /** {@code w · x}. */
    float dot(float[] w, int wOffset, float[] x, int xOffset, int k);

    /** {@code w ← w - g x}. */
    void update(float[] w, int wOffset, float[] x, int xOffset, int k, float g);

    /** {@code w ← w - g x}, then {@code w · next}, in one pass; the same bits as {@link #update} and {@link #dot}. */
    float updateDot(float[] w, int wOffset, float[] x, int xOffset, int nextOffset, int k, float g);

    /** {@code w ← clip(w, -bound, bound)}; returns the largest magnitude left. */
    float clip(float[] w, int wOffset, int k, float bound);

    /** Outputs, steps and new bias weights of a group's neurons at one row, from their dot products. */
    void predictTogether(GroupStep step, float logitBound, float weightBound);

    /** Outputs, steps and new bias weights of a neuron's coupled classes at one row, from their dot products. */
    void predictCoupled(SoftmaxStep step, int label, float logitBound, float weightBound);
}
