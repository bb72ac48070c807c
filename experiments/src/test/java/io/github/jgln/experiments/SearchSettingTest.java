package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.Knob;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchSettingTest {
    private static final int FEATURES = 90;
    private static final int ROWS = 1234;

    private static SearchSetting setting(int index) {
        return SearchSpace.draw(3, index, List.of(Halfspaces.values()), 100, FEATURES);
    }

    /** What {@code jgln train} makes of options: they change its defaults, two hidden layers of 16 neurons among them. */
    private static GLNConfig typed(String options) {
        GLNConfig.Builder builder = GLNConfig.builder(FEATURES, 16, 16).classes(4);
        String[] words = options.split(" ");
        for (int i = 0; i < words.length; i++) {
            assertTrue(words[i].startsWith("--"), options);
            Knob<?> knob = Knob.ofOption(words[i].substring(2));
            knob.set(builder, knob.isSwitch() ? "true" : words[++i], ROWS);
        }
        return builder.build();
    }

    @Test
    void theOptionsTypedMakeTheSameNetwork() {
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < 300; index++) {
            SearchSetting setting = setting(index);
            String options = setting.options();
            assertEquals(setting.config(FEATURES, 4, ROWS, 0), typed(options), options);
            seen.addAll(List.of(options.split(" ")));
        }
        // So every knob that is searched was among them.
        assertTrue(
                seen.containsAll(List.of(
                        "--layers",
                        "--output-neurons",
                        "--context-map-size",
                        "--learning-rate",
                        "--layer-rate-factors",
                        "--halfspaces",
                        "--shared-halfspaces",
                        "--skip-connections",
                        "--unit-rows",
                        "--base-predictor",
                        "--side-information",
                        "--prediction-clipping",
                        "--weight-clipping")),
                seen.toString());
    }

    @Test
    void theRateIsTypedForHoweverManyRowsThereWillBe() {
        assertEquals(
                "--layers 16,16 --context-map-size 8,6 --learning-rate linear:0.06 --layer-rate-factors 1.0,0.2"
                        + " --halfspaces combinations --shared-halfspaces --unit-rows --base-predictor whitened:3.0,64,0.5"
                        + " --side-information centred --prediction-clipping 1.0E-4 --weight-clipping 200.0",
                new SearchSetting(2, 16, 8, 1, 6, false, true, Halfspaces.COMBINATIONS, true, 3, 0.5, 0.06, 0.2, 1e-4)
                        .options());
    }
}
