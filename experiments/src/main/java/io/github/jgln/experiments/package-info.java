/**
 * What Gated Linear Networks can learn, measured: searches of settings, ablations, forgetting, capacity. Library calls with
 * results as records; the command line adds data sets, progress and files.
 */
package io.github.jgln.experiments;
