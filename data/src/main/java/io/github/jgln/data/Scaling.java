package io.github.jgln.data;

/**
 * Scales a plane of an image: a pixel becomes the mean of those that it covers, each weighed by how much of it is covered. First
 * along rows, then along columns.
 */
final class Scaling {
    private final int height;
    private final int width;
    private final int toHeight;
    private final int toWidth;

    Scaling(int height, int width, int toHeight, int toWidth) {
        this.height = height;
        this.width = width;
        this.toHeight = toHeight;
        this.toWidth = toWidth;
    }

    /**
     * @param in [height][width] from {@code from} on
     * @param out [toHeight][toWidth] from {@code to} on
     */
    void apply(float[] in, int from, float[] out, int to) {
        double[] plane = new double[height * width];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = in[from + i];
        }
        double[] narrow = new double[height * toWidth];
        for (int y = 0; y < height; y++) {
            line(plane, y * width, 1, width, narrow, y * toWidth, 1, toWidth);
        }
        double[] scaled = new double[toHeight * toWidth];
        for (int x = 0; x < toWidth; x++) {
            line(narrow, x, toWidth, height, scaled, x, toWidth, toHeight);
        }
        for (int i = 0; i < scaled.length; i++) {
            out[to + i] = (float) scaled[i];
        }
    }

    private static void line(double[] in, int from, int stride, int n, double[] out, int to, int toStride, int toN) {
        double step = (double) n / toN;
        for (int i = 0; i < toN; i++) {
            double start = i * step;
            double end = Math.min(n, start + step);
            double sum = 0;
            for (int j = (int) start; j < end; j++) {
                sum += in[from + j * stride] * (Math.min(end, j + 1) - Math.max(start, j));
            }
            out[to + i * toStride] = sum / (end - start);
        }
    }
}
