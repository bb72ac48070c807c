package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks fill what is free and no more. */
class BlockSizeTest {
    private static final long MIB = 1 << 20;

    private static DeviceFacts card(long memory) {
        return new DeviceFacts(0, "Fake Card", 8, 6, 100, memory, 50 << 20, 99 << 10);
    }

    private static NetworkSpec mnist() {
        return GLNConfig.builder(784, 16, 16).classes(10).build().spec();
    }

    private static int rows(NetworkSpec spec, long free) {
        return BlockSize.of(spec, card(free), 0, free, GatingPath.CUBLAS).rows();
    }

    @Test
    void halfOfTheCacheWhereMemoryIsPlenty() {
        // 784 base logits of 4 bytes in 25 MiB, a multiple of 128.
        assertEquals(8320, rows(mnist(), 80L << 30));
    }

    static Stream<SmallNetwork> shapes() {
        Stream<GLNConfig.Builder> builders = Stream.of(
                GLNConfig.builder(10, 6, 5).classes(3),
                GLNConfig.builder(784, 16, 16).classes(10),
                GLNConfig.builder(20, 6, 4).classes(3).rateNormaliser(1),
                GLNConfig.builder(200, 16, 16)
                        .classes(10)
                        .sharedHalfspaces(true)
                        .skipConnections(true)
                        .outputNeurons(3),
                // Tiles of halfspaces that are filled up the most.
                GLNConfig.builder(33, 40).contextMapSize(9),
                GLNConfig.builder(5, 300).contextMapSize(1).classes(4),
                GLNConfig.builder(20, 2).contextMapSize(14),
                GLNConfig.builder(64, 8)
                        .sideInformation(SideInformation.STANDARDISED)
                        .basePredictor(new BasePredictor.ConstantPrior(0.5f)));
        return Stream.concat(
                builders.map(SmallNetwork::of),
                Stream.of(
                        SmallNetwork.byOutput(true, true),
                        SmallNetwork.byOutput(false, true),
                        SmallNetwork.gaussian(Mixing.Gaussian.Form.STABLE, true, true),
                        SmallNetwork.gaussian(Mixing.Gaussian.Form.STABLE, false, false),
                        SmallNetwork.oneGaussian()));
    }

    /** What the plan counts is what the model takes: it runs, and larger blocks would not. */
    @ParameterizedTest
    @MethodSource("shapes")
    void planAndTruthAgree(SmallNetwork small) {
        for (GatingPath path : List.of(GatingPath.CUBLAS, GatingPath.KERNEL, GatingPath.TENSOR)) {
            String blas = path.name().toLowerCase(Locale.ROOT);
            for (long memory : new long[] {90 * MIB, 110 * MIB}) {
                FakeDriver driver = new FakeDriver(List.of(card(memory)), 1);
                try (Backend backend = SmallNetwork.open(driver, Map.of("blas", blas));
                        Network network = backend.upload(small.state)) {
                    small.learn(network);
                    String what = blas + ", " + memory / MIB + " MiB";
                    int rows = BlockSize.of(small.spec, card(memory), 0, memory, path)
                            .rows();
                    // Empty pieces and the least piece there is make the difference.
                    assertEquals(BlockSize.bytes(small.spec, rows, path), network.memoryBytes(), 1000, what);
                    assertEquals(driver.used(), network.memoryBytes(), 1000, what);
                    assertTrue(network.memoryBytes() <= memory - 64 * MIB, what);
                    long base = 4L * small.spec.baseCopies() * small.spec.basePredictions();
                    boolean many = rows == 65_536 || (rows + 128) * base > 25 * MIB;
                    assertTrue(
                            many || BlockSize.bytes(small.spec, rows + 128, path) > memory - 64 * MIB,
                            () -> what + ": there is room for more than " + rows + " rows");
                }
            }
        }
    }

    @Test
    void tooLittleForTheModel() {
        FakeDriver driver = new FakeDriver(List.of(card(66 * MIB)), 1);
        SmallNetwork small = SmallNetwork.of(GLNConfig.builder(784, 16, 16).classes(10));
        try (Backend backend = SmallNetwork.open(driver, Map.of())) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> backend.upload(small.state));
            assertTrue(
                    e.getMessage()
                            .matches("backend 'cuda': the model needs \\d+ MiB and a block of 128 rows \\d+ MiB beside"
                                    + " the 64 MiB that the driver may need, but Fake Card has 66 MiB free;"
                                    + " use fewer neurons or halfspaces, or another device"),
                    e::getMessage);
        }
        assertEquals(List.of(), driver.left());
    }

    @Test
    void blocksOfTheUsersSize() {
        assertEquals(
                7,
                BlockSize.of(mnist(), card(1 << 30), 7, 1 << 30, GatingPath.CUBLAS)
                        .rows());
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> BlockSize.of(mnist(), card(1L << 40), 1 << 20, 1L << 40, GatingPath.CUBLAS));
        assertEquals(
                "backend 'cuda', option 'block-rows': 1,048,576 rows of 784 features are more than a buffer of 2 GiB"
                        + " holds; at most 684,784 fit",
                e.getMessage());
    }
}
