// Who keeps a weight row while a stream is learnt: one thread (up to 32 inputs), a warp (up to 1024), or a block of threads
// (any number). What reads a weight row of so many inputs is kept by the same.
#pragma once
#include "jgln.cuh"

// ---- a thread's weight row: up to 32 inputs, F pieces of 4 ----

template <int F> struct ThreadRow {
    static constexpr int PARTS = F;
    float4 part[F];

    __device__ __forceinline__ void read(const float *from, int) {
#pragma unroll
        for (int i = 0; i < F; i++) {
            part[i] = reinterpret_cast<const float4 *>(from)[i];
        }
    }

    __device__ __forceinline__ void write(float *to, int) const {
#pragma unroll
        for (int i = 0; i < F; i++) {
            reinterpret_cast<float4 *>(to)[i] = part[i];
        }
    }

    // Two sums, for a shorter chain.
    __device__ __forceinline__ float dot(const ThreadRow &x) const {
        float even = 0.0f;
        float odd = 0.0f;
#pragma unroll
        for (int i = 0; i < F; i += 2) {
            even = dot4(part[i], x.part[i], even);
            if (i + 1 < F) {
                odd = dot4(part[i + 1], x.part[i + 1], odd);
            }
        }
        return even + odd;
    }

    __device__ __forceinline__ void step(const ThreadRow &x, float g, float bound) {
#pragma unroll
        for (int i = 0; i < F; i++) {
            step4(part[i], x.part[i], g, bound);
        }
    }

    // Of a thread's share of a sum, the sum.
    template <class T> static __device__ __forceinline__ T total(T share) {
        return share;
    }

    static __device__ __forceinline__ bool first() {
        return true;
    }
};

// ---- a warp's weight row: up to 1024 inputs, lane i has pieces i, i + 32, ... of 4 ----

template <int F> struct WarpRow {
    static constexpr int PARTS = F;
    float4 part[F];

    __device__ __forceinline__ void read(const float *from, int k) {
        int lane = threadIdx.x % WARP;
#pragma unroll
        for (int i = 0; i < F; i++) {
            int at = lane + i * WARP;
            part[i] = i < F - 1 || at < k / 4 ? reinterpret_cast<const float4 *>(from)[at]
                                              : make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        }
    }

    __device__ __forceinline__ void write(float *to, int k) const {
        int lane = threadIdx.x % WARP;
#pragma unroll
        for (int i = 0; i < F; i++) {
            int at = lane + i * WARP;
            if (i < F - 1 || at < k / 4) {
                reinterpret_cast<float4 *>(to)[at] = part[i];
            }
        }
    }

    __device__ __forceinline__ float dot(const WarpRow &x) const {
        float even = 0.0f;
        float odd = 0.0f;
#pragma unroll
        for (int i = 0; i < F; i += 2) {
            even = dot4(part[i], x.part[i], even);
            if (i + 1 < F) {
                odd = dot4(part[i + 1], x.part[i + 1], odd);
            }
        }
        return warpSum(even + odd);
    }

    __device__ __forceinline__ void step(const WarpRow &x, float g, float bound) {
#pragma unroll
        for (int i = 0; i < F; i++) {
            step4(part[i], x.part[i], g, bound);
        }
    }

    template <class T> static __device__ __forceinline__ T total(T share) {
        return warpSum(share);
    }

    static __device__ __forceinline__ bool first() {
        return threadIdx.x % WARP == 0;
    }
};

// ---- a block's weight row: any number of inputs ----

static constexpr int BLOCK = 256;

// The sum of a value over a block of 256, the same in all threads. `room` holds a value per warp; the barrier before it is
// used again is the caller's next one.
template <class T> static __device__ __forceinline__ T blockSum(T value, T *room) {
    value = warpSum(value);
    if (threadIdx.x % WARP == 0) {
        room[threadIdx.x / WARP] = value;
    }
    __syncthreads();
    T sum = {};
#pragma unroll
    for (int i = 0; i < BLOCK / WARP; i++) {
        sum += room[i];
    }
    return sum;
}
