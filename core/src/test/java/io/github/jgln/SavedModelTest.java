package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.ReplayMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SavedModelTest {
    private static final Map<String, String> NOTES = Map.of("classes", "a,\"b\\\n\u00e9\ud83d\ude00", "format", "np");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    static SavedModel model(GLNConfig config) {
        InitialState.Sample sample = new InitialState.Sample(new float[] {1, 2, 3, 4, 5, 7}, 2);
        NetworkState state = InitialState.draw(config, sample);
        Random random = new Random(1);
        for (LayerState layer : state.layers()) {
            for (float[][] output : layer.weights()) {
                for (float[] neuron : output) {
                    for (int i = 0; i < neuron.length; i++) {
                        neuron[i] = random.nextFloat() - 0.5f;
                    }
                }
            }
        }
        return new SavedModel(config, Preparation.none(config.classes()), state, 123_456_789_012L, NOTES);
    }

    static SavedModel small() {
        return model(GLNConfig.builder(3, 2).classes(3).contextMapSize(1, 2).build());
    }

    private static void assertSame(SavedModel expected, SavedModel got) {
        assertEquals(expected.config(), got.config());
        assertEquals(expected.rowsLearned(), got.rowsLearned());
        assertEquals(expected.notes(), got.notes());
        assertEquals(expected.state().statistics(), got.state().statistics());
        assertEquals(expected.preparation(), got.preparation());
        assertEquals(expected.state().input(), got.state().input());
        for (int i = 0; i < expected.state().layers().size(); i++) {
            LayerState e = expected.state().layers().get(i);
            LayerState g = got.state().layers().get(i);
            assertTrue(Arrays.deepEquals(e.hyperplanes(), g.hyperplanes()));
            assertTrue(Arrays.deepEquals(e.thresholds(), g.thresholds()));
            assertTrue(Arrays.deepEquals(e.weights(), g.weights()));
            assertArrayEquals(e.biasLogits(), g.biasLogits());
        }
    }

    static Stream<SavedModel> models() {
        return Stream.of(
                small(),
                model(GLNConfig.builder(3).build()),
                model(GLNConfig.builder(3, 4).contextMapSize(0, 3).bias(false).build()),
                model(GLNConfig.builder(3, 4)
                        .halfspaces(Halfspaces.BISECTORS)
                        .sideInformation(SideInformation.STANDARDISED)
                        .build()),
                model(GLNConfig.builder(3, 4)
                        .classes(3)
                        .outputNeurons(2)
                        .halfspaces(Halfspaces.DIFFERENCES)
                        .sharedHalfspaces(true)
                        .basePredictor(new BasePredictor.Whitened(2, 2, 1))
                        .build()),
                // A neuron's weights are more than the buffer holds.
                model(GLNConfig.builder(3, 7).contextMapSize(3, 12).build()),
                model(GLNConfig.builder(3, 4)
                        .basePredictor(new BasePredictor.ConstantPrior(0.5f))
                        .fixedStatistics(new float[] {1, 2, 3}, new float[] {0, 1, 2})
                        .build()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsReadIsWhatWasWritten(SavedModel model) throws IOException {
        model.write(file);
        assertSame(model, SavedModel.read(file));
        byte[] bytes = Files.readAllBytes(file);
        model.write(file);
        assertArrayEquals(bytes, Files.readAllBytes(file), "the same model gave other bytes");
        assertEquals(List.of(file), Files.list(folder).toList());
    }

    /** Where a channel cannot go back to put the checksum in, everything is written twice, once to nowhere. */
    @Test
    void channelsGetTheBytesOfFiles() throws IOException {
        SavedModel model = model(GLNConfig.builder(3, 4)
                .classes(3)
                .sharedHalfspaces(true)
                .halfspaces(Halfspaces.BISECTORS)
                .build());
        model.write(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        model.write(Channels.newChannel(stream));
        assertArrayEquals(bytes, stream.toByteArray());
        Path behind = folder.resolve("behind");
        try (SeekableByteChannel channel =
                Files.newByteChannel(behind, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[5]));
            model.write(channel);
            assertEquals(5 + bytes.length, channel.position());
        }
        byte[] written = Files.readAllBytes(behind);
        assertArrayEquals(bytes, Arrays.copyOfRange(written, 5, written.length));
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            assertSame(model, SavedModel.read("the answer", channel));
            assertTrue(channel.isOpen());
        }
        try (SeekableByteChannel channel = Files.newByteChannel(behind)) {
            assertTrue(assertThrows(ModelFormatException.class, () -> SavedModel.read("the answer", channel))
                    .getMessage()
                    .startsWith("the answer: "));
        }
    }

    @Test
    void thePreparationIsPartOfTheFile() throws IOException {
        SavedModel small = small();
        Preparation prepared = new Preparation(List.of("ä", "\"b\"", "c,d"), true, Optional.of("c,d"));
        new SavedModel(small.config(), prepared, small.state(), 0, NOTES).write(file);
        SavedModel read = SavedModel.read(file);
        assertEquals(prepared, read.preparation());
        assertEquals(NOTES, read.notes());
        String few = refusal(changed(Files.readAllBytes(file), header -> header.replace(",\\\"c,d\\\"]", "]")));
        assertTrue(few.contains("expected 3 of them, got 2"), few);
    }

    @Test
    void sharedHalfspacesAreInTheFileOnce() throws IOException {
        model(GLNConfig.builder(3, 2)
                        .classes(3)
                        .contextMapSize(1, 2)
                        .sharedHalfspaces(true)
                        .build())
                .write(file);
        String header = header(Files.readAllBytes(file));
        assertTrue(header.contains("\"layers.0.hyperplanes\":{\"dtype\":\"F32\",\"shape\":[1,2,1,3],"), header);
        assertTrue(header.contains("\"layers.0.thresholds\":{\"dtype\":\"F32\",\"shape\":[1,2,1],"), header);
        assertTrue(header.contains("\"layers.0.weights\":{\"dtype\":\"F32\",\"shape\":[3,2,2,4],"), header);
    }

    @Test
    void tensorsAreNamedAndShapedAsDocumented() throws IOException {
        small().write(file);
        String header = header(Files.readAllBytes(file));
        assertTrue(header.contains("\"layers.0.hyperplanes\":{\"dtype\":\"F32\",\"shape\":[3,2,1,3],"), header);
        assertTrue(header.contains("\"layers.0.thresholds\":{\"dtype\":\"F32\",\"shape\":[3,2,1],"), header);
        assertTrue(header.contains("\"layers.0.weights\":{\"dtype\":\"F32\",\"shape\":[3,2,2,4],"), header);
        assertTrue(header.contains("\"layers.1.weights\":{\"dtype\":\"F32\",\"shape\":[3,1,4,3],"), header);
        assertTrue(header.contains("\"layers.1.bias_logits\":{\"dtype\":\"F32\",\"shape\":[3],"), header);
        assertTrue(header.contains("\"statistics.mean\":{\"dtype\":\"F64\",\"shape\":[3],"), header);
        assertTrue(header.contains("\"jgln.rows_learned\":\"123456789012\""), header);
        assertTrue(header.contains("\"jgln.config.learning_rate\":\"0.001\""), header);
    }

    @Test
    void savingReplacesAndAFailedSaveDoesNot() throws IOException {
        Files.writeString(file, "old");
        SavedModel unwritable = model(GLNConfig.builder(3)
                .learningRate(new LearningRate.Custom(row -> 0.1))
                .build());
        assertThrows(IllegalArgumentException.class, () -> unwritable.write(file));
        SavedModel long1 = small().withNotes(Map.of("essay", "x".repeat(SafeTensors.MAX_HEADER)));
        assertThrows(IllegalArgumentException.class, () -> long1.write(file));
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[10]));
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), Files.list(folder).toList());
        small().write(file);
        assertSame(small(), SavedModel.read(file));
    }

    /** Whether a process lives cannot be told by its id, which another container may not see. */
    @Test
    void leftoversAreRemovedByTheirAgeAlone() throws IOException {
        Path old = folder.resolve(".model.safetensors.0123456789abcdef.tmp");
        Path recent = folder.resolve(".model.safetensors.fedcba9876543210.tmp");
        Path other = folder.resolve(".model.safetensors.notes.tmp");
        Instant yesterday = Instant.now().minus(AtomicFile.LEFTOVER_AGE).minusSeconds(60);
        for (Path path : List.of(old, recent, other)) {
            Files.writeString(path, "");
        }
        Files.setLastModifiedTime(old, FileTime.from(yesterday));
        Files.setLastModifiedTime(other, FileTime.from(yesterday));
        small().write(file);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent) && Files.exists(other));
    }

    /** Of all that save and read at once, each read finds a whole model. */
    @Test
    void manySaveAndReadOneFile() throws Exception {
        small().write(file);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> done = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SavedModel model = small().withNotes(Map.of("writer", "x".repeat(1000 * i)));
                done.add(pool.submit(() -> {
                    long read = 0;
                    for (int k = 0; k < 25; k++) {
                        model.write(file);
                        read += SavedModel.read(file).rowsLearned();
                    }
                    return read;
                }));
            }
            for (Future<Long> each : done) {
                assertEquals(25 * small().rowsLearned(), each.get());
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(List.of(file), Files.list(folder).toList());
    }

    @Test
    void whatIsNoRegularFileStaysWhatItIs() throws Exception {
        Path pipe = folder.resolve("pipe");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes on this system");
        IOException write = assertThrows(IOException.class, () -> small().write(pipe));
        assertTrue(write.getMessage().contains("pipe: expected a regular file"), write.getMessage());
        IOException read = assertThrows(ModelFormatException.class, () -> SavedModel.read(pipe));
        assertTrue(read.getMessage().contains("got a pipe"), read.getMessage());
        assertThrows(ModelFormatException.class, () -> SavedModel.read(folder));
        assertFalse(Files.isRegularFile(pipe));
        assertEquals(List.of(pipe), Files.list(folder).toList());
    }

    @Test
    void whatCannotBeWrittenIsSaidBefore() throws IOException {
        AtomicFile.requireWritable(file);
        assertEquals(List.of(), Files.list(folder).toList());
        Path tooLong = folder.resolve("x".repeat(250));
        for (Executable attempt :
                List.<Executable>of(() -> AtomicFile.requireWritable(tooLong), () -> small().write(tooLong))) {
            IOException refused = assertThrows(IOException.class, attempt);
            assertTrue(refused.getMessage().startsWith(tooLong + ": cannot be written"), refused.getMessage());
            assertFalse(refused.getMessage().contains(".tmp"), refused.getMessage());
        }
    }

    @Test
    void linksStayLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("latest"), file);
        small().write(file);
        small().write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertSame(small(), SavedModel.read(link));
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() {
        IOException directory = assertThrows(IOException.class, () -> small().write(folder));
        assertTrue(directory.getMessage().contains("got a directory"), directory.getMessage());
        Path nowhere = folder.resolve("missing/model");
        IOException missing = assertThrows(IOException.class, () -> small().write(nowhere));
        assertTrue(missing.getMessage().contains("create it first"), missing.getMessage());
        assertThrows(NoSuchFileException.class, () -> SavedModel.read(file));
    }

    @Test
    void statesThatAreNoModelAreRefused() {
        SavedModel model = small();
        NetworkState state = model.state();
        assertThrows(
                IllegalArgumentException.class,
                () -> new SavedModel(GLNConfig.builder(3, 2).build(), Preparation.none(2), state, 0, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SavedModel(model.config(), model.preparation(), state, -1, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SavedModel(model.config(), Preparation.none(2), state, 0, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> model.withNotes(Map.of("jgln.config.seed", "1")));
        state.layers().get(0).weights()[0][0][0] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> model.withNotes(Map.of()));
    }

    private static String header(byte[] bytes) {
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(bytes, 8, length, StandardCharsets.UTF_8);
    }

    /** The small model's file with its header changed, and without the checksum, which would tell. */
    static byte[] changed(byte[] bytes, UnaryOperator<String> change) {
        String header = header(bytes);
        String unsigned = header.replaceFirst("\"jgln.checksum\":\"[0-9a-f]{8}\",", "");
        byte[] text = change.apply(unsigned).getBytes(StandardCharsets.UTF_8);
        int dataStart = 8 + header.getBytes(StandardCharsets.UTF_8).length;
        return ByteBuffer.allocate(8 + text.length + bytes.length - dataStart)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(bytes, dataStart, bytes.length - dataStart)
                .array();
    }

    static byte[] smallBytes(Path folder) throws IOException {
        Path file = folder.resolve("small");
        small().write(file);
        return Files.readAllBytes(file);
    }

    private String refusal(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return assertThrows(ModelFormatException.class, () -> SavedModel.read(file))
                .getMessage();
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] bytes = smallBytes(folder);
        for (int length = 0; length < bytes.length; length++) {
            refusal(Arrays.copyOf(bytes, length));
        }
        refusal(Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** But in the name of the checksum's entry, which makes it a note; then all else is as it was. */
    @Test
    void everyChangedByteIsRefused() throws IOException {
        byte[] bytes = smallBytes(folder);
        int name = 8 + header(bytes).indexOf(SafeTensors.CHECKSUM);
        int unseen = 0;
        for (int i = 0; i < bytes.length; i++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) flip;
                if (flip == 1 && i >= name && i < name + "jgln.".length()) {
                    Files.write(file, damaged);
                    assertSame(small(), SavedModel.read(file).withNotes(NOTES));
                    unseen++;
                } else {
                    refusal(damaged);
                }
            }
        }
        assertEquals(5, unseen);
    }

    /** Then a change can go unseen, but what is read is a model all the same, or refused for a reason. */
    @Test
    void withoutAChecksumNothingWorseThanAnotherModelComes() throws IOException {
        byte[] bytes = changed(smallBytes(folder), header -> header);
        int models = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            Files.write(file, damaged);
            try {
                SavedModel.read(file);
                models++;
            } catch (ModelFormatException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            }
        }
        assertTrue(models > 0 && models < bytes.length, models + " of " + bytes.length);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("\"jgln.format\":\"2\"", "\"jgln.format\":\"3\"", "expected format version 1 or 2, got '3'"),
                change("\"jgln.format\":\"2\",", "", "expected a model of this engine"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[3,2,3,1]", "expected F32 of shape [3, 2, 1, 3]"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[3,2,1,4]", "expected 96 bytes"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[3,2,-1,3]", "whole number of at least 0"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[3,2,1.0,3]", "expected a whole number"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[\"3\",2,1,3]", "expected whole numbers"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[4294967296,4294967296,1,3]", "less than 2^63 bytes"),
                change(
                        "\"shape\":[3,2,1,3]",
                        "\"shape\":[9223372036854775807,9223372036854775807,0]",
                        "less than 2^63 bytes"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[99999999999999999999]", "a whole number below 2^63"),
                change("\"shape\":[3,2,1,3]", "\"shape\":[18]", "expected F32 of shape [3, 2, 1, 3]"),
                change("\"F64\"", "\"F32\"", "expected 12 bytes"),
                change("\"F64\"", "\"BF16\"", "expected dtype F32 or F64, got BF16"),
                change("\"F64\"", "7", "expected dtype, shape and data_offsets"),
                change("\"dtype\":\"F64\",", "", "expected dtype, shape and data_offsets"),
                change("\"data_offsets\":[0,24]", "\"data_offsets\":[24,0]", "expected data_offsets from a begin"),
                change("\"data_offsets\":[0,24]", "\"data_offsets\":[0,24,48]", "expected data_offsets from a begin"),
                change("\"data_offsets\":[0,24]", "\"data_offsets\":[1,25]", "expected its data to begin at 0"),
                change("\"data_offsets\":[0,24]", "\"data_offsets\":[24,48]", "expected its data to begin at 0"),
                change("\"data_offsets\":[24,48]", "\"data_offsets\":[0,24]", "expected its data to begin at 24, "),
                change(
                        "\"data_offsets\":[0,24]",
                        "\"data_offsets\":[9223372036854775783,9223372036854775807]",
                        "expected its data to begin at 0"),
                change("\"statistics.squares\"", "\"statistics.mean\"", "occurs twice"),
                change("\"statistics.squares\"", "\"statistics.variance\"", "expected a tensor statistics.squares"),
                change("\"jgln.config.seed\"", "\"jgln.config.classes\"", "occurs twice"),
                change("\"jgln.config.seed\"", "\"jgln.config.sees\"", "expected an entry seed"),
                change("\"jgln.config.seed\"", "\"jgln.x\":\"1\",\"jgln.config.seed\"", "jgln.x] are unknown"),
                change("\"jgln.config.classes\":\"3\"", "\"jgln.config.classes\":\"4\"", "expected F32 of shape [4, 2"),
                change(
                        "\"jgln.config.layer_sizes\":\"2\"",
                        "\"jgln.config.layer_sizes\":\"2,2\"",
                        "expected 14 tensors for 3 layers"),
                change("\"jgln.config.input_size\":\"3\"", "\"jgln.config.input_size\":\"2000000000\"", "at most"),
                change("\"jgln.config.bias\":\"true\"", "\"jgln.config.bias\":true", "a string or a whole number"),
                change("\"jgln.config.bias\":\"true\"", "\"jgln.config.bias\":1", "expected a string, got 1"),
                change("\"jgln.rows_learned\":\"1", "\"jgln.rows_learned\":\"-1", "of at least 0, got -1"),
                change("{\"__metadata__\":{", "{\"__metadata__\":[],\"x\":{", "expected an object"),
                change("{\"__metadata__\"", "[\"__metadata__\"", "expected '{'"),
                change("{\"__metadata__\"", "{\"a\":{\"b\":{\"c\":{}}},\"__metadata__\"", "at most 3 levels"),
                change("{\"__metadata__\"", "{\"\\x\":0,\"__metadata__\"", "an escape that JSON knows"),
                change("{\"__metadata__\"", "{\"\\u00g0\":0,\"__metadata__\"", "four hexadecimal digits"),
                change("{\"__metadata__\"", "{\"a\nb\":0,\"__metadata__\"", "the end of a string"),
                change("{\"__metadata__\"", "{} {\"__metadata__\"", "nothing after it"));
    }

    private static Arguments change(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void badHeadersAreRefused(String from, String to, String message) throws IOException {
        byte[] bytes = changed(smallBytes(folder), header -> {
            assertTrue(header.contains(from), header);
            // The first place only: offsets repeat from layer to layer, beginnings do not.
            return header.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        });
        String refusal = refusal(bytes);
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void headersOfImpossibleLengthAreRefused() throws IOException {
        byte[] bytes = smallBytes(folder);
        for (long length : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, bytes.length - 7, 1L << 40}) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            String refusal = refusal(damaged);
            assertTrue(refusal.contains("expected a header of"), refusal);
        }
        byte[] huge = new byte[SafeTensors.MAX_HEADER + 100];
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(SafeTensors.MAX_HEADER + 1);
        assertTrue(refusal(huge).contains("at most " + SafeTensors.MAX_HEADER));
        byte[] latin = bytes.clone();
        latin[20] = (byte) 0xe9;
        assertTrue(refusal(latin).contains("UTF-8"));
    }

    @Test
    void numbersThatAreNoneAreRefused() throws IOException {
        byte[] bytes = changed(smallBytes(folder), header -> header);
        int data = bytes.length - dataLength(bytes);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putDouble(data + 24, bad);
            assertTrue(refusal(damaged).contains("statistics.squares: expected finite numbers of at least 0"));
        }
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat(damaged.length - 16, bad);
            assertTrue(refusal(damaged).contains("layers.1.weights: expected finite numbers, got " + bad));
        }
    }

    private static int dataLength(byte[] bytes) {
        return bytes.length - 8 - header(bytes).getBytes(StandardCharsets.UTF_8).length;
    }

    /** As the reference's own writers order and space it. */
    @Test
    void filesOfOtherWritersAreRead() throws IOException {
        byte[] bytes = changed(
                smallBytes(folder), header -> header.replace("\":", "\" : ").replace("\",\"", "\",\n\"") + "\n  ");
        Files.write(file, bytes);
        SavedModel read = SavedModel.read(file);
        assertSame(small(), read);
    }

    @Test
    void aHeaderThatPromisesMuchTakesLittle() throws IOException {
        GLNConfig config = GLNConfig.builder(3).build();
        model(config).write(file);
        // Two billion neurons' worth of layers in a few bytes of text.
        byte[] bytes = changed(
                Files.readAllBytes(file),
                header -> header.replace(
                        "\"jgln.config.layer_sizes\":\"none\"",
                        "\"jgln.config.layer_sizes\":\"" + "1,".repeat(400_000) + "1\""));
        assertTrue(refusal(bytes).contains("400002 layers"), "counted before anything is made");
    }

    @Test
    void statisticsBeforeAnyRowAreWritten() throws IOException {
        SavedModel model = small();
        assertEquals(2, model.state().statistics().count());
        NetworkState fresh =
                new NetworkState(model.state().spec(), model.state().layers(), new InputState(InputStatistics.none(3)));
        new SavedModel(model.config(), model.preparation(), fresh, 0, Map.of()).write(file);
        assertEquals(0, SavedModel.read(file).state().statistics().count());
    }

    /** After four rows, of which the last three are remembered. */
    private static SavedModel replayed(float[] rows, int... labels) {
        GLNConfig config =
                GLNConfig.builder(3, 2).classes(3).replay(new Replay(2, 3)).build();
        NetworkState drawn = InitialState.draw(config, InitialState.Sample.NONE);
        InputState input = new InputState(
                drawn.statistics(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ReplayMemory(rows, labels)),
                Optional.empty());
        return new SavedModel(
                config, Preparation.none(3), new NetworkState(drawn.spec(), drawn.layers(), input), 4, Map.of());
    }

    @Test
    void rowsToLearnAgainAreKeptAndMustBeRows() throws IOException {
        float[] rows = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        SavedModel model = replayed(rows, 0, 2, 1);
        model.write(file);
        assertSame(model, SavedModel.read(file));
        assertRefused("expected 3 rows of 3 features to learn again after 4 rows", () -> replayed(new float[6], 0, 1));
        assertRefused(
                "got NaN in row 1, feature 0",
                () -> replayed(new float[] {1, 2, 3, Float.NaN, 5, 6, 7, 8, 9}, 0, 2, 1));
        assertRefused("3", () -> replayed(rows, 0, 3, 1));
        byte[] bytes = changed(Files.readAllBytes(file), header -> header);
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (numbers.getDouble(at) != 2 || numbers.getDouble(at + 8) != 1 || numbers.getDouble(at - 8) != 0) {
            at++;
        }
        numbers.putDouble(at, 1.5);
        assertTrue(refusal(bytes).contains("replay.labels: expected whole numbers, got 1.5"), refusal(bytes));
    }

    private static void assertRefused(String said, Executable bad) {
        String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
        assertTrue(message.contains(said), message);
    }

    /** By the equations of {@link ColumnEncoder}. */
    @Test
    void whatTheExpertsByCountsSayIsInTheOrderOfTheColumns() {
        List<Column> columns = List.of(
                new Column.Number("a", Column.Number.Of.VALUE, List.of(0f), true),
                new Column.Category("b", List.of("x"), 6),
                new Column.Number("c"));
        SavedModel drawn = model(GLNConfig.builder(columns, 2)
                .classes(3)
                .basePredictor(new BasePredictor.Columns(1, 0))
                .build());
        InputState input = drawn.state().input();
        ColumnState counts = input.columns().orElseThrow();
        // The first place of b.
        counts.seen()[3] = 4;
        counts.hits()[3 * 3] = 3;
        System.arraycopy(new double[] {6, 3, 1}, 0, counts.classes(), 0, 3);
        ColumnState counted = new ColumnState(counts.numbers(), counts.seen(), counts.hits(), counts.classes(), 10);
        NetworkState state = new NetworkState(
                drawn.state().spec(),
                drawn.state().layers(),
                new InputState(
                        input.statistics(),
                        input.projection(),
                        Optional.of(counted),
                        input.replay(),
                        Optional.empty()));
        float[][] logits = new SavedModel(drawn.config(), drawn.preparation(), state, 10, NOTES).expertLogits(0);
        assertArrayEquals(
                new int[] {3, 8, 2, 1},
                Arrays.stream(logits).mapToInt(column -> column.length).toArray());
        double prior = 6.5 / 11.5;
        double known = (3 + 2 * prior) / 6;
        assertEquals(Math.log(known / (1 - known)), logits[1][0], 1e-3);
        for (float logit : new float[] {logits[0][0], logits[0][2], logits[1][1], logits[2][0], logits[3][0]}) {
            assertEquals(Math.log(prior / (1 - prior)), logit, 1e-3);
        }
        String refusal = assertThrows(IllegalStateException.class, () -> small().expertLogits(0))
                .getMessage();
        assertTrue(refusal.contains("whose base predictor is of columns, got RowMinMax"), refusal);
    }
}
