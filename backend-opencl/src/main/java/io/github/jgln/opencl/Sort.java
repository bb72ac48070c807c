package io.github.jgln.opencl;

/** {@link Phase#SORT} in both forms: a stable counting sort of a slot's rows by the first work-item of each work-group. */
final class Sort extends BlockKernel {
    @Override
    public void run() {
        countJavaRun();
        if (rows > 0 && getLocalId() == 0) {
            int slot = getGroupId();
            int first = slotStreams[slot];
            int end = slotStreams[slot + 1];
            int at = slot * capacity;
            for (int s = first; s < end; s++) {
                ends[s] = 0;
            }
            for (int t = 0; t < rows; t++) {
                int s = first + contexts[at + t];
                ends[s] = ends[s] + 1;
            }
            int sum = 0;
            for (int s = first; s < end; s++) {
                int count = ends[s];
                ends[s] = sum;
                sum = sum + count;
            }
            // Each stream's beginning becomes its end as its rows are put in place.
            for (int t = 0; t < rows; t++) {
                int s = first + contexts[at + t];
                int to = ends[s];
                order[at + to] = t;
                ends[s] = to + 1;
            }
        }
    }
}
