"""The parts of bench/gpu-check.sh, one after the other, and the report of them."""

import argparse
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

LIMIT = 480
# Hidden layers, and how many epochs of such a network are timed; 784 features, 10 classes, M = 4.
NETS = {"16,16": 5, "128,128": 3}
GOALS = {"16,16": 20, "128,128": 150}

home, stage = sys.argv[1:3]
parser = argparse.ArgumentParser(prog="bench/gpu-check.sh")
parser.add_argument("--data", help="folder with MNIST's four IDX files; default: the cache, filled if need be")
parser.add_argument("--backend", default="cuda", help="another backend, to try the script itself; default: cuda")
parser.add_argument("--rows", type=int, default=2000, help="rows for the row-at-a-time GLN; default: 2000")
options = parser.parse_args(sys.argv[3:])
java = os.environ.get("JAVA") or (
    os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
)
flags = ["-XX:+UseG1GC", "-Xmx8g", "--add-modules=jdk.incubator.vector"]
data = ["--data-dir", os.path.abspath(options.data)] if options.data else []
jgln = [java, *flags, "-cp", os.path.join(stage, "jgln-cli.jar"), "io.github.jgln.cli.Main"]
began = time.time()
report = {"date": datetime.date.today().isoformat(), "parts": {}}


def part(name, work):
    """Runs a part and keeps what it returns, or why it could not run."""
    print("%4.0f s  %s" % (time.time() - began, name), flush=True)
    try:
        report["parts"][name] = work()
    except subprocess.TimeoutExpired as e:
        fail(name, "not done in %.0f s" % e.timeout)
    except Exception as e:
        fail(name, str(e))


def fail(name, why):
    report["parts"][name] = {"failed": why[-2000:]}
    print("        failed: " + why[-600:], flush=True)


def run(command, seconds=180):
    left = LIMIT - (time.time() - began)
    if left < 5:
        raise RuntimeError("no time left")
    done = subprocess.run(command, capture_output=True, text=True, timeout=min(seconds, left))
    if done.returncode:
        raise RuntimeError("exit code %d: %s" % (done.returncode, (done.stdout + done.stderr)[-2000:]))
    return done.stdout


def line(text):
    """The JSON object among a command's output."""
    return json.loads([t for t in text.splitlines() if t.startswith("{")][-1])


def ceilings():
    """By CUDA's compiler and cuBLAS; where one is missing, by PyTorch, which brings its own."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "ceilings")
            run(["nvcc", "-O3", "-arch=native", os.path.join(home, "bench/gpu/ceilings.cu"), "-lcublas", "-o", program])
            return line(run([program]))
    except (OSError, RuntimeError) as e:
        try:
            return line(run([sys.executable, os.path.join(home, "bench/gpu/ceilings.py")]))
        except RuntimeError as other:
            raise RuntimeError("neither by nvcc (%s) nor by PyTorch (%s)" % (str(e)[-700:], str(other)[-700:]))


def verify(*more):
    return line(run([*jgln, "verify", "--backend", options.backend, *more, "--json"]))


def on_tensor_cores(work):
    """Runs something with blas=tensor, where cuBLAS is in use and the card has it."""
    device = report["parts"].get("epoch 16,16", {}).get("device", "unknown device")
    capability = re.search(r"compute capability (\d+)", device)
    if "cuBLAS" not in device or not capability or int(capability.group(1)) < 8:
        return {"skipped": "needs cuBLAS and compute capability 8.0: " + device}
    return work("--backend-option", "blas=tensor")


def suite():
    classes = os.path.join(stage, "tests/classes")
    path = ":".join([classes, os.path.join(stage, "jgln-cli.jar"), os.path.join(stage, "tests/lib/*")])
    text = run(
        [java, *flags, "-Djgln.tck.require=" + options.backend, "-cp", path + ":" + os.path.join(stage, "lib/*"),
         "org.junit.platform.console.ConsoleLauncher", "execute", "--scan-classpath", classes,
         "--details=summary", "--disable-banner"],
        240,
    )
    return {name: int(count) for count, name in re.findall(r"(\d+) tests (successful|failed|skipped|aborted)", text)}


def sanitizer(tool):
    if not shutil.which("compute-sanitizer"):
        raise RuntimeError("compute-sanitizer not found")
    text = run(["compute-sanitizer", "--tool", tool, "--error-exitcode", "9", "--target-processes", "all",
                *jgln, "verify", "--backend", options.backend])
    return re.findall(r"=+ ((?:ERROR|RACECHECK) SUMMARY:.*)", text)


def epoch(backend, layers, runs, *more):
    return line(run([*jgln, "time-epoch", "mnist", *data, "--layers", layers, "--learning-rate", "0.001", "--seed", "1",
                     "--backend", backend, "--runs", str(runs), *more]))


def peer(layers, rows):
    return line(run([sys.executable, os.path.join(home, "bench/gpu/row_at_a_time.py"), str(rows), layers]))


# What matters most first: the limit may cut off the last.
phased = ["--backend-option", "overlap=false"] if options.backend == "cuda" else []
part("ceilings", ceilings)
part("verify", verify)
for layers, runs in NETS.items():
    part("epoch " + layers, lambda: epoch(options.backend, layers, runs))
    part("epoch " + layers + ", one phase at a time", lambda: epoch(options.backend, layers, runs, *phased))
if options.backend == "cuda":
    part("epoch 16,16, own gating kernel",
         lambda: epoch("cuda", "16,16", 3, "--backend-option", "blas=kernel", *phased))
    part("verify, tensor cores", lambda: on_tensor_cores(verify))
    for layers in NETS:
        part("epoch " + layers + ", tensor cores",
             lambda: on_tensor_cores(lambda *tensor: epoch("cuda", layers, 3, *tensor, *phased)))
part("epoch 16,16 on cpu", lambda: epoch("cpu", "16,16", 1))
part("parity suite", suite)
part("row at a time in PyTorch", lambda: peer("16,16", options.rows))
part("memcheck", lambda: sanitizer("memcheck"))
part("racecheck", lambda: sanitizer("racecheck"))

parts = report["parts"]
# The suite has a count of that name.
fine = {name: value for name, value in parts.items()
        if not isinstance(value, dict) or not isinstance(value.get("failed"), str)}
told = str(fine.get("epoch 16,16", {}).get("device", "unknown device"))
device = fine.get("ceilings", {}).get("device") or told.split(" (")[0]
name = re.sub(r"[^a-z0-9]+", "-", device.lower()).strip("-") + "-" + report["date"]
folder = os.path.join(home, "bench/results/gpu-check")
os.makedirs(folder, exist_ok=True)


def spread(values, scale=1e3):
    values = [scale * v for v in values]
    return "%.3g (%.3g – %.3g)" % (statistics.median(values), min(values), max(values))


def floors(layers):
    """Seconds that each phase takes at least, by the measured ceilings."""
    c = fine["ceilings"]
    sizes = [int(n) for n in layers.split(",")] + [1]
    rows, features, classes = 60000, 784, 10
    # Multiply-adds of a row by layer, as the engine counts them.
    counted = fine["epoch " + layers + ", one phase at a time"]["multiplyAdds"]
    flops = c["sgemmTflops"] * 1e12
    copy = c["copyGBs"] * 1e9
    found = {
        "upload": rows * features * 4 / (c["uploadGBs"] * 1e9),
        "inputs": 2 * rows * features * 4 / copy,
        "gating": 2 * rows * sum(layer["gating"] for layer in counted) / flops,
        "sorting": 3 * rows * classes * sum(sizes) * 4 / copy,
    }
    # With the update that is as many again.
    for i, layer in enumerate(counted):
        found["mixing of layer %d" % i] = 4 * rows * layer["mixing"] / flops
    return found


def phases(layers):
    key = "epoch " + layers + ", one phase at a time"
    if key not in fine or "ceilings" not in fine:
        return []
    measured = fine[key]["phases"]
    least = floors(layers)
    table = ["", "| phase of %s-1, one at a time | ms | floor, ms | floor / measured |" % layers.replace(",", "-"),
             "|---|---:|---:|---:|"]
    for phase in least:
        values = [run[phase] for run in measured if phase in run]
        if values:
            table.append("| %s | %s | %.3g | %.0f %% |" % (
                phase, spread(values), 1e3 * least[phase], 100 * least[phase] / statistics.median(values)))
    sums = [sum(v for k, v in run.items() if k not in ("upload", "mixing")) for run in measured]
    table.append("| **all after upload** | %s | %.3g | %.0f %% |" % (
        spread(sums), 1e3 * (sum(least.values()) - least["upload"]),
        100 * (sum(least.values()) - least["upload"]) / statistics.median(sums)))
    report.setdefault("afterUploadMilliseconds", {})[layers] = 1e3 * statistics.median(sums)
    return table


text = ["# Backend %s on %s, %s" % (options.backend, device, report["date"]), "",
        "Written by `bench/gpu-check.sh`; medians (min – max).", "",
        "| what | measured |", "|---|---|"]
if "ceilings" in fine:
    c = fine["ceilings"]
    text.append("| device | %s, compute capability %s, %d multiprocessors, driver for CUDA %d.%d |" % (
        c["device"], c["capability"], c["multiprocessors"], c["driver"] // 1000, c["driver"] % 1000 // 10))
    text.append("| ceilings, by %s | copy %.0f GB/s, upload %.0f GB/s, float32 product %.1f TFLOP/s |" % (
        c["by"], c["copyGBs"], c["uploadGBs"], c["sgemmTflops"]))
for layers in NETS:
    e = fine.get("epoch " + layers)
    if e:
        text.append("| epoch of %s-1 × 10, 60,000 rows, with upload and results | %s ms |" % (
            layers.replace(",", "-"), spread(e["seconds"])))
        text.append("| backend | %s |" % e["device"])
own = fine.get("epoch 16,16, own gating kernel")
if own:
    text.append("| gating by the own kernel, 16-16-1 | %s ms |" % spread([p["gating"] for p in own["phases"]]))
for layers in NETS:
    tensor = fine.get("epoch " + layers + ", tensor cores", {})
    float32 = fine.get("epoch " + layers + ", one phase at a time")
    if "phases" in tensor and float32:
        text.append("| gating on tensor cores, %s-1 | %s ms, in float32 %s ms |" % (
            layers.replace(",", "-"), spread([p["gating"] for p in tensor["phases"]]),
            spread([p["gating"] for p in float32["phases"]])))
    elif "skipped" in tensor:
        text.append("| gating on tensor cores, %s-1 | skipped: %s |" % (layers.replace(",", "-"), tensor["skipped"]))
cpu = fine.get("epoch 16,16 on cpu")
cuda = fine.get("epoch 16,16")
bad = [key for key in parts if key not in fine]
if fine.get("parity suite", {}).get("failed"):
    bad.append("parity suite")
if cpu and cuda:
    text.append("| test accuracy, 16-16-1 | %s %.2f %%, cpu %.2f %%; bar: 0.1 apart |" % (
        options.backend, 100 * cuda["testAccuracy"], 100 * cpu["testAccuracy"]))
    if abs(cuda["testAccuracy"] - cpu["testAccuracy"]) > 0.001:
        bad.append("accuracy")
other = fine.get("row at a time in PyTorch")
if other and cuda:
    whole = 60 * other["millisecondsPerRow"]
    text.append("| a row at a time in PyTorch %s | %.3g ms a row, %.3g s an epoch (from %d rows): %.0f × |" % (
        other["torch"], other["millisecondsPerRow"], whole, other["rows"],
        whole / statistics.median(cuda["seconds"])))
for key in ("verify", "verify, tensor cores", "parity suite", "memcheck", "racecheck"):
    if key in fine:
        text.append("| %s | %s |" % (key, json.dumps(fine[key])[:300].replace("|", "/")))
for key, value in parts.items():
    if key not in fine:
        text.append("| %s | FAILED: %s |" % (key, value["failed"].strip().replace("\n", " ").replace("|", "/")[-300:]))
for layers in NETS:
    text += phases(layers)
for layers, goal in GOALS.items():
    took = report.get("afterUploadMilliseconds", {}).get(layers)
    if took:
        text += ["", "%s-1 after upload: %.3g ms; goal on an H200: %d ms." % (layers.replace(",", "-"), took, goal)]

path = os.path.join(folder, name)
with open(path + ".json", "w") as f:
    json.dump(report, f, indent=1)
with open(path + ".md", "w") as f:
    f.write("\n".join(text) + "\n")
print("\n".join(text))
print("written to bench/results/gpu-check/%s.md and .json in %.0f s" % (name, time.time() - began))
sys.exit("failed: " + ", ".join(bad) if bad else 0)
