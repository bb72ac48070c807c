package io.github.jgln.cuda;

/**
 * How a backend is opened.
 *
 * @param device its index
 * @param gating what makes the gating product
 * @param blockRows rows of a block; 0 for what suits the device
 * @param overlap whether blocks may overlap; without, each phase's time is its own
 */
record CudaOptions(int device, GatingPath gating, int blockRows, boolean overlap) {}
