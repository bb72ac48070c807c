package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Mixing;
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
        assertAlike(InputKernels.RowMap.values(), "inputs.cu", "RowMap");
        assertAlike(InputKernels.FeatureMap.values(), "inputs.cu", "FeatureMap");
        assertAlike(Mixing.Gaussian.Form.values(), "gaussian.cu", "GaussianForm");
    }

    private static void assertAlike(Enum<?>[] values, String file, String name) throws IOException {
        assertEquals(Arrays.stream(values).map(Enum::name).toList(), names(source(file), name));
    }

    @Test
    void constantsAreThoseOfTheSource() throws IOException {
        assertEquals(LayerShape.TILE, constant(source("jgln.cuh"), "TILE"));
        assertEquals(KernelModule.WARP, constant(source("jgln.cuh"), "WARP"));
        assertEquals(StreamKernels.BLOCK, constant(source("rows.cuh"), "BLOCK"));
        assertEquals(GaussianKernels.SCALARS, constant(source("gaussian.cu"), "SCALARS"));
    }
}
