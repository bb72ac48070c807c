package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What one test does for the table in {@code docs/reliability.md}. In a {@link LongRun} it says now and then how far it has
 * come, and what it has counted outlives an interruption; a part that an earlier run has done is not tried again. In a plain
 * build it does nothing of this.
 *
 * <p>A test that ends by an exception has not kept anything: a fault is no interruption.
 */
final class Part implements AutoCloseable {
    /** Between two lines on the progress. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(15);

    private final LongRun run;
    private final int order;
    private final String name;
    private final long total;
    private final LongSupplier clock;
    private final Properties counted;
    private final long began;
    private long spoke;
    private boolean settled;

    /**
     * @param run null in a plain build
     * @param order its place in the table
     * @param name in few words
     * @param total what there is to do
     * @param clock in nanoseconds
     */
    Part(LongRun run, int order, String name, long total, LongSupplier clock) throws IOException {
        this.run = run;
        this.order = order;
        this.name = name;
        this.total = total;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.spoke = began;
        if (run == null) {
            this.counted = new Properties();
            return;
        }
        if (run.isDone(order)) {
            run.say(name + ", done by an earlier run of this code");
            assumeFalse(true, name + ": done by an earlier run of this code; 'mvn clean' begins anew");
        }
        this.counted = run.kept(order);
        run.say(name + (counted.isEmpty() ? ", begins" : ", goes on where an earlier run was interrupted"));
    }

    /** A part of this build; aborts the test where an earlier run has done it. */
    static Part begin(int order, String name, long total) throws IOException {
        return new Part(LongRun.ofThisBuildOrNull(), order, name, total, System::nanoTime);
    }

    /** What has been counted under a name, by interrupted runs too. */
    long count(String what) {
        return Long.parseLong(counted.getProperty(what, "0"));
    }

    void add(String what, long more) {
        counted.setProperty(what, "" + (count(what) + more));
    }

    /** The largest number that was noted under a name, by interrupted runs too. */
    double largest(String what) {
        return Double.parseDouble(counted.getProperty(what, "0"));
    }

    void note(String what, double number) {
        counted.setProperty(what, "" + Math.max(largest(what), number));
    }

    /** Says how far the test is, if it has been silent for long. */
    void reached(long done) {
        if (run != null && clock.getAsLong() - spoke >= SILENCE) {
            spoke = clock.getAsLong();
            run.say(String.format(Locale.ROOT, "%s, %,d of %,d after %s", name, done, total, time()));
        }
    }

    /** Keeps what is counted, all of which was right, so that nothing of it needs to be done again. */
    void keep(long done) throws IOException {
        if (run != null) {
            run.keep(order, counted);
        }
        reached(done);
    }

    /** Whoever stops a run stops the processes of its tests too: what was kept before is still true. */
    void interrupted() {
        settled = true;
    }

    /** The test is over, and this is what came of it. */
    void finish(String what, long tried, long wrong, long crashes, String detail) throws IOException {
        settled = true;
        if (run != null) {
            run.finish(new Tally(order, what, tried, wrong, crashes, detail));
            run.say(name + (wrong + crashes == 0 ? ", done after " : ", FAILED after ") + time() + "; "
                    + run.progress());
        }
    }

    private String time() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - began);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    @Override
    public void close() throws IOException {
        if (!settled && run != null) {
            run.forget(order);
            run.say(name + ", FAILED after " + time());
        }
    }
}
