package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.jgln.Backends;
import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.Preparation;
import io.github.jgln.Preset;
import io.github.jgln.cuda.CudaMessages;
import io.github.jgln.data.FirstRows;
import io.github.jgln.data.IdxDataset;
import io.github.jgln.data.ImageFolder;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Schema;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every message that the page on troubleshooting quotes can be had. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("../docs/troubleshooting.md");

    /** Messages are quoted in code, at the head of a paragraph; others are no messages. */
    private static final Pattern QUOTED = Pattern.compile("(?m)^\\*\\*`([^`]+)`");

    private static final GLNConfig SMALL = GLNConfig.builder(2, 1).build();

    /** Each quoted message, and how to come by it. */
    private static Map<String, Callable<String>> messages() {
        Map<String, Callable<String>> messages = new LinkedHashMap<>();
        messages.put("unknown backend '…'; found: …", () -> refusal(() -> GLN.create("abacus", SMALL)));
        messages.put("backend '…' is not available: …", () -> {
            System.setProperty("jgln.cpu.simd", "neon");
            try {
                return refusal(() -> GLN.create("cpu", SMALL));
            } finally {
                System.clearProperty("jgln.cpu.simd");
            }
        });
        messages.put(
                "no backend found; put jgln-backend-cpu (or another backend) on the class path",
                TroubleshootingTest::withoutProviders);
        messages.put("plain Java", () -> device("plain"));
        messages.put("WARNING: Using incubator modules: jdk.incubator.vector", TroubleshootingTest::startOfJvm);
        messages.put(
                "WARNING: Aparapi is running on an untested OpenCL platform version",
                () -> "WARNING: " + textIn("/linux/libaparapi_x86_64.so", "Aparapi is running on an untested"));
        messages.put("no NVIDIA driver: libcuda.so.1 not found", CudaMessages::withoutDriver);
        messages.put("the NVIDIA driver finds no device", CudaMessages::withoutDevice);
        messages.put("gating by own kernel: libcublas.so.12 not found", CudaMessages::withoutCublas);
        messages.put("JCuda's native library does not load: …", CudaMessages::withoutRightToExecute);
        messages.put(
                "backend 'cuda': the model needs … MiB and a block of … rows … MiB …", CudaMessages::withoutMemory);
        messages.put("this model's numbers were lost on the device when learning broke off", CudaMessages::afterAFault);
        messages.put(
                "expected one thread at a time to use this model, but … is using it",
                TroubleshootingTest::twoUsesAtOnce);
        messages.put(
                "halfspaces from bisectors need at least 2 sample rows at creation",
                () -> refusal(() -> GLN.create(
                        "cpu",
                        GLNConfig.builder(2).halfspaces(Halfspaces.BISECTORS).build())));
        messages.put("rows: expected finite numbers, got NaN in row …, feature …", () -> {
            try (GLN gln = GLN.create("cpu", SMALL)) {
                return refusal(() -> gln.infer(new float[] {1, 2, 3, Float.NaN}, 2));
            }
        });
        messages.put(
                "expected numbers in the target column '…', found '…'",
                () -> refusal(() -> Schema.infer(
                        FirstRows.of(Table.open(
                                "t",
                                new ByteArrayInputStream("x,y\n1,red\n2,blue\n".getBytes(StandardCharsets.UTF_8)),
                                TableOptions.DEFAULT)),
                        SchemaOptions.builder().targets(List.of("y")).build())));
        messages.put(
                "expected 1 target column, as many as the model learns",
                () -> refusal(() -> new ModelInput(Preparation.ofNumbers(List.of(), List.of()), 2, List.of(), 1)
                        .targets(List.of())));
        messages.put("this model learns numbers; ask predictDistribution or predictMeans", () -> {
            try (GLN gln = GLN.create(
                    "cpu", Preset.REGRESSION.configureNumbers(2, 1, 10).build())) {
                return refusal(() -> gln.infer(new float[] {1, 2}, 1));
            }
        });
        messages.put("expected an image of … x … pixels, as … has, found … x …", TroubleshootingTest::imagesOfTwoSizes);
        messages.put(
                "expected the IDX files of one data set, found those of the prefixes …",
                TroubleshootingTest::filesOfTwoSets);
        return messages;
    }

    private static String imagesOfTwoSizes() throws IOException {
        Path pictures = Files.createTempDirectory("jgln-");
        for (int width = 1; width <= 2; width++) {
            Path folder = Files.createDirectories(pictures.resolve("class " + width));
            BufferedImage picture = new BufferedImage(width, 1, BufferedImage.TYPE_BYTE_GRAY);
            ImageIO.write(picture, "png", folder.resolve("a.png").toFile());
        }
        return refusal(() -> ImageFolder.read(pictures, Optional.empty(), LoadListener.silent()));
    }

    private static String filesOfTwoSets() throws IOException {
        Path folder = Files.createTempDirectory("jgln-");
        for (String set : List.of("letters", "digits")) {
            Files.createFile(folder.resolve(set + "-train-images-idx3-ubyte"));
            Files.createFile(folder.resolve(set + "-train-labels-idx1-ubyte"));
        }
        return refusal(() -> IdxDataset.read(folder, Optional.empty(), LoadListener.silent()));
    }

    @TestFactory
    Stream<DynamicTest> whatIsQuotedIsSaid() {
        return messages().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    String said = entry.getValue().call();
                    Pattern quoted = Pattern.compile(
                            Stream.of(entry.getKey().split("…", -1))
                                    .map(Pattern::quote)
                                    .reduce((one, other) -> one + ".+" + other)
                                    .orElseThrow(),
                            Pattern.DOTALL);
                    assertTrue(quoted.matcher(said).find(), said);
                }));
    }

    @Test
    void thePageQuotesTheseAndNoOthers() throws IOException {
        List<String> quoted = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            quoted.add(matcher.group(1));
        }
        assertEquals(new TreeSet<>(messages().keySet()), new TreeSet<>(quoted));
    }

    private static String refusal(Executable call) {
        return assertThrows(RuntimeException.class, call).getMessage();
    }

    /** The engine alone in a loader of its own. */
    private static String withoutProviders() throws Exception {
        URL core = Backends.class.getProtectionDomain().getCodeSource().getLocation();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(alone);
            Class<?> config = Class.forName(GLNConfig.class.getName(), true, alone);
            Object builder = config.getMethod("builder", int.class, int[].class).invoke(null, 2, new int[] {1});
            Object built = builder.getClass().getMethod("build").invoke(builder);
            Method create = Class.forName(GLN.class.getName(), true, alone).getMethod("create", config);
            return assertThrows(InvocationTargetException.class, () -> create.invoke(null, built))
                    .getCause()
                    .getMessage();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String device(String simd) {
        try (GLN gln = GLN.builder(SMALL).backend("cpu").option("simd", simd).create()) {
            return gln.device().toString();
        }
    }

    private static String startOfJvm() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-version")
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        }
    }

    /** The text that begins so in a native library, up to its end. */
    private static String textIn(String library, String beginning) throws IOException {
        try (InputStream in = TroubleshootingTest.class.getResourceAsStream(library)) {
            String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            int at = bytes.indexOf(beginning);
            assertTrue(at >= 0, library + " has no text '" + beginning + "…'");
            return bytes.substring(at, bytes.indexOf(0, at));
        }
    }

    /** A user's function that uses the model it is called for. */
    private static String twoUsesAtOnce() {
        GLN[] model = new GLN[1];
        GLNConfig config = GLNConfig.builder(2)
                .basePredictor(new BasePredictor.Custom(1, (rows, offset, predictions, to) -> model[0].state()))
                .build();
        try (GLN gln = GLN.create("cpu", config)) {
            model[0] = gln;
            return refusal(() -> gln.predict(new float[2]));
        }
    }
}
