package io.github.jgln.bench.process;

/** Is told how far work is. */
@FunctionalInterface
public interface WorkerProgress {
    /**
     * It is at {@code done} of {@code total}.
     *
     * @param what is done now; without a tab
     */
    void at(String what, int done, int total);
}
