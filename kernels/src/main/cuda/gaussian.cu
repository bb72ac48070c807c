// Products of Gaussians, with and without learning (Budden et al. 2020, arXiv 2006.05964), in the form that Mixing.Gaussian in
// core says. What a neuron reads are pairs of a mean mu_i and a variance v_i:
//
//   a_i = 1 / v_i      c = sum a_i^2 mu_i / sum a_i^2      b_i = a_i (mu_i - c)
//   s = w . a          m = w . b
//   p = s, kept within bounds          mean = c + m / p          variance = max(1 / p, least)
//   w <- w - alpha a + beta b, kept within bounds as the form says
//
// a, b, c, |a|^2 and |b|^2 are the same for all neurons of a layer, so they are made once for each row and output: a row of
// "naturals", k floats of a, k of b, then c, |a|^2, |b|^2 and how many inputs there are. Gating, sorting and streams are those
// of bernoulli.cu, and so is who keeps a weight row.
#include "rows.cuh"
#include "streams.cuh"

static constexpr int SCALARS = 4;

// GaussianKernels in backend-cuda has the same enum; a test there reads this.
enum GaussianForm { PUBLISHED, STABLE };

struct Bounds {
    int form;
    float weight;
    float leastVariance;
    float mostVariance;
};

// One layer of a block of rows.
struct GaussianWork {
    const float *naturals;     // [outputs][capacity][2 k + SCALARS], or [capacity][...] for all outputs if classStride is 0
    long long classStride;
    int k;                     // padded inputs, a multiple of 4
    int contextCount;
    int neurons;               // of each output
    int outputs;
    int sharing;               // outputs that share a gated unit
    float *weights;            // [unit][contextCount][k]
    Bounds bounds;
    float *out;                // of output c, row t, neuron i: the pair from out[c * outClass + t * outRow + 2 * i] on
    long long outClass;
    long long outRow;
};

#define GAUSSIAN_PARAMETERS const float *naturals, long long classStride, int k, int contextCount, int neurons, int outputs, \
    int sharing, float *weights, int form, float weightBound, float leastVariance, float mostVariance, float *out, \
    long long outClass, long long outRow
#define GAUSSIAN_WORK {naturals, classStride, k, contextCount, neurons, outputs, sharing, weights, \
    {form, weightBound, leastVariance, mostVariance}, out, outClass, outRow}

// What each row is to be learnt as, and how fast.
struct Reals {
    const float *numbers;      // [capacity][outputs]
    const float *rates;        // [capacity]
};

// The two sums of a neuron.
struct Sums {
    float s;
    float m;

    __device__ __forceinline__ void operator+=(const Sums &other) {
        s += other.s;
        m += other.m;
    }
};

// Both at a time: neither waits for the other.
static __device__ __forceinline__ Sums warpSum(Sums value) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        value += {__shfl_xor_sync(FULL, value.s, distance), __shfl_xor_sync(FULL, value.m, distance)};
    }
    return value;
}

// ---- the scalars of a neuron's step; nothing else knows how a form keeps within bounds ----

struct Said {
    float p;
    float shift;               // m / p
    float mean;
    float variance;
};

static __device__ __forceinline__ Said gaussianSaid(const Bounds &bounds, Sums sums, float c) {
    float p = fmaxf(sums.s, 1.0f / bounds.mostVariance);
    if (bounds.form == PUBLISHED && (sums.s <= 0.0f || sums.s > 1.0f / bounds.leastVariance)) {
        p = 1.0f / bounds.leastVariance;
    }
    float shift = sums.m / p;
    return {p, shift, c + shift, fmaxf(1.0f / p, bounds.leastVariance)};
}

static __device__ __forceinline__ void writePair(float *to, const Said &said) {
    *reinterpret_cast<float2 *>(to) = make_float2(said.mean, said.variance);
}

struct Move {
    float alpha;
    float beta;
};

// `scalars` are c, |a|^2, |b|^2 and the number of inputs.
static __device__ __forceinline__ Move gaussianMove(
        const Bounds &bounds, Sums sums, const Said &said, float4 scalars, float y, float rate) {
    float e = y - said.mean;
    float v = said.variance;
    bool vague = sums.s < 1.0f / bounds.mostVariance;
    bool sharp = sums.s > 1.0f / bounds.leastVariance;
    if (bounds.form == PUBLISHED) {
        float ofPrecision = fmaf(e, said.shift, 0.5f * (e * e - v));
        return {vague || sharp ? 0.0f : rate * ofPrecision, rate * e};
    }
    float excess = 0.5f * (fminf(e * e, 25.0f * v) - v);
    if (sharp) {
        excess = fmaxf(excess, 0.0f);
    }
    float vp = v * said.p;
    float ofPrecision = vague ? 0.0f : fmaf(e / vp, said.shift, excess);
    float r = rate / scalars.w;
    float slow = 0.1f * r;
    float alpha = slow * ofPrecision / (1.0f + 0.5f * (slow * scalars.y) * (v * v));
    // r B / (1 + r |b|^2 / (v p^2)) with B = e / (v p), by one division.
    float beta = r * e * said.p / fmaf(vp, said.p, r * scalars.z);
    return {alpha, beta};
}

// ---- pieces of 4 weights ----

static __device__ __forceinline__ float moved(float w, float a, float b, Move move) {
    return fmaf(move.beta, b, fmaf(-move.alpha, a, w));
}

static __device__ __forceinline__ float stable(float w, float a, float b, Move move, float bound) {
    return fminf(fmaxf(moved(w, a, b, move), 0.0f), bound);
}

static __device__ __forceinline__ float published(float w, float a, float b, Move move, float bound) {
    return fabsf(w) <= bound ? moved(w, a, b, move) : w;
}

static __device__ __forceinline__ void stable4(float4 &w, float4 a, float4 b, Move move, float bound) {
    w.x = stable(w.x, a.x, b.x, move, bound);
    w.y = stable(w.y, a.y, b.y, move, bound);
    w.z = stable(w.z, a.z, b.z, move, bound);
    w.w = stable(w.w, a.w, b.w, move, bound);
}

static __device__ __forceinline__ void published4(float4 &w, float4 a, float4 b, Move move, float bound) {
    w.x = published(w.x, a.x, b.x, move, bound);
    w.y = published(w.y, a.y, b.y, move, bound);
    w.z = published(w.z, a.z, b.z, move, bound);
    w.w = published(w.w, a.w, b.w, move, bound);
}

// What weights count for where they are published: stored ones may lie beyond the bound.
static __device__ __forceinline__ float4 bounded4(float4 w, float bound) {
    return make_float4(bounded(w.x, bound), bounded(w.y, bound), bounded(w.z, bound), bounded(w.w, bound));
}

// The sums of each place in a piece: shorter chains of additions, so less waiting and less rounding.
struct PlaceSums {
    float4 s;
    float4 m;

    __device__ __forceinline__ void add(float4 w, float4 a, float4 b) {
        s = fma4(w, a, s);
        m = fma4(w, b, m);
    }

    __device__ __forceinline__ Sums all() const {
        return {(s.x + s.y) + (s.z + s.w), (m.x + m.y) + (m.z + m.w)};
    }

    static __device__ __forceinline__ float4 fma4(float4 x, float4 y, float4 z) {
        return make_float4(fmaf(x.x, y.x, z.x), fmaf(x.y, y.y, z.y), fmaf(x.z, y.z, z.z), fmaf(x.w, y.w, z.w));
    }
};

// ---- a thread's or a warp's weight row ----

template <class Row> struct Naturals {
    Row a;
    Row b;
    float4 scalars;

    __device__ __forceinline__ void read(const float *from, int k) {
        a.read(from, k);
        b.read(from + k, k);
        scalars = *reinterpret_cast<const float4 *>(from + 2 * k);
    }
};

static __device__ __forceinline__ long long naturalsRow(int k) {
    return 2LL * k + SCALARS;
}

template <class Row> static __device__ __forceinline__ Sums sumsOf(
        const Row &w, const Naturals<Row> &x, const Bounds &bounds) {
    PlaceSums sums = {};
#pragma unroll
    for (int i = 0; i < Row::PARTS; i++) {
        float4 used = bounds.form == PUBLISHED ? bounded4(w.part[i], bounds.weight) : w.part[i];
        sums.add(used, x.a.part[i], x.b.part[i]);
    }
    return Row::total(sums.all());
}

template <class Row> static __device__ __forceinline__ void moveRow(
        Row &w, const Naturals<Row> &x, Move move, const Bounds &bounds) {
    if (bounds.form == STABLE) {
#pragma unroll
        for (int i = 0; i < Row::PARTS; i++) {
            stable4(w.part[i], x.a.part[i], x.b.part[i], move, bounds.weight);
        }
    } else {
#pragma unroll
        for (int i = 0; i < Row::PARTS; i++) {
            published4(w.part[i], x.a.part[i], x.b.part[i], move, bounds.weight);
        }
    }
}

// Learns a stream whose weight row is in registers; what the next step reads is on its way meanwhile, as in bernoulli.cu.
template <class Row> static __device__ __forceinline__ void learnGaussianStream(
        const GaussianWork &work, const Reals &learnt, const Stream &s) {
    if (s.length == 0) {
        return;
    }
    const float *naturals = work.naturals + s.output * work.classStride;
    const float *numbers = learnt.numbers + s.output;
    float *out = work.out + s.output * work.outClass + 2 * s.neuron;
    float *home = work.weights + (long long) s.row * work.k;
    Row w;
    w.read(home, work.k);
    int t = s.rows[0];
    int next = s.rows[s.length > 1 ? 1 : 0];
    Naturals<Row> x;
    x.read(naturals + t * naturalsRow(work.k), work.k);
    float y = numbers[(long long) t * work.outputs];
    float rate = learnt.rates[t];
    for (int i = 0; i < s.length; i++) {
        Naturals<Row> following;
        following.read(naturals + next * naturalsRow(work.k), work.k);
        float followingY = numbers[(long long) next * work.outputs];
        float followingRate = learnt.rates[next];
        int afterNext = s.rows[min(i + 2, s.length - 1)];

        Sums sums = sumsOf(w, x, work.bounds);
        Said said = gaussianSaid(work.bounds, sums, x.scalars.x);
        if (Row::first()) {
            writePair(out + t * work.outRow, said);
        }
        moveRow(w, x, gaussianMove(work.bounds, sums, said, x.scalars, y, rate), work.bounds);

        x = following;
        t = next;
        next = afterNext;
        y = followingY;
        rate = followingRate;
    }
    w.write(home, work.k);
}

static __device__ __forceinline__ Stream streamOf(const GaussianWork &work, const Streams &streams, int place) {
    return streamAt(streams, place, work.neurons, work.contextCount, work.sharing);
}

// Launch: as learnThread. On a processor: for each stream, for each of its rows in order, the equations above.
template <int F> static __device__ __forceinline__ void gaussianLearnThread(
        const GaussianWork &work, const Streams &streams, const Reals &learnt) {
    long long place = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (place < (long long) work.outputs * work.neurons * work.contextCount) {
        learnGaussianStream<ThreadRow<F>>(work, learnt, streamOf(work, streams, (int) place));
    }
}

// Launch: as learnWarp. On a processor: the same.
template <int F> static __device__ __forceinline__ void gaussianLearnWarp(
        const GaussianWork &work, const Streams &streams, const Reals &learnt) {
    learnGaussianStream<WarpRow<F>>(work, learnt, streamOf(work, streams, (int) blockIdx.x));
}

// Predicts one row of one unit.
template <class Row> static __device__ __forceinline__ void inferGaussian(
        const GaussianWork &work, int unit, int t, const int *contexts, long long capacity) {
    int output = unit / work.neurons;
    int context = contexts[gatedUnitOf(unit, work.neurons, work.sharing) * capacity + t];
    Row w;
    Naturals<Row> x;
    w.read(work.weights + ((long long) unit * work.contextCount + context) * work.k, work.k);
    x.read(work.naturals + output * work.classStride + t * naturalsRow(work.k), work.k);
    Said said = gaussianSaid(work.bounds, sumsOf(w, x, work.bounds), x.scalars.x);
    if (Row::first()) {
        writePair(work.out + output * work.outClass + t * work.outRow + 2 * (unit % work.neurons), said);
    }
}

// Launch: as inferThread. On a processor: for each row and unit the equations but the last.
template <int F> static __device__ __forceinline__ void gaussianInferThread(
        const GaussianWork &work, const int *contexts, long long capacity, int rows) {
    int t = blockIdx.x * blockDim.x + threadIdx.x;
    if (t < rows) {
        for (int unit = blockIdx.y; unit < work.outputs * work.neurons; unit += gridDim.y) {
            inferGaussian<ThreadRow<F>>(work, unit, t, contexts, capacity);
        }
    }
}

// Launch: as inferWarp. On a processor: the same.
template <int F> static __device__ __forceinline__ void gaussianInferWarp(
        const GaussianWork &work, const int *contexts, long long capacity, int rows) {
    int t = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (t < rows) {
        for (int unit = blockIdx.y; unit < work.outputs * work.neurons; unit += gridDim.y) {
            inferGaussian<WarpRow<F>>(work, unit, t, contexts, capacity);
        }
    }
}

#define GAUSSIAN(kind, F) \
    extern "C" __global__ void gaussianLearn##kind##F( \
            GAUSSIAN_PARAMETERS, STREAM_PARAMETERS, const float *numbers, const float *rates) { \
        GaussianWork work = GAUSSIAN_WORK; \
        Streams streams = STREAMS; \
        Reals learnt = {numbers, rates}; \
        gaussianLearn##kind<F>(work, streams, learnt); \
    } \
    extern "C" __global__ void __launch_bounds__(256) gaussianInfer##kind##F( \
            GAUSSIAN_PARAMETERS, const int *contexts, long long capacity, int rows) { \
        GaussianWork work = GAUSSIAN_WORK; \
        gaussianInfer##kind<F>(work, contexts, capacity, rows); \
    }

GAUSSIAN(Thread, 1) GAUSSIAN(Thread, 2) GAUSSIAN(Thread, 3) GAUSSIAN(Thread, 4)
GAUSSIAN(Thread, 5) GAUSSIAN(Thread, 6) GAUSSIAN(Thread, 7) GAUSSIAN(Thread, 8)
GAUSSIAN(Warp, 1) GAUSSIAN(Warp, 2) GAUSSIAN(Warp, 3) GAUSSIAN(Warp, 4)
GAUSSIAN(Warp, 5) GAUSSIAN(Warp, 6) GAUSSIAN(Warp, 7) GAUSSIAN(Warp, 8)

// ---- a block's weight row ----

// Thread i takes pieces i, i + 256, ... of 4; `at` is one of them.
static __device__ __forceinline__ void addPiece(
        PlaceSums &sums, float4 w, const float4 *x, int k, int at, const Bounds &bounds) {
    sums.add(bounds.form == PUBLISHED ? bounded4(w, bounds.weight) : w, x[at], x[k / 4 + at]);
}

static __device__ __forceinline__ Sums blockSums(
        const float4 *w, const float4 *x, int k, const Bounds &bounds, Sums *room) {
    PlaceSums sums = {};
    for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
        addPiece(sums, w[i], x, k, i, bounds);
    }
    return blockSum(sums.all(), room);
}

// The update of a row and the sums of the next share one pass; barriers and rooms are those of learnBlock.
//
// Launch: as learnBlock, dynamic shared memory too. On a processor: as gaussianLearnThread.
extern "C" __global__ void __launch_bounds__(BLOCK, 3) gaussianLearnBlock(
        GAUSSIAN_PARAMETERS, STREAM_PARAMETERS, const float *numbers, const float *rates, int inShared) {
    DYNAMIC_SHARED(float, shared);
    __shared__ Sums rooms[2][BLOCK / WARP];
    GaussianWork work = GAUSSIAN_WORK;
    Streams streams = STREAMS;
    Stream s = streamOf(work, streams, (int) blockIdx.x);
    if (s.length == 0) {
        return;
    }
    const float *from = naturals + s.output * classStride;
    numbers += s.output;
    float *to = out + s.output * outClass + 2 * s.neuron;
    float4 *home = reinterpret_cast<float4 *>(weights + (long long) s.row * k);
    float4 *w = inShared ? reinterpret_cast<float4 *>(shared) : home;
    if (inShared) {
        for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
            w[i] = home[i];
        }
    }
    int t = s.rows[0];
    const float4 *x = reinterpret_cast<const float4 *>(from + t * naturalsRow(k));
    Sums sums = blockSums(w, x, k, work.bounds, rooms[0]);
    for (int i = 0; i < s.length; i++) {
        float4 scalars = x[k / 2];
        Said said = gaussianSaid(work.bounds, sums, scalars.x);
        if (threadIdx.x == 0) {
            writePair(to + t * outRow, said);
        }
        Move move = gaussianMove(work.bounds, sums, said, scalars, numbers[(long long) t * outputs], rates[t]);
        t = s.rows[min(i + 1, s.length - 1)];
        const float4 *next = reinterpret_cast<const float4 *>(from + t * naturalsRow(k));
        PlaceSums share = {};
        for (int j = threadIdx.x; j < k / 4; j += BLOCK) {
            float4 weight = w[j];
            if (form == STABLE) {
                stable4(weight, x[j], x[k / 4 + j], move, weightBound);
            } else {
                published4(weight, x[j], x[k / 4 + j], move, weightBound);
            }
            w[j] = weight;
            addPiece(share, weight, next, k, j, work.bounds);
        }
        sums = blockSum(share.all(), rooms[(i + 1) % 2]);
        x = next;
    }
    if (inShared) {
        for (int i = threadIdx.x; i < k / 4; i += BLOCK) {
            home[i] = w[i];
        }
    }
}

// Launch: as inferBlock. On a processor: as gaussianInferThread.
extern "C" __global__ void __launch_bounds__(BLOCK) gaussianInferBlock(
        GAUSSIAN_PARAMETERS, const int *contexts, long long capacity, int rows) {
    __shared__ Sums rooms[2][BLOCK / WARP];
    GaussianWork work = GAUSSIAN_WORK;
    int t = blockIdx.x;
    int turn = 0;
    for (int unit = blockIdx.y; unit < outputs * neurons; unit += gridDim.y) {
        int output = unit / neurons;
        long long row = (long long) unit * contextCount + contexts[gatedUnitOf(unit, neurons, sharing) * capacity + t];
        const float4 *x = reinterpret_cast<const float4 *>(naturals + output * classStride + t * naturalsRow(k));
        const float4 *w = reinterpret_cast<const float4 *>(weights + row * k);
        Sums sums = blockSums(w, x, k, work.bounds, rooms[turn]);
        turn = 1 - turn;
        if (threadIdx.x == 0) {
            writePair(out + output * outClass + t * outRow + 2 * (unit % neurons), gaussianSaid(work.bounds, sums, x[k / 2].x));
        }
    }
}

// ---- what a layer reads, and what the last one says ----

// What a layer reads: pairs of the layer below, then base predictions, then constant Gaussians.
struct Pairs {
    const float2 *below;
    int belowCount;
    const float2 *base;
    int baseCount;
    int biases;
    float biasMean;            // means go evenly from -biasMean to biasMean; a single one has -biasMean
    float biasVariance;

    __device__ __forceinline__ int count() const {
        return belowCount + baseCount + biases;
    }

    __device__ __forceinline__ float2 at(int i) const {
        if (i < belowCount) {
            return below[i];
        }
        i -= belowCount;
        if (i < baseCount) {
            return base[i];
        }
        i -= baseCount;
        float mean = biases == 1 ? -biasMean : biasMean * (2.0f * (float) i / (float) (biases - 1) - 1.0f);
        return make_float2(mean, biasVariance);
    }
};

// Pairs to naturals. below is [copies][capacity][belowCount] pairs, with `belowClassStride` floats between two copies; base is
// [capacity][baseCount] pairs, of all copies alike if baseClassStride is 0; naturals is [copies][capacity][2 k + SCALARS]. A
// copy is an output, or all of them. What pads a and b becomes 0.
//
// Launch: a warp per row of a copy; grid (ceil(rows / 8), min(copies, 65535)), block 256. On a processor: for each row and copy
// the first line of equations above.
extern "C" __global__ void __launch_bounds__(256) gaussianNaturals(
        const float *__restrict__ below, long long belowClassStride, int belowCount, const float *__restrict__ base,
        long long baseClassStride, int baseCount, int biases, float biasMean, float biasVariance, int copies,
        long long capacity, int rows, float *__restrict__ naturals, int k) {
    int lane = threadIdx.x % WARP;
    long long t = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (t >= rows) {
        return;
    }
    for (int copy = blockIdx.y; copy < copies; copy += gridDim.y) {
        Pairs pairs = {reinterpret_cast<const float2 *>(below + copy * belowClassStride) + t * belowCount, belowCount,
                reinterpret_cast<const float2 *>(base + copy * baseClassStride) + t * baseCount, baseCount,
                biases, biasMean, biasVariance};
        float *a = naturals + (copy * capacity + t) * naturalsRow(k);
        float *b = a + k;
        // s is |a|^2, m is c |a|^2.
        Sums sums = {0.0f, 0.0f};
        for (int i = lane; i < pairs.count(); i += WARP) {
            float2 pair = pairs.at(i);
            float precision = 1.0f / pair.y;
            sums.s = fmaf(precision, precision, sums.s);
            sums.m = fmaf(precision * precision, pair.x, sums.m);
        }
        sums = warpSum(sums);
        float c = sums.m / sums.s;
        float size = 0.0f;
        for (int i = lane; i < k; i += WARP) {
            bool there = i < pairs.count();
            float2 pair = there ? pairs.at(i) : make_float2(0.0f, 1.0f);
            float precision = there ? 1.0f / pair.y : 0.0f;
            float moment = there ? precision * (pair.x - c) : 0.0f;
            a[i] = precision;
            b[i] = moment;
            size = fmaf(moment, moment, size);
        }
        size = warpSum(size);
        if (lane == 0) {
            *reinterpret_cast<float4 *>(b + k) = make_float4(c, sums.s, size, (float) pairs.count());
        }
    }
}

// The mixture of an output's neurons, all alike: the means' mean, and the mean of the variances and of the squares of the
// distances from it.
//
// said is [places][neurons] pairs, out [places] pairs; a place is an output of a row.
// Launch: a thread per place; grid ceil(places / 256), block 256. On a processor: for each place the two sums.
extern "C" __global__ void __launch_bounds__(256) gaussianMixture(
        const float *__restrict__ said, int neurons, long long places, float *__restrict__ out) {
    long long place = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (place >= places) {
        return;
    }
    const float2 *from = reinterpret_cast<const float2 *>(said) + place * neurons;
    float mean = 0.0f;
    for (int i = 0; i < neurons; i++) {
        mean += from[i].x;
    }
    mean /= (float) neurons;
    float variance = 0.0f;
    for (int i = 0; i < neurons; i++) {
        float distance = from[i].x - mean;
        variance += fmaf(distance, distance, from[i].y);
    }
    reinterpret_cast<float2 *>(out)[place] = make_float2(mean, variance / (float) neurons);
}
