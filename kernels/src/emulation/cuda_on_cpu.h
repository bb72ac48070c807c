// CUDA's blocks of threads on a processor: what the kernels need of the language and no more. A C++ compiler that reads
// this before kernels.cu gets the same kernels as functions, and emulation::launch runs them.
//
// Every CUDA thread is a fiber. A block's fibers run on one thread of the process, one block after the other, and change
// places at barriers and shuffles only. The order is drawn from a seed: of the blocks of a launch, of the warps after
// every __syncthreads, of a warp's lanes after every operation of the warp; a warp either goes on to the next
// __syncthreads before another one runs, or gives way at its own operations. So a missing barrier shows as a wrong result
// with one seed or another. Shared memory begins a block with what the last block left (static) or with NaNs (dynamic,
// of exactly the launch's size).
//
// Stricter than a device: a barrier or a shuffle that some thread of the block or lane of the warp does not come to, be it
// that it has ended or that it waits elsewhere, ends the process with a message.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <tuple>

#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define JGLN_FIBERS_UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define JGLN_FIBERS_UNDER_ASAN 1
#endif
#endif
#ifdef JGLN_FIBERS_UNDER_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifndef __x86_64__
#include <ucontext.h>
#endif

#define JGLN_ON_CPU 1
#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))
// Of all blocks, one at a time; address sanitizer watches its ends.
#define __shared__ static
#define DYNAMIC_SHARED(type, name) type *name = static_cast<type *>(emulation::dynamicShared)

struct uint3 {
    unsigned x, y, z;
};

struct alignas(16) float4 {
    float x, y, z, w;
};

static inline float4 make_float4(float x, float y, float z, float w) {
    return {x, y, z, w};
}

struct alignas(8) float2 {
    float x, y;
};

static inline float2 make_float2(float x, float y) {
    return {x, y};
}

struct alignas(8) ushort4 {
    unsigned short x, y, z, w;
};

static inline ushort4 make_ushort4(unsigned short x, unsigned short y, unsigned short z, unsigned short w) {
    return {x, y, z, w};
}

static uint3 threadIdx;
static uint3 blockIdx;
static uint3 blockDim;
static uint3 gridDim;

namespace emulation {

static constexpr int LANES = 32;
static constexpr int MOST_THREADS = 1024;
static constexpr int MAIN = MOST_THREADS;
static constexpr size_t PAGE = 4096;
#ifdef JGLN_FIBERS_UNDER_ASAN
static constexpr size_t STACK = 256 * 1024;
#else
static constexpr size_t STACK = 64 * 1024;
#endif

// What a fiber has come to.
enum At { SYNCTHREADS, SYNCWARP, SHUFFLE, MATCH, BALLOT, END };
static const char *const NAMES[] = {"__syncthreads", "__syncwarp", "a shuffle", "__match_any_sync", "__ballot_sync",
        "its end"};

struct Fiber {
#ifdef __x86_64__
    void *stackPointer;
#else
    ucontext_t context;
#endif
#ifdef JGLN_FIBERS_UNDER_ASAN
    void *fakeStack;
    const void *bottom;
    size_t size;
#endif
};

struct Warp {
    At at;                     // where the lanes of this round have come to
    int joined;                // how many of them
    int stride, offset;        // the round's order: lane (stride * i + offset) % 32 is the i-th
    int turn;                  // of the two exchanges: a lane may be an operation ahead of another, not two
    std::uint64_t exchange[2][LANES];
};

static Fiber fibers[MOST_THREADS + 1];
static Warp warps[MOST_THREADS / LANES];
static int current;
static char *stacks;
static int threads;
static void *dynamicShared;
static size_t dynamicBytes;

static int ready[MOST_THREADS / LANES]; // the warps that have not come to the block's barrier yet, in no order
static int readyCount;
static int running;            // its place in `ready`
static bool givingWay;
static At blockAt;
static bool blockWaits;

static std::uint64_t blocks, block, blockStep, blocksDone;
static std::uint64_t switches;

static void (*body)(const void *);
static const void *bodyArguments;
static const char *kernelName = "";

static std::uint64_t randomState = 0x9e3779b97f4a7c15u;

// xorshift64*
static inline std::uint32_t draw() {
    randomState ^= randomState >> 12;
    randomState ^= randomState << 25;
    randomState ^= randomState >> 27;
    return (std::uint32_t) (randomState * 0x2545f4914f6cdd1du >> 32);
}

// What order things run in from now on.
[[maybe_unused]] static void seed(std::uint64_t value) {
    randomState = (value + 1) * 0x9e3779b97f4a7c15u;
    for (int i = 0; i < 8; i++) {
        draw();
    }
}

[[noreturn]] static void diverged(const char *who, int here, const char *at, const char *others) {
    std::fprintf(stderr, "%s: block (%u, %u): thread %d has come to %s, others of its %s to %s\n", kernelName,
            blockIdx.x, blockIdx.y, here, at, who, others);
    std::abort();
}

[[noreturn]] static void failed(const char *message) {
    std::fprintf(stderr, "%s: %s\n", kernelName, message);
    std::abort();
}

#ifdef __x86_64__
// Saves what a call keeps, and the stack; goes on where `to` was left.
__attribute__((naked, noinline)) static void switchStacks(void ** /* from */, void * /* to */) {
    asm("pushq %rbp\n pushq %rbx\n pushq %r12\n pushq %r13\n pushq %r14\n pushq %r15\n"
        "movq %rsp, (%rdi)\n movq %rsi, %rsp\n"
        "popq %r15\n popq %r14\n popq %r13\n popq %r12\n popq %rbx\n popq %rbp\n ret\n");
}
#endif

static inline void switchTo(int next) {
    int self = current;
    if (next == self) {
        return;
    }
    current = next;
    threadIdx.x = (unsigned) next;
    switches++;
#ifdef JGLN_FIBERS_UNDER_ASAN
    __sanitizer_start_switch_fiber(&fibers[self].fakeStack, fibers[next].bottom, fibers[next].size);
#endif
#ifdef __x86_64__
    switchStacks(&fibers[self].stackPointer, fibers[next].stackPointer);
#else
    swapcontext(&fibers[self].context, &fibers[next].context);
#endif
#ifdef JGLN_FIBERS_UNDER_ASAN
    __sanitizer_finish_switch_fiber(fibers[self].fakeStack, nullptr, nullptr);
#endif
}

static void fillDynamicShared() {
    if (dynamicBytes > 0) {
        std::memset(dynamicShared, 0xff, dynamicBytes);
    }
}

static void placeBlock() {
    blockIdx.x = (unsigned) (block % gridDim.x);
    blockIdx.y = (unsigned) (block / gridDim.x);
    fillDynamicShared();
}

// Lets all warps go, in a new order.
static inline void release() {
    readyCount = threads / LANES;
    for (int i = 0; i < readyCount; i++) {
        ready[i] = i;
    }
    blockWaits = false;
    givingWay = draw() % 4 == 0;
}

static inline int pickWarp() {
    running = (int) (draw() % (unsigned) readyCount);
    return ready[running];
}

// A new round of a warp: each of its lanes runs to the next thing it waits for. Gives the first.
static inline int beginRound(int number) {
    Warp &warp = warps[number];
    std::uint32_t random = draw();
    warp.joined = 0;
    warp.stride = (int) (random % LANES | 1);
    warp.offset = (int) (random / LANES % LANES);
    return number * LANES + warp.offset;
}

// Waits until the warp, or for SYNCTHREADS and END the block, has come to the same.
static void await(At at) {
    int number = current / LANES;
    Warp &warp = warps[number];
    if (warp.joined > 0 && warp.at != at) {
        diverged("warp", current, NAMES[at], NAMES[warp.at]);
    }
    warp.at = at;
    if (++warp.joined < LANES) {
        switchTo(number * LANES + (warp.stride * warp.joined + warp.offset) % LANES);
        return;
    }
    if (at == SYNCTHREADS || at == END) {
        if (blockWaits && blockAt != at) {
            diverged("block", current, NAMES[at], NAMES[blockAt]);
        }
        blockAt = at;
        blockWaits = true;
        ready[running] = ready[--readyCount];
        if (readyCount == 0) {
            if (at == END) {
                if (++blocksDone == blocks) {
                    switchTo(MAIN);
                    failed("a fiber went on after its end");
                }
                block = (block + blockStep) % blocks;
                placeBlock();
            }
            release();
        }
        number = pickWarp();
    } else {
        warp.turn ^= 1;
        if (givingWay) {
            number = pickWarp();
        }
    }
    switchTo(beginRound(number));
}

static void fiberMain() {
#ifdef JGLN_FIBERS_UNDER_ASAN
    // The launch's first fiber learns of the stack it came from.
    bool first = fibers[MAIN].bottom == nullptr;
    __sanitizer_finish_switch_fiber(nullptr, first ? &fibers[MAIN].bottom : nullptr, first ? &fibers[MAIN].size : nullptr);
#endif
    for (;;) {
        body(bodyArguments);
        await(END);
    }
}

static void prepare(int number) {
    Fiber &fiber = fibers[number];
    // A page that cannot be touched lies below each stack.
    char *bottom = stacks + (size_t) number * (STACK + PAGE) + PAGE;
#ifdef JGLN_FIBERS_UNDER_ASAN
    __asan_unpoison_memory_region(bottom, STACK);
    fiber.fakeStack = nullptr;
    fiber.bottom = bottom;
    fiber.size = STACK;
#endif
#ifdef __x86_64__
    // Stacks that began at equal places of their pages would fight for the same lines of the cache.
    char *top = bottom + STACK - (size_t) (number % 29) * 128;
    void **frame = reinterpret_cast<void **>(top) - 8;
    for (int i = 0; i < 6; i++) {
        frame[i] = nullptr;
    }
    frame[6] = reinterpret_cast<void *>(&fiberMain);
    frame[7] = nullptr;
    fiber.stackPointer = frame;
#else
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = bottom;
    fiber.context.uc_stack.ss_size = STACK;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, fiberMain, 0);
#endif
}

static void allocateStacks() {
    if (stacks != nullptr) {
        return;
    }
    size_t bytes = MOST_THREADS * (STACK + PAGE);
    void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        failed("no memory for the stacks");
    }
    stacks = static_cast<char *>(memory);
    for (int i = 0; i < MOST_THREADS; i++) {
        mprotect(stacks + (size_t) i * (STACK + PAGE), PAGE, PROT_NONE);
    }
}

// Runs a kernel to its end, on the calling thread; one launch at a time.
template <class... Parameters> static void launch(const char *name, void (*kernel)(Parameters...), unsigned gridX,
        unsigned gridY, unsigned blockX, size_t sharedBytes, const std::tuple<Parameters...> &arguments) {
    kernelName = name;
    if (gridX == 0 || gridY == 0 || gridY > 65535 || blockX == 0 || blockX > MOST_THREADS || blockX % LANES != 0) {
        failed("a launch shape that a device, or the emulation, does not take");
    }
    auto whole = std::make_pair(kernel, &arguments);
    body = [](const void *it) {
        auto pair = static_cast<const decltype(whole) *>(it);
        std::apply(pair->first, *pair->second);
    };
    bodyArguments = &whole;
    gridDim = {gridX, gridY, 1};
    blockDim = {blockX, 1, 1};
    threads = (int) blockX;
    dynamicBytes = sharedBytes;
    dynamicShared = ::operator new(sharedBytes, std::align_val_t(16));

    allocateStacks();
#ifdef JGLN_FIBERS_UNDER_ASAN
    fibers[MAIN].bottom = nullptr;
#endif
    for (int i = 0; i < threads; i++) {
        prepare(i);
    }
    for (int i = 0; i < threads / LANES; i++) {
        warps[i].joined = 0;
        warps[i].turn = 0;
    }
    blocks = (std::uint64_t) gridX * gridY;
    blocksDone = 0;
    block = draw() % blocks;
    do {
        blockStep = blocks == 1 ? 1 : 1 + draw() % (blocks - 1);
    } while (std::gcd(blockStep, blocks) != 1);
    placeBlock();
    release();
    current = MAIN;
    switchTo(beginRound(pickWarp()));
    ::operator delete(dynamicShared, std::align_val_t(16));
    dynamicShared = nullptr;
}

static inline void fullWarp(unsigned mask) {
    if (mask != 0xffffffffu) {
        failed("the emulation knows operations of whole warps only");
    }
}

// Shows a value to the warp and waits until all lanes have shown theirs.
template <class T> static inline const std::uint64_t *exchange(At at, T value) {
    static_assert(sizeof(T) <= sizeof(std::uint64_t), "wider than an exchange");
    Warp &warp = warps[current / LANES];
    std::uint64_t *shown = warp.exchange[warp.turn];
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(T));
    shown[current % LANES] = bits;
    await(at);
    return shown;
}

} // namespace emulation

static inline void __syncthreads() {
    emulation::await(emulation::SYNCTHREADS);
}

static inline void __syncwarp(unsigned mask = 0xffffffffu) {
    emulation::fullWarp(mask);
    emulation::await(emulation::SYNCWARP);
}

template <class T> static inline T __shfl_xor_sync(unsigned mask, T value, int distance) {
    emulation::fullWarp(mask);
    const std::uint64_t *shown = emulation::exchange(emulation::SHUFFLE, value);
    T result;
    std::memcpy(&result, &shown[(emulation::current ^ distance) % emulation::LANES], sizeof(T));
    return result;
}

template <class T> static inline T __shfl_sync(unsigned mask, T value, int lane) {
    emulation::fullWarp(mask);
    const std::uint64_t *shown = emulation::exchange(emulation::SHUFFLE, value);
    T result;
    std::memcpy(&result, &shown[lane % emulation::LANES], sizeof(T));
    return result;
}

static inline unsigned __ballot_sync(unsigned mask, bool value) {
    emulation::fullWarp(mask);
    const std::uint64_t *shown = emulation::exchange(emulation::BALLOT, value);
    unsigned votes = 0;
    for (int lane = 0; lane < emulation::LANES; lane++) {
        votes |= (shown[lane] != 0 ? 1u : 0u) << lane;
    }
    return votes;
}

template <class T> static inline unsigned __match_any_sync(unsigned mask, T value) {
    emulation::fullWarp(mask);
    const std::uint64_t *shown = emulation::exchange(emulation::MATCH, value);
    unsigned same = 0;
    for (int lane = 0; lane < emulation::LANES; lane++) {
        same |= (shown[lane] == shown[emulation::current % emulation::LANES] ? 1u : 0u) << lane;
    }
    return same;
}

// Fibers change places at barriers only, so this is atomic.
template <class T> static inline T atomicAdd(T *address, T value) {
    T before = *address;
    *address = before + value;
    return before;
}

static inline float __fdividef(float x, float y) {
    return x / y;
}

static inline int __popc(unsigned bits) {
    return __builtin_popcount(bits);
}

static inline int __ffs(unsigned bits) {
    return __builtin_ffs((int) bits);
}

static inline unsigned __float_as_uint(float value) {
    unsigned bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float __uint_as_float(unsigned bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

static inline int __clz(int value) {
    return value == 0 ? 32 : __builtin_clz((unsigned) value);
}

static inline int min(int a, int b) {
    return a < b ? a : b;
}

static inline int max(int a, int b) {
    return a > b ? a : b;
}

using std::isfinite;
