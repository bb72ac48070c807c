package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN_GAUSSIANS} on graphics cards: a work-group does a stream, its items side by side along the weight row, with
 * a tree of additions in local memory for each of the two sums.
 */
final class GroupGaussianLearn extends GaussianKernel {
    @Local
    private final float[] partialS = new float[GROUP_SIZE];

    @Local
    private final float[] partialM = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int stream = getGroupId();
            int lane = getLocalId();
            int unit = stream / contextCount;
            int context = stream - unit * contextCount;
            int output = unit / neurons;
            int slot = firstSlot + output * slotClassStride + unit - output * neurons;
            int e = slotStreams[slot] + context;
            int end = ends[e];
            int begin = 0;
            if (context > 0) {
                begin = ends[e - 1];
            }
            int w = stream * width;
            int row = 0;
            if (begin < end) {
                row = order[slot * capacity + begin];
            }
            int x = output * inputClassStride + row * PLANES * width;
            float sumS = 0;
            float sumM = 0;
            for (int i = lane; i < width; i += GROUP_SIZE) {
                float weight = bounded(weights[w + i], useBound);
                sumS = sumS + weight * inputs[x + i];
                sumM = sumM + weight * inputs[x + width + i];
            }
            for (int p = begin; p < end; p++) {
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
                float s = partialS[0];
                float m = partialM[0];
                // Nobody may write the next row's partial sums before all have read this one's.
                localBarrier();
                int centre = output * centreClassStride + row * CENTRE;
                float precision = precision(s);
                float shift = m / precision;
                float variance = 1 / handedUp(precision);
                float error = targets[row * outputs + output] - (centres[centre] + shift);
                float alpha = alpha(row, s, precision, variance, error, shift, centres[centre + 1]);
                float beta = beta(row, precision, variance, error, centres[centre + 2]);
                if (lane == 0) {
                    int to = output * resultClassStride + row * resultRowStride + unit - output * neurons;
                    results[to] = handedUp(precision);
                    results[to + resultMeans] = centres[centre] + shift;
                }
                int following = row;
                if (p + 1 < end) {
                    following = order[slot * capacity + p + 1];
                }
                int next = output * inputClassStride + following * PLANES * width;
                sumS = 0;
                sumM = 0;
                for (int i = lane; i < width; i += GROUP_SIZE) {
                    float before = weights[w + i];
                    float weight = learnt(before, before - alpha * inputs[x + i] + beta * inputs[x + width + i]);
                    weights[w + i] = weight;
                    weight = bounded(weight, useBound);
                    sumS = sumS + weight * inputs[next + i];
                    sumM = sumM + weight * inputs[next + width + i];
                }
                x = next;
                row = following;
            }
        }
    }
}
