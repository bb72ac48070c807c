package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TasksTest {
    @Test
    void theCallerGoesForwardAndHelpersBackward() {
        Tasks tasks = new Tasks();
        tasks.begin(4);
        assertEquals(0, tasks.claim(0));
        assertEquals(3, tasks.claim(1));
        assertEquals(2, tasks.claim(2));
        assertEquals(1, tasks.claim(0));
        assertEquals(-1, tasks.claim(0));
        assertEquals(-1, tasks.claim(1));
    }

    @Test
    void eachTaskIsClaimedOnce() throws InterruptedException {
        int total = 100_000;
        Tasks tasks = new Tasks();
        AtomicIntegerArray claims = new AtomicIntegerArray(total);
        tasks.begin(total);
        Thread[] threads = new Thread[4];
        for (int w = 0; w < threads.length; w++) {
            int worker = w;
            threads[w] = new Thread(() -> {
                for (int task; (task = tasks.claim(worker)) >= 0; ) {
                    claims.incrementAndGet(task);
                }
            });
            threads[w].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int task = 0; task < total; task++) {
            assertEquals(1, claims.get(task), "claims of task " + task);
        }
    }
}
