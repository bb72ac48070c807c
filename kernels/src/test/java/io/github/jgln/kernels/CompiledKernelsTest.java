package io.github.jgln.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CompiledKernelsTest {
    /** The kernels by name, as the CUDA backend asks for them. */
    private static Set<String> names() {
        Set<String> names = new TreeSet<>(List.of(
                "gate",
                "packScreened",
                "packSigns",
                "splitRows",
                "rowLogits",
                "featureInputs",
                "skipInputs",
                "normaliseRates",
                "sortByContext",
                "scheduleStreams",
                "learnBlock",
                "learnCoupledThread",
                "learnCoupledWarp",
                "learnCoupledBlock",
                "inferBlock",
                "gaussianNaturals",
                "gaussianMixture",
                "gaussianLearnBlock",
                "gaussianInferBlock"));
        for (int f = 1; f <= 8; f++) {
            for (String does : List.of("learn", "infer", "gaussianLearn", "gaussianInfer")) {
                names.addAll(Set.of(does + "Thread" + f, does + "Warp" + f));
            }
        }
        return names;
    }

    @Test
    void ptxHasEveryKernelAndNoOther() {
        String ptx = text(CompiledKernels.image(7, 5));
        Set<String> entries = Pattern.compile("\\.visible \\.entry (\\w+)\\(")
                .matcher(ptx)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(), entries);
    }

    @Test
    void ptxIsTextForAnyGpuFrom75OnAndEndsWithZero() {
        byte[] image = CompiledKernels.image(12, 0);
        assertArrayEquals(CompiledKernels.image(8, 6), image);
        assertEquals(0, image[image.length - 1]);
        String ptx = text(image);
        assertEquals(-1, ptx.indexOf('\0'));
        Matcher header = Pattern.compile("\\.version 6\\.3\\s+\\.target sm_75\\s+\\.address_size 64")
                .matcher(ptx);
        assertTrue(header.find(), ptx.substring(0, 300));
    }

    @Test
    void cubinWhereOneFitsExactly() {
        byte[] cubin = CompiledKernels.image(9, 0);
        assertArrayEquals(new byte[] {0x7f, 'E', 'L', 'F'}, new byte[] {cubin[0], cubin[1], cubin[2], cubin[3]});
        String bytes = new String(cubin, StandardCharsets.ISO_8859_1);
        for (String name : names()) {
            assertTrue(bytes.contains("\0.text." + name + "\0"), name);
        }
    }

    @Test
    void anImageIsTheCallersOwn() {
        CompiledKernels.image(9, 0)[0] = 1;
        assertEquals(0x7f, CompiledKernels.image(9, 0)[0]);
    }

    @Test
    void earlierGpusAreRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> CompiledKernels.image(7, 0));
        assertTrue(e.getMessage().contains("7.5 or later; this one has 7.0"), e.getMessage());
    }

    private static String text(byte[] image) {
        return new String(image, 0, image.length - 1, StandardCharsets.US_ASCII);
    }
}
