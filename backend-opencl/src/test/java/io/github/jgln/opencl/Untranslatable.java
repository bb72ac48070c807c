package io.github.jgln.opencl;

/** OpenCL has no objects. */
final class Untranslatable extends BlockKernel {
    @Override
    public void run() {
        int[] made = new int[rows];
        ends[getGlobalId()] = made.length;
    }
}
