package io.github.jgln.cpu;

/**
 * Where a block's side information lies: tiles of some rows as {@code [n][tileRows]}, so that the gating product reads a
 * tile from one place, then the rows that make no whole tile, each by itself.
 *
 * @param n features
 * @param rows of the block
 * @param tileRows rows of a tile
 */
record Side(int n, int rows, int tileRows) {
    /** Where feature 0 of a row is. */
    int offset(int row) {
        return tiled(row) ? row / tileRows * tileRows * n + row % tileRows : row * n;
    }

    /** How far a row's features are apart. */
    int stride(int row) {
        return tiled(row) ? tileRows : 1;
    }

    private boolean tiled(int row) {
        return row < rows / tileRows * tileRows;
    }
}
