package io.github.jgln.bench.compare;

import io.github.jgln.Preset;
import io.github.jgln.bench.files.DataFile;
import java.util.List;
import java.util.Map;

/**
 * What a contender's process is told.
 *
 * @param name of the contender
 * @param backend its name; null for a contender that is no backend
 * @param options of the backend
 * @param warmUpSeconds on a throw-away model
 * @param neurons sizes of a hidden layer to measure afterwards, of a backend
 * @param data file of {@link DataFile}
 * @param result file to write a {@link CompareReport.Result} to
 */
record ContenderTask(
        String name,
        String backend,
        Map<String, String> options,
        Preset preset,
        long seed,
        int runs,
        double warmUpSeconds,
        List<Integer> neurons,
        String data,
        String result) {}
