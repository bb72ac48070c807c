package io.github.jgln.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** MOA's processes, each of which outlives its learner, so that it is warm for the next one. */
final class MoaProcesses {
    /** Of a learner that was closed; null while there is none. */
    private MoaProcess idle;

    /** One that nobody else has. */
    synchronized MoaProcess take() {
        MoaProcess process = idle;
        idle = null;
        try {
            return process == null ? new MoaProcess() : process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives one back, whose learner is closed. */
    synchronized void release(MoaProcess process) {
        if (idle != null) {
            idle.close();
        }
        idle = process;
    }
}
