package io.github.jgln.bench.tables;

import io.github.jgln.GLN;
import io.github.jgln.Preset;
import io.github.jgln.Replay;
import java.util.List;
import java.util.stream.Stream;

/**
 * The preset for tables, as it is, or with rows that are learnt again. On one thread, as the others are; and without a sample of the
 * rows to come, so that it knows of them what the columns say, as the others do.
 */
final class JglnContender implements TableContender.Online {
    static final String NAME = "JGLN";

    /** As it is, and with so many rows that are learnt again after each new one. */
    static final List<JglnContender> ALL = Stream.of(0, 2, 4, 8)
            .map(rows -> new JglnContender(new Replay(rows)))
            .toList();

    private final Replay replay;

    private JglnContender(Replay replay) {
        this.replay = replay;
    }

    @Override
    public String name() {
        return replay.rows() == 0 ? NAME : NAME + "-R" + replay.rows();
    }

    @Override
    public String method() {
        return "preset " + Preset.TABLE + (replay.rows() == 0 ? ", as it is" : ", --replay " + replay.rows());
    }

    @Override
    public GLN prepare(TableSet like, long seed) {
        return GLN.builder(Preset.TABLE
                        .configure(like.columns(), like.classes().size(), like.count())
                        .replay(replay)
                        .seed(seed)
                        .build())
                .backend("cpu")
                .option("threads", "1")
                .create();
    }
}
