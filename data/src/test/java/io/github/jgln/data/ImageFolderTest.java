package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private final LoadListener listener = new LoadListener() {
        @Override
        public void message(String line) {
            messages.add(line);
        }

        @Override
        public void files(String what, long done, long total) {
            progress.add(what + " " + done + "/" + total);
        }
    };

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.toLowerCase(Locale.ROOT).endsWith("png") ? "png" : "jpg";
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    /** One row of pixels. */
    private static BufferedImage of(int type, int... samples) {
        int bands = type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY ? 1 : 3;
        BufferedImage image = new BufferedImage(samples.length / bands, 1, type);
        image.getRaster().setPixels(0, 0, image.getWidth(), 1, samples);
        return image;
    }

    private static BufferedImage grey(int... samples) {
        return of(BufferedImage.TYPE_BYTE_GRAY, samples);
    }

    /** Red, green and blue of a pixel, then of the next. */
    private static BufferedImage colours(int... samples) {
        return of(BufferedImage.TYPE_3BYTE_BGR, samples);
    }

    private static BufferedImage palette(int bits, int[] colours, int... indices) {
        IndexColorModel model = new IndexColorModel(bits, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(indices.length, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
        image.getRaster().setPixels(0, 0, indices.length, 1, indices);
        return image;
    }

    private static BufferedImage wideColours(int... samples) {
        int width = samples.length / 3;
        WritableRaster raster = Raster.createWritableRaster(
                new PixelInterleavedSampleModel(DataBuffer.TYPE_USHORT, width, 1, 3, 3 * width, new int[] {0, 1, 2}),
                new DataBufferUShort(3 * width),
                null);
        raster.setPixels(0, 0, width, 1, samples);
        return new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        BufferedImage.OPAQUE,
                        DataBuffer.TYPE_USHORT),
                raster,
                false,
                null);
    }

    private Parts read() {
        return ImageFolder.read(folder, Optional.empty(), listener);
    }

    private String message() {
        return assertThrows(DataException.class, this::read).getMessage();
    }

    private static void assertRow(Dataset data, int i, double divisor, int... values) {
        float[] expected = new float[values.length];
        for (int v = 0; v < values.length; v++) {
            expected[v] = (float) (values[v] / divisor);
        }
        assertArrayEquals(expected, data.row(i));
    }

    @Test
    void foldersAreClassesAndGreysAreTheFilesOwn() throws IOException {
        write("train/dog/b.png", grey(0, 128));
        write("train/dog/a.PNG", grey(1, 2));
        write("train/cat/z.png", grey(254, 255));
        write("test/dog/x.png", grey(7, 8));
        Parts parts = read();
        assertEquals(List.of("cat", "dog"), parts.train().classes());
        assertArrayEquals(new int[] {0, 1, 1}, parts.train().labels());
        assertRow(parts.train(), 0, 255, 254, 255);
        assertRow(parts.train(), 1, 255, 1, 2);
        assertRow(parts.train(), 2, 255, 0, 128);
        Dataset test = parts.test().orElseThrow();
        assertArrayEquals(new int[] {1}, test.labels());
        assertRow(test, 0, 255, 7, 8);
        assertEquals(new ImageShape(1, 2, 1), test.imageShape().orElseThrow());
        assertEquals(folder.getFileName() + " (test)", test.name());
        assertEquals(List.of(folder + ": reading 4 images of 2 classes"), messages);
        assertEquals(List.of("looking at images 4/4", "reading images 4/4"), progress);
    }

    @Test
    void coloursAreInPlanes() throws IOException {
        write("a/1.png", colours(10, 20, 30, 40, 50, 60));
        write("b/1.png", grey(70, 80));
        Parts parts = read();
        assertRow(parts.train(), 0, 255, 10, 40, 20, 50, 30, 60);
        assertRow(parts.train(), 1, 255, 70, 80, 70, 80, 70, 80);
        assertEquals(new ImageShape(1, 2, 3), parts.train().imageShape().orElseThrow());
        assertTrue(parts.test().isEmpty());
        assertEquals(1, parts.split(0.5, 1).test().rowCount());
    }

    @Test
    void sixteenBitsAndPalettesAreRead() throws IOException {
        write("a/1.png", of(BufferedImage.TYPE_USHORT_GRAY, 0, 12345, 65535));
        write("b/1.png", palette(1, new int[] {0x000000, 0xffffff}, 0, 1, 1));
        Parts greys = read();
        assertEquals(1, greys.train().imageShape().orElseThrow().channels());
        assertRow(greys.train(), 0, 65535, 0, 12345, 65535);
        assertRow(greys.train(), 1, 1, 0, 1, 1);
        write("a/2.png", wideColours(1, 2, 3, 4, 5, 6, 65535, 8, 9));
        write("b/2.png", palette(8, new int[] {0x010203, 0xff8001, 0x40ff30}, 2, 0, 1));
        Parts colours = read();
        assertRow(colours.train(), 1, 65535, 1, 4, 65535, 2, 5, 8, 3, 6, 9);
        assertRow(colours.train(), 3, 255, 0x40, 1, 255, 255, 2, 0x80, 0x30, 3, 1);
        assertRow(colours.train(), 2, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1);
    }

    /** A JPEG is near what was written, its kind told by its content. */
    @Test
    void jpegsAreReadWhateverTheirName() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xc86432);
        }
        Path file = write("a/1.jpg", image);
        Files.copy(file, folder.resolve("a/2.png"));
        write("b/1.jpeg", image);
        Parts parts = read();
        for (int row = 0; row < 3; row++) {
            assertEquals(200 / 255f, parts.train().row(row)[0], 0.02);
            assertEquals(100 / 255f, parts.train().row(row)[256], 0.02);
            assertEquals(50 / 255f, parts.train().row(row)[512], 0.02);
        }
    }

    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 4096; i++) {
            image.setRGB(i % 64, i / 64, i * 0x9e3779b9);
        }
        return image;
    }

    /** Java's reader would fill up the rest of a JPEG with grey. */
    @Test
    void cutOffJpegsAreNamed() throws IOException {
        Path file = write("a/1.jpg", noise());
        write("b/1.jpg", noise());
        read();
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {1, 2, 100, whole.length / 2}) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            assertEquals(file + ": damaged or not readable (cut off); replace or remove it", message());
        }
        Files.write(file, Arrays.copyOf(whole, 100));
        assertTrue(message().startsWith(file + ": damaged or not readable ("), message());
    }

    @Test
    void imagesWithoutFoldersOfClassesCanBePredicted() throws IOException {
        write("b/1.png", grey(1));
        write("a/1.png", grey(2));
        Dataset all = ImageFolder.readUnlabelled(folder, Optional.empty(), listener);
        assertRow(all, 0, 255, 2);
        assertRow(all, 1, 255, 1);
        write("a/new/z.png", grey(3, 4));
        write("a/new/y.png", grey(5, 6));
        Dataset flat = ImageFolder.readUnlabelled(folder.resolve("a/new"), Optional.empty(), listener);
        assertEquals(2, flat.rowCount());
        assertRow(flat, 0, 255, 5, 6);
        assertRow(flat, 1, 255, 3, 4);
        write("x.png", grey(1));
        assertEquals(
                folder + ": expected images or folders of images, found both, such as 'x.png' and the folder 'a';"
                        + " name a folder that holds those to predict alone",
                assertThrows(DataException.class, () -> ImageFolder.readUnlabelled(folder, Optional.empty(), listener))
                        .getMessage());
        // A picture beside the parts, of what was explained say, is none of the data.
        write("train/a/1.png", grey(1));
        write("train/b/1.png", grey(2));
        write("test/b/1.png", grey(3));
        assertRow(ImageFolder.readUnlabelled(folder, Optional.empty(), listener), 0, 255, 3);
    }

    @Test
    void numbersAreInTheirOrder() throws IOException {
        for (String name : new String[] {"10", "2", "0"}) {
            write(name + "/1.png", grey(Integer.parseInt(name)));
        }
        assertEquals(List.of("0", "2", "10"), read().train().classes());
    }

    @Test
    void whatIsNoImageIsLeftOutAndSaid() throws IOException {
        write("a/1.png", grey(1));
        write("b/1.png", grey(2));
        Files.writeString(folder.resolve("a/notes.txt"), "notes");
        Files.writeString(folder.resolve("b/.hidden.png"), "hidden");
        Files.createDirectories(folder.resolve("empty"));
        assertEquals(List.of("a", "b"), read().train().classes());
        assertEquals(folder + ": 1 file that is not .png, .jpg or .jpeg left out", messages.get(0));
    }

    @Test
    void imageOfAnotherSizeIsNamedOrScaled() throws IOException {
        Path first = write("a/1.png", grey(10, 20));
        Path other = write("b/1.png", grey(10, 20, 30, 40));
        write("b/2.png", grey(10));
        assertEquals(
                other + ": expected an image of 2 x 1 pixels, as " + first
                        + " has, found 4 x 1; --size WxH scales all to one size",
                message());
        Dataset scaled = ImageFolder.read(folder, Optional.of(new ImageSize(2, 1)), listener)
                .train();
        assertRow(scaled, 0, 255, 10, 20);
        assertArrayEquals(new float[] {15 / 255f, 35 / 255f}, scaled.row(1), 1e-7f);
        assertRow(scaled, 2, 255, 10, 10);
    }

    @Test
    void scaledPixelsAreMeansOfWhatTheyCover() {
        float[] out = new float[3];
        new Scaling(2, 3, 1, 2).apply(new float[] {9, 1, 2, 3, 4, 5, 6}, 1, out, 1);
        // Of columns 1 to 3, the left pixel covers the first and half the second.
        assertArrayEquals(new float[] {0, (1 + 4 + (2 + 5) / 2f) / 3, ((2 + 5) / 2f + 3 + 6) / 3}, out, 1e-6f);
    }

    @Test
    void damagedImagesAreNamed() throws IOException {
        Path good = write("a/1.png", noise());
        Path bad = Files.createDirectories(folder.resolve("b")).resolve("1.png");
        byte[] whole = Files.readAllBytes(good);
        // The last chunks have no pixels.
        for (int length = 8; length < whole.length - 30; length += 101) {
            Files.write(bad, Arrays.copyOf(whole, length));
            String message = message();
            assertTrue(message.startsWith(bad + ": damaged or not readable ("), message);
        }
        Files.write(bad, new byte[0]);
        assertEquals(bad + ": expected an image in PNG or JPEG, found an empty file; replace or remove it", message());
        Files.writeString(bad, "This is no image.");
        assertEquals(bad + ": expected an image in PNG or JPEG, found something else; replace or remove it", message());
    }

    /** A header that announces gigabytes must not have them allocated. */
    @Test
    void hugeImagesAreRefused() throws IOException {
        Path file = write("a/1.png", grey(1, 2));
        byte[] content = Files.readAllBytes(file);
        content[16] = 0x01;
        CRC32 crc = new CRC32();
        crc.update(content, 12, 17);
        ByteBuffer.wrap(content).putInt(29, (int) crc.getValue());
        ByteBuffer.wrap(content).putInt(20, 1 << 20);
        Files.write(file, content);
        assertTrue(message().contains("1048576 pixels are more than the 268435456 supported"), message());
    }

    @Test
    void foldersThatAreNotThereAreSaid() throws IOException {
        assertTrue(message()
                .endsWith("expected a folder for each class with .png, .jpg or .jpeg files in it, found none"));
        write("test/a/1.png", grey(1));
        assertEquals(folder + ": expected a folder train beside the folder test, found none", message());
        write("train/a/1.png", grey(1));
        write("train/b/1.png", grey(1));
        write("test/c/1.png", grey(1));
        assertEquals(
                folder.resolve("test/c") + ": expected no classes but those of " + folder.resolve("train")
                        + ", 'a', 'b', found 'c'",
                message());
        Path nowhere = folder.resolve("nowhere");
        assertEquals(
                nowhere + ": expected a folder of images, found nothing",
                assertThrows(DataException.class, () -> ImageFolder.read(nowhere, Optional.empty(), listener))
                        .getMessage());
    }

    /** Whatever thread meets them, of several the first is told. */
    @Test
    void firstOfSeveralFaultsIsTold() throws IOException {
        for (int i = 100; i < 400; i++) {
            write("a/" + i + ".png", grey(1));
        }
        for (int i = 150; i < 400; i += 2) {
            Files.writeString(folder.resolve("a/" + i + ".png"), "no image");
        }
        for (int run = 0; run < 5; run++) {
            assertTrue(message().startsWith(folder.resolve("a/150.png") + ": "), message());
        }
    }
}
