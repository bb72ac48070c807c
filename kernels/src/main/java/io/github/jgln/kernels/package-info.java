/** The CUDA kernels in compiled form. Their sources and what each computes are in this module's {@code src/main/cuda}. */
package io.github.jgln.kernels;
