package io.github.jgln.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A class that needs more than a few screens does several things, or has a reason. */
class SizeTest {
    private static final int LINES = 400;

    /** In the comment of a longer class; what follows is for its readers to judge. */
    private static final Pattern REASON = Pattern.compile("\\* (<p>)?Long because \\w+");

    @Test
    void classesFitOnAFewScreens() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> files = Sources.main();
        for (Path file : files) {
            String text = Files.readString(file);
            long lines = text.lines().count();
            String name = file.getFileName().toString();
            boolean reason = REASON.matcher(text).find();
            if (lines > LINES && !reason) {
                wrong.add(name + ": expected at most " + LINES + " lines, or 'Long because …' in the comment, got "
                        + lines);
            } else if (lines <= LINES && reason) {
                wrong.add(name + ": is not that long; take the reason out of its comment");
            }
        }
        assertTrue(files.size() > 100, "only " + files.size() + " sources found below " + Sources.ROOT);
        assertEquals(List.of(), wrong);
    }
}
