package io.github.jgln.opencl;

/** {@link Phase#CENTRE_GAUSSIANS} on graphics cards: a work-group does a row that an output reads, or all of them. */
final class GroupGaussianCentre extends GaussianKernel {
    @Local
    private final float[] partialA = new float[GROUP_SIZE];

    @Local
    private final float[] partialB = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int workGroup = getGroupId();
            int lane = getLocalId();
            int copy = workGroup / rows;
            int row = workGroup - copy * rows;
            int x = copy * inputClassStride + row * PLANES * width;
            float sumA = 0;
            float sumB = 0;
            for (int i = lane; i < width; i += GROUP_SIZE) {
                float square = inputs[x + i] * inputs[x + i];
                sumA = sumA + square;
                sumB = sumB + square * inputs[x + 2 * width + i];
            }
            partialA[lane] = sumA;
            partialB[lane] = sumB;
            localBarrier();
            for (int distance = GROUP_SIZE / 2; distance > 0; distance = distance / 2) {
                if (lane < distance) {
                    partialA[lane] = partialA[lane] + partialA[lane + distance];
                    partialB[lane] = partialB[lane] + partialB[lane + distance];
                }
                localBarrier();
            }
            float precisions = partialA[0];
            float centre = partialB[0] / precisions;
            // Nobody may write the next partial sums before all have read these.
            localBarrier();
            sumB = 0;
            for (int i = lane; i < width; i += GROUP_SIZE) {
                float b = inputs[x + i] * (inputs[x + 2 * width + i] - centre);
                inputs[x + width + i] = b;
                sumB = sumB + b * b;
            }
            partialB[lane] = sumB;
            localBarrier();
            for (int distance = GROUP_SIZE / 2; distance > 0; distance = distance / 2) {
                if (lane < distance) {
                    partialB[lane] = partialB[lane] + partialB[lane + distance];
                }
                localBarrier();
            }
            if (lane == 0) {
                int to = copy * centreClassStride + row * CENTRE;
                centres[to] = centre;
                centres[to + 1] = precisions;
                centres[to + 2] = partialB[0];
            }
        }
    }
}
