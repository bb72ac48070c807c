// The kernels as a library for processors, started by name as the driver's cuLaunchKernel starts them.
#include "cuda_on_cpu.h"

#include "kernels.cu"

#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

// Numbers of the driver's CUresult.
static constexpr int SUCCESS = 0;
static constexpr int INVALID_VALUE = 1;
static constexpr int NOT_FOUND = 500;

struct Entry {
    unsigned mostThreads; // __launch_bounds__
    void (*launch)(const char *, unsigned, unsigned, unsigned, unsigned, void **);
};

template <auto kernel> struct Unpacked;
template <class... P, void (*kernel)(P...)> struct Unpacked<kernel> {
    template <size_t... I> static void run(const char *name, unsigned gridX, unsigned gridY, unsigned block,
            unsigned sharedBytes, void **arguments, std::index_sequence<I...>) {
        std::tuple<P...> values(*static_cast<P *>(arguments[I])...);
        emulation::launch(name, kernel, gridX, gridY, block, sharedBytes, values);
    }

    static void launch(const char *name, unsigned gridX, unsigned gridY, unsigned block, unsigned sharedBytes,
            void **arguments) {
        run(name, gridX, gridY, block, sharedBytes, arguments, std::index_sequence_for<P...>());
    }
};

#define ENTRY(name, mostThreads) {#name, {mostThreads, &Unpacked<&name>::launch}}
#define MIXING_ENTRIES(F) \
    ENTRY(learnThread##F, 1024), ENTRY(inferThread##F, 256), ENTRY(learnWarp##F, 1024), ENTRY(inferWarp##F, 256)
#define GAUSSIAN_ENTRIES(F) \
    ENTRY(gaussianLearnThread##F, 1024), ENTRY(gaussianInferThread##F, 256), ENTRY(gaussianLearnWarp##F, 1024), \
    ENTRY(gaussianInferWarp##F, 256)

static const std::unordered_map<std::string, Entry> &entries() {
    static const std::unordered_map<std::string, Entry> all = {
            ENTRY(gate, 256), ENTRY(packSigns, 256), ENTRY(splitRows, 256), ENTRY(packScreened, 256),
            ENTRY(rowLogits, 256), ENTRY(featureInputs, 64), ENTRY(skipInputs, 256),
            ENTRY(normaliseRates, 256),
            ENTRY(sortByContext, 1024), ENTRY(scheduleStreams, 1024),
            MIXING_ENTRIES(1), MIXING_ENTRIES(2), MIXING_ENTRIES(3), MIXING_ENTRIES(4),
            MIXING_ENTRIES(5), MIXING_ENTRIES(6), MIXING_ENTRIES(7), MIXING_ENTRIES(8),
            ENTRY(learnBlock, BLOCK), ENTRY(inferBlock, BLOCK),
            ENTRY(learnCoupledThread, 32), ENTRY(learnCoupledWarp, BLOCK), ENTRY(learnCoupledBlock, BLOCK),
            ENTRY(gaussianNaturals, 256), ENTRY(gaussianMixture, 256),
            GAUSSIAN_ENTRIES(1), GAUSSIAN_ENTRIES(2), GAUSSIAN_ENTRIES(3), GAUSSIAN_ENTRIES(4),
            GAUSSIAN_ENTRIES(5), GAUSSIAN_ENTRIES(6), GAUSSIAN_ENTRIES(7), GAUSSIAN_ENTRIES(8),
            ENTRY(gaussianLearnBlock, BLOCK), ENTRY(gaussianInferBlock, BLOCK)};
    return all;
}

static std::mutex launching;

// Runs a kernel to its end. arguments[i] points at the value of parameter i. Gives 0, or as the driver does: 500 for a name
// that no kernel has, 1 for a shape that a device would not take (or a block that is not of whole warps).
extern "C" __attribute__((visibility("default"))) int jglnLaunch(const char *kernel, unsigned gridX, unsigned gridY,
        unsigned block, unsigned sharedBytes, void **arguments) {
    auto found = entries().find(kernel);
    if (found == entries().end()) {
        return NOT_FOUND;
    }
    const Entry &entry = found->second;
    bool fits = gridX > 0 && gridX <= 0x7fffffffu && gridY > 0 && gridY <= 65535 && block > 0
            && block <= entry.mostThreads && block % WARP == 0 && sharedBytes <= 227 * 1024;
    if (!fits) {
        return INVALID_VALUE;
    }
    std::lock_guard<std::mutex> lock(launching);
    entry.launch(found->first.c_str(), gridX, gridY, block, sharedBytes, arguments);
    return SUCCESS;
}

// The order of threads from the next launch on.
extern "C" __attribute__((visibility("default"))) void jglnSeed(unsigned long long value) {
    std::lock_guard<std::mutex> lock(launching);
    emulation::seed(value);
}
