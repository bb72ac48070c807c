/**
 * The {@code cuda} backend: the project's own kernels on NVIDIA cards, through the driver API by JCuda; gating by cuBLAS where
 * that loads. Nothing here is public but the provider.
 */
package io.github.jgln.cuda;
