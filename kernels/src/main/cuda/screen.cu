// Contexts from products that tensor cores have made, and from float32 products where those are too close to call. "Unit"
// here is a gated unit, see streams.cuh.
//
// A float32 x becomes two bfloat16 halves, x1 = bf16(x) and x2 = bf16(x - x1), both to nearest. With u = 2^-8
//
//   |x2| <= u |x|,    |x - x1 - x2| <= u^2 / 2 |x|                                                                    (1)
//
// as x - x1 is exact and at most half a last place of x1, u 2^e: where it is just that, x2 is it, and where it is less, half
// a last place of x2 is at most u^2 / 2 2^e. cuBLAS makes of rows [z2 z1] and halfspaces [h1 h2]
//
//   q = (z2 . h1 + z1 . h2) + z1 . h1
//
// in two calls, the small terms first. A bit is [q > b] where |q - b| > d, else [p > b] with p the float32 product of
// `product` below. d bounds |q - p|, so each bit is [p > b], whatever cuBLAS does within the bound:
//
//   d = (2.1 u^2 + (1.06 n + 8) 2^-22) |h| |z|,       n features, n <= 2^16
//
//   2 u^2             left out: h . z less the three terms is z2 . h2 and what (1) leaves of z and of h, times the other;
//                     each is at most that times |h| |z| by Cauchy and Schwarz. The 0.1 is for halves and products below
//                     2^-126, which may become 0: norms of 2^-40 and more make that less than 2^-28 |h| |z|.
//   1.05 n + 2        the sums. Products of halves are exact in float32. A tensor core shifts a few of them and the sum so
//                     far to the largest exponent among these and cuts off what goes beyond 24 bits (Blanchard, Higham,
//                     Lopez, Mary and Pranesh 2020, "Mixed precision block fused multiply-add", section 2; Fasi, Higham,
//                     Mikaitis and Pranesh 2021, "Numerical behavior of NVIDIA tensor cores"), so that a product costs less
//                     than 2^-22 of the largest there, in any order; float32 additions cost a quarter of it. That is 2 n
//                     times 2 u |h| |z| for the small terms, n times (1 + u)^2 |h| |z| for the large ones and, where those
//                     go on from the small ones' sum, 2 u more; all times 1 + n 2^-22 for what is lost of the sums
//                     themselves. Twice more for adding the calls up.
//   n / 128 + 2.3     p's own rounding: n / 32 + 9 additions of 2^-24 (Higham 2002, section 3.1).
//   the rest          the rounding of q, and the factors 1 + 2^-20 of both norms that of d and of q - b.
//
// The manufacturer documents none of this about tensor cores; it is what was measured on them, with a factor of nearly 2 to
// spare where they add up 8 products or more at a time. cuBLAS may sum in any order and in parts, but must make every product.
//
// Norms of 2^40 and less keep all sums finite. A row or halfspace with another norm (or a NaN) has norm NaN, so is d, and
// the float32 product decides.
#include "jgln.cuh"

static constexpr int MOST_FEATURES = 1 << 16;
static constexpr double LEAST_NORM = 0x1p-40;
static constexpr double MOST_NORM = 0x1p40;

static __device__ __forceinline__ float screenFactor(int n) {
    return 2.1f * 0x1p-16f + (1.06f * (float) n + 8.0f) * 0x1p-22f;
}

// To nearest, ties to even, as integers are rounded. What becomes of a NaN does not matter: its norm tells.
static __device__ __forceinline__ unsigned short bfloat16(float x) {
    unsigned bits = __float_as_uint(x);
    return (unsigned short) ((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

static __device__ __forceinline__ float rest(float x, unsigned short high) {
    return x - __uint_as_float((unsigned) high << 16);
}

// Splits rows of side information, or halfspaces, and gives their norms for d: rounded up, 0 for nothing but zeros, NaN
// where there is no bound.
//
// Launch: a warp per row; grid ceil(rows / 8), block 256. `stride`: floats of a row of x, a multiple of 4; `depth`: of its
// halves, a multiple of 8 and no less than stride. Written: halves [rows][2][depth], the high ones first or the low ones.
// On a processor: for each row, for each j < depth: high = bf16(x_j), low = bf16(x_j - high), 0 for j >= stride;
// norms[row] = sqrt(sum x_j^2) (1 + 2^-20).
extern "C" __global__ void __launch_bounds__(256) splitRows(
        const float *__restrict__ x, int stride, int rows, int depth, int lowFirst,
        unsigned short *__restrict__ halves, float *__restrict__ norms) {
    int lane = threadIdx.x % WARP;
    int row = blockIdx.x * (blockDim.x / WARP) + threadIdx.x / WARP;
    if (row >= rows) {
        return;
    }
    const float *from = x + (long long) row * stride;
    unsigned short *first = halves + (long long) row * 2 * depth;
    unsigned short *high = lowFirst ? first + depth : first;
    unsigned short *low = lowFirst ? first : first + depth;
    // In float64, where no square of a float32 is too small or too large.
    double squares = 0.0;
    for (int at = 4 * lane; at < depth; at += 4 * WARP) {
        float4 v = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        if (at < stride) {
            v = *reinterpret_cast<const float4 *>(from + at);
        }
        ushort4 h = make_ushort4(bfloat16(v.x), bfloat16(v.y), bfloat16(v.z), bfloat16(v.w));
        *reinterpret_cast<ushort4 *>(high + at) = h;
        *reinterpret_cast<ushort4 *>(low + at) = make_ushort4(bfloat16(rest(v.x, h.x)), bfloat16(rest(v.y, h.y)),
                bfloat16(rest(v.z, h.z)), bfloat16(rest(v.w, h.w)));
        squares += (double) v.x * v.x + (double) v.y * v.y + (double) v.z * v.z + (double) v.w * v.w;
    }
    double norm = sqrt(warpSum(squares)) * (1.0 + 0x1p-20);
    bool bounded = stride <= MOST_FEATURES && (norm == 0.0 || (norm >= LEAST_NORM && norm <= MOST_NORM));
    if (lane == 0) {
        norms[row] = bounded ? (float) norm : __uint_as_float(0x7fc00000u);
    }
}

// z . h in float32 by a warp, the same in all lanes and wherever it is made: every lane adds up 4 features of 128.
static __device__ __forceinline__ float product(const float *z, const float *h, int stride, int lane) {
    float sum = 0.0f;
#pragma unroll 4
    for (int at = 4 * lane; at < stride; at += 4 * WARP) {
        sum = dot4(*reinterpret_cast<const float4 *>(z + at), *reinterpret_cast<const float4 *>(h + at), sum);
    }
    return warpSum(sum);
}

// Contexts from products within d of the float32 ones: [rows][planes], in the order of halfspaces of gate.cu. A thread has
// a row; of the few halfspaces of a warp's rows that are in doubt, one after the other is made by all lanes together.
//
// Launch: grid (ceil(rows / 256), units), block 256. `z`, `halfspaces`: the float32 rows, of `stride` floats, a multiple of
// 4; `rowNorms`, `planeNorms`: from splitRows.
// On a processor: for each row t and unit u: contexts[u * capacity + t] = sum_j (product(z_t, h_uj) > b_uj) << j.
extern "C" __global__ void __launch_bounds__(256) packScreened(
        const float *__restrict__ products, long long planes, const float *__restrict__ thresholds,
        const float *__restrict__ z, const float *__restrict__ halfspaces, int stride, const float *__restrict__ rowNorms,
        const float *__restrict__ planeNorms, int rows, int m, int units, int *__restrict__ contexts, long long capacity) {
    int lane = threadIdx.x % WARP;
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    int firstRow = row - lane;
    if (firstRow >= rows) {
        return;
    }
    bool here = row < rows;
    // A row of halves has up to 4 features more than one of floats.
    float factor = here ? screenFactor(stride + 4) * rowNorms[row] : 0.0f;
    int perTile = TILE / m;
    for (int unit = blockIdx.y; unit < units; unit += gridDim.y) {
        long long plane = (long long) (unit / perTile) * TILE + unit % perTile * m;
        int context = 0;
        unsigned doubtful = 0;
        // Unrolled further, it spills on sm_75.
#pragma unroll 2
        for (int j = 0; here && j < m; j++) {
            float q = products[row * planes + plane + j];
            float b = thresholds[plane + j];
            context |= (q > b ? 1 : 0) << j;
            // So that a NaN is no clear case.
            bool clear = fabsf(q - b) > factor * planeNorms[plane + j];
            doubtful |= (clear ? 0u : 1u) << j;
        }
        for (unsigned lanes = __ballot_sync(FULL, doubtful != 0); lanes != 0; lanes &= lanes - 1) {
            int doubting = __ffs(lanes) - 1;
            const float *zRow = z + (long long) (firstRow + doubting) * stride;
            int above = 0;
#pragma unroll 1
            for (unsigned left = __shfl_sync(FULL, doubtful, doubting); left != 0; left &= left - 1) {
                int j = __ffs(left) - 1;
                float p = product(zRow, halfspaces + (plane + j) * stride, stride, lane);
                above |= (p > thresholds[plane + j] ? 1 : 0) << j;
            }
            if (lane == doubting) {
                context = (context & (int) ~doubtful) | above;
            }
        }
        if (here) {
            contexts[unit * capacity + row] = context;
        }
    }
}
