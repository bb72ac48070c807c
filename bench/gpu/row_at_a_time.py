#!/usr/bin/env python3
"""A GLN in PyTorch that learns one row at a time, as public implementations do; only to compare with.

The same network as the engine's (halfspace gating, geometric mixing, one-vs-all), every step a tensor operation on the
device over all classes and neurons at once. Prints one line of JSON.

    row_at_a_time.py ROWS [NEURONS,NEURONS]
"""

import json
import math
import statistics
import sys
import time

import torch

ROWS = int(sys.argv[1])
LAYERS = [int(n) for n in sys.argv[2].split(",")] + [1] if len(sys.argv) > 2 else [16, 16, 1]
FEATURES, CLASSES, M, RATE, EPSILON, BOUND = 784, 10, 4, 1e-3, 1e-3, 5.0
LIMIT = math.log((1 - EPSILON) / EPSILON)

torch.manual_seed(1)
torch.backends.cuda.matmul.allow_tf32 = False
device = torch.device("cuda")

widths = [FEATURES] + LAYERS[:-1]
planes = [torch.randn(CLASSES, k, M, FEATURES, device=device) for k in LAYERS]
weights = [
    torch.full((CLASSES, k, 2**M, inputs + 1), 1 / (inputs + 1), device=device) for k, inputs in zip(LAYERS, widths)
]
powers = 2 ** torch.arange(M, device=device)
rows = torch.rand(ROWS, FEATURES, device=device)
targets = torch.nn.functional.one_hot(torch.arange(ROWS, device=device) % CLASSES, CLASSES).float()
c = torch.arange(CLASSES, device=device)[:, None]
ks = [torch.arange(k, device=device)[None, :] for k in LAYERS]
bias = torch.ones(CLASSES, 1, device=device)


@torch.no_grad()
def learn(z, y):
    low, high = z.min(), z.max()
    logits = torch.logit(((z - low) / (high - low)).clamp(EPSILON, 1 - EPSILON)).expand(CLASSES, -1)
    for h, w, k in zip(planes, weights, ks):
        inputs = torch.cat([logits, bias], 1)
        context = ((h @ z > 0) * powers).sum(-1)
        picked = w[c, k, context]
        out = (picked * inputs[:, None, :]).sum(-1).clamp(-LIMIT, LIMIT)
        step = RATE * (torch.sigmoid(out) - y[:, None])
        w[c, k, context] = (picked - step[..., None] * inputs[:, None, :]).clamp(-BOUND, BOUND)
        logits = out
    return logits


for t in range(50):
    learn(rows[t], targets[t])
times = []
for _ in range(3):
    torch.cuda.synchronize()
    start = time.perf_counter()
    for t in range(ROWS):
        learn(rows[t], targets[t])
    torch.cuda.synchronize()
    times.append((time.perf_counter() - start) / ROWS)
print(json.dumps({
    "torch": torch.__version__,
    "layers": LAYERS,
    "rows": ROWS,
    "millisecondsPerRow": 1e3 * statistics.median(times),
    "min": 1e3 * min(times),
    "max": 1e3 * max(times),
}))
