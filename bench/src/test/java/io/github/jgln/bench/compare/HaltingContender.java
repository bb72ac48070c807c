package io.github.jgln.bench.compare;

import io.github.jgln.OnlineLearner;
import io.github.jgln.data.Dataset;

/** Takes its whole process down, as a fault in native code would. */
public final class HaltingContender extends StubContender {
    static final String NAME = "halting";

    public HaltingContender() {
        super(NAME);
    }

    @Override
    public OnlineLearner prepare(Dataset train, long seed) {
        System.err.println("last words");
        Runtime.getRuntime().halt(7);
        return null;
    }
}
