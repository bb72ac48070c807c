package io.github.jgln.data;

/**
 * The shape of a grey image stored as one row, row-major: pixel (y, x) is feature {@code y * width + x}.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 */
public record ImageShape(int height, int width) {
    public ImageShape {
        if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
            throw new DataException(
                    "expected an image of at least 1 x 1 pixels that fits an array, got " + height + " x " + width);
        }
    }

    /** Pixels of one image. */
    public int pixels() {
        return height * width;
    }
}
