// What a device can do at most, by its own clock: copying its memory, and a float32 matrix product of cuBLAS without TF32
// of the shape that gating has. Prints one line of JSON.
//   nvcc -O3 -arch=native ceilings.cu -lcublas -o ceilings && ./ceilings
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cublas_v2.h>
#include <vector>

static void check(bool fine, const char *what) {
    if (!fine) {
        fprintf(stderr, "ceilings: %s failed\n", what);
        exit(1);
    }
}

template <class Work> static double medianSeconds(Work work) {
    cudaEvent_t from;
    cudaEvent_t to;
    check(cudaEventCreate(&from) == cudaSuccess && cudaEventCreate(&to) == cudaSuccess, "creating events");
    work();
    std::vector<float> times;
    for (int i = 0; i < 21; i++) {
        cudaEventRecord(from);
        work();
        cudaEventRecord(to);
        check(cudaEventSynchronize(to) == cudaSuccess, "a measurement");
        float milliseconds;
        cudaEventElapsedTime(&milliseconds, from, to);
        times.push_back(milliseconds);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2] / 1e3;
}

int main() {
    cudaDeviceProp device;
    check(cudaGetDeviceProperties(&device, 0) == cudaSuccess, "finding a device");
    int driver;
    cudaDriverGetVersion(&driver);

    size_t bytes = size_t(1) << 30;
    float *a;
    float *b;
    float *c;
    check(cudaMalloc(&a, bytes) == cudaSuccess && cudaMalloc(&b, bytes) == cudaSuccess
            && cudaMalloc(&c, bytes) == cudaSuccess, "allocating memory");
    cudaMemset(a, 0, bytes);
    cudaMemset(b, 0, bytes);
    double copied = medianSeconds([&] { cudaMemcpyAsync(b, a, bytes, cudaMemcpyDeviceToDevice); });

    void *pinned;
    check(cudaMallocHost(&pinned, bytes / 4) == cudaSuccess, "allocating page-locked memory");
    double uploaded = medianSeconds([&] { cudaMemcpyAsync(a, pinned, bytes / 4, cudaMemcpyHostToDevice); });

    cublasHandle_t blas;
    check(cublasCreate(&blas) == CUBLAS_STATUS_SUCCESS, "starting cuBLAS");
    check(cublasSetMathMode(blas, CUBLAS_PEDANTIC_MATH) == CUBLAS_STATUS_SUCCESS, "asking for float32");
    int planes = 1408;
    int rows = 60000;
    int depth = 784;
    float one = 1;
    float zero = 0;
    double multiplied = medianSeconds([&] {
        cublasSgemm(blas, CUBLAS_OP_T, CUBLAS_OP_N, planes, rows, depth, &one, a, depth, b, depth, &zero, c, planes);
    });
    printf("{\"by\":\"CUDA and cuBLAS\",\"device\":\"%s\",\"capability\":\"%d.%d\",\"multiprocessors\":%d,\"memoryBytes\":%zu,\"l2Bytes\":%d,"
           "\"driver\":%d,\"copyGBs\":%.1f,\"uploadGBs\":%.1f,\"sgemmTflops\":%.2f}\n",
            device.name, device.major, device.minor, device.multiProcessorCount, device.totalGlobalMem,
            device.l2CacheSize, driver, 2 * bytes / copied / 1e9, bytes / 4 / uploaded / 1e9,
            2.0 * planes * rows * depth / multiplied / 1e12);
    return 0;
}
