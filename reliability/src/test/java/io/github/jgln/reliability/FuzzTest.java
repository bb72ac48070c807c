package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import io.github.jgln.reliability.Fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The targets of {@link Fuzz}: once with each input of the seed corpus and each that was ever found to break something
 * ({@code src/test/resources/fuzz/TARGET}), then with those that Jazzer makes of them.
 */
class FuzzTest {
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
    private static final int SECONDS = Integer.getInteger("reliability.fuzz.seconds", 3);
    private static final int STARTING_SECONDS = 120;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in");

    @TempDir
    Path folder;

    private static List<Path> corpus(Target target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    List<DynamicTest> seedsAndFindings() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Target target : Target.values()) {
            List<Path> files = corpus(target);
            assertTrue(!files.isEmpty(), "no seeds for " + target);
            for (Path file : files) {
                tests.add(DynamicTest.dynamicTest(
                        target + " " + file.getFileName(), () -> target.run(Files.readAllBytes(file))));
            }
        }
        return tests;
    }

    /** Fresh models are seeds too, so that the corpus does not age with the format. */
    private void writeModels(Path seeds) throws IOException {
        Path file = folder.resolve("model");
        GLNConfig small = GLNConfig.builder(1).contextMapSize(0).build();
        GLNConfig other = GLNConfig.builder(2, 2)
                .classes(3)
                .contextMapSize(1)
                .sideInformation(SideInformation.CENTRED)
                .fixedStatistics(new float[2], new float[2])
                .build();
        for (GLNConfig config : List.of(small, other)) {
            try (GLN gln = GLN.create("cpu", config)) {
                gln.saved(Map.of("a", "b")).write(file);
            }
            byte[] bytes = Files.readAllBytes(file);
            Path seed = seeds.resolve("model-" + config.inputSize());
            Files.write(seed, Target.MODEL.input(bytes));
            // One that can be changed without the checksum telling: its name is no longer that.
            String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("jgln.checksum", "note.checksum");
            Files.write(
                    seeds.resolve(seed.getFileName() + "-unsigned"),
                    Target.MODEL.input(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    @Test
    void jazzerFindsNothing() throws Exception {
        try (Part part = Part.begin(3, "seconds of inputs that Jazzer makes", SECONDS)) {
            fuzz(part);
        }
    }

    private void fuzz(Part part) throws Exception {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        Path findings = Path.of("target", "fuzz-findings").toAbsolutePath();
        Files.createDirectories(findings);
        for (Target target : Target.values()) {
            for (Path file : corpus(target)) {
                Files.write(seeds.resolve(target + "-" + file.getFileName()), target.input(Files.readAllBytes(file)));
            }
        }
        writeModels(seeds);
        int seedCount = seeds.toFile().list().length;
        List<String> arguments = List.of(
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=io.github.jgln.**",
                "--reproducer_path=" + findings,
                "-max_total_time=" + SECONDS,
                "-max_len=8192",
                "-artifact_prefix=" + findings + "/",
                seeds.toString());
        Path output = folder.resolve("output");
        // A small heap, so that what believes a size in a header runs out of it.
        Process process = ChildJvm.start(List.of("-Xmx300m"), "com.code_intelligence.jazzer.Jazzer", arguments, output);
        boolean ended = false;
        for (int waited = 0; waited < SECONDS + STARTING_SECONDS && !ended; waited++) {
            part.reached(waited);
            ended = process.waitFor(1, TimeUnit.SECONDS);
        }
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        Matcher done = DONE.matcher(said);
        long runs = done.find() ? Long.parseLong(done.group(1)) : 0;
        boolean found = !ended || process.exitValue() != 0;
        part.finish(
                "inputs that Jazzer made for the readers of models, IDX files and tables and for the public API",
                runs,
                0,
                found ? 1 : 0,
                "%d seconds, from %d seeds".formatted(SECONDS, seedCount));
        assertTrue(ended, said);
        assertEquals(0, process.exitValue(), "copy what is in " + findings + " to " + CORPUS + "\n" + said);
        // How many more there are depends on the machine; the table tells.
        assertTrue(runs >= seedCount, said);
    }
}
