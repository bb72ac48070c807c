package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the host and the kernels' sources both say, they say alike. */
class KernelSourceTest {
    private static String source(String file) throws IOException {
        return Files.readString(Path.of("../kernels/src/main/cuda", file));
    }

    /** The names of an enum of the source, in order; none has a value of its own. */
    private static List<String> names(String source, String name) {
        Matcher found = Pattern.compile("enum " + name + " \\{([^}=]*)}").matcher(source);
        assertTrue(found.find(), () -> "there is no enum " + name);
        return Arrays.stream(found.group(1).split(",")).map(String::trim).toList();
    }

    private static int constant(String source, String name) {
        Matcher found =
                Pattern.compile("static constexpr int " + name + " = (\\d+);").matcher(source);
        assertTrue(found.find(), () -> "there is no constant " + name);
        return Integer.parseInt(found.group(1));
    }

    @Test
    void enumsAreThoseOfTheSource() throws IOException {
        for (Enum<?>[] values : List.<Enum<?>[]>of(InputKernels.RowMap.values(), InputKernels.FeatureMap.values())) {
            List<String> expected = Arrays.stream(values).map(Enum::name).toList();
            assertEquals(
                    expected,
                    names(source("inputs.cu"), values[0].getDeclaringClass().getSimpleName()));
        }
    }

    @Test
    void constantsAreThoseOfTheSource() throws IOException {
        assertEquals(LayerShape.TILE, constant(source("jgln.cuh"), "TILE"));
        assertEquals(KernelModule.WARP, constant(source("jgln.cuh"), "WARP"));
        assertEquals(BernoulliKernels.BLOCK, constant(source("bernoulli.cu"), "BLOCK"));
    }
}
