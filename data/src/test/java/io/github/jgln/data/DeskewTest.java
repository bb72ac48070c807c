package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskewTest {
    private static final ImageShape MNIST = new ImageShape(28, 28);

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DeskewTest.class.getResourceAsStream("deskew/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] deskewed(float[] rows, ImageShape shape) {
        return Deskew.apply(Rows.of(rows, shape.pixels()), shape).toArray();
    }

    @Test
    void equalsSciPy() throws IOException {
        byte[] raw = resource("raw.u8");
        float[] rows = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            rows[i] = (raw[i] & 0xff) / 255f;
        }
        float[] expected = new float[raw.length];
        ByteBuffer.wrap(resource("deskewed.f32"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(expected);
        assertEquals(20 * 784, raw.length);
        assertArrayEquals(expected, deskewed(rows, MNIST), 2e-6f);
    }

    @Test
    void everyImageIsDoneInPlaceAndOnItsOwn() {
        // More images than two tasks take; each must come out as if it were alone.
        Dataset sample = MnistSample.load().train();
        float[] rows = Arrays.copyOf(sample.rows().values(), 600 * 784);
        System.arraycopy(rows, 0, rows, 300 * 784, 300 * 784);
        float[] before = rows.clone();
        float[] all = deskewed(rows, MNIST);
        assertArrayEquals(before, rows, "the input is left unchanged");
        for (int i : new int[] {0, 255, 256, 299, 300, 555, 599}) {
            float[] alone = deskewed(sample.row(i % 300), MNIST);
            assertArrayEquals(alone, Arrays.copyOfRange(all, i * 784, (i + 1) * 784), "image " + i);
        }
    }

    @Test
    void imageWithoutInkStaysAsItIs() {
        float[] out = deskewed(new float[2 * 784], MNIST);
        assertArrayEquals(new float[2 * 784], out);
        // Nothing to weigh either: a mean would divide by zero.
        float[] cancelling = new float[784];
        cancelling[100] = 0.5f;
        cancelling[300] = -0.5f;
        assertArrayEquals(cancelling, deskewed(cancelling, MNIST));
    }

    @Test
    void inkInOneRowOrOnePixelIsOnlyCentred() {
        float[] line = new float[10 * 8];
        Arrays.fill(line, 7 * 8 + 3, 7 * 8 + 6, 1f);
        float[] centred = new float[10 * 8];
        Arrays.fill(centred, 5 * 8 + 3, 5 * 8 + 6, 1f);
        float[] dot = new float[10 * 8];
        dot[2 * 8 + 1] = 0.3f;
        float[] middle = new float[10 * 8];
        middle[5 * 8 + 4] = 0.3f;
        ImageShape shape = new ImageShape(10, 8);
        assertArrayEquals(centred, deskewed(line, shape), 1e-6f);
        assertArrayEquals(middle, deskewed(dot, shape), 1e-6f);
    }

    @Test
    void slantedLineBecomesUpright() {
        float[] slanted = new float[16 * 12];
        for (int y = 3; y <= 11; y++) {
            slanted[y * 12 + y - 2] = 1f;
        }
        float[] out = deskewed(slanted, new ImageShape(16, 12));
        for (int y = 4; y <= 12; y++) {
            assertEquals(1f, out[y * 12 + 6], 1e-6f, "row " + y);
        }
    }

    @Test
    void smallestImagesHaveNoNaN() {
        for (int height = 1; height <= 4; height++) {
            for (int width = 1; width <= 4; width++) {
                float[] image = new float[height * width];
                for (int i = 0; i < image.length; i++) {
                    image[i] = (i * 7 % 5) / 5f;
                }
                for (float value : deskewed(image, new ImageShape(height, width))) {
                    assertTrue(Float.isFinite(value), height + " x " + width);
                }
            }
        }
    }

    @Test
    void dataSetKeepsAllButItsPixels() {
        Split sample = MnistSample.load();
        Split deskewed = Deskew.apply(sample);
        assertArrayEquals(sample.train().labels(), deskewed.train().labels());
        assertEquals(sample.test().imageShape(), deskewed.test().imageShape());
        assertArrayEquals(deskewed(sample.test().row(3), MNIST), deskewed.test().row(3));
    }

    @Test
    void aPartOfSomeImagesIsDoneAlone() {
        Dataset sample = MnistSample.load().train();
        Dataset part = Deskew.apply(sample.range(7, 12));
        assertEquals(5, part.rowCount());
        assertArrayEquals(deskewed(sample.row(9), MNIST), part.row(2));
        assertEquals(sample.label(9), part.label(2));
        // The image without ink takes another way.
        float[] blankLast = new float[2 * 784];
        Arrays.fill(blankLast, 0, 784, 0.5f);
        assertArrayEquals(
                new float[784],
                Deskew.apply(new Rows(blankLast, 784, 1, 1), MNIST).toArray());
    }

    @Test
    void rowsThatAreNoImagesAreRefused() {
        Dataset table = new Dataset("table.csv", 4, List.of("a", "b"), new float[4], new int[1]);
        assertEquals(
                "table.csv: deskewing needs images, but these rows have no height and width; leave it out",
                assertThrows(DataException.class, () -> Deskew.apply(table)).getMessage());
        assertEquals(
                "expected images of 784 pixels, got rows of 785",
                assertThrows(DataException.class, () -> Deskew.apply(Rows.of(new float[785], 785), MNIST))
                        .getMessage());
    }
}
