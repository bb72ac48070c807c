package io.github.jgln.data;

import io.github.jgln.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sets slanted images upright and centres them, as is usual for handwritten digits.
 *
 * <p>For an image I of height H and width W, ink at row y and column x, with m = Σ I(y, x):
 *
 * <pre>
 *   ȳ = Σ y I(y, x) / m            x̄ = Σ x I(y, x) / m
 *   v = Σ (y - ȳ)² I(y, x) / m     c = Σ (y - ȳ)(x - x̄) I(y, x) / m
 *   α = c / v
 *   out(y, x) = I(y - H/2 + ȳ,  x - W/2 + x̄ + α (y - H/2))
 * </pre>
 *
 * I between pixels is the interpolating cubic spline, mirrored about the outermost pixel centres; outside of them it is
 * 0. The spline overshoots, so values leave [0, 1] (on MNIST to about -0.3 and 1.35). This is what SciPy's
 * {@code affine_transform} of order 3 computes. An image without ink stays as it is; one whose ink is all in one row has
 * no slant and is only centred.
 *
 * <p>A shear has a constant offset within a row, and the row offset is the same everywhere. So the two-dimensional
 * spline is done as one-dimensional ones, columns first, each with the same four weights from end to end.
 */
public final class Deskew {
    /** The pole of the cubic B-spline's inverse filter. */
    private static final double POLE = Math.sqrt(3) - 2;

    private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);

    /** Images per task: enough work to make a task's scratch space cheap, few enough to spread small data sets. */
    private static final int IMAGES_PER_TASK = 256;

    private final int height;
    private final int width;
    private final double[] coefficients;
    private final double[] shifted;

    private Deskew(ImageShape shape) {
        height = shape.height();
        width = shape.width();
        coefficients = new double[height * width];
        shifted = new double[width];
    }

    /** Both parts, see {@link #apply(Dataset)}. */
    public static Split apply(Split split) {
        return new Split(apply(split.train()), apply(split.test()));
    }

    /**
     * All images of a data set, on all cores.
     *
     * @return the same rows deskewed, labels and names unchanged
     * @throws DataException if the rows are not known to be images, or these are coloured
     */
    public static Dataset apply(Dataset images) {
        ImageShape shape = images.imageShape()
                .orElseThrow(() -> new DataException(images.name()
                        + ": deskewing needs images, but these rows have no height and width; leave it out"));
        return images.withRows(apply(images.rows(), shape), images.targets());
    }

    /**
     * As {@link #apply(Dataset)}, of rows whose labels are not known.
     *
     * @param rows [n][height · width]; left unchanged
     * @throws DataException if a row has not the pixels of an image, or images are coloured
     */
    public static Rows apply(Rows rows, ImageShape shape) {
        if (shape.channels() != 1) {
            throw new DataException(
                    "deskewing needs grey images, but these have " + shape.channels() + " channels; leave it out");
        }
        int pixels = shape.pixels();
        if (rows.features() != pixels) {
            throw new DataException("expected images of " + pixels + " pixels, got rows of " + rows.features());
        }
        float[] out = new float[rows.count() * pixels];
        int tasks = (rows.count() + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK;
        IntStream.range(0, tasks).parallel().forEach(task -> {
            Deskew deskew = new Deskew(shape);
            int end = Math.min(rows.count(), (task + 1) * IMAGES_PER_TASK);
            for (int i = task * IMAGES_PER_TASK; i < end; i++) {
                deskew.image(rows.values(), rows.offset(i), out, i * pixels);
            }
        });
        return Rows.of(out, pixels);
    }

    private void image(float[] in, int from, float[] out, int offset) {
        double mass = 0;
        double sumY = 0;
        double sumX = 0;
        for (int y = 0, i = from; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                mass += in[i];
                sumY += y * (double) in[i];
                sumX += x * (double) in[i];
            }
        }
        // Written so that a NaN ends here too.
        if (!(mass > 0)) {
            System.arraycopy(in, from, out, offset, height * width);
            return;
        }
        double meanY = sumY / mass;
        double meanX = sumX / mass;
        double variance = 0;
        double covariance = 0;
        for (int y = 0, i = from; y < height; y++) {
            double dy = y - meanY;
            for (int x = 0; x < width; x++, i++) {
                coefficients[i - from] = in[i];
                variance += dy * dy * in[i];
                covariance += dy * (x - meanX) * in[i];
            }
        }
        // With all ink in one row, what is left of the variance is rounding.
        double slope = variance > 1e-9 * mass ? covariance / variance : 0;

        for (int x = 0; x < width; x++) {
            prefilter(coefficients, x, width, height);
        }
        double shiftY = meanY - height / 2.0;
        for (int y = 0; y < height; y++) {
            int row = offset + y * width;
            double sourceY = y + shiftY;
            if (sourceY < 0 || sourceY > height - 1) {
                Arrays.fill(out, row, row + width, 0f);
                continue;
            }
            shiftRows(sourceY);
            prefilter(shifted, 0, 1, width);
            shear(out, row, meanX - width / 2.0 + slope * (y - height / 2.0));
        }
    }

    /** The row at height y of the columns' spline, into {@link #shifted}. */
    private void shiftRows(double y) {
        int floor = (int) y;
        double[] weight = weights(y - floor);
        Arrays.fill(shifted, 0);
        for (int k = 0; k < 4; k++) {
            int from = mirror(floor - 1 + k, height) * width;
            for (int x = 0; x < width; x++) {
                shifted[x] += weight[k] * coefficients[from + x];
            }
        }
    }

    /** One output row: the spline of {@link #shifted} at x + shift. */
    private void shear(float[] out, int row, double shift) {
        double whole = Math.floor(shift);
        double[] weight = weights(shift - whole);
        for (int x = 0; x < width; x++) {
            double sourceX = x + shift;
            double value = 0;
            if (sourceX >= 0 && sourceX <= width - 1) {
                int first = x + (int) whole - 1;
                for (int k = 0; k < 4; k++) {
                    value += weight[k] * shifted[mirror(first + k, width)];
                }
            }
            out[row + x] = (float) value;
        }
    }

    /** The cubic B-spline at the four knots around a point that lies t in [0, 1) above the second. */
    private static double[] weights(double t) {
        double s = 1 - t;
        return new double[] {s * s * s / 6, 2.0 / 3 - t * t * (2 - t) / 2, 2.0 / 3 - s * s * (2 - s) / 2, t * t * t / 6
        };
    }

    /** Samples to the coefficients of the spline through them, in place: a causal and an anticausal recursion. */
    private static void prefilter(double[] a, int first, int stride, int n) {
        if (n == 1) {
            return;
        }
        int last = first + (n - 1) * stride;
        for (int i = first; i <= last; i += stride) {
            a[i] *= GAIN;
        }
        // The causal start is the sum over the mirrored, hence periodic, signal.
        double round = Math.pow(POLE, n - 1);
        double power = POLE;
        double start = a[first] + round * a[last];
        for (int i = 1; i < n - 1; i++) {
            start += power * (a[first + i * stride] + round * a[last - i * stride]);
            power *= POLE;
        }
        a[first] = start / (1 - round * round);
        for (int i = first + stride; i <= last; i += stride) {
            a[i] += POLE * a[i - stride];
        }
        a[last] = (POLE * a[last - stride] + a[last]) * POLE / (POLE * POLE - 1);
        for (int i = last - stride; i >= first; i -= stride) {
            a[i] = POLE * (a[i + stride] - a[i]);
        }
    }

    private static int mirror(int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        if (n == 1) {
            return 0;
        }
        int period = 2 * (n - 1);
        int inPeriod = Math.floorMod(i, period);
        return inPeriod < n ? inPeriod : period - inPeriod;
    }
}
