package io.github.jgln.cpu;

import java.util.Arrays;

/**
 * A block's rows by the context that a neuron picks: each context's rows in time order. Unlike a sort this costs the same for
 * any number of contexts.
 */
final class ContextChains {
    /** First row of each context not yet begun, or -1; all -1 between neurons. */
    private final int[] head;
    /** The next row of the same context, or -1. */
    private final int[] next;

    ContextChains(int contexts, int rows) {
        this.head = new int[contexts];
        Arrays.fill(head, -1);
        this.next = new int[rows];
    }

    /** Chains rows whose contexts are at {@code at + t · stride}. Every chain must be begun before others are made. */
    void chain(int[] contexts, int at, int stride, int rows) {
        for (int t = rows - 1; t >= 0; t--) {
            int context = contexts[at + t * stride];
            next[t] = head[context];
            head[context] = t;
        }
    }

    /** Whether a row is the first of its context; true once. */
    boolean begin(int context, int row) {
        boolean first = head[context] == row;
        if (first) {
            head[context] = -1;
        }
        return first;
    }

    /** The row after this one in its context, or -1. */
    int after(int row) {
        return next[row];
    }
}
