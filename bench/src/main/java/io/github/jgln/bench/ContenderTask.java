package io.github.jgln.bench;

import io.github.jgln.Preset;
import java.util.Map;

/**
 * What a contender's process is told.
 *
 * @param name of the contender
 * @param backend its name; null for a contender that is no backend
 * @param options of the backend
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
        String data,
        String result) {}
