package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    @Test
    void everyWorkerRunsAJobThatWaitsForItAndRunsItOnce() {
        Workers workers = Workers.of(3);
        int[] runs = new int[3];
        for (int i = 0; i < 2000; i++) {
            CountDownLatch all = new CountDownLatch(3);
            workers.run(w -> {
                runs[w]++;
                all.countDown();
                await(all);
            });
        }
        for (int w = 0; w < 3; w++) {
            assertEquals(2000, runs[w]);
        }
    }

    @Test
    void aJobEndsWithoutThoseThatSleepAndNobodyEntersItLater() throws InterruptedException {
        Workers workers = Workers.of(3);
        AtomicInteger inside = new AtomicInteger();
        int[] shared = new int[1];
        for (int i = 0; i < 2000; i++) {
            if (i % 100 == 0) {
                Thread.sleep(2);
            }
            int number = i;
            shared[0] = number;
            workers.run(w -> {
                inside.incrementAndGet();
                assertEquals(number, shared[0]);
                inside.decrementAndGet();
            });
            assertEquals(0, inside.get());
        }
    }

    @Test
    void aHelpersFailureReachesTheCallerAndTheNextJobRuns() {
        Workers workers = Workers.of(2);
        var e = assertThrows(IllegalStateException.class, () -> {
            CountDownLatch both = new CountDownLatch(2);
            workers.run(w -> {
                both.countDown();
                await(both);
                if (w == 1) {
                    throw new IllegalStateException("planted");
                }
            });
        });
        assertEquals("planted", e.getMessage());
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        workers.run(w -> {
            both.countDown();
            await(both);
            runs.incrementAndGet();
        });
        assertEquals(2, runs.get());
    }

    @Test
    void whoFindsThemBusyRunsAlone() throws InterruptedException {
        Workers workers = Workers.of(2);
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        Thread first = new Thread(() -> workers.run(w -> {
            entered.countDown();
            await(release);
        }));
        first.start();
        await(entered);
        AtomicInteger runs = new AtomicInteger();
        workers.run(w -> {
            assertEquals(0, w);
            runs.incrementAndGet();
        });
        assertEquals(1, runs.get());
        release.countDown();
        first.join();
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        Workers.of(2).run(w -> {
            both.countDown();
            await(both);
            if (w == 0) {
                Thread.currentThread().interrupt();
            } else {
                sleep();
            }
            runs.incrementAndGet();
        });
        assertEquals(2, runs.get());
        assertTrue(Thread.interrupted());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
