package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong while it warms up is for the command to tell. */
class WarmUpTest {
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    }

    @AfterEach
    void stopListening() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void lackOfMemoryIsNotPrintedWithItsTrace() {
        new WarmUp((features, classes, rows) -> {
                    throw new OutOfMemoryError("as with -Xmx16m");
                })
                .close();
        new WarmUp((features, classes, rows) -> {
                    throw new IllegalArgumentException("neurons");
                })
                .close();
        assertEquals(List.of(), uncaught);
    }
}
