package io.github.jgln.bench.peers;

import io.github.jgln.bench.regression.RegressionContender;
import io.github.jgln.bench.regression.RegressionPeers;
import java.util.ArrayList;
import java.util.List;

/** The learners of numbers here. */
public final class RegressionLearners implements RegressionPeers {
    /** Found by {@link java.util.ServiceLoader}. */
    public RegressionLearners() {}

    @Override
    public List<RegressionContender> list() {
        List<RegressionContender> all = new ArrayList<>(List.of(new TribuoRegression()));
        all.addAll(MoaRegression.all());
        return all;
    }
}
