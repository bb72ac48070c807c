// All kernels, as one module.
#include "inputs.cu"
#include "gate.cu"
#include "sort.cu"
#include "mix.cu"
