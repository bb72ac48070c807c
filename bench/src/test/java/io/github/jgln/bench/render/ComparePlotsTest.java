package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePlotsTest {
    @TempDir
    private Path folder;

    @Test
    void fourPicturesWhichThePageHasInIt() throws IOException {
        CompareFiles.writeWithPictures(Reports.usual(), folder);
        String page = Files.readString(folder.resolve("compare.html"));
        for (String name : List.of("runtime", "accuracy", "rows", "neurons")) {
            Path file = folder.resolve(name + ".png");
            assertTrue(ImageIO.read(file.toFile()).getWidth() > 1000, name);
            assertTrue(page.contains("<img alt=\"" + name + "\" src=\"data:image/png;base64,"), name);
        }
    }

    @Test
    void withNothingMeasuredThereIsNothingToDraw() throws IOException {
        assertEquals(
                List.of(),
                ComparePlots.write(Reports.of(Reports.usual().contenders().get(2)), folder));
    }
}
