// Each gated unit's rows by context, in time order within a context: its streams. "Unit" here is a gated unit, see
// streams.cuh.
#include "jgln.cuh"

// A stable counting sort. The block's warps take one piece of the rows each, in order, and count its contexts; a scan over
// contexts and, within each, over warps turns counts into places; then each warp places its rows, 32 at a time: a row's
// place among the 32 is the number of lower lanes with the same context.
//
// Launch: grid units (in x), block 32 * warps, dynamic shared memory warps * contextCount * 4 bytes if `counters` is null;
// else counters holds units * warps * contextCount ints.
// Writes order [unit][capacity], the rows of context 0, then of context 1, ...; starts [unit][contextCount + 1].
// On a processor: std::stable_sort of row numbers by contexts[unit * capacity + row].
extern "C" __global__ void __launch_bounds__(1024) sortByContext(
        const int *__restrict__ contexts, long long capacity, int rows, int contextCount, int *__restrict__ order,
        int *__restrict__ starts, int *counters) {
    DYNAMIC_SHARED(int, shared);
    __shared__ int sums[1024];
    int warps = blockDim.x / WARP;
    int warp = threadIdx.x / WARP;
    int lane = threadIdx.x % WARP;
    long long unit = blockIdx.x;
    const int *from = contexts + unit * capacity;
    int *to = order + unit * capacity;
    int *start = starts + unit * (contextCount + 1);
    // [context][warp]: a scan over all of it gives the places.
    int total = contextCount * warps;
    int *counts = counters ? counters + unit * total : shared;
    for (int i = threadIdx.x; i < total; i += blockDim.x) {
        counts[i] = 0;
    }
    __syncthreads();

    int perWarp = ((rows + warps - 1) / warps + WARP - 1) / WARP * WARP;
    int first = min(rows, warp * perWarp);
    int last = min(rows, first + perWarp);
    for (int t = first + lane; t < last; t += WARP) {
        atomicAdd(&counts[from[t] * warps + warp], 1);
    }
    __syncthreads();

    // Exclusive scan: each thread sums a run of counts, the runs' sums are scanned, each thread writes its run.
    int run = (total + blockDim.x - 1) / blockDim.x;
    int begin = min(total, (int) threadIdx.x * run);
    int end = min(total, begin + run);
    int sum = 0;
    for (int i = begin; i < end; i++) {
        sum += counts[i];
    }
    sums[threadIdx.x] = sum;
    __syncthreads();
    for (int distance = 1; distance < blockDim.x; distance *= 2) {
        int below = threadIdx.x >= distance ? sums[threadIdx.x - distance] : 0;
        __syncthreads();
        sums[threadIdx.x] += below;
        __syncthreads();
    }
    int place = sums[threadIdx.x] - sum;
    for (int i = begin; i < end; i++) {
        int count = counts[i];
        counts[i] = place;
        if (i % warps == 0) {
            start[i / warps] = place;
        }
        place += count;
    }
    if (threadIdx.x == 0) {
        start[contextCount] = rows;
    }
    __syncthreads();

    for (int t = first; t < last; t += WARP) {
        bool here = t + lane < last;
        int context = here ? from[t + lane] : -1;
        unsigned same = __match_any_sync(FULL, context);
        int rank = __popc(same & ((1u << lane) - 1));
        int base = here ? counts[context * warps + warp] : 0;
        __syncwarp();
        if (here) {
            to[base + rank] = t + lane;
            if (rank == 0) {
                counts[context * warps + warp] = base + __popc(same);
            }
        }
        __syncwarp();
    }
}

static constexpr int LENGTHS = 128;

// A stream's class of length, longest first: four classes to each power of two.
static __device__ __forceinline__ int lengthClass(int length) {
    if (length < 4) {
        return LENGTHS - 1 - length;
    }
    int power = 31 - __clz(length);
    return LENGTHS - 1 - (4 * (power - 1) + ((length >> (power - 2)) & 3));
}

// Streams from the longest to the shortest, roughly: the longest bound a launch's time, so they begin first. Which of
// two streams of about one length comes first is left to chance; it changes nothing but the order of independent work.
//
// Launch: one block of at most 1024. Writes schedule [streams]; stream s is context s % contextCount of unit s / contextCount.
// On a processor: the numbers 0 ... streams - 1 by falling lengthClass.
extern "C" __global__ void __launch_bounds__(1024) scheduleStreams(
        const int *__restrict__ starts, int units, int contextCount, int *__restrict__ schedule) {
    __shared__ int places[LENGTHS];
    for (int i = threadIdx.x; i < LENGTHS; i += blockDim.x) {
        places[i] = 0;
    }
    __syncthreads();
    long long streams = (long long) units * contextCount;
    for (long long s = threadIdx.x; s < streams; s += blockDim.x) {
        const int *start = starts + s / contextCount * (contextCount + 1) + s % contextCount;
        atomicAdd(&places[lengthClass(start[1] - start[0])], 1);
    }
    __syncthreads();
    if (threadIdx.x == 0) {
        int place = 0;
        for (int i = 0; i < LENGTHS; i++) {
            int count = places[i];
            places[i] = place;
            place += count;
        }
    }
    __syncthreads();
    for (long long s = threadIdx.x; s < streams; s += blockDim.x) {
        const int *start = starts + s / contextCount * (contextCount + 1) + s % contextCount;
        schedule[atomicAdd(&places[lengthClass(start[1] - start[0])], 1)] = (int) s;
    }
}
