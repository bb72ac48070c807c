package io.github.jgln.bench.compare;

import io.github.jgln.OnlineLearner;
import io.github.jgln.data.Dataset;

/** Takes its whole process down, as a fault in native code would. */
public final class HaltingContender implements Contender {
    static final String NAME = "halting";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String device() {
        return "";
    }

    @Override
    public String method() {
        return "";
    }

    @Override
    public boolean onProcessor() {
        return false;
    }

    @Override
    public double multiplyAddsPerRow(Dataset train) {
        return 1;
    }

    @Override
    public OnlineLearner prepare(Dataset train, long seed) {
        System.err.println("last words");
        Runtime.getRuntime().halt(7);
        return null;
    }
}
