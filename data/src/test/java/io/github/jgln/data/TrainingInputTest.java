package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.Preparation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingInputTest {
    private static final Split SAMPLE = MnistSample.load();

    @Test
    void nothingIsDoneUnlessSaid() {
        Split as = TrainingInput.AS_IS.of(SAMPLE, 1);
        assertSame(SAMPLE.train(), as.train());
        assertSame(SAMPLE.test(), as.test());
        assertEquals(
                new Preparation(SAMPLE.train().classes(), false, Optional.empty()),
                TrainingInput.AS_IS.preparation(as.train()));
    }

    @Test
    void theLimitIsOfTheShuffledRowsAndOfTheTrainingRowsOnly() {
        Split some = new TrainingInput(true, 20, Optional.empty(), false).of(SAMPLE, 3);
        Dataset expected = SAMPLE.train().shuffled(3).limit(20);
        assertArrayEquals(expected.labels(), some.train().labels());
        assertArrayEquals(expected.row(19), some.train().row(19));
        assertSame(SAMPLE.test(), some.test());
    }

    @Test
    void whatTheModelIsToldMakesTestRowsAlike() {
        TrainingInput input = new TrainingInput(false, 30, Optional.of("7"), true);
        Split ready = input.of(SAMPLE, 0);
        assertEquals(List.of("not 7", "7"), ready.train().classes());
        Preparation preparation = input.preparation(ready.train());
        assertEquals(new Preparation(List.of("not 7", "7"), true, Optional.of("7")), preparation);
        Dataset later = new ModelInput(preparation, 784, List.of()).labelled(SAMPLE.test());
        assertArrayEquals(ready.test().labels(), later.labels());
        assertArrayEquals(ready.test().rows().toArray(), later.rows().toArray());
    }

    @Test
    void aClassThatIsNoneIsRefused() {
        assertEquals(
                "MNIST sample (train): expected one of the classes [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], got 'ten'",
                assertThrows(
                                DataException.class,
                                () -> new TrainingInput(false, 9, Optional.of("ten"), false).of(SAMPLE, 0))
                        .getMessage());
    }
}
