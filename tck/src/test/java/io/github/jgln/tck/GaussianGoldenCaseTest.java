package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussianGoldenCaseTest {
    static java.util.List<String> names() {
        return Verification.BUILT_IN_GAUSSIAN;
    }

    /** Loading replays the case in double precision and refuses it where it differs by more than 1e-9. */
    @ParameterizedTest
    @MethodSource("names")
    void theReferenceIsWhatWasRecorded(String name) throws IOException {
        ReplayCase golden = GaussianGoldenCase.load(Verification.files(name));
        assertTrue(golden.stream().count() >= 120, name);
    }

    /** Another rate is another stream. */
    @Test
    void anotherConfigurationIsRefused(@TempDir Path folder) throws IOException {
        Path source = Path.of("src/main/resources/io/github/jgln/tck/golden/g3_bounds");
        try (var files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path config = folder.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"learning_rate\": 0.03", "\"learning_rate\": 0.031"));
        GoldenFiles files = GoldenFiles.in(folder);
        assertTrue(GaussianGoldenCase.is(files));
        String message = assertThrows(IOException.class, () -> GaussianGoldenCase.load(files))
                .getMessage();
        assertTrue(message.contains("row 1, layer") && message.contains("from the reference"), message);
        assertEquals(
                0,
                Verification.BUILT_IN_GAUSSIAN.stream()
                        .filter(message::startsWith)
                        .count(),
                message);
    }
}
