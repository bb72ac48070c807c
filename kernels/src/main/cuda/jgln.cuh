// What the kernels share: layout, sums over a warp, arithmetic on pieces of 4 floats.
//
// Every kernel is plain CUDA C++ without libraries. Compiled by nvcc it runs on a device; compiled by a C++ compiler
// against cuda_on_cpu.h the same text runs on a processor, which is how it is tested where there is no device.
//
// Layout, all float32 and row-major unless said otherwise:
//   a row of side information or base logits is padded with zeros to a multiple of 4 floats, so that it is read 16 bytes
//   at a time; a "unit" is a neuron k of an output c, numbered c * K + k; a "gated unit" is what has halfspaces, see
//   streams.cuh; a "stream" is a context of a unit, numbered unit * 2^M + context. Rows are counted within a block of at
//   most `capacity` rows. Offsets are 64-bit.
#pragma once

#ifndef JGLN_ON_CPU
#define DYNAMIC_SHARED(type, name) extern __shared__ __align__(16) unsigned char name##_bytes[]; \
    type *name = reinterpret_cast<type *>(name##_bytes)
#endif

static constexpr int WARP = 32;
static constexpr unsigned FULL = 0xffffffffu;
// Halfspaces of a tile, see gate.cu.
static constexpr int TILE = 128;

// The sum of a value over a warp, the same in all lanes: a butterfly, so its order never varies.
template <class T> static __device__ __forceinline__ T warpSum(T value) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        value += __shfl_xor_sync(FULL, value, distance);
    }
    return value;
}

static __device__ __forceinline__ float bounded(float value, float bound) {
    return fminf(fmaxf(value, -bound), bound);
}

// log(p / (1 - p)) clipped to +-bound, for p clipped into [epsilon, 1 - epsilon].
static __device__ __forceinline__ float logit(float p, float epsilon, float bound) {
    float c = fminf(fmaxf(p, epsilon), 1.0f - epsilon);
    return bounded(logf(c / (1.0f - c)), bound);
}

static __device__ __forceinline__ float dot4(float4 w, float4 x, float sum) {
    return fmaf(w.w, x.w, fmaf(w.z, x.z, fmaf(w.y, x.y, fmaf(w.x, x.x, sum))));
}

// w <- clip(w - g x).
static __device__ __forceinline__ void step4(float4 &w, float4 x, float g, float bound) {
    w.x = bounded(fmaf(-g, x.x, w.x), bound);
    w.y = bounded(fmaf(-g, x.y, w.y), bound);
    w.z = bounded(fmaf(-g, x.z, w.z), bound);
    w.w = bounded(fmaf(-g, x.w, w.w), bound);
}
