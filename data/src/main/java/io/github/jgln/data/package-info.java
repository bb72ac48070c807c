/**
 * Data sets: reading them, fetching the public ones, and preparing them.
 *
 * <p>{@link io.github.jgln.data.ImageDataset} knows MNIST and Fashion-MNIST by name, {@link
 * io.github.jgln.data.IdxDataset} reads files of their kind. Both give a {@link io.github.jgln.data.Dataset}.
 *
 * <p>{@link io.github.jgln.data.Table} reads tables of several formats and of any size, record by record; {@link
 * io.github.jgln.data.Schema} says what their columns are, and {@link io.github.jgln.data.TableRows} makes rows of them, which
 * {@link io.github.jgln.data.TableStream} hands to a learner as they come and {@link io.github.jgln.data.TableDataset} holds.
 *
 * <p>All that goes wrong is a {@link io.github.jgln.data.DataException}
 * whose message is meant for the user.
 */
package io.github.jgln.data;
