package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Image files, IDX files of other data sets and CIFAR-10's own through the commands. */
class ImageCommandsTest {
    @TempDir
    Path folder;

    private static Cli run(String command, String... options) {
        return Cli.run(
                Stream.concat(Stream.of(command.split(" ")), Stream.of(options)).toArray(String[]::new));
    }

    private Path write(String name, int width, int colour) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, 3, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 3 * width; i++) {
            image.setRGB(i % width, i / width, colour ^ i * 0x050301);
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** Reddish and bluish ones, 30 of each in a part. */
    private void pictures(String... parts) throws IOException {
        for (String part : parts) {
            for (int i = 0; i < 30; i++) {
                write(part + "red/" + i + ".png", 4, 0xd02010 + i);
                write(part + "blue/" + i + ".png", 4, 0x1020d0 - i);
            }
        }
    }

    private String[] quick(String... options) {
        String[] all = {"--backend", "cpu", "--layers", "4", "--learning-rate", "0.05", "--json"};
        return Stream.concat(Stream.of(all), Stream.of(options)).toArray(String[]::new);
    }

    @Test
    void foldersOfImagesAreLearntEvaluatedExplainedAndPredicted() throws IOException {
        pictures("train/", "test/");
        String data = "images:" + folder;
        String model = folder.resolve("model").toString();
        JsonNode trained = run("train " + data, quick("--save", model)).json();
        assertEquals(60, trained.get("rows").asInt());
        assertEquals(60, trained.get("testRows").asInt());
        assertEquals(data, trained.get("dataset").asString());
        assertTrue(trained.get("shuffled").asBoolean());
        assertEquals(1, trained.get("testAccuracy").asDouble());
        JsonNode evaluated =
                run("evaluate", model, data, "--backend", "cpu", "--json").json();
        assertEquals(1, evaluated.get("testAccuracy").asDouble());
        assertFalse(evaluated.get("wholeTable").asBoolean());

        Path picture = folder.resolve("explained.png");
        JsonNode explained = run("explain", model, data, "--row", "31", "--out", picture.toString(), "--json")
                .json();
        assertEquals("red", explained.get("label").asString());
        assertEquals("red", explained.get("predicted").asString());
        assertEquals(36, explained.get("added").size());
        // In its own colours, which a drawing as ink has not.
        int pixel = ImageIO.read(picture.toFile()).getRGB(24 + 40, 64 + 40);
        assertTrue((pixel >> 16 & 0xff) > 150 && (pixel & 0xff) < 100, Integer.toHexString(pixel));

        JsonNode predicted =
                run("predict", model, data, "--backend", "cpu", "--json").json();
        assertEquals(60, predicted.get("rows").asInt());
        assertEquals("blue", predicted.get("predicted").get(0).asString());
        write("new/b.png", 4, 0x1020d0);
        write("new/a.png", 4, 0xd02010);
        JsonNode unlabelled = run("predict", model, "images:" + folder.resolve("new"), "--backend", "cpu", "--json")
                .json();
        assertEquals("[\"red\",\"blue\"]", unlabelled.get("predicted").toString());
    }

    @Test
    void partIsHeldOutWhereNoneIsForTesting() throws IOException {
        pictures("");
        String data = "images:" + folder;
        String model = folder.resolve("model").toString();
        JsonNode trained =
                run("train " + data, quick("--save", model, "--seed", "4")).json();
        assertEquals(48, trained.get("rows").asInt());
        assertEquals(12, trained.get("testRows").asInt());
        assertEquals(
                15,
                run("train " + data, quick("--test-fraction", "0.25"))
                        .json()
                        .get("testRows")
                        .asInt());
        Cli all = run("evaluate", model, data, "--backend", "cpu");
        assertTrue(all.out().contains("(all 60 rows of the data; if the model was trained on it"), all.out());
        JsonNode heldOut = run("evaluate", model, data, "--backend", "cpu", "--test-fraction", "0.2", "--json")
                .json();
        assertEquals(12, heldOut.get("testRows").asInt());
        assertEquals(
                trained.get("testAccuracy").asDouble(),
                heldOut.get("testAccuracy").asDouble());
        assertFalse(heldOut.get("wholeTable").asBoolean());
    }

    @Test
    void imagesOfSeveralSizesAreScaledWhereThatIsWanted() throws IOException {
        pictures("");
        Path wide = write("red/wide.png", 9, 0xd02010);
        assertTrue(run("train images:" + folder, "--quiet").failure(1).contains(wide + ": expected an image of 4 x 3"));
        JsonNode trained = run("train images:" + folder, quick("--size", "5x2")).json();
        assertEquals(30, trained.get("features").asInt());
        assertEquals("images:" + folder + ", 5 x 2", trained.get("dataset").asString());
        String refusal = run("train images:" + folder, "--size", "5", "--quiet").failure(2);
        assertTrue(refusal.contains("such as 32x32, got '5'"), refusal);
    }

    @Test
    void idxFilesOfOtherNamesAreFound() throws IOException {
        Path several = Files.createDirectory(folder.resolve("several"));
        MnistSample.copyTo(several);
        for (Path file : DataFiles.below(several, 1)) {
            Files.copy(file, several.resolve("own-" + file.getFileName()));
        }
        String refusal = run("train idx:" + several, "--quiet").failure(1);
        assertTrue(refusal.contains("found those of the prefixes '', 'own'; choose one with --prefix"), refusal);
        JsonNode trained = run("train idx:" + several, quick("--prefix", "own")).json();
        assertEquals("idx:" + several + ", own", trained.get("dataset").asString());
        assertEquals(100, trained.get("testRows").asInt());
        for (String part : new String[] {"images-idx3", "labels-idx1"}) {
            Files.delete(several.resolve("own-t10k-" + part + "-ubyte.gz"));
        }
        JsonNode heldOut = run("train idx:" + several, quick("--prefix", "own")).json();
        assertEquals(240, heldOut.get("rows").asInt());
        assertEquals(60, heldOut.get("testRows").asInt());
    }

    @Test
    void cifarsOwnFilesAreRead() throws IOException {
        byte[] batch = new byte[20 * 3073];
        for (int i = 0; i < 20; i++) {
            batch[i * 3073] = (byte) (i % 10);
            batch[i * 3073 + 1 + i % 10 * 100] = (byte) 200;
        }
        Files.write(folder.resolve("data_batch_1.bin"), batch);
        Files.write(folder.resolve("test_batch.bin"), batch);
        JsonNode trained = run("train cifar10:" + folder, quick("--quiet")).json();
        assertEquals(3072, trained.get("features").asInt());
        assertEquals(20, trained.get("testRows").asInt());
        JsonNode named = run("train cifar-10", quick("--data-dir", folder.toString(), "--quiet"))
                .json();
        assertEquals("cifar-10", named.get("dataset").asString());
        assertTrue(run("train cifar10:" + folder, "--deskew", "--quiet")
                .failure(1)
                .contains("deskewing needs grey images, but these have 3 channels"));
    }

    @Test
    void noOutputReplacesAnImage() throws IOException {
        pictures("train/", "test/");
        Path image = folder.resolve("test/red/7.png");
        byte[] before = Files.readAllBytes(image);
        String refusal = run("train images:" + folder, "--save", image.toString(), "--quiet")
                .failure(2);
        assertTrue(refusal.contains("expected another file than those that are read"), refusal);
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void optionsOfOtherDataAreRefused() throws IOException {
        pictures("train/", "test/");
        String images = "train images:" + folder;
        assertTrue(run(images, "--prefix", "x").failure(2).contains("--prefix is for idx: data only"));
        assertTrue(run(images, "--data-dir", "x").failure(2).contains("--data-dir is for mnist, fashion-mnist and"));
        assertTrue(run("train idx:x", "--size", "2x2").failure(2).contains("--size is for images: data only"));
        assertTrue(run("predict x idx:x", "--size", "2x2").failure(2).contains("--size is for images: data only"));
        assertTrue(run(images, "--label", "x").failure(2).contains("--label is for tables, not for images:"));
        String said = ": images:" + folder + " says itself which rows are for testing";
        assertTrue(run(images, "--test-fraction", "0.3", "--quiet").failure(2).contains(said));
        assertTrue(run("train mnist", "--test-fraction", "0.3").failure(2).contains(": mnist says itself which rows"));
        assertTrue(run("train pictures:x").failure(2).contains("got 'pictures:x'"));
    }
}
