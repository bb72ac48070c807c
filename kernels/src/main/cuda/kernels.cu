// All kernels, as one module.
#include "inputs.cu"
#include "gate.cu"
#include "screen.cu"
#include "sort.cu"
#include "rates.cu"
#include "bernoulli.cu"
#include "softmax.cu"
#include "gaussian.cu"
