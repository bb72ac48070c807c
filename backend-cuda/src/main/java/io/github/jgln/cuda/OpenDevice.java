package io.github.jgln.cuda;

/**
 * A device with the kernels loaded, which networks share.
 *
 * @param context of the driver
 * @param gating who multiplies rows and halfspaces, not {@link GatingPath#AUTO}
 * @param blas null for {@link GatingPath#KERNEL}
 */
record OpenDevice(Driver driver, long context, KernelModule kernels, GatingPath gating, Driver.Blas blas) {}
