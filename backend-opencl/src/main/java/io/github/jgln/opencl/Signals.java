package io.github.jgln.opencl;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * The process's signal handlers, as they were at a moment, to be put back.
 *
 * <p>The JVM works by signals: a safepoint is a segmentation fault, and so is a null check; a division by zero is another
 * signal. A driver that brings LLVM with it, as PoCL does, takes all of them over when it is loaded. From then on Java's
 * {@code 1 / 0} no longer throws but gives some number, and two threads at a safepoint at once end the process.
 */
final class Signals {
    /** Of Linux and macOS, without those for real time, which no driver takes. */
    private static final int COUNT = 31;

    /** More than a {@code struct sigaction} has anywhere. */
    private static final int BYTES = 512;

    private final Memory[] handlers = new Memory[COUNT + 1];
    private final Function sigaction;

    private Signals() {
        sigaction = Platform.isWindows() ? null : NativeLibrary.getProcess().getFunction("sigaction");
        for (int signal = 1; sigaction != null && signal <= COUNT; signal++) {
            handlers[signal] = new Memory(BYTES);
            handlers[signal].clear();
            sigaction.invokeInt(new Object[] {signal, Pointer.NULL, handlers[signal]});
        }
    }

    /** Those of now. */
    static Signals now() {
        return new Signals();
    }

    /** Makes every signal go where it went. */
    void putBack() {
        for (int signal = 1; sigaction != null && signal <= COUNT; signal++) {
            // Refused for those that cannot be handled, whose handlers nobody has changed.
            sigaction.invokeInt(new Object[] {signal, handlers[signal], Pointer.NULL});
        }
    }
}
