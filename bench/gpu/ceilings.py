#!/usr/bin/env python3
"""What ceilings.cu measures, by PyTorch: for machines without nvcc or cuBLAS. Prints one line of JSON."""

import ctypes
import json
import statistics

import torch

torch.backends.cuda.matmul.allow_tf32 = False
properties = torch.cuda.get_device_properties(0)
driver = ctypes.c_int()
ctypes.CDLL("libcuda.so.1").cuDriverGetVersion(ctypes.byref(driver))


def median_seconds(work):
    work()
    times = []
    for _ in range(21):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end) / 1e3)
    return statistics.median(times)


GIB = 1 << 30
a, b = (torch.zeros(GIB // 4, device="cuda") for _ in range(2))
pinned = torch.zeros(GIB // 16).pin_memory()
planes, rows, depth = 1408, 60000, 784
h = torch.zeros(planes, depth, device="cuda")
z = torch.zeros(rows, depth, device="cuda")
c = torch.empty(rows, planes, device="cuda")
copied = median_seconds(lambda: b.copy_(a))
uploaded = median_seconds(lambda: a[: GIB // 16].copy_(pinned, non_blocking=True))
multiplied = median_seconds(lambda: torch.matmul(z, h.T, out=c))
print(json.dumps({
    "by": "PyTorch " + torch.__version__,
    "device": properties.name,
    "capability": "%d.%d" % (properties.major, properties.minor),
    "multiprocessors": properties.multi_processor_count,
    "memoryBytes": properties.total_memory,
    "l2Bytes": getattr(properties, "L2_cache_size", 0),
    "driver": driver.value,
    "copyGBs": 2 * GIB / copied / 1e9,
    "uploadGBs": GIB / 4 / uploaded / 1e9,
    "sgemmTflops": 2.0 * planes * rows * depth / multiplied / 1e12,
}))
