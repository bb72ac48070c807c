package io.github.jgln.bench.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamplerTest {
    @Test
    void takesAsManyRoundsAsWantedInTurns() {
        StringBuilder order = new StringBuilder();
        AtomicInteger rounds = new AtomicInteger();
        double[][] results = new Sampler(3, 0.05)
                .rounds(
                        () -> {
                            order.append('a');
                            return rounds.incrementAndGet();
                        },
                        () -> {
                            order.append('b');
                            return -rounds.get();
                        });
        assertEquals(3, results[0].length);
        assertEquals(3, results[1].length);
        assertEquals(results[0][2], -results[1][2]);
        assertTrue(order.toString().startsWith("abab"), "in turns");
        assertTrue(results[0][0] > 1, "the first round warms up only");
    }

    @Test
    void whatTakesTooLongIsMeasuredOnceAfterOneRoundToWarmUp() {
        AtomicInteger calls = new AtomicInteger();
        Spread spread = new Sampler(5, 0.01).spread(() -> {
            sleep(25);
            return calls.incrementAndGet();
        });
        assertEquals(2, calls.get());
        assertEquals(new Spread(2, 2, 2), spread);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
