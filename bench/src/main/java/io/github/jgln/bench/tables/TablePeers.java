package io.github.jgln.bench.tables;

import java.util.List;

/** Contenders of other libraries, found by {@link java.util.ServiceLoader} in the process that measures them. */
public interface TablePeers {
    /** All of them; making them loads no native code. */
    List<TableContender> list();
}
