/**
 * The {@code opencl} backend: kernels written in Java, which Aparapi translates to OpenCL when the backend is opened. Nothing
 * here is public but the provider.
 */
package io.github.jgln.opencl;
