// Geometric mixing of Bernoulli predictions, with and without learning. Another family of distributions has a file like this
// one beside it: inputs, gating and sorting stay, see streams.cuh.
//
//   o = clip(w . l + w_bias * l_bias, -L, L)                        Veness et al. 2019, equation 5
//   w <- clip(w - rate * (sigmoid(o) - y) * l, -W, W)               equations 8 and 9
//
// A stream is sequential; streams are independent. Three kernels of each kind share the arithmetic and differ in who keeps
// a weight row, see rows.cuh. Learning and predicting use the same order of sums, so a prediction is the same bits however
// rows are cut into blocks.
#include "rows.cuh"
#include "streams.cuh"

// One layer of a block of rows.
struct LayerWork {
    const float *inputs;       // [outputs][capacity][k], or [capacity][k] for all outputs if classStride is 0
    long long classStride;
    int k;                     // padded inputs without the bias, a multiple of 4
    int contextCount;
    int neurons;               // of each output
    int outputs;
    int sharing;               // outputs that share a gated unit
    float *weights;            // [unit][contextCount][k]
    float *biasWeights;        // [unit][contextCount]
    const float *biasLogits;   // [outputs]
    float logitBound;
    float weightBound;
    float *out;                // of output c, row t, neuron i: out[c * outClass + t * outRow + i]
    long long outClass;
    long long outRow;
};

#define LAYER_PARAMETERS const float *inputs, long long classStride, int k, int contextCount, int neurons, int outputs, \
    int sharing, float *weights, float *biasWeights, const float *biasLogits, float logitBound, float weightBound, \
    float *out, long long outClass, long long outRow
#define LAYER_WORK {inputs, classStride, k, contextCount, neurons, outputs, sharing, weights, biasWeights, biasLogits, \
    logitBound, weightBound, out, outClass, outRow}

// What each row is to be learnt as, and how fast.
struct Labels {
    const int *classes;        // [capacity]
    const float *rates;        // [capacity], or [outputs][capacity] where rateClass is the capacity and not 0
    long long rateClass;
};

#define LEARNING_PARAMETERS STREAM_PARAMETERS, const int *labels, const float *rates, \
    long long rateClass
#define LABELS {labels, rates, rateClass}

// 1 / (1 + e^-x) for |x| below 80.
static __device__ __forceinline__ float sigmoid(float x) {
    return __fdividef(1.0f, 1.0f + expf(-x));
}

// rate * (sigmoid(o) - y): the gradient of the log loss in o. With one output y is the class, with more [class = output].
static __device__ __forceinline__ float bernoulliStep(const LayerWork &work, int output, float o, int label, float rate) {
    float y = work.outputs == 1 ? (float) label : label == output ? 1.0f : 0.0f;
    return rate * (sigmoid(o) - y);
}

static __device__ __forceinline__ Stream streamOf(const LayerWork &work, const Streams &streams, int place) {
    return streamAt(streams, place, work.neurons, work.contextCount, work.sharing);
}

static __device__ __forceinline__ const float *inputsOf(const LayerWork &work, const Stream &s) {
    return work.inputs + s.output * work.classStride;
}

static __device__ __forceinline__ float *outOf(const LayerWork &work, const Stream &s) {
    return work.out + s.output * work.outClass + s.neuron;
}

// Learns a stream whose weight row is in registers. The row, label and rate of the next step are on their way while this
// one is computed, and so is the number of the row after it: nothing of that depends on a weight.
template <class Row> static __device__ __forceinline__ void learnStream(
        const LayerWork &work, const Labels &learnt, const Stream &s) {
    if (s.length == 0) {
        return;
    }
    const float *inputs = inputsOf(work, s);
    float *out = outOf(work, s);
    const float *rates = learnt.rates + s.output * learnt.rateClass;
    float biasLogit = work.biasLogits[s.output];
    float *home = work.weights + (long long) s.row * work.k;
    Row w;
    w.read(home, work.k);
    float bias = work.biasWeights[s.row];
    int t = s.rows[0];
    int next = s.rows[s.length > 1 ? 1 : 0];
    Row x;
    x.read(inputs + (long long) t * work.k, work.k);
    int label = learnt.classes[t];
    float rate = rates[t];
    for (int i = 0; i < s.length; i++) {
        Row following;
        following.read(inputs + (long long) next * work.k, work.k);
        int followingLabel = learnt.classes[next];
        float followingRate = rates[next];
        int afterNext = s.rows[min(i + 2, s.length - 1)];

        float o = bounded(fmaf(bias, biasLogit, w.dot(x)), work.logitBound);
        if (Row::first()) {
            out[t * work.outRow] = o;
        }
        float g = bernoulliStep(work, s.output, o, label, rate);
        w.step(x, g, work.weightBound);
        bias = bounded(fmaf(-g, biasLogit, bias), work.weightBound);

        x = following;
        t = next;
        next = afterNext;
        label = followingLabel;
        rate = followingRate;
    }
    w.write(home, work.k);
    if (Row::first()) {
        work.biasWeights[s.row] = bias;
    }
}

// Launch: a thread per stream of a unit, threads of a warp having streams of about one length; grid ceil(streams / 32), block
// 32; F = k / 4. The schedule ends with the streams without rows: a launch may leave those out, here and below.
// On a processor: for each stream, for each of its rows in order, the two equations above.
template <int F> static __device__ __forceinline__ void learnThread(
        const LayerWork &work, const Streams &streams, const Labels &learnt) {
    long long place = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (place < (long long) work.outputs * work.neurons * work.contextCount) {
        learnStream<ThreadRow<F>>(work, learnt, streamOf(work, streams, (int) place));
    }
}

// Launch: a warp per stream; grid streams, block 32; F = ceil(k / 128). On a processor: the same.
template <int F> static __device__ __forceinline__ void learnWarp(
        const LayerWork &work, const Streams &streams, const Labels &learnt) {
    learnStream<WarpRow<F>>(work, learnt, streamOf(work, streams, (int) blockIdx.x));
}

// Predicts one row of one unit.
template <class Row> static __device__ __forceinline__ void inferOne(
        const LayerWork &work, int unit, int t, const int *contexts, long long capacity) {
    int output = unit / work.neurons;
    int context = contexts[gatedUnitOf(unit, work.neurons, work.sharing) * capacity + t];
    long long row = (long long) unit * work.contextCount + context;
    Row w;
    Row x;
    w.read(work.weights + row * work.k, work.k);
    x.read(work.inputs + output * work.classStride + (long long) t * work.k, work.k);
    float o = bounded(fmaf(work.biasWeights[row], work.biasLogits[output], w.dot(x)), work.logitBound);
    if (Row::first()) {
        work.out[output * work.outClass + t * work.outRow + unit % work.neurons] = o;
    }
}

// Launch: a thread per row and unit; grid (ceil(rows / 256), min(units, 65535)), block 256. On a processor: for each row
// and unit the first equation.
template <int F> static __device__ __forceinline__ void inferThread(
        const LayerWork &work, const int *contexts, long long capacity, int rows) {
    int t = blockIdx.x * blockDim.x + threadIdx.x;
    if (t < rows) {
        for (int unit = blockIdx.y; unit < work.outputs * work.neurons; unit += gridDim.y) {
            inferOne<ThreadRow<F>>(work, unit, t, contexts, capacity);
        }
    }
}

// Launch: a warp per row and unit; grid (ceil(rows / 8), min(units, 65535)), block 256. On a processor: the same.
template <int F> static __device__ __forceinline__ void inferWarp(
        const LayerWork &work, const int *contexts, long long capacity, int rows) {
    int t = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (t < rows) {
        for (int unit = blockIdx.y; unit < work.outputs * work.neurons; unit += gridDim.y) {
            inferOne<WarpRow<F>>(work, unit, t, contexts, capacity);
        }
    }
}

#define MIXING(kind, F) \
    extern "C" __global__ void learn##kind##F(LAYER_PARAMETERS, LEARNING_PARAMETERS) { \
        LayerWork work = LAYER_WORK; \
        Streams streams = STREAMS; \
        Labels learnt = LABELS; \
        learn##kind<F>(work, streams, learnt); \
    } \
    extern "C" __global__ void __launch_bounds__(256) infer##kind##F( \
            LAYER_PARAMETERS, const int *contexts, long long capacity, int rows) { \
        LayerWork work = LAYER_WORK; \
        infer##kind<F>(work, contexts, capacity, rows); \
    }

MIXING(Thread, 1) MIXING(Thread, 2) MIXING(Thread, 3) MIXING(Thread, 4)
MIXING(Thread, 5) MIXING(Thread, 6) MIXING(Thread, 7) MIXING(Thread, 8)
MIXING(Warp, 1) MIXING(Warp, 2) MIXING(Warp, 3) MIXING(Warp, 4)
MIXING(Warp, 5) MIXING(Warp, 6) MIXING(Warp, 7) MIXING(Warp, 8)

// ---- a block's weight row: any number of inputs ----

// w . x, thread i taking pieces i, i + 256, ... of 4.
static __device__ __forceinline__ float blockDot(const float *w, const float *x, int k, float *room) {
    float sum = 0.0f;
    for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
        sum = dot4(reinterpret_cast<const float4 *>(w)[i], reinterpret_cast<const float4 *>(x)[i], sum);
    }
    return blockSum(sum, room);
}

// The update of a row and the dot of the next share one pass. A thread meets its own weights only, so no barrier guards
// them. Two rooms in turns: a warp may be a step ahead of another, not two.
//
// Three blocks of a multiprocessor: left to itself the compiler aims for four, and spills.
//
// Launch: a block per stream; grid streams, block 256; dynamic shared memory k * 4 bytes if `inShared`, which then holds
// the weight row for the whole stream. On a processor: the same.
extern "C" __global__ void __launch_bounds__(BLOCK, 3) learnBlock(LAYER_PARAMETERS, LEARNING_PARAMETERS, int inShared) {
    DYNAMIC_SHARED(float, shared);
    __shared__ float rooms[2][BLOCK / WARP];
    LayerWork work = LAYER_WORK;
    Streams streams = STREAMS;
    Stream s = streamOf(work, streams, (int) blockIdx.x);
    if (s.length == 0) {
        return;
    }
    const float *from = inputsOf(work, s);
    float *to = outOf(work, s);
    rates += s.output * rateClass;
    float biasLogit = work.biasLogits[s.output];
    float4 *home = reinterpret_cast<float4 *>(work.weights + (long long) s.row * k);
    float4 *w = inShared ? reinterpret_cast<float4 *>(shared) : home;
    if (inShared) {
        for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
            w[i] = home[i];
        }
    }
    float bias = work.biasWeights[s.row];
    int t = s.rows[0];
    const float4 *x = reinterpret_cast<const float4 *>(from + (long long) t * k);
    float dot = blockDot(reinterpret_cast<const float *>(w), reinterpret_cast<const float *>(x), k, rooms[0]);
    for (int i = 0; i < s.length; i++) {
        float o = bounded(fmaf(bias, biasLogit, dot), work.logitBound);
        if (threadIdx.x == 0) {
            to[t * work.outRow] = o;
        }
        float g = bernoulliStep(work, s.output, o, labels[t], rates[t]);
        bias = bounded(fmaf(-g, biasLogit, bias), work.weightBound);
        t = s.rows[min(i + 1, s.length - 1)];
        const float4 *next = reinterpret_cast<const float4 *>(from + (long long) t * k);
        float sum = 0.0f;
        for (int j = threadIdx.x; j < k / 4; j += BLOCK) {
            float4 weight = w[j];
            step4(weight, x[j], g, work.weightBound);
            w[j] = weight;
            sum = dot4(weight, next[j], sum);
        }
        dot = blockSum(sum, rooms[(i + 1) % 2]);
        x = next;
    }
    if (inShared) {
        for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
            home[i] = w[i];
        }
    }
    if (threadIdx.x == 0) {
        work.biasWeights[s.row] = bias;
    }
}

// Launch: a block per row and unit; grid (rows, min(units, 65535)), block 256. On a processor: the same.
extern "C" __global__ void __launch_bounds__(BLOCK) inferBlock(
        LAYER_PARAMETERS, const int *contexts, long long capacity, int rows) {
    __shared__ float rooms[2][BLOCK / WARP];
    LayerWork work = LAYER_WORK;
    int t = blockIdx.x;
    int turn = 0;
    for (int unit = blockIdx.y; unit < outputs * neurons; unit += gridDim.y) {
        int output = unit / neurons;
        long long row = (long long) unit * contextCount + contexts[gatedUnitOf(unit, neurons, sharing) * capacity + t];
        const float *x = inputs + output * classStride + (long long) t * k;
        float dot = blockDot(work.weights + row * k, x, k, rooms[turn]);
        turn = 1 - turn;
        if (threadIdx.x == 0) {
            float o = bounded(fmaf(work.biasWeights[row], work.biasLogits[output], dot), work.logitBound);
            work.out[output * work.outClass + t * work.outRow + unit % neurons] = o;
        }
    }
}
