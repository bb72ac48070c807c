// The kernels of gaussian.cu against double precision; a part of kernels_test.cpp.

static double worstGaussian;
// How often a reference's step was that of a precision below, within and above the bounds.
static long long regimes[2][3];

// ---- naturals ----

struct Source {
    int below, base, biases, copies, rows;
    bool ownBase;              // of each copy; else one for all
};

static void testNaturals(const Source &c) {
    testing = format("naturals of %d below, %d base, %d biases, %d copies, %d rows, own %d", c.below, c.base, c.biases, c.copies,
            c.rows, c.ownBase);
    long long capacity = c.rows + 3;
    int inputs = c.below + c.base + c.biases;
    int k = padded(inputs);
    long long belowClassStride = 2 * capacity * c.below;
    long long baseClassStride = c.ownBase ? 2 * capacity * c.base : 0;
    float biasMean = 1.5f;
    float biasVariance = 0.7f;
    // Variances of very different size; means far from 0, so that a centre that is not taken off shows.
    auto pair = [](size_t i) { return i % 2 == 0 ? uniform(-3, 7) : std::exp(uniform(-4, 4)); };
    Buffer<float> below((size_t) (c.copies * capacity * 2 * c.below), pair);
    Buffer<float> base((size_t) ((c.ownBase ? c.copies : 1) * capacity * 2 * c.base), pair);
    auto make = [&](const Buffer<float> &naturals, int from, int rows, int gridY) {
        run("gaussianNaturals", ceilDiv(rows, 8), gridY, 256, 0, below.data() + 2LL * from * c.below, belowClassStride, c.below,
                base.data() + 2LL * from * c.base, baseClassStride, c.base, c.biases, biasMean, biasVariance, c.copies,
                capacity, rows, naturals.data() + from * (2LL * k + 4), k);
    };
    Buffer<float> naturals((size_t) (c.copies * capacity * (2 * k + 4)));
    make(naturals, 0, c.rows, std::min(c.copies, 2));
    Buffer<float> twice(naturals.size());
    if (c.rows > 1) {
        make(twice, 0, c.rows / 2, c.copies);
    }
    make(twice, c.rows / 2, c.rows - c.rows / 2, 1);
    CHECK(naturals.sameBits(twice), "two blocks of rows give other bits");

    for (int copy = 0; copy < c.copies; copy++) {
        for (long long t = 0; t < capacity; t++) {
            size_t at = (size_t) ((copy * capacity + t) * (2 * k + 4));
            if (t >= c.rows) {
                for (int i = 0; i < 2 * k + 4; i++) {
                    CHECK(naturals.untouched(at + i), "row %lld was written to", t);
                }
                continue;
            }
            std::vector<double> means, precisions;
            for (int i = 0; i < c.below; i++) {
                size_t from = (size_t) (copy * belowClassStride + 2 * (t * c.below + i));
                means.push_back(below[from]);
                precisions.push_back(1.0 / below[from + 1]);
            }
            for (int i = 0; i < c.base; i++) {
                size_t from = (size_t) (copy * baseClassStride + 2 * (t * c.base + i));
                means.push_back(base[from]);
                precisions.push_back(1.0 / base[from + 1]);
            }
            for (int i = 0; i < c.biases; i++) {
                means.push_back(c.biases == 1 ? -biasMean : biasMean * (2.0 * i / (c.biases - 1) - 1));
                precisions.push_back(1.0 / biasVariance);
            }
            double size = 0, weighted = 0, magnitude = 0, moments = 0;
            for (int i = 0; i < inputs; i++) {
                size += precisions[i] * precisions[i];
                weighted += precisions[i] * precisions[i] * means[i];
                magnitude += precisions[i] * precisions[i] * std::fabs(means[i]);
            }
            double centre = weighted / size;
            CHECK(near(naturals[at + 2 * k], centre, 2e-6 * magnitude / size), "centre %g, expected %g", naturals[at + 2 * k],
                    centre);
            CHECK(near(naturals[at + 2 * k + 1], size, 2e-6 * size), "|a|^2 %g, expected %g", naturals[at + 2 * k + 1], size);
            for (int i = 0; i < k; i++) {
                double a = i < inputs ? precisions[i] : 0;
                double b = i < inputs ? a * (means[i] - centre) : 0;
                double scale = i < inputs ? a * (std::fabs(means[i]) + magnitude / size) : 0;
                CHECK(near(naturals[at + i], a, 1e-6 * a), "a %d: %g, expected %g", i, naturals[at + i], a);
                CHECK(near(naturals[at + k + i], b, 3e-6 * scale), "b %d: %g, expected %g", i, naturals[at + k + i], b);
                moments += b * b;
            }
            double scale = size * (magnitude / size + 7) * (magnitude / size + 7);
            CHECK(near(naturals[at + 2 * k + 2], moments, 4e-6 * scale), "|b|^2 %g, expected %g", naturals[at + 2 * k + 2],
                    moments);
            CHECK(naturals[at + 2 * k + 3] == inputs, "%g inputs", naturals[at + 2 * k + 3]);
        }
    }
}

static void testAllNaturals() {
    int turn = 0;
    for (int below : {0, 1, 3, 31, 32, 65}) {
        for (int base : {1, 4, 33}) {
            int biases = turn % 4;
            testNaturals({below, base, biases, 1 + turn % 3, 1 + turn * 5 % 19, turn % 2 == 0});
            turn++;
        }
    }
    testNaturals({1, 0, 0, 2, 9, false});
    testNaturals({17, 0, 3, 3, 8, false});
    testNaturals({0, 1021, 3, 1, 3, false});
}

// ---- learning and predicting ----

struct GaussianCase {
    GaussianForm form;
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
};

class GaussianTest {
    const GaussianCase c;
    const int k = padded(c.inputs);
    const int width = 2 * k + 4;
    const int contextCount = 1 << c.m;
    const int units = c.outputs * c.neurons;
    const int streams = units * contextCount;
    const int sharing = c.sharedHalfspaces ? c.outputs : 1;
    const int gatedUnits = units / sharing;
    const int f = c.kind == THREAD ? k / 4 : ceilDiv(k, 128);
    const long long capacity = c.rows + 2;
    const long long classStride = c.ownInputs ? capacity * width : 0;
    const long long outRow = 2 * c.neurons + 2;
    const long long outClass = capacity * outRow;
    const float leastVariance = 0.2f;
    const float mostVariance = 4.0f;
    // So that a row of weights at their bound has a precision of about twice the most.
    const float weightBound = 8.0f / (float) c.inputs;
    Buffer<float> naturals, numbers, rates;
    Buffer<int> contexts;
    Buffer<float> weights;

    // A context's row is small, middling or large, so that its precision is below, within or above the bounds.
    float firstWeight(size_t at) const {
        if ((int) (at % k) >= c.inputs) {
            return 0.0f;
        }
        float size = (at / k) % 3 == 0 ? 0.03f : (at / k) % 3 == 1 ? 0.3f : 1.0f;
        if (c.form == STABLE) {
            return weightBound * size * uniform(0.3f, 1.0f);
        }
        // Stored weights may be negative or lie beyond the bound, and a whole row may have a negative precision.
        float sign = (at / k) % 7 == 3 ? -1.0f : 1.0f;
        return sign * weightBound * size * uniform(-0.2f, 1.2f);
    }

public:
    explicit GaussianTest(const GaussianCase &c)
            : c(c),
              naturals((size_t) ((c.ownInputs ? c.outputs : 1) * capacity * width), [](size_t) { return 0.0f; }),
              numbers((size_t) (capacity * c.outputs), [](size_t) { return uniform(-6, 6); }),
              // Published steps that move a precision by a tenth at most, or rounding would grow.
              rates((size_t) capacity, [&](size_t) {
                  return uniform(0.2f, 1.0f) * (c.form == STABLE ? 1.0f : 0.01f / (float) c.inputs);
              }),
              contexts((size_t) gatedUnits * capacity, [&](size_t i) {
                  return aContext(c.spread, (int) (i % capacity), contextCount);
              }),
              weights((size_t) streams * k, [&](size_t i) { return firstWeight(i); }) {
        for (size_t row = 0; row < naturals.size() / width; row++) {
            fillNaturals(naturals.data() + row * width);
        }
    }

    void fillNaturals(float *to) const {
        std::vector<double> means;
        double size = 0, weighted = 0, moments = 0;
        for (int i = 0; i < c.inputs; i++) {
            means.push_back(uniform(-2, 2));
            to[i] = uniform(0.4f, 1.6f);
            size += (double) to[i] * to[i];
            weighted += (double) to[i] * to[i] * means[i];
        }
        for (int i = 0; i < c.inputs; i++) {
            to[k + i] = (float) (to[i] * (means[i] - weighted / size));
            moments += (double) to[k + i] * to[k + i];
        }
        to[2 * k] = (float) (weighted / size);
        to[2 * k + 1] = (float) size;
        to[2 * k + 2] = (float) moments;
        to[2 * k + 3] = (float) c.inputs;
    }

    struct Result {
        Buffer<float> out, weights;
    };

    Result fresh() const {
        return {Buffer<float>((size_t) (c.outputs * outClass)), weights};
    }

    template <class... More> void launch(const std::string &kernel, int gridX, int gridY, int block, int shared,
            const Result &state, int from, const More &...more) const {
        run(kernel, gridX, gridY, block, shared, naturals.data() + (long long) from * width, classStride, k, contextCount,
                c.neurons, c.outputs, sharing, state.weights, (int) c.form, weightBound, leastVariance, mostVariance,
                state.out.data() + from * outRow, outClass, outRow, more...);
    }

    // Learns rows [from, from + rows) as a block of their own.
    void learn(const Result &state, int from, int rows, const Buffer<float> &rate) const {
        Buffer<int> order((size_t) gatedUnits * capacity);
        Buffer<int> starts((size_t) gatedUnits * (contextCount + 1));
        sortOnProcessor(contexts, capacity, from, rows, gatedUnits, contextCount, order, starts);
        Buffer<int> schedule((size_t) gatedUnits * contextCount, [](size_t i) { return (int) i; });
        std::shuffle(schedule.data(), schedule.data() + schedule.size(), generator);
        auto with = [&](const std::string &kernel, int grid, int block, int shared, auto... more) {
            launch(kernel, grid, 1, block, shared, state, from, schedule, starts, order, capacity,
                    numbers.data() + (long long) from * c.outputs, rate.data() + from, more...);
        };
        switch (c.kind) {
            case THREAD:
                return with("gaussianLearnThread" + std::to_string(f), ceilDiv(streams, 32), 32, 0);
            case WARP_ROW:
                return with("gaussianLearnWarp" + std::to_string(f), streams, 32, 0);
            case BLOCK_ROW:
                return with("gaussianLearnBlock", streams, 256, c.inShared ? k * 4 : 0, (int) c.inShared);
        }
    }

    // Predicts rows [from, from + rows).
    void infer(const Result &state, int from, int rows, int gridY) const {
        std::string kernel = c.kind == THREAD ? "gaussianInferThread" + std::to_string(f)
                : c.kind == WARP_ROW ? "gaussianInferWarp" + std::to_string(f) : "gaussianInferBlock";
        int gridX = c.kind == THREAD ? ceilDiv(rows, 256) : c.kind == WARP_ROW ? ceilDiv(rows, 8) : rows;
        launch(kernel, gridX, gridY, 256, 0, state, from, contexts.data() + from, capacity, rows);
    }

    size_t outAt(int unit, int t) const {
        return (size_t) (unit / c.neurons * outClass + t * outRow + unit % c.neurons * 2);
    }

    // What a unit picks, by the layout's own words: the gated unit's of (output / sharing, neuron).
    int contextOf(int unit, int t) const {
        int gated = c.sharedHalfspaces ? unit % c.neurons : unit;
        return contexts[(size_t) (gated * capacity + t)];
    }

    bool onlyOutputs(const Buffer<float> &out) const {
        for (size_t i = 0; i < out.size(); i++) {
            long long row = (long long) i % outClass / outRow;
            bool isOutput = (long long) i % outRow < 2 * c.neurons && row < c.rows;
            if (isOutput == out.untouched(i)) {
                return false;
            }
        }
        return true;
    }

    void test() {
        testing = format("%s Gaussian%s%d inputs %d outputs %d neurons %d m %d rows %d spread %d own %d halfspaces %d shared %d",
                c.form == STABLE ? "stable" : "published",
                c.kind == THREAD ? "Thread" : c.kind == WARP_ROW ? "Warp" : "Block", f, c.inputs, c.outputs, c.neurons,
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
        Result ahead{twice.out, twice.weights};
        learn(twice, cut, c.rows - cut, rates);
        CHECK(learnt.out.sameBits(twice.out) && learnt.weights.sameBits(twice.weights), "a cut at row %d gives other bits", cut);

        // Predictions are what learning gives before its step: of a context's first row after the cut ...
        infer(ahead, cut, c.rows - cut, std::min(units, 2));
        CHECK(onlyOutputs(ahead.out), "a prediction is missing, or more was written");
        for (int unit = 0; unit < units; unit++) {
            std::vector<bool> seen((size_t) contextCount);
            for (int t = cut; t < c.rows; t++) {
                size_t context = (size_t) contextOf(unit, t);
                if (!seen[context]) {
                    const float *predicted = &ahead.out[outAt(unit, t)];
                    const float *before = &learnt.out[outAt(unit, t)];
                    CHECK(std::memcmp(predicted, before, 8) == 0, "unit %d, row %d: %a, learning %a", unit, t, *predicted,
                            *before);
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
        CHECK(kept.weights.sameBits(weights), "steps of length 0 change weights");
    }

    void compare(const Result &learnt) const {
        double worst = 0.0;
        for (int unit = 0; unit < units; unit++) {
            for (int context = 0; context < contextCount; context++) {
                worst = std::max(worst, compareStream(learnt, unit, context));
            }
        }
        worstGaussian = std::max(worstGaussian, worst);
        CHECK(worst < 5e-5, "off by %g", worst);
    }

    // The largest error of a stream: of means and variances, and of weights in terms of their bound.
    double compareStream(const Result &learnt, int unit, int context) const {
        double worst = 0.0;
        double least = 1.0 / mostVariance;
        double most = 1.0 / leastVariance;
        int output = unit / c.neurons;
        size_t number = (size_t) unit * contextCount + context;
        std::vector<double> row((size_t) k);
        for (int i = 0; i < k; i++) {
            row[(size_t) i] = weights[number * k + i];
        }
        for (int t = 0; t < c.rows; t++) {
            if (contextOf(unit, t) != context) {
                continue;
            }
            const float *x = naturals.data() + output * classStride + (long long) t * width;
            double s = 0, m = 0;
            for (int i = 0; i < k; i++) {
                double w = clip(row[(size_t) i], -weightBound, weightBound);
                s += w * x[i];
                m += w * x[k + i];
            }
            double p = std::max(s, least);
            if (c.form == PUBLISHED && (s <= 0 || s > most)) {
                p = most;
            }
            // Steps are not continuous there.
            if (near(s, least, 1e-5) || near(s, most, 1e-5) || near(s, 0, 1e-5)) {
                return worst;
            }
            double mean = x[2 * k] + m / p;
            double variance = std::max(1 / p, (double) leastVariance);
            worst = std::max(worst, std::fabs(mean - learnt.out[outAt(unit, t)]));
            worst = std::max(worst, std::fabs(variance - learnt.out[outAt(unit, t) + 1]));
            regimes[c.form][s < least ? 0 : s > most ? 2 : 1]++;
            double e = numbers[(size_t) (t * c.outputs + output)] - mean;
            double alpha, beta;
            if (c.form == PUBLISHED) {
                alpha = p == s ? rates[(size_t) t] * (0.5 * (e * e - variance) + e * (mean - x[2 * k])) : 0;
                beta = rates[(size_t) t] * e;
            } else {
                double r = rates[(size_t) t] / c.inputs;
                double excess = 0.5 * (std::min(e * e, 25 * variance) - variance);
                double ofMean = e / (variance * p);
                double ofPrecision = ofMean * (mean - x[2 * k]) + (s > most ? std::max(0.0, excess) : excess);
                double q = r / 10;
                alpha = s < least ? 0 : q * ofPrecision / (1 + q * x[2 * k + 1] * variance * variance / 2);
                beta = r * ofMean / (1 + r * x[2 * k + 2] / (variance * p * p));
            }
            for (int i = 0; i < k; i++) {
                double &w = row[(size_t) i];
                double moved = w - alpha * x[i] + beta * x[k + i];
                w = c.form == STABLE ? clip(moved, 0, weightBound) : std::fabs(w) <= weightBound ? moved : w;
            }
        }
        for (int i = 0; i < k; i++) {
            worst = std::max(worst, std::fabs(row[(size_t) i] - learnt.weights[number * k + i]) / weightBound);
        }
        return worst;
    }

    static double clip(double value, double from, double to) {
        return std::min(std::max(value, from), to);
    }
};

static void testGaussianStreams() {
    Spread spreads[] = {RANDOM, ALL_EQUAL, ALL_DIFFERENT, ONE_LARGE};
    int outputs[] = {1, 3, 10};
    int rows[] = {33, 1, 31, 65, 32};
    int turn = 0;
    auto test = [&](Kind kind, int inputs, int neurons, int m, int rowCount, bool inShared) {
        for (GaussianForm form : {STABLE, PUBLISHED}) {
            GaussianTest({form, kind, inputs, outputs[turn % 3], neurons, m, rowCount, spreads[turn % 4], turn % 5 < 2,
                    turn % 7 < 4, inShared})
                    .test();
        }
        turn++;
    };
    for (int f = 1; f <= 8; f++) {
        test(THREAD, 4 * f - 3, 3, f, rows[turn % 5], false);
        test(THREAD, 4 * f, 5, 4, rows[turn % 5], false);
        test(WARP_ROW, 128 * f - 127, 1, 2, rows[turn % 5], false);
        test(WARP_ROW, 128 * f, 2, 3, rows[turn % 5], false);
    }
    for (int inputs : {33, 129, 785}) {
        test(WARP_ROW, inputs, 3, 1, rows[turn % 5], false);
    }
    for (bool inShared : {false, true}) {
        for (int inputs : {1, 31, 1024, 1025, 1028, 3000}) {
            test(BLOCK_ROW, inputs, 1 + turn % 2, 2, rows[turn % 5] / 2 + 1, inShared);
        }
    }
    test(THREAD, 17, 7, 4, 300, false);
    test(WARP_ROW, 127, 1, 3, 100, false);
}

// ---- mixtures ----

static void testMixture(int neurons, int places) {
    testing = format("mixture of %d neurons, %d places", neurons, places);
    Buffer<float> said((size_t) places * neurons * 2, [](size_t i) {
        return i % 2 == 0 ? uniform(-3, 5) : std::exp(uniform(-4, 2));
    });
    Buffer<float> out((size_t) places * 2);
    run("gaussianMixture", ceilDiv(places, 256), 1, 256, 0, said, neurons, (long long) places, out);
    for (int place = 0; place < places; place++) {
        const float *pairs = said.data() + (size_t) place * neurons * 2;
        double mean = 0, variance = 0;
        for (int i = 0; i < neurons; i++) {
            mean += pairs[2 * i] / neurons;
        }
        for (int i = 0; i < neurons; i++) {
            variance += (pairs[2 * i + 1] + (pairs[2 * i] - mean) * (pairs[2 * i] - mean)) / neurons;
        }
        CHECK(near(out[(size_t) place * 2], mean, 5e-6) && near(out[(size_t) place * 2 + 1], variance, 5e-6 * (1 + variance)),
                "place %d: %g and %g, expected %g and %g", place, out[(size_t) place * 2], out[(size_t) place * 2 + 1], mean,
                variance);
    }
}

static void testGaussians() {
    testAllNaturals();
    testGaussianStreams();
    for (int neurons : {1, 2, 7, 50}) {
        for (int places : {1, 255, 256, 600}) {
            testMixture(neurons, places);
        }
    }
}

// A test in which no precision is out of bounds would not see what is done there.
static void requireAllRegimes() {
    testing = "regimes";
    for (auto &ofForm : regimes) {
        for (long long count : ofForm) {
            CHECK(count > 200, "%lld steps", count);
        }
    }
}
