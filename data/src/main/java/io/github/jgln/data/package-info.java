/**
 * Data sets: reading them, fetching the public ones, and preparing them.
 *
 * <p>{@link io.github.jgln.data.ImageDataset} knows MNIST and Fashion-MNIST by name, {@link
 * io.github.jgln.data.IdxDataset} reads files of their kind, {@link io.github.jgln.data.CsvDataset} reads tables. All
 * give a {@link io.github.jgln.data.Dataset}, and all that goes wrong is a {@link io.github.jgln.data.DataException}
 * whose message is meant for the user.
 */
package io.github.jgln.data;
