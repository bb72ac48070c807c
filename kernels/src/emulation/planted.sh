#!/usr/bin/env bash
# Shows that kernels_test fails when a kernel is wrong: plants one fault after the other in a copy of the kernels, and fails
# if the test passes with one of them: planted.sh [regular expression of faults]
#
# The second __syncwarp of sortByContext is not among them: on this emulation the __match_any_sync after it waits as well,
# and only its order of memory accesses, which a device needs, would be missing.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fma=()
grep -qsw fma /proc/cpuinfo && fma=(-mfma)

# file | sed | what
faults='
gate.cu|0,/__syncthreads/{//d}|no barrier before the first piece is read
gate.cu|/^        __syncthreads/d|no barrier between a piece and the next
gate.cu|/^    int perTile = TILE/,/^}/!{/signs\[plane/,/__syncthreads/{/__syncthreads/d}}|no barrier before signs are packed
gate.cu|s/sums\[i\]\[j\] > threshold/sums[i][j] >= threshold/|>= for > in gate
gate.cu|s/plane + j\] > thresholds/plane + j] >= thresholds/|>= for > in packSigns
gate.cu|s/if (row < rowsHere) {/if (row <= rowsHere) {/|a row too many
gate.cu|s/(stride + DEPTH - 1) \/ DEPTH/stride \/ DEPTH/|the last features dropped
gate.cu|s/min(perTile, units - firstUnit)/perTile/|units that there are not
screen.cu|s/screenFactor(stride + 4) \*/0.5f * &/|half the bound
screen.cu|s/screenFactor(stride + 4) \*/0.0f */|no bound
screen.cu|s/screenFactor(stride + 4) \*/2.0f * &/|twice the bound
screen.cu|s/return 2.1f \* 0x1p-16f + /return /|a bound that leaves out the split
screen.cu|s/1.06f \* (float) n + 8.0f/8.0f/|a bound that leaves out the sums
screen.cu|s/bool clear = fabsf(q - b) >/bool clear = !(fabsf(q - b) <=/;s/planeNorms\[plane + j\];/planeNorms[plane + j]);/|a NaN taken for a clear case
screen.cu|s/ \&\& norm <= MOST_NORM//|a bound where sums overflow
screen.cu|s/norm >= LEAST_NORM \&\& //|a bound where products underflow
screen.cu|s/stride <= MOST_FEATURES \&\& //|a bound for any number of features
screen.cu|s/bits + 0x7fffu + (bits >> 16 \& 1u)/bits/|halves cut off instead of rounded
screen.cu|s/high = lowFirst ?/high = !lowFirst ?/|high and low halves in each other'"'"'s place
screen.cu|s/at < stride) {/at <= stride) {/|a piece beyond a row split
screen.cu|s/p > thresholds\[plane + j\]/p >= thresholds[plane + j]/|>= for > in the float32 product
screen.cu|s/(firstRow + doubting) \* stride/row * stride/|each lane its own row in the float32 product
screen.cu|s/if (lane == doubting)/if (doubtful != 0)/|a lane'"'"'s bits given to all in doubt
screen.cu|s/context \& (int) ~doubtful/context/|a bit in doubt kept
sort.cu|0,/__syncthreads/{//d}|no barrier after the counts are zeroed
sort.cu|/atomicAdd(&counts/,/__syncthreads/{/__syncthreads/d}|no barrier after counting
sort.cu|/sums\[threadIdx.x\] = sum;/,/__syncthreads/{/__syncthreads/d}|no barrier before the scan
sort.cu|/int below/,/__syncthreads/{/__syncthreads/d}|no barrier between reads and writes of the scan
sort.cu|/+= below/,/__syncthreads/{/__syncthreads/d}|no barrier between writes and reads of the scan
sort.cu|/start\[contextCount\] = rows/,/__syncthreads/{/__syncthreads/d}|no barrier before rows are placed
sort.cu|0,/__syncwarp/{//d}|no barrier of the warp before a count moves on
sort.cu|s/(1u << lane) - 1/(2u << lane) - 1/|a row counted before itself
sort.cu|/places\[i\] = 0/,/__syncthreads/{/__syncthreads/d}|no barrier after the places are zeroed
sort.cu|/int place = 0;/,/\/\//{/^    __syncthreads/d}|no barrier before streams are scheduled
rows.cuh|/room\[threadIdx.x/,/__syncthreads/{/__syncthreads/d}|no barrier in the sum of a block
bernoulli.cu|s/rooms\[(i + 1) % 2\]/rooms[0]/|one room for the sums of a block
bernoulli.cu|s/turn = 1 - turn;//|one room for the predictions of a block
rows.cuh|s/at < k \/ 4/at <= k \/ 4/|a piece too many in a warp
bernoulli.cu|s/label = followingLabel;//|the first row'"'"'s label for all
bernoulli.cu|s/min(i + 2, s.length - 1)/min(i + 3, s.length - 1)/|a row left out
bernoulli.cu|s/s.length > 1 ? 1 : 0/0/|the first row twice
bernoulli.cu|/inferOne(/,/^}/s/output \* work.outClass/0/|all predictions to one output
bernoulli.cu|s/gatedUnitOf(unit, work.neurons, work.sharing)/unit/|shared contexts read at the output'"'"'s own unit
bernoulli.cu|s/gatedUnitOf(unit, neurons, sharing)/unit/|shared contexts read at the output'"'"'s own unit by a block
softmax.cu|0,/__syncthreads/{//d}|no barrier before outputs are read together
softmax.cu|/learnCoupledBlock/,${/__syncthreads/d}|no barrier before outputs are read together by a block
softmax.cu|/learnCoupledBlock/,$s/turn = 1 - turn;//|one room for the outputs of a block
softmax.cu|s/(int) (place \* work.sharing)/(int) place/|streams of all outputs read output by output
softmax.cu|s/learnt.classes\[t\] == c/learnt.classes[t] == team/|a target for the first outputs of teams alone
softmax.cu|s/for (int c = 0; c < work.outputs; c++) {/for (int c = 0; c < work.outputs - 1; c++) {/|the last output left out of the sum
softmax.cu|s/long long) output \* work.neurons/long long) output/|weight rows of other neurons
softmax.cu|s/learnt.rates\[c \* learnt.rateClass + t\]/learnt.rates[t]/|the first output'"'"'s rates for all
gaussian.cu|s/fmaxf(moved(w, a, b, move), 0.0f)/fmaxf(moved(w, a, b, move), -bound)/|a stable weight below 0
gaussian.cu|s/return fminf(fmaxf(moved(w, a, b, move), 0.0f), bound)/return fmaxf(moved(w, a, b, move), 0.0f)/|a stable weight beyond the bound
gaussian.cu|s/fabsf(w) <= bound ? moved/true ? moved/|published weights beyond the bound that move
gaussian.cu|s/bounds.form == PUBLISHED ? bounded4(w.part\[i\], bounds.weight)/false ? w.part[i]/|published weights used as they are stored
gaussian.cu|s/bounds.form == PUBLISHED ? bounded4(w, bounds.weight)/false ? w/|published weights used as they are stored, by a block
gaussian.cu|s/sums.s <= 0.0f/false/|a precision below 0 sent to the least
gaussian.cu|s/bounds.form == PUBLISHED \&\& (sums/(sums/|a stable precision sent to the most
gaussian.cu|s/fmaxf(1.0f \/ p, bounds.leastVariance)/1.0f \/ p/|a variance below the least
gaussian.cu|s/return {vague .. sharp ? 0.0f : rate/return {rate/|a published step that is not projected
gaussian.cu|s/vague ? 0.0f : fmaf/fmaf/|a vague neuron that moves its precision
gaussian.cu|s/excess = fmaxf(excess, 0.0f);//|a sharp neuron that becomes sharper
gaussian.cu|s/fminf(e \* e, 25.0f \* v)/e * e/|a row that counts for more than 25 variances
gaussian.cu|s/fmaf(e \/ vp, said.shift/fmaf(e, said.shift/|a sharp neuron that steps like others
gaussian.cu|s/ \/ (1.0f + 0.5f \* (slow \* scalars.y) \* (v \* v))//|steps along a beyond their minimum
gaussian.cu|s/fmaf(vp, said.p, r \* scalars.z)/(vp * said.p)/|steps along b beyond their minimum
gaussian.cu|s/rate \/ scalars.w/rate/|a rate that does not go with the inputs
gaussian.cu|s/0.1f \* r;/r;/|precisions learnt as fast as means
gaussian.cu|s/fmaf(e \/ vp, said.shift, excess)/fmaf(e \/ vp, said.mean, excess)/|a step that forgets the centre
gaussian.cu|s/fmaf(e, said.shift,/fmaf(e, said.mean,/|a published step that forgets the centre
gaussian.cu|s/c + shift, fmaxf/shift, fmaxf/|a mean that forgets the centre
gaussian.cu|s/x = following;/x.a = following.a;x.b = following.b;/|the first row'"'"'s scalars for all
gaussian.cu|s/ y = followingY;//|the first row'"'"'s number for all
gaussian.cu|s/ rate = followingRate;//|the first row'"'"'s rate for all
gaussian.cu|s/min(i + 2, s.length - 1)/min(i + 3, s.length - 1)/|a row of Gaussians left out
gaussian.cu|s/numbers + s.output/numbers/|the first output'"'"'s numbers for all
gaussian.cu|s/numbers += s.output;//|the first output'"'"'s numbers for all, by a block
gaussian.cu|s/rooms\[(i + 1) % 2\]/rooms[0]/|one room for the sums of a block of Gaussians
gaussian.cu|s/turn = 1 - turn;//|one room for the predictions of a block of Gaussians
gaussian.cu|s/x\[k \/ 4 + at\]/x[at]/|a taken for b by a block
gaussian.cu|/inferGaussian(/,/^}/s/output \* work.outClass/0/|all Gaussians predicted to one output
gaussian.cu|s/gatedUnitOf(unit, work.neurons, work.sharing)/unit/|shared contexts of Gaussians read at the output'"'"'s own unit
gaussian.cu|s/gatedUnitOf(unit, neurons, sharing)/unit/|shared contexts of Gaussians read at the output'"'"'s own unit by a block
gaussian.cu|s/there ? 1.0f \/ pair.y : 0.0f/1.0f \/ pair.y/|padding of a that is not 0
gaussian.cu|s/for (int i = lane; i < k; i/for (int i = lane; i < pairs.count(); i/|padding that is not written
gaussian.cu|s/(pair.x - c)/pair.x/|means that are not centred
gaussian.cu|s/fmaf(precision \* precision, pair.x/fmaf(precision, pair.x/|a centre of other weights
gaussian.cu|s/base + copy \* baseClassStride/base/|the first output'"'"'s base predictions for all
gaussian.cu|s/below + copy \* belowClassStride/below/|the first output'"'"'s layer below for all
gaussian.cu|s/biases == 1 ? -biasMean : //|a single constant Gaussian in the middle of nothing
gaussian.cu|s/fmaf(distance, distance, from\[i\].y)/from[i].y/|a mixture without the distance of its means
gaussian.cu|s/place >= places/place > places/|a place too many
streams.cuh|s/ + place % sharing//|a shared stream learnt by the first output alone
streams.cuh|s/schedule\[place \/ sharing\]/schedule[place]/|a schedule that is read unit by unit
jgln.cuh|s/distance > 0; distance/distance > 1; distance/|half a sum over a warp
jgln.cuh|s/w.w = bounded(fmaf(-g, x.w, w.w), bound)/w.w = fmaf(-g, x.w, w.w)/|a weight that is not clipped
inputs.cu|s/count + t + 1/count + t/|the count of rows off by one
inputs.cu|s/base + c \* baseClassStride/base/|the first output'"'"'s base logits given on to all
inputs.cu|s/range > 0.0f/range >= 0.0f/|a constant row divided by 0
'

try() {
    IFS='|' read -r file edit what <<<"$1"
    copy=$(mktemp -d -p "$work")
    cp ../main/cuda/* "$copy"
    sed -i "$edit" "$copy/$file"
    if cmp -s "$copy/$file" "../main/cuda/$file"; then
        echo "planted.sh: \"$what\" changes nothing in $file: adapt its edit" >&2
        return 1
    fi
    "${CXX:-g++}" -std=c++17 -O1 -ffp-contract=off "${fma[@]}" -w -I"$copy" -I. kernels_test.cpp -o "$copy/test"
    if timeout 120 "$copy/test" 1 2 >"$copy/log" 2>&1; then
        echo "planted.sh: the test passes with \"$what\" in $file" >&2
        return 1
    fi
    echo "noticed: $what ($file): $(tail -n 1 "$copy/log" | cut -c 1-160)"
    rm -rf "$copy"
}

export -f try
export work CXX="${CXX:-g++}" FMA="${fma[*]}"
chosen=$(grep -E -e "${1:-.}" <<<"$faults" | grep .) || {
    echo "planted.sh: no fault is called \"$1\"" >&2
    exit 1
}
tr '\n' '\0' <<<"$chosen" | xargs -0 -P "$(nproc)" -I{} bash -c 'set -euo pipefail; fma=($FMA); try "$1"' _ {}
echo "every planted fault was noticed: $(wc -l <<<"$chosen")"
