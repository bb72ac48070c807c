package io.github.jgln.bench.compare;

/** Is told how a comparison goes on. */
public interface CompareListener {
    /**
     * A contender is at work.
     *
     * @param contender its name
     * @param what it does now
     * @param done of {@code total}; what is measured in rows, else in nothing
     */
    void progress(String contender, String what, int done, int total);

    /**
     * Another contender is finished, or has turned out not to be to be had.
     *
     * @param soFar the report as if no others were to come
     */
    void finished(CompareReport soFar, CompareReport.Result last);
}
