package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPagesTest {
    @TempDir
    private Path folder;

    private static StudyReport report(Ablation ablation) {
        Map<String, Double> percents = new HashMap<>();
        ablation.settings().forEach(at -> percents.put(at, 95.0 + 0.1 * percents.size()));
        return AblationTextTest.report(ablation, 60_000, percents);
    }

    @Test
    void showsAllThatIsThereWithItsPictures() throws IOException {
        Path studies = Files.createDirectory(folder.resolve("studies"));
        StudyFiles.write(report(Ablation.BIAS), studies);
        StudyFiles.write(report(Ablation.LEARNING_RATE), studies);
        Files.writeString(studies.resolve("notes.md"), "As expected.\n");
        StudyPages.write(studies);
        String page = Files.readString(folder.resolve("studies.md"));
        assertTrue(page.contains("](studies/bias.png)"), page);
        assertTrue(page.contains("| [bias](#bias) | context bias costs about a point"), page);
        assertTrue(page.indexOf("## learning-rate") < page.indexOf("## bias"), page);
        assertTrue(page.endsWith("## Notes, written by hand\n\nAs expected.\n"), page);
        assertEquals(report(Ablation.BIAS), StudyFiles.read(studies, "bias"));
        for (String study : new String[] {"bias", "learning-rate"}) {
            BufferedImage picture = ImageIO.read(studies.resolve(study + ".png").toFile());
            assertTrue(picture.getWidth() >= 900 && picture.getHeight() >= 480);
            // Axes, a line, its band, text: not an empty sheet.
            assertTrue(colours(picture) > 10, study);
        }
    }

    private static int colours(BufferedImage picture) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x += 2) {
                colours.add(picture.getRGB(x, y));
            }
        }
        return colours.size();
    }

    @Test
    void withoutStudiesThereIsNoPage() {
        assertTrue(assertThrows(IOException.class, () -> StudyPages.write(folder))
                .getMessage()
                .contains("found none"));
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        Files.writeString(folder.resolve("bias.json"), "{\"schema\": 1, \"abacus\": 2}");
        assertThrows(IOException.class, () -> StudyPages.write(folder));
        Files.writeString(
                folder.resolve("bias.json"),
                StudyFiles.json(report(Ablation.BIAS)).replace("\"schema\" : 1", "\"schema\" : 9"));
        assertTrue(assertThrows(IOException.class, () -> StudyPages.write(folder))
                .getMessage()
                .contains("got 9"));
    }
}
