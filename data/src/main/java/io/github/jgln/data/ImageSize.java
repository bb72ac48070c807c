package io.github.jgln.data;

/**
 * The size that images are scaled to.
 *
 * @param width pixels from left to right, at least 1
 * @param height pixels from top to bottom, at least 1
 */
public record ImageSize(int width, int height) {
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new DataException("expected images of at least 1 x 1 pixels, got " + width + " x " + height);
        }
    }
}
