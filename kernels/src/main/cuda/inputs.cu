// Side information and base logits of a block's rows.
#include "jgln.cuh"

// InputKernels in backend-cuda has the same enums; a test there reads these.
enum RowMap { MIN_MAX, CLIP, CONSTANT };

// Base logits that depend on their own row alone.
//
//   MIN_MAX   logit(clip((x - min) / (max - min), e, 1 - e)) over the row; 0 if the row is constant
//   CLIP      logit(clip(x, e, 1 - e))
//   CONSTANT  logit(clip(prior, e, 1 - e)), one base prediction
//
// Launch: a warp per row; grid ceil(rows / 8), block 256.
// On a processor: for each row, for each j < n, base[row * k + j] as above and 0 for n <= j < k.
extern "C" __global__ void __launch_bounds__(256) rowLogits(
        const float *__restrict__ x, long long xStride, int n, int rows, int map, float prior, float epsilon,
        float bound, float *__restrict__ base, int k) {
    int lane = threadIdx.x % WARP;
    int row = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (row >= rows) {
        return;
    }
    const float *from = x + row * xStride;
    float *to = base + (long long) row * k;
    if (map == CONSTANT) {
        if (lane < k) {
            to[lane] = lane == 0 ? logit(prior, epsilon, bound) : 0.0f;
        }
        return;
    }
    float min = from[0];
    float max = from[0];
    if (map == MIN_MAX) {
        for (int j = lane; j < n; j += WARP) {
            min = fminf(min, from[j]);
            max = fmaxf(max, from[j]);
        }
        for (int distance = WARP / 2; distance > 0; distance /= 2) {
            min = fminf(min, __shfl_xor_sync(FULL, min, distance));
            max = fmaxf(max, __shfl_xor_sync(FULL, max, distance));
        }
    }
    // Halved, a range beyond float32's is within it.
    float factor = max - min <= 3.402823466e38f ? 1.0f : 0.5f;
    float range = max * factor - min * factor;
    for (int j = lane; j < k; j += WARP) {
        float value = 0.0f;
        if (j < n && map == CLIP) {
            value = logit(from[j], epsilon, bound);
        } else if (j < n && range > 0.0f) {
            value = logit((from[j] * factor - min * factor) / range, epsilon, bound);
        }
        to[j] = value;
    }
}

enum FeatureMap { NONE, CENTRED, STANDARDISED };

// 1 / standard deviation; 1 where nothing has varied.
static __device__ __forceinline__ float scaleOf(long long count, double squares) {
    float scale = (float) (1.0 / sqrt(squares / (double) count));
    return isfinite(scale) ? scale : 1.0f;
}

// What reads the statistics of the features: side information (CENTRED: x - mean, STANDARDISED: (x - mean) / deviation;
// NONE: not written) and base logits (CENTRED: factor * (x - mean), STANDARDISED: (x - mean) / deviation; NONE: not written).
//
// Learning, each row sees the statistics of the rows before it and is then taken into them (Welford):
//   d = x - mean, mean <- mean + d / n, squares <- squares + d (x - mean)
// so a thread goes through all rows of its feature in order: grid (ceil(stride / 64), 1), block 64, rowsPerBlock = rows.
// Otherwise the statistics stand still: grid (ceil(stride / 64), ceil(rows / rowsPerBlock)).
// The padding of z and of base (k <= stride features) becomes 0.
// On a processor: for each feature j, for each row in order, the two lines above.
extern "C" __global__ void __launch_bounds__(64) featureInputs(
        const float *__restrict__ x, long long stride, int n, int rows, int rowsPerBlock, long long count, int learning,
        double *mean, double *squares, int side, float *__restrict__ z, int logits, float factor, float bound,
        float *__restrict__ base, int k) {
    int j = blockIdx.x * blockDim.x + threadIdx.x;
    if (j >= stride) {
        return;
    }
    int from = blockIdx.y * rowsPerBlock;
    int to = min(rows, from + rowsPerBlock);
    bool padding = j >= n;
    double m = padding ? 0.0 : mean[j];
    double s = padding ? 0.0 : squares[j];
    bool scaled = side == STANDARDISED || logits == STANDARDISED;
    float scale = scaled ? scaleOf(count, s) : 1.0f;
    for (int t = from; t < to; t++) {
        float value = padding ? 0.0f : x[t * stride + j];
        float centred = padding ? 0.0f : value - (float) m;
        if (learning && scaled) {
            scale = scaleOf(count + t, s);
        }
        if (side != NONE) {
            z[t * stride + j] = side == STANDARDISED ? centred * scale : centred;
        }
        if (logits != NONE && j < k) {
            base[(long long) t * k + j] = bounded(centred * (logits == STANDARDISED ? scale : factor), bound);
        }
        if (learning) {
            double d = value - m;
            m += d * (1.0 / (double) (count + t + 1));
            s += d * (value - m);
        }
    }
    if (learning && !padding) {
        mean[j] = m;
        squares[j] = s;
    }
}

// Base logits beside what the layer below will say, for a layer with skip connections: to each output its copy.
//
// Launch: grid (rows, min(outputs, 65535)), block 256. `baseClassStride`: between the base logits of two outputs, 0 where all
// have the same; `k`: floats of a row of base logits, `count` of them given on; `width`: floats of a row of the layer's
// inputs, which has the copy from `column` on.
// On a processor: for each output c, row t, j < count:
// inputs[c * classStride + t * width + column + j] = base[c * baseClassStride + t * k + j].
extern "C" __global__ void __launch_bounds__(256) skipInputs(
        const float *__restrict__ base, long long baseClassStride, int k, int count, int outputs,
        float *__restrict__ inputs, long long classStride, int width, int column) {
    long long t = blockIdx.x;
    for (int c = blockIdx.y; c < outputs; c += gridDim.y) {
        const float *from = base + c * baseClassStride + t * k;
        float *to = inputs + c * classStride + t * width + column;
        for (int j = threadIdx.x; j < count; j += blockDim.x) {
            to[j] = from[j];
        }
    }
}
