package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Contributions;
import io.github.jgln.Contributions.Output;
import io.github.jgln.data.ImageShape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    /** A cell of 2 × 2 pixels, which are as large as a panel allows. */
    private static final int CELL = 336 / 2;

    @TempDir
    private Path folder;

    private static Explanation explanation() {
        Contributions contributions = new Contributions(
                new float[] {1, -1, 2, 1}, List.of(new Output(new double[] {0.5, 0.5, -0.25, 0}, 0.1, 0, 0, 0)));
        return new Explanation(new float[] {0, 1, 0.5f, 1}, contributions, 0, "four pixels");
    }

    private static Color colour(BufferedImage image, int panel, int x, int y) {
        int left = 24 + panel * (336 + 24);
        return new Color(image.getRGB(left + x * CELL + CELL / 2, 64 + y * CELL + CELL / 2));
    }

    @Test
    void everyPixelIsWhereItIsAndAsRedAsItIsFor() throws IOException {
        Path file = folder.resolve("image.png");
        explanation().writeImage(new ImageShape(2, 2), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(Color.WHITE, colour(image, 0, 0, 0));
        assertEquals(Color.BLACK, colour(image, 0, 1, 0));
        Color strong = colour(image, 1, 0, 0);
        assertTrue(strong.getRed() > 150 && strong.getBlue() < 80, strong.toString());
        assertEquals(strong, colour(image, 1, 1, 0));
        Color weak = colour(image, 1, 0, 1);
        assertTrue(weak.getBlue() > weak.getRed() && weak.getRed() > 100, weak.toString());
        assertEquals(Color.WHITE, colour(image, 1, 1, 1));
        // Added: 0.5, -0.5, -0.5, 0.
        assertEquals(strong, colour(image, 2, 0, 0));
        Color against = colour(image, 2, 1, 0);
        assertTrue(against.getBlue() > 150 && against.getRed() < 80, against.toString());
        assertEquals(against, colour(image, 2, 0, 1));
    }

    @Test
    void colouredPixelsAreDrawnAsTheyAreAndTheirChannelsSummed() throws IOException {
        // Two pixels, their reds first.
        Contributions contributions = new Contributions(
                new float[] {1, 1, 1, 1, 1, 1},
                List.of(new Output(new double[] {0.5, -0.5, 0.25, 0.25, 0.25, 0.25}, 0, 0, 0, 0)));
        Explanation explanation = new Explanation(new float[] {1, 0, 0.2f, 0.4f, 0, 1.5f}, contributions, 0, "colours");
        Path file = folder.resolve("colours.png");
        explanation.writeImage(new ImageShape(1, 2, 3), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(new Color(255, 51, 0), colour(image, 0, 0, 0));
        assertEquals(new Color(0, 102, 255), colour(image, 0, 1, 0));
        // The channels of the first sum up to 1, of the second to 0.
        Color strong = colour(image, 1, 0, 0);
        assertTrue(strong.getRed() > 150 && strong.getBlue() < 80, strong.toString());
        assertEquals(Color.WHITE, colour(image, 1, 1, 0));
        assertEquals(strong, colour(image, 2, 0, 0));
        assertEquals(Color.WHITE, colour(image, 2, 1, 0));
    }

    @Test
    void rowsThatAreNoImagesAreBars() throws IOException {
        assertFalse(explanation().drawable(new ImageShape(3, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> explanation().writeImage(new ImageShape(3, 1), folder.resolve("image.png")));
        Path file = folder.resolve("bars.png");
        explanation().writeBars(file);
        assertTrue(ImageIO.read(file.toFile()).getWidth() >= 900);
    }
}
