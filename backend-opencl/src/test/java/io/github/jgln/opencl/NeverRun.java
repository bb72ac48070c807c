package io.github.jgln.opencl;

/** A kernel that no device has ever been given. */
final class NeverRun extends BlockKernel {
    @Override
    public void run() {
        countJavaRun();
    }
}
