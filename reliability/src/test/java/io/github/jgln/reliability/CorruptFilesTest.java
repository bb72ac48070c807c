package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.ModelFormatException;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.LayerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound model file, damaged in every way that is easy to count. */
class CorruptFilesTest {
    private static final int BITS = Integer.getInteger("reliability.flips", 1);
    private static final int SPLICES = Integer.getInteger("reliability.splices", 500);

    @TempDir
    Path folder;

    private SavedModel sound;
    private byte[] bytes;
    private Path file;
    private long tried;
    private long refused;
    private long wrong;
    private long crashes;
    private String example = "";

    /** The file may not be read as anything but what was saved, notes aside, or be refused. */
    private void attempt(Part part, byte[] damaged) throws IOException {
        Files.write(file, damaged);
        tried++;
        part.reached(tried);
        try {
            SavedModel read = SavedModel.read(file);
            if (!same(sound, read)) {
                wrong++;
                example = "read as another model";
            }
        } catch (ModelFormatException e) {
            refused++;
        } catch (RuntimeException | IOException | Error e) {
            crashes++;
            example = e.toString();
        }
    }

    private static boolean same(SavedModel a, SavedModel b) {
        boolean same = a.config().equals(b.config())
                && a.rowsLearned() == b.rowsLearned()
                && a.state().statistics().equals(b.state().statistics());
        for (int i = 0; same && i < a.state().layers().size(); i++) {
            LayerState x = a.state().layers().get(i);
            LayerState y = b.state().layers().get(i);
            same = Arrays.deepEquals(x.hyperplanes(), y.hyperplanes())
                    && Arrays.deepEquals(x.thresholds(), y.thresholds())
                    && Arrays.deepEquals(x.weights(), y.weights())
                    && Arrays.equals(x.biasLogits(), y.biasLogits());
        }
        return same;
    }

    @Test
    void damagedModelsAreRefused() throws IOException {
        file = folder.resolve("model");
        GLNConfig config =
                GLNConfig.builder(5, 3).classes(3).contextMapSize(2).seed(1).build();
        try (GLN gln = GLN.create("cpu", config)) {
            gln.learn(new float[] {1, 2, 3, 4, 5}, 1);
            gln.saved(Map.of("origin", "a test")).write(file);
        }
        sound = SavedModel.read(file);
        bytes = Files.readAllBytes(file);
        try (Part part = Part.begin(2, "damaged model files", (1L + BITS) * bytes.length + SPLICES)) {
            damage(part);
        }
        assertEquals(0, wrong + crashes, example);
    }

    private void damage(Part part) throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            attempt(part, Arrays.copyOf(bytes, length));
        }
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < BITS; bit++) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) (1 << (i + bit) % 8);
                attempt(part, damaged);
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < SPLICES; i++) {
            attempt(part, spliced(random));
        }
        for (long length :
                new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 33, bytes.length, 0}) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            attempt(part, damaged);
        }
        part.finish(
                "model files cut off at every length, with flipped bits in every byte, and with parts mixed up",
                tried,
                wrong,
                crashes,
                "%d refused with a reason; in the other %d only a note has changed, or nothing"
                        .formatted(refused, tried - refused - wrong - crashes));
    }

    /** A piece of the file put elsewhere, as blocks of a disk may be. */
    private byte[] spliced(Random random) {
        byte[] damaged = bytes.clone();
        int length = 1 + random.nextInt(64);
        int from = random.nextInt(bytes.length - length);
        int to = random.nextInt(bytes.length - length);
        System.arraycopy(bytes, from, damaged, to, length);
        return damaged;
    }
}
