package io.github.jgln.spi;

/**
 * Where a block's side information lies: tiles of some rows as {@code [n][tileRows]}, so that a gating product reads a tile
 * from one place, then the rows that make no whole tile, each by itself. With tiles of one row it is row-major.
 *
 * @param n features
 * @param rows of the block
 * @param tileRows rows of a tile
 */
public record SideLayout(int n, int rows, int tileRows) {
    /** Where feature 0 of a row is. */
    public int offset(int row) {
        return tiled(row) ? row / tileRows * tileRows * n + row % tileRows : row * n;
    }

    /** How far a row's features are apart. */
    public int stride(int row) {
        return tiled(row) ? tileRows : 1;
    }

    private boolean tiled(int row) {
        return row < rows / tileRows * tileRows;
    }
}
