package io.github.jgln.bench.peers;

import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TablePeers;
import java.util.ArrayList;
import java.util.List;

/** The learners of tables here. */
public final class TableLearners implements TablePeers {
    /** Found by {@link java.util.ServiceLoader}. */
    public TableLearners() {}

    @Override
    public List<TableContender> list() {
        List<TableContender> all = new ArrayList<>(MoaTables.all());
        all.add(new TribuoTables());
        all.add(new VowpalWabbitTables());
        all.add(new XgboostTables());
        return all;
    }
}
