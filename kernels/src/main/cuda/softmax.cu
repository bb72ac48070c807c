// Geometric mixing where the outputs of a neuron are coupled, with learning; predictions are those of bernoulli.cu, whose layers
// and labels these are.
//
//   o_c = clip(w_c . l_c + w_bias * l_bias, -L, L)                    of every output c
//   p_c = exp(o_c) / sum over j of exp(o_j)
//   w_c <- clip(w_c - rate_c * (p_c - [y = c]) * l_c, -W, W)
//
// The outputs share halfspaces, so a stream of a gated unit is one of all outputs: a block has it, from its first row to its
// last. Teams of the block's threads have an output each, or several: a thread (up to 32 inputs), a warp (up to 1024), or the
// whole block (any number). Dot products are those of the kernels that predict, in the order of their sums.
//
// What is needed of all outputs at once is read from `out`: no row is there twice, so that one barrier a row is enough.

// One stream of all outputs; place counts gated streams.
static __device__ __forceinline__ Stream coupledAt(const LayerWork &work, const Streams &streams, long long place) {
    return streamOf(work, streams, (int) (place * work.sharing));
}

static __device__ __forceinline__ long long rowOf(const LayerWork &work, const Stream &s, int output) {
    return s.row + (long long) output * work.neurons * work.contextCount;
}

// w . x by one thread, as ThreadRow has it.
static __device__ __forceinline__ float teamDot(const float4 *w, const float4 *x, int pieces, ThreadRow<1>) {
    float even = 0.0f;
    float odd = 0.0f;
    for (int i = 0; i < pieces; i += 2) {
        even = dot4(w[i], x[i], even);
        if (i + 1 < pieces) {
            odd = dot4(w[i + 1], x[i + 1], odd);
        }
    }
    return even + odd;
}

// The same by a warp, as WarpRow has it.
static __device__ __forceinline__ float teamDot(const float4 *w, const float4 *x, int pieces, WarpRow<1>) {
    float even = 0.0f;
    float odd = 0.0f;
    for (int i = threadIdx.x % WARP; i < pieces; i += 2 * WARP) {
        even = dot4(w[i], x[i], even);
        if (i + WARP < pieces) {
            odd = dot4(w[i + WARP], x[i + WARP], odd);
        }
    }
    return warpSum(even + odd);
}

// What the outputs of a row have in common: the largest, and the sum of their powers less it, so that none overflows. Every
// thread sums by itself, in the order of the outputs.
struct Powers {
    float largest;
    float sum;
};

static __device__ __forceinline__ Powers powersOf(const LayerWork &work, const float *out) {
    float largest = out[0];
    for (int c = 1; c < work.outputs; c++) {
        largest = fmaxf(largest, out[c * work.outClass]);
    }
    float sum = 0.0f;
    for (int c = 0; c < work.outputs; c++) {
        sum += expf(out[c * work.outClass] - largest);
    }
    return {largest, sum};
}

// rate_c * (p_c - [y = c]).
static __device__ __forceinline__ float softmaxStep(Powers powers, float o, bool target, float rate) {
    return rate * (__fdividef(expf(o - powers.largest), powers.sum) - (target ? 1.0f : 0.0f));
}

// One member of a team, that is of the threads that share an output's weight row, takes pieces `member`, `member` + `size`, ...
static __device__ __forceinline__ void stepOf(
        const LayerWork &work, float *row, const float *inputs, int member, int size, float g) {
    float4 *w = reinterpret_cast<float4 *>(row);
    const float4 *x = reinterpret_cast<const float4 *>(inputs);
    for (int i = member; i < work.k / 4; i += size) {
        float4 weight = w[i];
        step4(weight, x[i], g, work.weightBound);
        w[i] = weight;
    }
}

// A team keeps its outputs, so that its threads meet their own weights only and no barrier guards them; bias weights are its
// first thread's.
template <class Row> static __device__ __forceinline__ void learnCoupled(
        const LayerWork &work, const Streams &streams, const Labels &learnt, int size) {
    Stream s = coupledAt(work, streams, blockIdx.x);
    int team = threadIdx.x / size;
    int teams = blockDim.x / size;
    int member = threadIdx.x % size;
    for (int i = 0; i < s.length; i++) {
        int t = s.rows[i];
        const float *inputs = work.inputs + (long long) t * work.k;
        float *out = work.out + t * work.outRow + s.neuron;
        for (int c = team; c < work.outputs; c += teams) {
            long long row = rowOf(work, s, c);
            float dot = teamDot(reinterpret_cast<const float4 *>(work.weights + row * work.k),
                    reinterpret_cast<const float4 *>(inputs + c * work.classStride), work.k / 4, Row());
            if (member == 0) {
                out[c * work.outClass] = bounded(fmaf(work.biasWeights[row], work.biasLogits[c], dot), work.logitBound);
            }
        }
        __syncthreads();
        Powers powers = powersOf(work, out);
        for (int c = team; c < work.outputs; c += teams) {
            long long row = rowOf(work, s, c);
            float rate = learnt.rates[c * learnt.rateClass + t];
            float g = softmaxStep(powers, out[c * work.outClass], learnt.classes[t] == c, rate);
            stepOf(work, work.weights + row * work.k, inputs + c * work.classStride, member, size, g);
            if (member == 0) {
                work.biasWeights[row] = bounded(fmaf(-g, work.biasLogits[c], work.biasWeights[row]), work.weightBound);
            }
        }
    }
}

// Launch: a block per stream of a gated unit, here and below; grid gated streams, block 32. On a processor: for each such
// stream, for each of its rows in order, the three equations above.
extern "C" __global__ void __launch_bounds__(32) learnCoupledThread(LAYER_PARAMETERS, LEARNING_PARAMETERS) {
    LayerWork work = LAYER_WORK;
    Streams streams = STREAMS;
    Labels learnt = LABELS;
    learnCoupled<ThreadRow<1>>(work, streams, learnt, 1);
}

// Launch: block 256.
extern "C" __global__ void __launch_bounds__(BLOCK) learnCoupledWarp(LAYER_PARAMETERS, LEARNING_PARAMETERS) {
    LayerWork work = LAYER_WORK;
    Streams streams = STREAMS;
    Labels learnt = LABELS;
    learnCoupled<WarpRow<1>>(work, streams, learnt, WARP);
}

// Two rooms in turns: a warp may be a step ahead of another, not two.
//
// Two blocks of a multiprocessor: with more, as with learnBlock, the compiler spills.
//
// Launch: block 256.
extern "C" __global__ void __launch_bounds__(BLOCK, 2) learnCoupledBlock(LAYER_PARAMETERS, LEARNING_PARAMETERS) {
    __shared__ float rooms[2][BLOCK / WARP];
    LayerWork work = LAYER_WORK;
    Streams streams = STREAMS;
    Stream s = coupledAt(work, streams, blockIdx.x);
    int turn = 0;
    for (int i = 0; i < s.length; i++) {
        int t = s.rows[i];
        const float *x = inputs + (long long) t * k;
        float *to = out + t * outRow + s.neuron;
        for (int c = 0; c < outputs; c++) {
            long long row = rowOf(work, s, c);
            float dot = blockDot(weights + row * k, x + c * classStride, k, rooms[turn]);
            turn = 1 - turn;
            if (threadIdx.x == 0) {
                to[c * outClass] = bounded(fmaf(biasWeights[row], biasLogits[c], dot), logitBound);
            }
        }
        __syncthreads();
        Powers powers = powersOf(work, to);
        for (int c = 0; c < outputs; c++) {
            long long row = rowOf(work, s, c);
            float g = softmaxStep(powers, to[c * outClass], labels[t] == c, rates[c * rateClass + t]);
            stepOf(work, weights + row * k, x + c * classStride, threadIdx.x, BLOCK, g);
            if (threadIdx.x == 0) {
                biasWeights[row] = bounded(fmaf(-g, biasLogits[c], biasWeights[row]), weightBound);
            }
        }
    }
}
