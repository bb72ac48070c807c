package io.github.jgln.opencl;

/**
 * {@link Phase#GATE} on graphics cards: a work-group does a group of slots at a tile of rows, a slot to each item, so that
 * neighbouring items read neighbouring numbers.
 */
final class GroupGate extends BlockKernel {
    static final int LANES = GROUP_SIZE;

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int workGroup = getGroupId();
            int lane = getLocalId();
            int tiles = (rows + TILE - 1) / TILE;
            int group = workGroup / tiles;
            int row = (workGroup - group * tiles) * TILE;
            int at = row * features;
            int first = groupVectors[group];
            int end = groupVectors[group + 1];
            int c0 = 0;
            int c1 = 0;
            int c2 = 0;
            int c3 = 0;
            int c4 = 0;
            int c5 = 0;
            int c6 = 0;
            int c7 = 0;
            for (int vector = first; vector < end; vector++) {
                int h = vector * features * LANES + lane;
                float s0 = 0;
                float s1 = 0;
                float s2 = 0;
                float s3 = 0;
                float s4 = 0;
                float s5 = 0;
                float s6 = 0;
                float s7 = 0;
                for (int i = 0; i < features; i++) {
                    float normal = halfspaces[h + i * LANES];
                    s0 = s0 + side[at + i] * normal;
                    s1 = s1 + side[at + features + i] * normal;
                    s2 = s2 + side[at + 2 * features + i] * normal;
                    s3 = s3 + side[at + 3 * features + i] * normal;
                    s4 = s4 + side[at + 4 * features + i] * normal;
                    s5 = s5 + side[at + 5 * features + i] * normal;
                    s6 = s6 + side[at + 6 * features + i] * normal;
                    s7 = s7 + side[at + 7 * features + i] * normal;
                }
                float threshold = thresholds[vector * LANES + lane];
                int bit = 1 << (vector - first);
                c0 = c0 + (s0 > threshold ? bit : 0);
                c1 = c1 + (s1 > threshold ? bit : 0);
                c2 = c2 + (s2 > threshold ? bit : 0);
                c3 = c3 + (s3 > threshold ? bit : 0);
                c4 = c4 + (s4 > threshold ? bit : 0);
                c5 = c5 + (s5 > threshold ? bit : 0);
                c6 = c6 + (s6 > threshold ? bit : 0);
                c7 = c7 + (s7 > threshold ? bit : 0);
            }
            int to = (group * LANES + lane) * capacity + row;
            contexts[to] = c0;
            contexts[to + 1] = c1;
            contexts[to + 2] = c2;
            contexts[to + 3] = c3;
            contexts[to + 4] = c4;
            contexts[to + 5] = c5;
            contexts[to + 6] = c6;
            contexts[to + 7] = c7;
        }
    }
}
