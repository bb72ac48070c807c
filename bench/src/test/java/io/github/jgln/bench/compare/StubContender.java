package io.github.jgln.bench.compare;

import io.github.jgln.data.Dataset;

/** A contender of which nothing matters but its name and what it prepares. */
abstract class StubContender implements Contender {
    private final String name;

    StubContender(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
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
}
