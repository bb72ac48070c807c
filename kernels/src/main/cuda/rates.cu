// Rates that go with the size of what a neuron reads, so that one rate suits narrow and wide layers:
//
//   rate * c / (c + |l|^2),  l being all inputs of the neuron, the bias too
//
// All neurons of an output read the same, so this is a number for each row and output, made before a layer learns.
#include "jgln.cuh"

// inputs as in bernoulli.cu; normalised is [outputs][capacity].
//
// Launch: a warp per row of an output; grid (ceil(rows / 8), min(outputs, 65535)), block 256. On a processor: for each row and
// output the equation above.
extern "C" __global__ void __launch_bounds__(256) normaliseRates(
        const float *__restrict__ inputs, long long classStride, int k, const float *__restrict__ biasLogits, int outputs,
        const float *__restrict__ rates, float c, long long capacity, int rows, float *__restrict__ normalised) {
    int lane = threadIdx.x % WARP;
    int t = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (t >= rows) {
        return;
    }
    for (int output = blockIdx.y; output < outputs; output += gridDim.y) {
        const float4 *row = reinterpret_cast<const float4 *>(inputs + output * classStride + (long long) t * k);
        float size = 0.0f;
        for (int i = lane; i < k / 4; i += WARP) {
            size = dot4(row[i], row[i], size);
        }
        size = fmaf(biasLogits[output], biasLogits[output], warpSum(size));
        if (lane == 0) {
            normalised[output * capacity + t] = rates[t] * (c / (c + size));
        }
    }
}
