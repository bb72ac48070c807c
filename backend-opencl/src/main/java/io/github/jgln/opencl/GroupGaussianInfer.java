package io.github.jgln.opencl;

/**
 * {@link Phase#INFER_GAUSSIANS} on graphics cards: a work-group does a unit at a tile of rows, each as
 * {@link GroupGaussianLearn} predicts it.
 */
final class GroupGaussianInfer extends GaussianKernel {
    @Local
    private final float[] partialS = new float[GROUP_SIZE];

    @Local
    private final float[] partialM = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int workGroup = getGroupId();
            int lane = getLocalId();
            int tiles = (rows + TILE - 1) / TILE;
            int unit = workGroup / tiles;
            int first = (workGroup - unit * tiles) * TILE;
            int output = unit / neurons;
            int slot = firstSlot + output * slotClassStride + unit - output * neurons;
            int end = first + TILE;
            if (end > rows) {
                end = rows;
            }
            for (int row = first; row < end; row++) {
                int w = (unit * contextCount + contexts[slot * capacity + row]) * width;
                int x = output * inputClassStride + row * PLANES * width;
                float sumS = 0;
                float sumM = 0;
                for (int i = lane; i < width; i += GROUP_SIZE) {
                    float weight = bounded(weights[w + i], useBound);
                    sumS = sumS + weight * inputs[x + i];
                    sumM = sumM + weight * inputs[x + width + i];
                }
                partialS[lane] = sumS;
                partialM[lane] = sumM;
                localBarrier();
                for (int distance = GROUP_SIZE / 2; distance > 0; distance = distance / 2) {
                    if (lane < distance) {
                        partialS[lane] = partialS[lane] + partialS[lane + distance];
                        partialM[lane] = partialM[lane] + partialM[lane + distance];
                    }
                    localBarrier();
                }
                if (lane == 0) {
                    float precision = precision(partialS[0]);
                    int to = output * resultClassStride + row * resultRowStride + unit - output * neurons;
                    results[to] = handedUp(precision);
                    results[to + resultMeans] =
                            centres[output * centreClassStride + row * CENTRE] + partialM[0] / precision;
                }
                localBarrier();
            }
        }
    }
}
