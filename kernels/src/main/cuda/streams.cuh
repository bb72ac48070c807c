// Which rows touch which weights: gated units and their streams. This is the same whatever family of distributions is mixed.
//
// A gated unit is what has halfspaces of its own: a unit, that is a neuron k of an output c, or, where the outputs share
// halfspaces, a neuron k of all of them. `sharing` is how many outputs share one: all of them, or 1. Gated units are numbered
// c / sharing * K + k. Contexts, the order of rows and the schedule are there once for each gated unit, weights once for each
// unit.
#pragma once
#include "jgln.cuh"

// The gated unit whose contexts a unit reads.
static __device__ __forceinline__ long long gatedUnitOf(int unit, int neurons, int sharing) {
    return unit / neurons / sharing * (long long) neurons + unit % neurons;
}

// The streams of a block's rows, as sort.cu leaves them.
struct Streams {
    const int *schedule;       // [gated units * contextCount]: the order in which they begin
    const int *starts;         // [gated unit][contextCount + 1]
    const int *order;          // [gated unit][capacity]
    long long capacity;
};

#define STREAM_PARAMETERS const int *schedule, const int *starts, const int *order, long long capacity
#define STREAMS {schedule, starts, order, capacity}

// One stream of one output.
struct Stream {
    int output;
    int neuron;
    int row;                   // of weights
    const int *rows;           // in time order
    int length;
};

// Streams in the order of the schedule; those that share a gated unit's rows are next to each other, so that they read the
// same inputs at about the same time.
static __device__ __forceinline__ Stream streamAt(
        const Streams &streams, int place, int neurons, int contextCount, int sharing) {
    int scheduled = streams.schedule[place / sharing];
    int gatedUnit = scheduled / contextCount;
    int context = scheduled % contextCount;
    int neuron = gatedUnit % neurons;
    int output = gatedUnit / neurons * sharing + place % sharing;
    const int *start = streams.starts + gatedUnit * (contextCount + 1LL) + context;
    return {output, neuron, (output * neurons + neuron) * contextCount + context,
            streams.order + gatedUnit * streams.capacity + start[0], start[1] - start[0]};
}
