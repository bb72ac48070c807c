package io.github.jgln.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A PNG or JPEG file, of 8 or 16 bits or a palette, by Java's own readers.
 *
 * <p>Numbers are the file's samples divided by the greatest that their bits hold; through a palette where there is one. Colour
 * profiles, transparency and notes of how a camera was held are not used.
 *
 * @param path the file
 * @param shape what it holds; channels 1 where its kind or its palette has greys only
 */
record ImageFile(Path path, ImageShape shape) {
    /** More than any camera has; a few kilobytes can announce gigabytes. */
    private static final int MOST_PIXELS = 1 << 28;

    private static final int RED = 0;

    /** The file, of which no more than the beginning is looked at. */
    static ImageFile open(Path path) {
        return reading(path, reader -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                throw new IOException(
                        width + " x " + height + " pixels are more than the " + MOST_PIXELS + " supported");
            }
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (!types.hasNext()) {
                throw new IOException("of a kind that Java does not read, as those for printing are");
            }
            return new ImageFile(
                    path, new ImageShape(height, width, isGrey(types.next().getColorModel()) ? 1 : 3));
        });
    }

    private static boolean isGrey(ColorModel model) {
        if (!(model instanceof IndexColorModel palette)) {
            return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the pixels.
     *
     * @param channels how many planes are wanted; greys are the same in all of three
     * @param out takes the planes, from {@code offset} on
     */
    void read(int channels, float[] out, int offset) {
        reading(path, reader -> {
            AtomicReference<String> cutOff = new AtomicReference<>();
            reader.addIIOReadWarningListener((source, warning) -> {
                // What is missing of a JPEG is filled up with grey, and not said otherwise.
                if (warning.contains("premature end") || warning.contains("Truncated")) {
                    cutOff.set("cut off");
                }
            });
            BufferedImage image = reader.read(0);
            if (cutOff.get() != null) {
                throw new IOException(cutOff.get());
            }
            copy(image, channels, out, offset);
            return null;
        });
    }

    private void copy(BufferedImage image, int channels, float[] out, int offset) {
        int width = shape.width();
        int pixels = shape.pixels();
        // Not by getRGB, which takes greys for light and brightens them.
        Raster raster = image.getRaster();
        int[] samples = new int[width];
        IndexColorModel palette = image.getColorModel() instanceof IndexColorModel model ? model : null;
        for (int c = 0; c < channels; c++) {
            int band = palette == null && shape.channels() > 1 ? c : RED;
            float greatest = palette == null ? (1 << raster.getSampleModel().getSampleSize(band)) - 1 : 255;
            for (int y = 0; y < shape.height(); y++) {
                raster.getSamples(0, y, width, 1, band, samples);
                int to = offset + c * pixels + y * width;
                for (int x = 0; x < width; x++) {
                    out[to + x] = (palette == null ? samples[x] : colour(palette, samples[x], c)) / greatest;
                }
            }
        }
    }

    private static int colour(IndexColorModel palette, int index, int channel) {
        return switch (channel) {
            case RED -> palette.getRed(index);
            case 1 -> palette.getGreen(index);
            default -> palette.getBlue(index);
        };
    }

    /** What is done with a reader whose input is set. */
    @FunctionalInterface
    private interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    private static <T> T reading(Path path, Use<T> use) {
        try {
            byte[] content = Files.readAllBytes(path);
            ImageReader reader = reader(path, content);
            try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
                reader.setInput(in, true, true);
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Java's readers meet damage with exceptions of every kind.
            throw new DataException(
                    path + ": damaged or not readable (" + Failure.reason(e) + "); replace or remove it", e);
        }
    }

    /** By the content, as names are often wrong. */
    private static ImageReader reader(Path path, byte[] content) {
        String format =
                startsWith(content, 0x89, 'P', 'N', 'G') ? "png" : startsWith(content, 0xff, 0xd8, 0xff) ? "jpeg" : "";
        if (format.isEmpty()) {
            throw new DataException(path + ": expected an image in PNG or JPEG, found "
                    + (content.length == 0 ? "an empty file" : "something else") + "; replace or remove it");
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new DataException(path + ": this Java has no reader for " + format.toUpperCase(Locale.ROOT));
        }
        return readers.next();
    }

    private static boolean startsWith(byte[] content, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= content.length || (content[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
