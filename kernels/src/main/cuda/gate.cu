// Contexts: which side of its halfspaces each row is on, for every gated unit (see streams.cuh; here "unit" for short).
//
//   ctx(z) = sum_j 2^j [h_j . z > b_j]          Veness et al. 2019, section 4 (halfspace gating)
//
// Halfspaces come in tiles of 128: floor(128 / M) units with their M halfspaces each, the rest of the tile zero, so that
// no unit straddles two tiles. Halfspace j of unit u is row (u / perTile) * 128 + (u % perTile) * M + j.
#include "jgln.cuh"

static constexpr int DEPTH = 16;
static constexpr int SIDE = 8;
// Off by 4, so that a warp's transposed stores meet fewer equal banks, and rows stay 16-byte aligned.
static constexpr int PITCH = TILE + 4;

// Two pieces of [DEPTH][PITCH] for rows and two for halfspaces, while the one is read the other is filled.
struct GateTiles {
    float rows[2][DEPTH][PITCH];
    float planes[2][DEPTH][PITCH];
};

// A quarter of a [TILE][DEPTH] piece in registers: 256 threads read 8 floats each.
struct Piece {
    float4 first;
    float4 second;
};

static __device__ __forceinline__ Piece readPiece(const float *from, long long stride, int rows, int at, int depth) {
    int row = threadIdx.x / 2;
    int column = at + threadIdx.x % 2 * 8;
    float4 zero = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
    Piece piece = {zero, zero};
    if (row < rows) {
        const float *p = from + row * stride + column;
        if (column < depth) {
            piece.first = *reinterpret_cast<const float4 *>(p);
        }
        if (column + 4 < depth) {
            piece.second = *reinterpret_cast<const float4 *>(p + 4);
        }
    }
    return piece;
}

static __device__ __forceinline__ void storePiece(Piece piece, float to[DEPTH][PITCH]) {
    int row = threadIdx.x / 2;
    int column = threadIdx.x % 2 * 8;
    to[column][row] = piece.first.x;
    to[column + 1][row] = piece.first.y;
    to[column + 2][row] = piece.first.z;
    to[column + 3][row] = piece.first.w;
    to[column + 4][row] = piece.second.x;
    to[column + 5][row] = piece.second.y;
    to[column + 6][row] = piece.second.z;
    to[column + 7][row] = piece.second.w;
}

// The product of 128 rows and 128 halfspaces, each sum from the first feature to the last, its signs packed to contexts
// [unit][capacity].
//
// Launch: grid (tiles of halfspaces, ceil(rows / 128)), block 256; a thread has 8 x 8 sums.
// `stride`: floats of a row of z and of a halfspace, a multiple of 4.
// On a processor: for each row t and unit u: contexts[u * capacity + t] = sum_j (h_uj . z_t > b_uj) << j.
extern "C" __global__ void __launch_bounds__(256) gate(
        const float *__restrict__ z, const float *__restrict__ halfspaces, const float *__restrict__ thresholds,
        int stride, int rows, int m, int units, int *__restrict__ contexts, long long capacity) {
    __shared__ __align__(16) GateTiles tiles;
    int firstRow = blockIdx.y * TILE;
    int rowsHere = min(TILE, rows - firstRow);
    const float *zTile = z + (long long) firstRow * stride;
    const float *hTile = halfspaces + (long long) blockIdx.x * TILE * stride;
    // A warp covers 32 rows by 64 halfspaces: lanes next to each other read the same or neighbouring 16 bytes.
    int warp = threadIdx.x / WARP;
    int lane = threadIdx.x % WARP;
    int r = warp / 2 * 32 + lane / 8 * 4;
    int p = warp % 2 * 64 + lane % 8 * 4;

    float sums[SIDE][SIDE];
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            sums[i][j] = 0.0f;
        }
    }
    storePiece(readPiece(zTile, stride, rowsHere, 0, stride), tiles.rows[0]);
    storePiece(readPiece(hTile, stride, TILE, 0, stride), tiles.planes[0]);
    __syncthreads();
    int steps = (stride + DEPTH - 1) / DEPTH;
    for (int step = 0; step < steps; step++) {
        Piece nextRows;
        Piece nextPlanes;
        bool more = step + 1 < steps;
        if (more) {
            nextRows = readPiece(zTile, stride, rowsHere, (step + 1) * DEPTH, stride);
            nextPlanes = readPiece(hTile, stride, TILE, (step + 1) * DEPTH, stride);
        }
#pragma unroll
        for (int d = 0; d < DEPTH; d++) {
            float a[SIDE];
            float b[SIDE];
            const float *rowsAt = tiles.rows[step % 2][d];
            const float *planesAt = tiles.planes[step % 2][d];
            *reinterpret_cast<float4 *>(a) = *reinterpret_cast<const float4 *>(rowsAt + r);
            *reinterpret_cast<float4 *>(a + 4) = *reinterpret_cast<const float4 *>(rowsAt + r + 16);
            *reinterpret_cast<float4 *>(b) = *reinterpret_cast<const float4 *>(planesAt + p);
            *reinterpret_cast<float4 *>(b + 4) = *reinterpret_cast<const float4 *>(planesAt + p + 32);
#pragma unroll
            for (int i = 0; i < SIDE; i++) {
#pragma unroll
                for (int j = 0; j < SIDE; j++) {
                    sums[i][j] = fmaf(a[i], b[j], sums[i][j]);
                }
            }
        }
        if (more) {
            storePiece(nextRows, tiles.rows[(step + 1) % 2]);
            storePiece(nextPlanes, tiles.planes[(step + 1) % 2]);
        }
        __syncthreads();
    }

    // The signs, a byte each, [halfspace][row], in the room of the tiles.
    unsigned char *signs = reinterpret_cast<unsigned char *>(&tiles);
#pragma unroll
    for (int j = 0; j < SIDE; j++) {
        int plane = p + j % 4 + j / 4 * 32;
        float threshold = thresholds[blockIdx.x * TILE + plane];
#pragma unroll
        for (int i = 0; i < SIDE; i++) {
            signs[plane * TILE + r + i % 4 + i / 4 * 16] = sums[i][j] > threshold;
        }
    }
    __syncthreads();
    int perTile = TILE / m;
    int firstUnit = blockIdx.x * perTile;
    int unitsHere = min(perTile, units - firstUnit);
    for (int i = threadIdx.x; i < unitsHere * TILE; i += blockDim.x) {
        int unit = i / TILE;
        int row = i % TILE;
        if (row < rowsHere) {
            int context = 0;
            for (int j = 0; j < m; j++) {
                context |= signs[(unit * m + j) * TILE + row] << j;
            }
            contexts[(firstUnit + unit) * capacity + firstRow + row] = context;
        }
    }
}

// Contexts from products that cuBLAS has made: [rows][planes], in the same order of halfspaces.
//
// Launch: grid (ceil(rows / 256), units), block 256.
// On a processor: as above with products[t * planes + plane] for h . z.
extern "C" __global__ void __launch_bounds__(256) packSigns(
        const float *__restrict__ products, long long planes, const float *__restrict__ thresholds, int rows, int m,
        int units, int *__restrict__ contexts, long long capacity) {
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) {
        return;
    }
    int perTile = TILE / m;
    for (int unit = blockIdx.y; unit < units; unit += gridDim.y) {
        long long plane = (long long) (unit / perTile) * TILE + unit % perTile * m;
        int context = 0;
        for (int j = 0; j < m; j++) {
            context |= (products[row * planes + plane + j] > thresholds[plane + j] ? 1 : 0) << j;
        }
        contexts[unit * capacity + row] = context;
    }
}
