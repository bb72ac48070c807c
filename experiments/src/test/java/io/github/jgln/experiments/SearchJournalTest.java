package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.Halfspaces;
import io.github.jgln.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals of earlier versions, whose searches may have taken days, are still gone on with. */
class SearchJournalTest {
    private static final Search.Plan PLAN =
            new Search.Plan(5, 9, 1, 2, 3, List.of(Halfspaces.RANDOM_NORMAL, Halfspaces.DIFFERENCES), 8);

    private static final Dataset TRAIN = MadeUpRows.of(2, 2, new float[] {1.5f, -2, 0, 3}, new int[] {1, 0});

    private static final SearchSetting SETTING =
            new SearchSetting(1, 8, 4, 16, 2, true, false, Halfspaces.DIFFERENCES, true, 3, 0.25, 0.0612, 0.05, 1e-3);

    private static final String SETTING_TEXT = "{\"hiddenLayers\":1,\"neurons\":8,\"contextMapSize\":4,"
            + "\"outputNeurons\":16,\"upperContextMapSize\":2,\"skipConnections\":true,\"unitRows\":false,"
            + "\"halfspaces\":\"DIFFERENCES\",\"sharedHalfspaces\":true,\"scale\":3.0,\"whitening\":0.25,\"rate\":0.0612,"
            + "\"upperRateFactor\":0.05,\"predictionClipping\":0.001}";

    /** As it was written when rows were of another type. */
    private static final String JOURNAL =
            "{\"search\":{\"plan\":{\"seed\":5,\"trials\":9,\"heldOut\":1,\"rungs\":2,\"factor\":3,"
                    + "\"halfspaces\":[\"RANDOM_NORMAL\",\"DIFFERENCES\"],\"maxNeurons\":8},\"rows\":2,\"checksum\":\"71fbe28e\"},"
                    + "\"trial\":null,\"result\":null}\n"
                    + "{\"search\":null,\"trial\":{\"index\":3,\"rung\":1,\"rows\":100,\"setting\":" + SETTING_TEXT
                    + ",\"online\":0.25,\"heldOut\":0.5,\"seconds\":12.5},\"result\":null}\n"
                    + "{\"search\":null,\"trial\":null,\"result\":{\"setting\":" + SETTING_TEXT
                    + ",\"rows\":400,\"online\":0.75,\"test\":0.5}}\n";

    private static final Search.Trial TRIAL = new Search.Trial(3, 1, 100, SETTING, 0.25, 0.5, 12.5);
    private static final Search.Result RESULT = new Search.Result(SETTING, 400, 0.75, 0.5);

    @TempDir
    private Path folder;

    @Test
    void anEarlierJournalIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("journal"), JOURNAL);
        SearchJournal journal = SearchJournal.open(file, SearchJournal.Header.of(PLAN, TRAIN));
        assertEquals(List.of(TRIAL), journal.trials());
        assertEquals(List.of(RESULT), journal.results());
    }

    @Test
    void andWrittenAsItWas() throws IOException {
        Path file = folder.resolve("journal");
        SearchJournal journal = SearchJournal.open(file, SearchJournal.Header.of(PLAN, TRAIN));
        journal.append(TRIAL);
        journal.append(RESULT);
        assertEquals(JOURNAL, Files.readString(file));
    }
}
