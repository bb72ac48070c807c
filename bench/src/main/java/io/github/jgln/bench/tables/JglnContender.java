package io.github.jgln.bench.tables;

import io.github.jgln.GLN;
import io.github.jgln.Preset;

/**
 * The preset for tables, as it is. On one thread, as the others are; and without a sample of the rows to come, so that it knows of
 * them what the columns say, as the others do.
 */
final class JglnContender implements TableContender.Online {
    static final String NAME = "JGLN";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String method() {
        return "preset " + Preset.TABLE + ", as it is";
    }

    @Override
    public GLN prepare(TableSet like, long seed) {
        return GLN.builder(Preset.TABLE
                        .configure(like.columns(), like.classes().size(), like.count())
                        .seed(seed)
                        .build())
                .backend("cpu")
                .option("threads", "1")
                .create();
    }
}
