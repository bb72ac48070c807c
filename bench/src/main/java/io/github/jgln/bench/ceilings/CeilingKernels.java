package io.github.jgln.bench.ceilings;

/** Loops that do one thing only, as fast as a core can. */
public interface CeilingKernels {
    /** The Vector API where this JVM has it, as the engine chooses. */
    static CeilingKernels best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorCeilings()
                : new PlainCeilings();
    }

    /** Multiply-adds in one step of {@link #multiplyAdd}. */
    int step();

    /** Multiplies and adds without touching memory, or the first-level cache at most. */
    float multiplyAdd(int steps);

    /** Adds up numbers, to have them read. */
    float read(float[] values, int from, int to);
}
