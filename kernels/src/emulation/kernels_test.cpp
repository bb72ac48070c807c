// Every kernel on the processor against what its comment says it computes "on a processor", in double precision or, where
// a kernel promises bits, bit for bit. Runs with several orders of threads; buffers have guards around them. Usage:
// kernels_test [first seed] [seeds]
#include "launch.cpp"

#include <algorithm>
#include <cfloat>
#include <functional>
#include <random>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static int checks;
static std::string testing;

#define CHECK(condition, ...) \
    do { \
        checks++; \
        if (!(condition)) { \
            std::fprintf(stderr, "kernels_test.cpp:%d: %s: %s is not so: ", __LINE__, testing.c_str(), #condition); \
            std::fprintf(stderr, __VA_ARGS__); \
            std::fprintf(stderr, "\n"); \
            std::exit(1); \
        } \
    } while (0)

template <class... A> static std::string format(const char *text, A... values) {
    char line[300];
    std::snprintf(line, sizeof line, text, values...);
    return line;
}

static std::mt19937_64 generator(1);

static int anInt(int bound) {
    return (int) (generator() % (std::uint64_t) bound);
}

static float uniform(float from, float to) {
    return (float) (from + ((double) to - from) * ((double) (generator() >> 11) * 0x1p-53));
}

// Device memory: aligned as the driver aligns it, with guards at both ends that no thread may touch.
template <class T> class Buffer {
    static constexpr size_t GUARD = 256;
    unsigned char *bytes;
    size_t count;

public:
    explicit Buffer(size_t count) : count(count) {
        bytes = static_cast<unsigned char *>(::operator new(count * sizeof(T) + 2 * GUARD, std::align_val_t(256)));
        std::memset(bytes, 0xa5, count * sizeof(T) + 2 * GUARD);
#ifdef JGLN_FIBERS_UNDER_ASAN
        __asan_poison_memory_region(bytes, GUARD);
        __asan_poison_memory_region(bytes + GUARD + count * sizeof(T), GUARD);
#endif
    }

    Buffer(size_t count, const std::function<T(size_t)> &value) : Buffer(count) {
        for (size_t i = 0; i < count; i++) {
            data()[i] = value(i);
        }
    }

    Buffer(const Buffer &other) : Buffer(other.count) {
        std::memcpy(data(), other.data(), count * sizeof(T));
    }

    Buffer &operator=(const Buffer &) = delete;

    ~Buffer() {
#ifdef JGLN_FIBERS_UNDER_ASAN
        __asan_unpoison_memory_region(bytes, count * sizeof(T) + 2 * GUARD);
#endif
        for (size_t i = 0; i < GUARD; i++) {
            CHECK(bytes[i] == 0xa5 && bytes[GUARD + count * sizeof(T) + i] == 0xa5, "a guard was written to");
        }
        ::operator delete(bytes, std::align_val_t(256));
    }

    T *data() const {
        return reinterpret_cast<T *>(bytes + GUARD);
    }

    T &operator[](size_t i) const {
        if (i >= count) {
            CHECK(i < count, "the test reads beyond a buffer");
        }
        return data()[i];
    }

    size_t size() const {
        return count;
    }

    bool untouched(size_t i) const {
        unsigned char pattern[sizeof(T)];
        std::memset(pattern, 0xa5, sizeof(T));
        return std::memcmp(data() + i, pattern, sizeof(T)) == 0;
    }

    bool sameBits(const Buffer &other) const {
        return count == other.count && std::memcmp(data(), other.data(), count * sizeof(T)) == 0;
    }
};

// A parameter's value: a buffer's address or the value itself, of exactly the parameter's type.
template <class T> static T *value(const Buffer<T> &buffer) {
    return buffer.data();
}

template <class T> static T value(T it) {
    return it;
}

template <class... A> static void run(const std::string &kernel, int gridX, int gridY, int block, int shared,
        const A &...arguments) {
    std::tuple<decltype(value(arguments))...> values(value(arguments)...);
    void *pointers[sizeof...(A)];
    std::apply([&](auto &...each) {
        size_t i = 0;
        ((pointers[i++] = &each), ...);
    }, values);
    int result = jglnLaunch(kernel.c_str(), (unsigned) gridX, (unsigned) gridY, (unsigned) block, (unsigned) shared,
            pointers);
    CHECK(result == 0, "%s gives %d", kernel.c_str(), result);
}

static int padded(int n) {
    return (n + 3) / 4 * 4;
}

static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
}

// ---- gating ----

static void testGate(int n, int m, int units, int rows) {
    testing = format("gate n %d m %d units %d rows %d", n, m, units, rows);
    int stride = padded(n);
    int perTile = 128 / m;
    int tiles = ceilDiv(units, perTile);
    long long capacity = rows + 5;
    Buffer<float> z((size_t) rows * stride, [&](size_t i) { return (int) (i % stride) < n ? uniform(-1, 1) : 0.0f; });
    Buffer<float> halfspaces((size_t) tiles * 128 * stride, [](size_t) { return 0.0f; });
    Buffer<float> thresholds((size_t) tiles * 128, [](size_t) { return 0.0f; });
    auto plane = [&](int u, int j) { return (size_t) (u / perTile) * 128 + u % perTile * m + j; };
    auto product = [&](int t, size_t row) {
        float sum = 0.0f;
        for (int i = 0; i < stride; i++) {
            sum = fmaf(z[(size_t) t * stride + i], halfspaces[row * stride + i], sum);
        }
        return sum;
    };
    // Thresholds that some row's product meets exactly, or by one unit in the last place.
    for (int u = 0; u < units; u++) {
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < n; i++) {
                halfspaces[plane(u, j) * stride + i] = uniform(-1, 1);
            }
            float near = product(anInt(rows), plane(u, j));
            int kind = anInt(4);
            thresholds[plane(u, j)] = kind == 0 ? near : kind == 1 ? std::nextafterf(near, -1e9f)
                    : kind == 2 ? std::nextafterf(near, 1e9f) : uniform(-1, 1);
        }
    }
    Buffer<int> expected((size_t) units * capacity);
    Buffer<float> products((size_t) rows * tiles * 128, [](size_t) { return -FLT_MAX; });
    for (int u = 0; u < units; u++) {
        for (int t = 0; t < rows; t++) {
            int context = 0;
            for (int j = 0; j < m; j++) {
                float p = product(t, plane(u, j));
                products[(size_t) t * tiles * 128 + plane(u, j)] = p;
                context |= (p > thresholds[plane(u, j)]) << j;
            }
            expected[u * capacity + t] = context;
        }
    }
    Buffer<int> contexts((size_t) units * capacity);
    run("gate", tiles, ceilDiv(rows, 128), 256, 0, z, halfspaces, thresholds, stride, rows, m, units, contexts,
            capacity);
    CHECK(contexts.sameBits(expected), "contexts differ, or rows beyond the last were written");

    Buffer<int> packed((size_t) units * capacity);
    run("packSigns", ceilDiv(rows, 256), std::min(units, 3), 256, 0, products, (long long) tiles * 128, thresholds, rows,
            m, units, packed, capacity);
    CHECK(packed.sameBits(expected), "packed contexts differ, or rows beyond the last were written");
}

static void testGates() {
    testGate(1, 1, 1, 1);
    testGate(3, 1, 130, 31);
    testGate(31, 2, 5, 32);
    testGate(32, 3, 43, 33);
    testGate(33, 4, 33, 127);
    testGate(127, 5, 26, 128);
    testGate(128, 6, 3, 129);
    testGate(129, 7, 19, 5);
    testGate(785, 8, 16, 130);
    testGate(1025, 10, 13, 257);
    testGate(16, 4, 32, 256);
    testGate(15, 30, 5, 2);
}

// ---- gating by products of bfloat16 halves ----

static float widened(unsigned short half) {
    unsigned bits = (unsigned) half << 16;
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

enum Values {
    UNIFORM,
    // All of one size, one that splits as badly as can be: where Cauchy and Schwarz give no more than they must.
    WORST,
    // Rows and halfspaces of all sizes that there are, NaNs and infinities among them.
    EXTREME
};

static float aValue(Values values, int row) {
    static const float scales[] = {1.0f, 0.0f, 1e-45f, 1e-38f, 0x1p-64f, 0x1p-39f, 1e-6f, 1e6f, 0x1p36f, 0x1p64f, 3e38f};
    // 1 + u - u^2 / 2 and a little less: leaves u - u^2 and nearly u^2 / 2.
    return values == UNIFORM ? uniform(-1, 1)
            : values == WORST ? 1.0f + 0x1p-8f - 0x1p-17f - 0x1p-23f
                              : uniform(-1, 1) * scales[row % 11];
}

// What a warp makes of z . h in float32, bit for bit.
static float productByWarp(const float *z, const float *h, int stride) {
    float sums[WARP] = {};
    for (int i = 0; i < stride; i++) {
        sums[i / 4 % WARP] = fmaf(z[i], h[i], sums[i / 4 % WARP]);
    }
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        float before[WARP];
        std::copy(sums, sums + WARP, before);
        for (int lane = 0; lane < WARP; lane++) {
            sums[lane] = before[lane] + before[lane ^ distance];
        }
    }
    return sums[0];
}

static void checkSplit(const Buffer<float> &x, int stride, int rows, int depth, bool lowFirst,
        const Buffer<unsigned short> &halves, const Buffer<float> &norms) {
    for (int t = 0; t < rows; t++) {
        double squares = 0.0;
        for (int i = 0; i < depth; i++) {
            float high = widened(halves[(size_t) (2 * t + (lowFirst ? 1 : 0)) * depth + i]);
            float low = widened(halves[(size_t) (2 * t + (lowFirst ? 0 : 1)) * depth + i]);
            double value = i < stride ? x[(size_t) t * stride + i] : 0.0;
            squares += value * value;
            if (std::fabs(value) < 3e38) {
                CHECK(std::fabs(low) <= std::ldexp(std::fabs(value), -8) + 0x1p-134, "%a leaves %a", value, low);
                CHECK(std::fabs(value - high - low) <= std::ldexp(std::fabs(value), -17) + 0x1p-134,
                        "%a is split to %a and %a", value, high, low);
            }
        }
        double norm = std::sqrt(squares);
        bool bounded = norm == 0.0 || (norm >= 1.001 * 0x1p-40 && norm <= 0.999 * 0x1p40);
        bool unbounded = !(norm == 0.0 || (norm >= 0.999 * 0x1p-40 && norm <= 1.001 * 0x1p40));
        CHECK(!bounded || (norms[(size_t) t] >= norm && norms[(size_t) t] <= norm * (1 + 0x1p-18)), "norm %a of %a",
                norms[(size_t) t], norm);
        CHECK(!unbounded || std::isnan(norms[(size_t) t]), "norm %a of %a", norms[(size_t) t], norm);
    }
}

// A product within what screen.cu allows cuBLAS, as near to the wrong side of b as it can be.
static float adversary(const Buffer<unsigned short> &rows, size_t t, const Buffer<unsigned short> &planes, size_t p,
        int depth, float b) {
    double sum = 0.0;
    double small = 0.0;
    double large = 0.0;
    int tiny = 0;
    for (int i = 0; i < depth; i++) {
        double z2 = widened(rows[2 * t * depth + i]);
        double z1 = widened(rows[(2 * t + 1) * depth + i]);
        double h1 = widened(planes[2 * p * depth + i]);
        double h2 = widened(planes[(2 * p + 1) * depth + i]);
        sum += z2 * h1 + z1 * h2 + z1 * h1;
        small += std::fabs(z2 * h1) + std::fabs(z1 * h2);
        large += std::fabs(z1 * h1);
        tiny += (z2 != 0 && h1 != 0) + (z1 != 0 && h2 != 0) + (z1 != 0 && h1 != 0);
    }
    int sign = sum > b ? -1 : 1;
    // What overflows on the way is lost, what is below 2^-126 may be.
    if (!(small + large <= FLT_MAX)) {
        return std::isnan(sum) ? NAN : sign * INFINITY;
    }
    double error = 0x1p-22 * (2 * depth * small + depth * (small + large) + 2 * (small + large)) + tiny * 0x1p-126;
    return (float) (sum + sign * error);
}

static void testScreen(int n, int m, int units, int rows, Values values) {
    testing = format("screen n %d m %d units %d rows %d values %d", n, m, units, rows, values);
    int stride = padded(n);
    int depth = ceilDiv(stride, 8) * 8;
    int perTile = 128 / m;
    int planes = ceilDiv(units, perTile) * 128;
    long long capacity = rows + 5;
    auto plane = [&](int u, int j) { return (size_t) (u / perTile) * 128 + u % perTile * m + j; };
    Buffer<float> z((size_t) rows * stride, [&](size_t i) {
        return (int) (i % stride) < n ? aValue(values, (int) (i / stride)) : 0.0f;
    });
    Buffer<float> halfspaces((size_t) planes * stride, [](size_t) { return 0.0f; });
    Buffer<float> thresholds((size_t) planes, [](size_t) { return 0.0f; });
    for (int u = 0; u < units; u++) {
        for (int j = 0; j < m; j++) {
            int size = anInt(11);
            for (int i = 0; i < n; i++) {
                halfspaces[plane(u, j) * stride + i] = (j % 2 ? -1.0f : 1.0f) * aValue(values, size);
            }
        }
    }
    if (values == EXTREME && rows > 20) {
        z[(size_t) 12 * stride + n / 2] = NAN;
        z[(size_t) 13 * stride + n / 2] = INFINITY;
        halfspaces[n / 2] = -INFINITY;
    }
    Buffer<unsigned short> rowHalves((size_t) rows * 2 * depth);
    Buffer<unsigned short> planeHalves((size_t) planes * 2 * depth);
    Buffer<float> rowNorms((size_t) rows);
    Buffer<float> planeNorms((size_t) planes);
    run("splitRows", ceilDiv(rows, 8), 1, 256, 0, z, stride, rows, depth, 1, rowHalves, rowNorms);
    run("splitRows", ceilDiv(planes, 8), 1, 256, 0, halfspaces, stride, planes, depth, 0, planeHalves, planeNorms);
    checkSplit(z, stride, rows, depth, true, rowHalves, rowNorms);
    checkSplit(halfspaces, stride, planes, depth, false, planeHalves, planeNorms);

    // Thresholds on a row's product, one unit in the last place beside it, near it, and anywhere.
    auto doubt = [&](int t, size_t p) {
        return (2.1 * 0x1p-16 + (1.06 * (stride + 4) + 8) * 0x1p-22) * rowNorms[(size_t) t] * planeNorms[p];
    };
    for (int u = 0; u < units; u++) {
        for (int j = 0; j < m; j++) {
            int t = anInt(rows);
            float on = productByWarp(z.data() + (size_t) t * stride, halfspaces.data() + plane(u, j) * stride, stride);
            int kind = anInt(8);
            thresholds[plane(u, j)] = kind == 0 ? on
                    : kind < 3 ? std::nextafterf(on, -INFINITY)
                    : kind < 5 ? std::nextafterf(on, INFINITY)
                    : kind == 5 ? on + (float) doubt(t, plane(u, j)) * uniform(-2, 2)
                    : values != EXTREME ? uniform(-1, 1)
                    : kind == 6 ? 0x1p-130f : anInt(2) == 0 ? INFINITY : NAN;
        }
    }
    Buffer<int> expected((size_t) (units * capacity));
    Buffer<float> products((size_t) rows * planes, [](size_t) { return NAN; });
    for (int u = 0; u < units; u++) {
        for (int t = 0; t < rows; t++) {
            int context = 0;
            for (int j = 0; j < m; j++) {
                size_t p = plane(u, j);
                float product = productByWarp(z.data() + (size_t) t * stride, halfspaces.data() + p * stride, stride);
                context |= (product > thresholds[p]) << j;
                products[(size_t) t * planes + p] = adversary(rowHalves, (size_t) t, planeHalves, p, depth, thresholds[p]);
            }
            expected[u * capacity + t] = context;
        }
    }
    auto pack = [&](const Buffer<float> &with) {
        Buffer<int> contexts((size_t) (units * capacity));
        run("packScreened", ceilDiv(rows, 256), std::min(units, 3), 256, 0, products, (long long) planes, thresholds, with,
                halfspaces, stride, rowNorms, planeNorms, rows, m, units, contexts, capacity);
        return contexts;
    };
    CHECK(pack(z).sameBits(expected), "contexts are not those of the float32 product");

    // What is clear is not computed again: without the rows it comes out as well.
    if (values != EXTREME) {
        for (int u = 0; u < units; u++) {
            for (int t = 0; t < rows; t++) {
                int context = 0;
                for (int j = 0; j < m; j++) {
                    size_t p = plane(u, j);
                    int above = anInt(2);
                    products[(size_t) t * planes + p] =
                            (float) (thresholds[p] + (above ? 1.001 : -1.001) * (doubt(t, p) + 1e-5));
                    context |= above << j;
                }
                expected[u * capacity + t] = context;
            }
        }
        Buffer<float> nothing(z.size(), [](size_t) { return NAN; });
        CHECK(pack(nothing).sameBits(expected), "what is clear was computed again");
    }
}

static void testScreens() {
    for (Values values : {UNIFORM, WORST, EXTREME}) {
        testScreen(1, 1, 1, 1, values);
        testScreen(4, 2, 70, 33, values);
        testScreen(5, 4, 35, 31, values);
        testScreen(131, 7, 5, 40, values);
        testScreen(784, 4, 6, 32, values);
    }
    testScreen(33, 30, 5, 257, UNIFORM);
    // Beyond 2^16 features there is no bound.
    testing = "splitRows of 65540 features";
    Buffer<float> x(65540, [](size_t) { return 1.0f; });
    Buffer<unsigned short> halves(2 * 65544);
    Buffer<float> norms(1);
    run("splitRows", 1, 1, 256, 0, x, 65540, 1, 65544, 1, halves, norms);
    CHECK(std::isnan(norms[0]), "norm %a", norms[0]);
}

// ---- inputs ----

static double clippedLogit(double p, double epsilon, double bound) {
    double c = std::min(std::max(p, epsilon), 1.0 - epsilon);
    return std::min(std::max(std::log(c / (1.0 - c)), -bound), bound);
}

static bool near(double a, double b, double tolerance) {
    return std::fabs(a - b) <= tolerance;
}

static void testRowLogits(int map, int n, int rows) {
    testing = format("rowLogits map %d n %d rows %d", map, n, rows);
    float epsilon = 0.01f;
    float bound = 4.59f;
    float prior = 0.3f;
    int k = map == CONSTANT ? 4 : padded(n);
    long long xStride = n + 3;
    Buffer<float> x((size_t) (rows * xStride), [&](size_t i) {
        size_t row = i / xStride;
        // Constant rows, ordinary ones, and some whose range is beyond float32's.
        return row % 3 == 1 ? 7.5f : row % 3 == 2 ? uniform(-3e38f, 3e38f) : uniform(-0.2f, 1.2f);
    });
    for (int t = 2; t < rows && n > 1; t += 3) {
        x[t * xStride] = -3e38f;
        x[t * xStride + n - 1] = 3e38f;
    }
    Buffer<float> base((size_t) rows * k);
    run("rowLogits", ceilDiv(rows, 8), 1, 256, 0, x, xStride, n, rows, map, prior, epsilon, bound, base, k);
    for (int t = 0; t < rows; t++) {
        double low = x[t * xStride];
        double high = low;
        for (int j = 0; j < n; j++) {
            low = std::min<double>(low, x[t * xStride + j]);
            high = std::max<double>(high, x[t * xStride + j]);
        }
        for (int j = 0; j < k; j++) {
            double value = x[t * xStride + std::min(j, n - 1)];
            double expected = map == CONSTANT ? (j == 0 ? clippedLogit(prior, epsilon, bound) : 0.0)
                    : j >= n ? 0.0
                    : map == CLIP ? clippedLogit(value, epsilon, bound)
                    : high > low ? clippedLogit((value - low) / (high - low), epsilon, bound) : 0.0;
            CHECK(near(base[(size_t) t * k + j], expected, 3e-5), "row %d, %d: %g, not %g", t, j,
                    base[(size_t) t * k + j], expected);
        }
    }
}

static void testFeatureInputs(bool learning, int side, int logits, int n, int rows, long long count) {
    testing = format("featureInputs learning %d side %d logits %d n %d rows %d", learning, side, logits, n, rows);
    long long stride = padded(n) + 4;
    int k = padded(n);
    float factor = 0.75f;
    float bound = 2.5f;
    Buffer<float> x((size_t) (rows * stride), [&](size_t i) { return i % stride == 0 ? 3.0f : uniform(-2, 5); });
    // Feature 0 has never varied.
    Buffer<double> mean((size_t) n, [&](size_t i) { return count == 0 ? 0.0 : i == 0 ? 3.0 : uniform(0, 2); });
    Buffer<double> squares((size_t) n, [&](size_t i) { return count == 0 || i == 0 ? 0.0 : count * uniform(1, 4); });

    struct Result {
        Buffer<float> z, base;
        Buffer<double> mean, squares;
    };
    // In pieces of `piece` rows: launches if learning, else blocks of one launch.
    auto compute = [&](int piece) {
        Result result{Buffer<float>((size_t) (rows * stride)), Buffer<float>((size_t) rows * k), mean, squares};
        for (int t = 0; t < rows; t += learning ? piece : rows) {
            int here = learning ? std::min(piece, rows - t) : rows;
            run("featureInputs", ceilDiv((int) stride, 64), learning ? 1 : ceilDiv(rows, piece), 64, 0,
                    const_cast<const float *>(x.data()) + t * stride, stride, n, here, learning ? here : piece, count + t,
                    (int) learning, result.mean, result.squares, side, result.z.data() + t * stride, logits, factor,
                    bound, result.base.data() + (size_t) t * k, k);
        }
        return result;
    };
    Result whole = compute(rows);
    Result pieces = compute(7);
    CHECK(whole.z.sameBits(pieces.z) && whole.base.sameBits(pieces.base) && whole.mean.sameBits(pieces.mean)
            && whole.squares.sameBits(pieces.squares), "pieces of 7 rows give other bits");

    for (int j = 0; j < stride; j++) {
        double m = j < n ? mean[j] : 0.0;
        double s = j < n ? squares[j] : 0.0;
        double taken = (double) count;
        for (int t = 0; t < rows; t++) {
            double value = x[t * stride + j];
            double deviation = std::sqrt(s / taken);
            double scale = taken > 0 && deviation > 0 ? 1.0 / deviation : 1.0;
            double centred = j < n ? value - m : 0.0;
            // Where a feature has varied for two rows only, 1 / deviation multiplies the rounding of the mean.
            double tolerance = 2e-6 * std::max(1.0, scale);
            double z = side == STANDARDISED ? centred * scale : centred;
            CHECK(side != NONE ? near(whole.z[t * stride + j], z, tolerance * std::max(1.0, std::fabs(z)))
                       : whole.z.untouched(t * stride + j), "z of row %d, %d: %g, not %g", t, j,
                    whole.z[t * stride + j], z);
            if (j < k) {
                double logit = centred * (logits == STANDARDISED ? scale : factor);
                double clipped = std::min(std::max(logit, (double) -bound), (double) bound);
                CHECK(logits != NONE ? near(whole.base[(size_t) t * k + j], clipped, 3 * tolerance)
                                : whole.base.untouched((size_t) t * k + j), "base of row %d, %d", t, j);
            }
            if (learning && j < n) {
                taken++;
                double d = value - m;
                m += d / taken;
                s += d * (value - m);
            }
        }
        if (j < n) {
            CHECK(learning ? near(whole.mean[j], m, 1e-12) && near(whole.squares[j], s, 1e-10 * (1 + s))
                           : whole.mean[j] == m && whole.squares[j] == s, "statistics of %d", j);
        }
    }
}

static void testSkipInputs(int count, int outputs, int below, int rows, bool byOutput) {
    testing = format("skipInputs count %d outputs %d below %d rows %d by output %d", count, outputs, below, rows, byOutput);
    int k = padded(count) + 4;
    int width = padded(below + count);
    long long classStride = (rows + 2LL) * width;
    long long baseClassStride = byOutput ? (rows + 1LL) * k : 0;
    Buffer<float> base((size_t) ((byOutput ? outputs : 1) * (rows + 1LL) * k), [&](size_t) { return uniform(-2, 2); });
    Buffer<float> inputs((size_t) (outputs * classStride));
    run("skipInputs", rows, std::min(outputs, 3), 256, 0, base, baseClassStride, k, count, outputs, inputs, classStride, width, below);
    for (long long at = 0; at < outputs * classStride; at++) {
        long long t = at % classStride / width;
        int j = (int) (at % width) - below;
        bool copied = t < rows && j >= 0 && j < count;
        CHECK(copied ? inputs[at] == base[(size_t) (at / classStride * baseClassStride + t * k + j)]
                     : inputs.untouched(at), "%lld of row %lld", at % width, t);
    }
}

static void testInputs() {
    for (bool byOutput : {false, true}) {
        testSkipInputs(1, 1, 1, 1, byOutput);
        testSkipInputs(5, 10, 3, 4, byOutput);
        testSkipInputs(256, 2, 16, 3, byOutput);
        testSkipInputs(785, 3, 7, 2, byOutput);
    }
    for (int map : {MIN_MAX, CLIP, CONSTANT}) {
        testRowLogits(map, 1, 1);
        testRowLogits(map, 3, 7);
        testRowLogits(map, 31, 8);
        testRowLogits(map, 32, 9);
        testRowLogits(map, 33, 33);
        testRowLogits(map, 785, 31);
    }
    for (int side : {NONE, CENTRED, STANDARDISED}) {
        for (int logits : {NONE, CENTRED, STANDARDISED}) {
            for (bool learning : {false, true}) {
                testFeatureInputs(learning, side, logits, 1, 1, 0);
                testFeatureInputs(learning, side, logits, 33, 32, 0);
                testFeatureInputs(learning, side, logits, 127, 31, 5);
            }
        }
    }
}

// ---- sorting ----

enum Spread { RANDOM, ALL_EQUAL, ALL_DIFFERENT, ONE_LARGE };

static int aContext(Spread spread, int t, int contextCount) {
    switch (spread) {
        case ALL_EQUAL:
            return contextCount - 1;
        case ALL_DIFFERENT:
            return (int) ((t * 7ll + 3) % contextCount);
        case ONE_LARGE:
            return anInt(10) < 8 ? contextCount / 2 : anInt(contextCount);
        default:
            return anInt(contextCount);
    }
}

// Order and starts as sortByContext gives them.
static void sortOnProcessor(const Buffer<int> &contexts, long long capacity, int from, int rows, int units,
        int contextCount, const Buffer<int> &order, const Buffer<int> &starts) {
    for (int u = 0; u < units; u++) {
        int *to = order.data() + u * capacity;
        const int *c = contexts.data() + u * capacity + from;
        std::iota(to, to + rows, 0);
        std::stable_sort(to, to + rows, [&](int a, int b) { return c[a] < c[b]; });
        for (int i = 0; i <= contextCount; i++) {
            starts[(size_t) u * (contextCount + 1) + i] = (int) std::count_if(c, c + rows, [&](int x) { return x < i; });
        }
    }
}

static void testSort(int rows, int m, Spread spread, int warps, bool shared) {
    testing = format("sortByContext rows %d m %d spread %d warps %d shared %d", rows, m, spread, warps, shared);
    int units = 3;
    int contextCount = 1 << m;
    long long capacity = rows + 3;
    Buffer<int> contexts((size_t) (units * capacity), [&](size_t i) {
        return aContext(spread, (int) (i % capacity), contextCount);
    });
    Buffer<int> expectedOrder((size_t) (units * capacity));
    Buffer<int> expectedStarts((size_t) units * (contextCount + 1));
    sortOnProcessor(contexts, capacity, 0, rows, units, contextCount, expectedOrder, expectedStarts);
    Buffer<int> order((size_t) (units * capacity));
    Buffer<int> starts((size_t) units * (contextCount + 1));
    size_t counts = (size_t) units * warps * contextCount;
    Buffer<int> counters(shared ? 0 : counts);
    run("sortByContext", units, 1, 32 * warps, shared ? warps * contextCount * 4 : 0, contexts, capacity, rows,
            contextCount, order, starts, shared ? (int *) nullptr : counters.data());
    CHECK(starts.sameBits(expectedStarts), "starts differ");
    CHECK(order.sameBits(expectedOrder), "the order is not the stable one, or was written beyond the rows");
}

static void testSchedule(int units, int m) {
    testing = format("scheduleStreams units %d m %d", units, m);
    int contextCount = 1 << m;
    int streams = units * contextCount;
    Buffer<int> lengths((size_t) streams, [](size_t i) {
        return i % 5 == 0 ? 0 : anInt(1 << anInt(12));
    });
    Buffer<int> starts((size_t) units * (contextCount + 1));
    for (int u = 0; u < units; u++) {
        int at = 0;
        for (int c = 0; c <= contextCount; c++) {
            starts[(size_t) u * (contextCount + 1) + c] = at;
            at += c < contextCount ? lengths[(size_t) u * contextCount + c] : 0;
        }
    }
    Buffer<int> schedule((size_t) streams);
    run("scheduleStreams", 1, 1, 1024, 0, starts, units, contextCount, schedule);
    std::vector<bool> seen((size_t) streams);
    for (int i = 0; i < streams; i++) {
        int s = schedule[(size_t) i];
        CHECK(s >= 0 && s < streams && !seen[(size_t) s], "stream %d at %d, again or none", s, i);
        seen[(size_t) s] = true;
        if (i > 0) {
            int before = lengths[(size_t) schedule[(size_t) i - 1]];
            int here = lengths[(size_t) s];
            CHECK(before < 4 ? here <= before : here < 1.25 * before, "length %d after %d", here, before);
        }
    }
}

static void testSorting() {
    Spread spreads[] = {RANDOM, ALL_EQUAL, ALL_DIFFERENT, ONE_LARGE};
    int turn = 0;
    for (int rows : {1, 31, 32, 33, 1000, 1025}) {
        for (int m : {1, 2, 3, 4, 5, 6, 7, 8, 10}) {
            int warps = 1 << turn % 6;
            testSort(rows, m, spreads[(turn + turn / 6) % 4], warps, turn % 3 != 0 && warps << m << 2 <= 49152);
            turn++;
        }
    }
    for (Spread spread : spreads) {
        testSort(1000, 4, spread, 32, true);
        testSort(777, 4, spread, 4, false);
    }
    testSchedule(1, 1);
    testSchedule(33, 4);
    testSchedule(3, 10);
    testing = "lengthClass";
    for (int power = 0; power < 31; power++) {
        for (long long length = (1ll << power) - 2; length <= (1ll << power) + 2; length++) {
            if (length > 0 && length < INT32_MAX) {
                int shorter = lengthClass((int) length);
                int longer = lengthClass((int) length + 1);
                CHECK(longer <= shorter && longer >= 0 && shorter < LENGTHS, "of %lld", length);
            }
        }
    }
    CHECK(lengthClass(INT32_MAX) >= 0 && lengthClass(0) == LENGTHS - 1, "at the ends");
}

// ---- mixing ----

enum Kind { THREAD, WARP_ROW, BLOCK_ROW };

struct Case {
    Kind kind;
    int inputs;
    int outputs;
    int neurons;
    int m;
    int rows;
    Spread spread;
    bool ownInputs;            // of each output; else shared by all
    bool sharedHalfspaces;     // of all outputs; else each has its own
    bool inShared;
    bool ownRates;             // of each output; else one for all
    bool coupled;              // outputs, by softmax; halfspaces are shared then
};

static double worstError;

// A layer's parameters and rows, and its state before learning.
class MixingTest {
    const Case c;
    const int k = padded(c.inputs);
    const int contextCount = 1 << c.m;
    const int units = c.outputs * c.neurons;
    const int streams = units * contextCount;
    const int sharing = c.sharedHalfspaces ? c.outputs : 1;
    const int gatedUnits = units / sharing;
    const int f = c.kind == THREAD ? k / 4 : ceilDiv(k, 128);
    const long long capacity = c.rows + 2;
    const long long classStride = c.ownInputs ? capacity * k : 0;
    const long long outRow = c.neurons + 3;
    const long long outClass = capacity * outRow;
    const long long rateClass = c.ownRates ? capacity : 0;
    const float logitBound = 1.5f;
    const float weightBound = 0.4f;
    Buffer<float> inputs, biasLogits, rates;
    Buffer<int> contexts, labels;
    Buffer<float> weights, biasWeights;

public:
    explicit MixingTest(const Case &c)
            : c(c),
              inputs((size_t) (c.ownInputs ? c.outputs : 1) * capacity * k, [&](size_t i) {
                  return (int) (i % k) < c.inputs ? uniform(-3, 3) : 0.0f;
              }),
              biasLogits((size_t) c.outputs, [](size_t) { return uniform(-2, 2); }),
              // Steps that move an output by half its error at most, or rounding would grow.
              rates((size_t) (c.ownRates ? c.outputs : 1) * capacity, [&](size_t) { return uniform(0.2f, 1.0f) / (float) c.inputs; }),
              contexts((size_t) gatedUnits * capacity, [&](size_t i) {
                  return aContext(c.spread, (int) (i % capacity), contextCount);
              }),
              labels((size_t) capacity, [&](size_t) { return anInt(c.outputs == 1 ? 2 : c.outputs); }),
              weights((size_t) streams * k, [&](size_t i) {
                  return (int) (i % k) < c.inputs ? std::min(0.3f, 1.0f / (float) c.inputs) + uniform(-0.1f, 0.1f) : 0.0f;
              }),
              biasWeights((size_t) streams, [](size_t) { return uniform(-0.3f, 0.3f); }) {
    }

    struct Result {
        Buffer<float> out, weights, biasWeights;
    };

    Result fresh() const {
        return {Buffer<float>((size_t) (c.outputs * outClass)), weights, biasWeights};
    }

    // Learns rows [from, from + rows) as a block of their own.
    void learn(const Result &state, int from, int rows, const Buffer<float> &rate) const {
        Buffer<int> order((size_t) gatedUnits * capacity);
        Buffer<int> starts((size_t) gatedUnits * (contextCount + 1));
        sortOnProcessor(contexts, capacity, from, rows, gatedUnits, contextCount, order, starts);
        Buffer<int> schedule((size_t) gatedUnits * contextCount, [](size_t i) { return (int) i; });
        std::shuffle(schedule.data(), schedule.data() + schedule.size(), generator);
        auto with = [&](const std::string &kernel, int grid, int block, int shared, auto... more) {
            run(kernel, grid, 1, block, shared, const_cast<const float *>(inputs.data()) + (long long) from * k,
                    classStride, k, contextCount, c.neurons, c.outputs, sharing, state.weights, state.biasWeights, biasLogits,
                    logitBound, weightBound, state.out.data() + from * outRow, outClass, outRow, schedule, starts, order,
                    capacity, labels.data() + from, rate.data() + from, rateClass, more...);
        };
        if (c.coupled) {
            int block = c.kind == THREAD ? 32 : 256;
            const char *keeper = c.kind == THREAD ? "Thread" : c.kind == WARP_ROW ? "Warp" : "Block";
            return with(std::string("learnCoupled") + keeper, streams / sharing, block, 0);
        }
        switch (c.kind) {
            case THREAD:
                return with("learnThread" + std::to_string(f), ceilDiv(streams, 32), 32, 0);
            case WARP_ROW:
                return with("learnWarp" + std::to_string(f), streams, 32, 0);
            case BLOCK_ROW:
                return with("learnBlock", streams, 256, c.inShared ? k * 4 : 0, (int) c.inShared);
        }
    }

    // Predicts rows [from, from + rows).
    void infer(const Result &state, int from, int rows, int gridY) const {
        std::string kernel = c.kind == THREAD ? "inferThread" + std::to_string(f)
                : c.kind == WARP_ROW ? "inferWarp" + std::to_string(f) : "inferBlock";
        int gridX = c.kind == THREAD ? ceilDiv(rows, 256) : c.kind == WARP_ROW ? ceilDiv(rows, 8) : rows;
        run(kernel, gridX, gridY, 256, 0, const_cast<const float *>(inputs.data()) + (long long) from * k, classStride, k,
                contextCount, c.neurons, c.outputs, sharing, state.weights, state.biasWeights, biasLogits, logitBound, weightBound,
                state.out.data() + from * outRow, outClass, outRow, contexts.data() + from, capacity, rows);
    }

    size_t outAt(int unit, int t) const {
        return (size_t) (unit / c.neurons * outClass + t * outRow + unit % c.neurons);
    }

    // What a unit picks, by the layout's own words: the gated unit's of (output / sharing, neuron).
    int contextOf(int unit, int t) const {
        int gated = c.sharedHalfspaces ? unit % c.neurons : unit;
        return contexts[(size_t) (gated * capacity + t)];
    }

    bool onlyOutputs(const Buffer<float> &out) const {
        for (size_t i = 0; i < out.size(); i++) {
            long long row = (long long) i % outClass / outRow;
            bool isOutput = (long long) i % outRow < c.neurons && row < c.rows;
            if (isOutput == out.untouched(i)) {
                return false;
            }
        }
        return true;
    }

    void test() {
        testing = format("%s%s%d inputs %d outputs %d neurons %d m %d rows %d spread %d own %d halfspaces %d shared %d",
                c.coupled ? "Coupled" : "", c.kind == THREAD ? "Thread" : c.kind == WARP_ROW ? "Warp" : "Block", f, c.inputs, c.outputs, c.neurons,
                c.m, c.rows, c.spread, c.ownInputs, c.sharedHalfspaces, c.inShared);
        Result learnt = fresh();
        learn(learnt, 0, c.rows, rates);
        CHECK(onlyOutputs(learnt.out), "an output is missing, or more was written");
        compare(learnt);

        // The same bits from two blocks of rows, with another order of threads.
        Result twice = fresh();
        int cut = c.rows / 3;
        if (cut > 0) {
            learn(twice, 0, cut, rates);
        }
        Result ahead{twice.out, twice.weights, twice.biasWeights};
        learn(twice, cut, c.rows - cut, rates);
        CHECK(learnt.out.sameBits(twice.out) && learnt.weights.sameBits(twice.weights)
                && learnt.biasWeights.sameBits(twice.biasWeights), "a cut at row %d gives other bits", cut);

        // Predictions are what learning gives before its step: of a context's first row after the cut ...
        infer(ahead, cut, c.rows - cut, std::min(units, 2));
        CHECK(onlyOutputs(ahead.out), "a prediction is missing, or more was written");
        for (int unit = 0; unit < units; unit++) {
            std::vector<bool> seen((size_t) contextCount);
            for (int t = cut; t < c.rows; t++) {
                size_t context = (size_t) contextOf(unit, t);
                if (!seen[context]) {
                    float predicted = ahead.out[outAt(unit, t)];
                    float before = learnt.out[outAt(unit, t)];
                    CHECK(std::memcmp(&predicted, &before, 4) == 0, "unit %d, row %d: %a, learning %a", unit, t,
                            predicted, before);
                }
                seen[context] = true;
            }
        }
        // ... and of every row where steps are of length 0.
        Buffer<float> still(rates.size(), [](size_t) { return 0.0f; });
        Result kept = fresh();
        Result predicted = fresh();
        learn(kept, 0, c.rows, still);
        infer(predicted, 0, c.rows, units);
        CHECK(kept.out.sameBits(predicted.out), "steps of length 0 give other bits than predicting");
        CHECK(kept.weights.sameBits(weights) && kept.biasWeights.sameBits(biasWeights),
                "steps of length 0 change weights");
    }

    void compare(const Result &learnt) const {
        // Outputs that are coupled are learnt at once, others one by one.
        const int together = c.coupled ? c.outputs : 1;
        double worst = 0.0;
        for (int first = 0; first < c.outputs; first += together) {
            for (int neuron = 0; neuron < c.neurons; neuron++) {
                for (int context = 0; context < contextCount; context++) {
                    worst = std::max(worst, compareStream(learnt, first, together, neuron, context));
                }
            }
        }
        worstError = std::max(worstError, worst);
        CHECK(worst < 2e-5, "off by %g", worst);
    }

    // How far a stream of some outputs is off.
    double compareStream(const Result &learnt, int first, int together, int neuron, int context) const {
        double worst = 0.0;
        std::vector<std::vector<double>> rows((size_t) together, std::vector<double>((size_t) k));
        std::vector<double> biases((size_t) together), outputs((size_t) together);
        auto unitOf = [&](int i) { return (first + i) * c.neurons + neuron; };
        auto numberOf = [&](int i) { return (size_t) unitOf(i) * contextCount + context; };
        auto inputsOf = [&](int i, int t) { return inputs.data() + (first + i) * classStride + (long long) t * k; };
        for (int i = 0; i < together; i++) {
            for (int j = 0; j < k; j++) {
                rows[(size_t) i][(size_t) j] = weights[numberOf(i) * k + j];
            }
            biases[(size_t) i] = biasWeights[numberOf(i)];
        }
        for (int t = 0; t < c.rows; t++) {
            if (contextOf(unitOf(0), t) != context) {
                continue;
            }
            double sum = 0.0;
            for (int i = 0; i < together; i++) {
                double o = biases[(size_t) i] * biasLogits[(size_t) (first + i)];
                for (int j = 0; j < k; j++) {
                    o += rows[(size_t) i][(size_t) j] * inputsOf(i, t)[j];
                }
                outputs[(size_t) i] = clip(o, logitBound);
                sum += std::exp(outputs[(size_t) i]);
                worst = std::max(worst, std::fabs(outputs[(size_t) i] - learnt.out[outAt(unitOf(i), t)]));
            }
            int label = labels[(size_t) t];
            for (int i = 0; i < together; i++) {
                double o = outputs[(size_t) i];
                double y = c.outputs == 1 ? label : label == first + i;
                double p = c.coupled ? std::exp(o) / sum : 1.0 / (1.0 + std::exp(-o));
                double g = rates[(size_t) ((first + i) * rateClass + t)] * (p - y);
                for (int j = 0; j < k; j++) {
                    double &w = rows[(size_t) i][(size_t) j];
                    w = clip(w - g * inputsOf(i, t)[j], weightBound);
                }
                biases[(size_t) i] = clip(biases[(size_t) i] - g * biasLogits[(size_t) (first + i)], weightBound);
            }
        }
        for (int i = 0; i < together; i++) {
            for (int j = 0; j < k; j++) {
                worst = std::max(worst, std::fabs(rows[(size_t) i][(size_t) j] - learnt.weights[numberOf(i) * k + j]));
            }
            worst = std::max(worst, std::fabs(biases[(size_t) i] - learnt.biasWeights[numberOf(i)]));
        }
        return worst;
    }

    static double clip(double value, double bound) {
        return std::min(std::max(value, -bound), bound);
    }
};

static void testRates() {
    for (int inputs : {1, 4, 5, 31, 128, 129, 1000}) {
        for (int outputs : {1, 3}) {
            for (bool own : {false, true}) {
                testing = format("rates, %d inputs, %d outputs, own %d", inputs, outputs, own);
                const int k = padded(inputs);
                const int rows = 19;
                const long long capacity = rows + 2;
                const long long classStride = own ? capacity * k : 0;
                const float c = uniform(0.5f, 20);
                Buffer<float> x((size_t) (own ? outputs : 1) * capacity * k, [&](size_t i) {
                    return (int) (i % k) < inputs ? uniform(-3, 3) : 0.0f;
                });
                Buffer<float> bias((size_t) outputs, [](size_t) { return uniform(-2, 2); });
                Buffer<float> rates((size_t) capacity, [](size_t) { return uniform(0, 1); });
                Buffer<float> normalised((size_t) (outputs * capacity));
                run("normaliseRates", ceilDiv(rows, 8), std::min(outputs, 2), 256, 0, x, classStride, k, bias, outputs, rates, c,
                        capacity, rows, normalised);
                for (int output = 0; output < outputs; output++) {
                    for (int t = 0; t < capacity; t++) {
                        size_t at = (size_t) (output * capacity + t);
                        if (t >= rows) {
                            CHECK(normalised.untouched(at), "row %d of output %d was written", t, output);
                            continue;
                        }
                        double size = (double) bias[(size_t) output] * bias[(size_t) output];
                        for (int i = 0; i < inputs; i++) {
                            double value = x[(size_t) (output * classStride + (long long) t * k + i)];
                            size += value * value;
                        }
                        double expected = rates[(size_t) t] * c / (c + size);
                        CHECK(std::fabs(normalised[at] - expected) <= 1e-5 * expected, "row %d of output %d: %g, expected %g", t,
                                output, normalised[at], expected);
                    }
                }
            }
        }
    }
}

static void testMixing() {
    Spread spreads[] = {RANDOM, ALL_EQUAL, ALL_DIFFERENT, ONE_LARGE};
    int outputs[] = {1, 3, 10};
    int rows[] = {33, 1, 31, 65, 32};
    int turn = 0;
    auto test = [&](Kind kind, int inputs, int neurons, int m, int rowCount, bool inShared) {
        MixingTest({kind, inputs, outputs[turn % 3], neurons, m, rowCount, spreads[turn % 4], turn % 5 < 2, turn % 7 < 4, inShared,
                turn % 3 == 0, false})
                .test();
        turn++;
    };
    for (int f = 1; f <= 8; f++) {
        test(THREAD, 4 * f - 3, 3, f, rows[turn % 5], false);
        test(THREAD, 4 * f, 5, 4, rows[turn % 5], false);
        test(WARP_ROW, 128 * f - 127, 1, 2, rows[turn % 5], false);
        test(WARP_ROW, 128 * f, 2, 3, rows[turn % 5], false);
    }
    for (int inputs : {32, 33, 129, 785, 1024}) {
        test(WARP_ROW, inputs, 3, 1, rows[turn % 5], false);
    }
    for (bool inShared : {false, true}) {
        for (int inputs : {1, 31, 785, 1024, 1025, 1028, 3000}) {
            test(BLOCK_ROW, inputs, 1 + turn % 2, 2, rows[turn % 5] / 2 + 1, inShared);
        }
    }
    test(THREAD, 31, 2, 10, 1000, false);
    test(THREAD, 17, 7, 4, 1000, false);
    test(WARP_ROW, 127, 1, 8, 300, false);
    test(BLOCK_ROW, 33, 1, 1, 200, true);
}

// As few outputs as a block has teams, or fewer, and more.
static void testCoupled() {
    Spread spreads[] = {RANDOM, ALL_EQUAL, ALL_DIFFERENT, ONE_LARGE};
    int outputs[] = {2, 3, 8, 10, 33};
    int turn = 0;
    auto test = [&](Kind kind, int inputs, int neurons, int m, int rowCount) {
        MixingTest({kind, inputs, outputs[turn % 5], neurons, m, rowCount, spreads[turn % 4], turn % 3 == 0, true, false,
                turn % 4 < 2, true})
                .test();
        turn++;
    };
    for (int inputs : {1, 4, 5, 9, 16, 27, 31, 32}) {
        test(THREAD, inputs, 3, 2, 33);
    }
    test(THREAD, 13, 2, 6, 300);
    for (int inputs : {33, 127, 128, 129, 256, 400, 785, 1024}) {
        test(WARP_ROW, inputs, 2, 2, 21);
    }
    for (int inputs : {1, 31, 1024, 1025, 1028, 2050}) {
        test(BLOCK_ROW, inputs, 2, 1, 9);
    }
}
#include "gaussian_tests.h"

// ---- the emulation itself, and the library's entry ----

static void divergesAtBarrier(int) {
    if (threadIdx.x < 40) {
        __syncthreads();
    }
}

static void divergesInWarp(int lane) {
    if (threadIdx.x % WARP != (unsigned) lane) {
        __syncwarp();
    } else {
        __syncthreads();
    }
}

static void endsBeforeShuffle(int lane) {
    if (threadIdx.x != (unsigned) lane) {
        warpSum(1.0f);
    }
}

static void endsBeforeBarrier(int) {
    if (threadIdx.x < WARP) {
        __syncthreads();
    }
}

static void partOfAWarp(int) {
    __shfl_xor_sync(0xffffu, 1, 1);
}

#ifdef JGLN_FIBERS_UNDER_ASAN
static void beyondDynamicShared(int) {
    DYNAMIC_SHARED(float, shared);
    shared[threadIdx.x] = 0.0f;
}
#endif

static void mustAbort(const char *name, void (*kernel)(int)) {
    testing = name;
    pid_t child = fork();
    if (child == 0) {
        int dropped = open("/dev/null", 1);
        dup2(dropped, 2);
        emulation::launch(name, kernel, 1, 1, 64, 63 * sizeof(float), std::tuple<int>(5));
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(!WIFEXITED(status) || WEXITSTATUS(status) != 0, "the emulation let it pass");
}

static void testEmulation() {
    mustAbort("divergesAtBarrier", divergesAtBarrier);
    mustAbort("divergesInWarp", divergesInWarp);
    mustAbort("endsBeforeShuffle", endsBeforeShuffle);
    mustAbort("endsBeforeBarrier", endsBeforeBarrier);
    mustAbort("partOfAWarp", partOfAWarp);
#ifdef JGLN_FIBERS_UNDER_ASAN
    mustAbort("beyondDynamicShared", beyondDynamicShared);
#endif
    testing = "jglnLaunch";
    CHECK(jglnLaunch("nothing", 1, 1, 32, 0, nullptr) == NOT_FOUND, "an unknown name");
    CHECK(jglnLaunch("gate", 1, 1, 512, 0, nullptr) == INVALID_VALUE, "more threads than the kernel's bound");
    CHECK(jglnLaunch("gate", 1, 65536, 256, 0, nullptr) == INVALID_VALUE, "a grid too high");
    CHECK(jglnLaunch("gate", 0, 1, 256, 0, nullptr) == INVALID_VALUE, "an empty grid");
    CHECK(entries().size() == 83, "%zu kernels", entries().size());
}

int main(int count, char **arguments) {
    int first = count > 1 ? std::atoi(arguments[1]) : 1;
    int seeds = count > 2 ? std::atoi(arguments[2]) : 2;
    testEmulation();
    for (int seed = first; seed < first + seeds; seed++) {
        generator.seed((std::uint64_t) seed);
        jglnSeed((unsigned long long) seed);
        testGates();
        testScreens();
        testInputs();
        testSorting();
        testRates();
        testMixing();
        testCoupled();
        testGaussians();
    }
    requireAllRegimes();
    std::printf("kernels on the processor: %d checks passed, seeds %d to %d; mixing is off by %.1e at most, of Gaussians by "
            "%.1e\n", checks, first, first + seeds - 1, worstError, worstGaussian);
    return 0;
}
