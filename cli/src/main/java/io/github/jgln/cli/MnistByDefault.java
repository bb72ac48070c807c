package io.github.jgln.cli;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/** DATA is an argument of other commands too, where nothing stands for it. */
class MnistByDefault implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
        return argument.isPositional() && argument.paramLabel().equals("DATA") ? "mnist" : null;
    }
}
