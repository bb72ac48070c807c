package io.github.jgln.bench.regression;

import java.util.List;

/** Contenders of other libraries, found by {@link java.util.ServiceLoader} in the process that measures them. */
public interface RegressionPeers {
    /** All of them; making them loads no native code. */
    List<RegressionContender> list();
}
