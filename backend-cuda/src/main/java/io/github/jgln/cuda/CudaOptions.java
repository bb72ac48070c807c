package io.github.jgln.cuda;

/**
 * How a device is to be used.
 *
 * @param device its index
 * @param blas who multiplies rows and halfspaces
 * @param blockRows rows of a block; 0 for what suits the device
 * @param overlap whether blocks may overlap; without, each phase's time is its own
 */
record CudaOptions(int device, GatingPath blas, int blockRows, boolean overlap) {}
