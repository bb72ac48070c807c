package io.github.jgln.data;

/**
 * The shape of an image stored as one row: planes, one for each channel, after each other, each row-major. Channel c of pixel
 * (y, x) is feature {@code (c * height + y) * width + x}; of colours, channel 0 is red, 1 green and 2 blue.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels 1 of grey images, 3 of coloured ones
 */
public record ImageShape(int height, int width, int channels) {
    public ImageShape {
        if (height < 1 || width < 1 || (long) height * width * Math.max(1, channels) > Integer.MAX_VALUE) {
            throw new DataException(
                    "expected an image of at least 1 x 1 pixels that fits an array, got " + height + " x " + width);
        }
        if (channels != 1 && channels != 3) {
            throw new DataException("expected an image of 1 channel or 3, got " + channels);
        }
    }

    /** Of grey images. */
    public ImageShape(int height, int width) {
        this(height, width, 1);
    }

    /** Pixels of one image. */
    public int pixels() {
        return height * width;
    }

    /** Numbers of one image: its pixels, times its channels. */
    public int features() {
        return channels * pixels();
    }
}
