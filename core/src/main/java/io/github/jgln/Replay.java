package io.github.jgln;

/**
 * Learning what was learnt before once more: after each new row come some of the rows before it, drawn alike from the last ones
 * (experience replay, Lin 1992). They move weights; what a table's columns have shown, numbers and counts, takes them in no second
 * time (running statistics of other features do), and what they predict is nobody's to see. The output layer learns no row twice, so
 * that it weighs what the layers below say of rows that none of them has seen. Each draw depends on the seed and the number of rows learnt only, so that learning is exactly online
 * and goes on after a save as if it had not stopped.
 *
 * @param rows that follow each new one; 0 for none
 * @param memory the last rows, at most, that they are drawn from; they are part of the model and of its file
 * @param rate what multiplies their learning rate in the hidden layers, as one that a row deserves once is too much for it every time
 */
public record Replay(int rows, int memory, double rate) {
    /** Every row is learnt once. */
    public static final Replay NONE = new Replay(0);

    private static final int MEMORY = 10_000;
    private static final double RATE = 0.3;

    /** From the last 10,000 rows, at 0.3 times the rate. */
    public Replay(int rows) {
        this(rows, MEMORY);
    }

    /** At 0.3 times the rate. */
    public Replay(int rows, int memory) {
        this(rows, memory, RATE);
    }
}
