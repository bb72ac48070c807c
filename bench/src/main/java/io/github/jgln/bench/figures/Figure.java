package io.github.jgln.bench.figures;

import io.github.jgln.bench.sampling.Spread;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the report.
 *
 * @param key its name in JSON
 * @param label its name in the table
 * @param unit of the spread
 * @param spread what was measured
 * @param share how much of a ceiling that is; null where no ceiling says anything of it
 */
public record Figure(String key, String label, String unit, Spread spread, Share share) {
    /**
     * A part of a ceiling, both measured in turns.
     *
     * @param fraction 1 is the ceiling itself
     * @param of the key of the ceiling's figure
     * @param ceiling as it was at that time, in its own unit
     */
    public record Share(Spread fraction, String of, Spread ceiling) {}

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("unit", unit);
        json.putAll(spread.json());
        if (share != null) {
            json.put("share", share.fraction().median());
            json.put("shareOf", share.of());
            json.put("ceiling", share.ceiling().median());
        }
        return json;
    }
}
