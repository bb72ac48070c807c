package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code jgln}, in a checkout that has just enough for it, with a Java that prints its arguments. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "jgln");

    private record Ran(int code, String out, String err) {}

    @TempDir
    Path folder;

    @BeforeEach
    void writeJava() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script is bash's, and this system has none");
        folder = folder.toRealPath();
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\nMODULES=\"java.base\"\n");
    }

    /** One whose jar is newer than its sources. */
    private Path checkout(String name) throws IOException {
        Path checkout = Files.createDirectories(folder.resolve(name));
        Files.copy(SCRIPT, checkout.resolve("jgln"));
        Path resources = Files.createDirectories(checkout.resolve("cli/src/main/resources/io/github/jgln/cli"));
        Files.writeString(resources.resolve("optional-commands.txt"), "serve server io.github.jgln.Serve Serves.\n");
        Files.writeString(resources.resolve("optional-tables.txt"), "orc ores\nore ores\n");
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(checkout.resolve("cli/pom.xml"), "");
        Files.createDirectories(checkout.resolve("cli/target/lib"));
        Path jar = Files.writeString(checkout.resolve("cli/target/jgln-cli.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        return checkout;
    }

    private Ran run(String script, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("/bin/bash", script));
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
        builder.environment().put("JGLN_CLASSPATH", "driver.jar");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("CDPATH", folder.resolve("other").toString());
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }

    private static String failure(Ran ran) {
        assertEquals(1, ran.code(), ran.err());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("jgln: "), ran.err());
        return ran.err();
    }

    /** There is another of its name where CDPATH leads. */
    @Test
    void theScriptFindsItsOwnCheckoutWhateverCdpathSays() throws Exception {
        Path checkout = checkout("one");
        checkout("other/one");
        Ran ran = run("one/jgln", "info");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        List<String> arguments = ran.out().lines().toList();
        assertEquals(
                checkout.resolve("cli/target/jgln-cli.jar") + ":driver.jar",
                arguments.get(arguments.indexOf("-cp") + 1));
    }

    /** However many of its sources are named, and nowhere else than before a colon. */
    @Test
    void aModuleIsOnTheClassPathWhereASourceOfItsIsNamed() throws Exception {
        Path checkout = checkout("one");
        Path module = checkout.resolve("ores");
        Files.createDirectories(module.resolve("target/lib"));
        Files.writeString(module.resolve("pom.xml"), "");
        Path built = Files.writeString(module.resolve("target/jgln-built"), "");
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
        String jar = checkout.resolve("cli/target/jgln-cli.jar") + ":driver.jar";
        String with = jar + ":" + module.resolve("target/classes") + ":" + module.resolve("target/lib/*");
        assertEquals(with, classPath(run("one/jgln", "train", "--quiet", "orc:some rows", "--test", "ore:x")));
        assertEquals(jar, classPath(run("one/jgln", "train", "orc", "csv:orc:x")));
    }

    private static String classPath(Ran ran) {
        assertEquals("", ran.err());
        List<String> arguments = ran.out().lines().toList();
        return arguments.get(arguments.indexOf("-cp") + 1);
    }

    @Test
    void aCheckoutWithAColonIsRefused() throws Exception {
        checkout("a:b");
        String why = failure(run("a:b/jgln", "info"));
        assertTrue(why.contains(folder.resolve("a:b") + ", and Java takes the colon"), why);
    }

    /** A file stands for a folder that cannot be written to, which is one for the superuser too. */
    @Test
    void aCheckoutThatCannotBeBuiltSaysSo() throws Exception {
        Path checkout = checkout("one");
        Files.writeString(checkout.resolve("target"), "");
        Ran fine = run("one/jgln", "info");
        assertEquals(0, fine.code(), fine.err());
        // A module's absence is for what runs then to tell.
        Ran without = run("one/jgln", "serve");
        assertEquals(0, without.code(), without.err());
        assertTrue(without.err().matches("jgln: server is to be built, but .*/one cannot be written to; going on.*\n"));
        Path newer = checkout.resolve("cli/pom.xml");
        Files.setLastModifiedTime(newer, FileTime.from(Instant.now().plusSeconds(120)));
        String why = failure(run("one/jgln", "info"));
        assertTrue(why.contains("/one is newer than what was built of it"), why);
    }

    /** Other libraries are built where something is to be measured, and only there. */
    @Test
    void othersLearnersAreBuiltForWhatMeasuresThem() throws Exception {
        Path checkout = checkout("one");
        Files.writeString(checkout.resolve("target"), "");
        String built = "jgln: bench-peers is to be built";
        for (String command : List.of("compare mnist", "compare tables --results FILE", "compare regression --suite DIR", "capacity mnist")) {
            assertTrue(run("one/jgln", command.split(" ")).err().startsWith(built), command);
        }
        for (String command :
                List.of(
                        "compare --results",
                        "compare tables --results FILE --page PAGE",
                        "compare tables --help",
                        "compare regression --protocol --suite DIR",
                        "compare regression --page PAGE")) {
            assertEquals("", run("one/jgln", command.split(" ")).err(), command);
        }
    }
}
