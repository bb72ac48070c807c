package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A driver without a device that watches how it is used, and fails on demand.
 *
 * <p>A use that the real one would answer with a crash, a wrong number or nothing at all throws an {@link AssertionError}:
 * a handle or address that is not alive, a copy or an argument outside of memory, a kernel's arguments or launch shape that
 * its PTX does not have, memory given back while a stream may still use it, page-locked memory touched while a copy is under
 * way, no current context.
 *
 * <p>So does an access to memory that nothing orders after an earlier one, where one of the two writes: streams, events and
 * waits of the host are followed by vector clocks, so a wait that is missing is found whatever the order things ran in.
 *
 * <p>A stream is a queue. Nothing in it happens before somebody waits, and then streams take turns by chance, as far as
 * events let them: what a stream should have waited for and did not is found not done, sooner or later.
 */
class FakeDriver implements Driver {
    static final DeviceFacts CARD = new DeviceFacts(0, "Fake Card", 8, 6, 4, 1L << 30, 1 << 20, 99 << 10);

    private static final int SHARED_WITHOUT_ASKING = 48 << 10;
    /** No count of anything is as large as an address. */
    private static final long LEAST_ADDRESS = 1L << 32;

    private static final long GAP = 1 << 20;
    private static final byte UNWRITTEN = (byte) 0xff;

    /** Which arguments of a kernel point at what it writes, by how its name begins. */
    private static final Map<String, Set<Integer>> WRITTEN = Map.ofEntries(
            Map.entry("rowLogits", Set.of(8)),
            Map.entry("featureInputs", Set.of(7, 8, 10, 14)),
            Map.entry("skipInputs", Set.of(5)),
            Map.entry("normaliseRates", Set.of(9)),
            Map.entry("gate", Set.of(7)),
            Map.entry("packSigns", Set.of(6)),
            Map.entry("splitRows", Set.of(5, 6)),
            Map.entry("packScreened", Set.of(11)),
            Map.entry("sortByContext", Set.of(4, 5, 6)),
            Map.entry("scheduleStreams", Set.of(3)),
            Map.entry("learn", Set.of(7, 8, 12)),
            Map.entry("infer", Set.of(12)),
            Map.entry("gaussianNaturals", Set.of(12)),
            Map.entry("gaussianLearn", Set.of(7, 12)),
            Map.entry("gaussianInfer", Set.of(12)),
            Map.entry("gaussianMixture", Set.of(3)));

    /** How far each stream is known to have come. */
    private static final class Clock {
        final Map<Long, Long> ticks = new HashMap<>();

        void include(Clock other) {
            other.ticks.forEach((stream, tick) -> ticks.merge(stream, tick, Math::max));
        }
    }

    /** Memory of the device, or a page-locked buffer, the operations under way that touch it, and who did last. */
    private static final class Piece {
        final String name;
        final long context;
        final long bytes;
        int pending;
        long writer;
        long written;
        final Map<Long, Long> readers = new HashMap<>();

        Piece(String name, long context, long bytes) {
            this.name = name;
            this.context = context;
            this.bytes = bytes;
        }
    }

    /** A point that a stream reaches, and what is done by then. */
    private static final class Marker {
        final Clock clock = new Clock();
        boolean passed;
    }

    /**
     * @param awaits what must have passed before; null for nothing
     * @param reads pieces that it reads
     * @param writes pieces that it may write
     */
    private record Operation(String call, Marker awaits, List<Piece> reads, List<Piece> writes, Runnable effect) {
        void eachPiece(Consumer<Piece> use) {
            reads.forEach(use);
            writes.forEach(use);
        }
    }

    private record Function(long module, String name, Ptx signature) {
        /** What PTX says of a kernel: the types of its parameters, and the most threads of a block. */
        record Ptx(List<String> parameters, int mostThreads) {}
    }

    private final List<DeviceFacts> devices;
    private final Random random;

    private final Map<Long, Integer> contexts = new HashMap<>();
    private final ThreadLocal<Long> current = new ThreadLocal<>();
    private final TreeMap<Long, Piece> allocations = new TreeMap<>();
    private final Map<ByteBuffer, Piece> hostBuffers = new IdentityHashMap<>();
    private final Map<Long, Deque<Operation>> streams = new LinkedHashMap<>();
    private final Map<Long, Clock> clocks = new HashMap<>();
    private final Clock host = new Clock();
    private final Map<Long, Marker> events = new LinkedHashMap<>();
    private final Map<Long, Map<String, Function.Ptx>> modules = new LinkedHashMap<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Long, Integer> sharedAllowed = new HashMap<>();
    private final Set<Blas> blases = new HashSet<>();

    private final List<String> calls = new ArrayList<>();
    private long handle = 100;
    private long nextAddress = 1L << 40;
    private int failing;
    private String failed;
    private int awaits;
    private IntPredicate leftOut = number -> false;

    FakeDriver() {
        this(List.of(CARD), 1);
    }

    /** @param seed of the order in which streams take turns */
    FakeDriver(List<DeviceFacts> devices, long seed) {
        this.devices = devices;
        this.random = new Random(seed);
    }

    // ---- what a test sees ----

    /** The names of all calls so far. */
    final synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Lets the n-th call from now on fail, counted from 1; 0 lets none. */
    final synchronized void failAt(int n) {
        failing = n == 0 ? 0 : calls.size() + n;
        failed = null;
    }

    /** Leaves out each wait of a stream whose number fits; they are counted from 0 and from now on. */
    final synchronized void leaveOut(IntPredicate numbers) {
        awaits = 0;
        leftOut = numbers;
    }

    /** Bytes of device memory in use. */
    final synchronized long used() {
        return allocations.values().stream().mapToLong(piece -> piece.bytes).sum();
    }

    /** The call that failed on demand; null if it has not come to that. */
    final synchronized String failed() {
        return failed;
    }

    /** What has not been given back, in words. */
    final synchronized List<String> left() {
        List<String> left = new ArrayList<>();
        allocations.forEach((address, piece) -> left.add(piece.name));
        hostBuffers.values().forEach(piece -> left.add(piece.name));
        streams.keySet().forEach(stream -> left.add("stream " + stream));
        events.keySet().forEach(event -> left.add("event " + event));
        modules.keySet().forEach(module -> left.add("module " + module));
        blases.forEach(blas -> left.add("cuBLAS"));
        contexts.forEach((context, count) -> {
            if (count > 0) {
                left.add("context " + context + " " + count + " times");
            }
        });
        return left;
    }

    // ---- what an emulation does instead ----

    /** An address for so many bytes. */
    long reserve(long bytes) {
        long address = nextAddress;
        nextAddress += (bytes + GAP) / 256 * 256 + GAP;
        return address;
    }

    void release(long address, long bytes) {}

    void copyIn(long to, ByteBuffer from) {}

    void copyOut(ByteBuffer to, long from) {
        while (to.hasRemaining()) {
            to.put((byte) 0);
        }
    }

    void clear(long address, long bytes) {}

    void run(String kernel, int gridX, int gridY, int block, int sharedBytes, Object... arguments) {}

    void product(int rows, int planes, int depth, long z, long halfspaces, long products) {}

    void productOfBfloat16(
            int rows, int planes, int depth, int pitch, long z, long halfspaces, boolean add, long products) {}

    // ---- rules ----

    private static AssertionError wrong(String what) {
        return new AssertionError("wrong use of the driver: " + what);
    }

    /** Notes a call; true if it is the one to fail. */
    private boolean fails(String call) {
        calls.add(call);
        if (calls.size() != failing) {
            return false;
        }
        failed = call;
        return true;
    }

    private static CudaException failure(String call) {
        return new CudaException(call, "CUDA_ERROR_UNKNOWN", "on demand");
    }

    /** Notes a call that fails before it does anything. */
    private void begin(String call) {
        if (fails(call)) {
            throw failure(call);
        }
    }

    /** Notes a call that gives something back or waits: it fails only when that is done. */
    private void finish(String call, Runnable effect) {
        boolean fails = fails(call);
        effect.run();
        if (fails) {
            throw failure(call);
        }
    }

    private long context() {
        Long context = current.get();
        if (context == null || contexts.getOrDefault(context, 0) == 0) {
            throw wrong("no context is current on this thread");
        }
        return context;
    }

    private <T> T alive(String what, T found, long handle) {
        if (found == null) {
            throw wrong("there is no " + what + " " + handle);
        }
        return found;
    }

    /** What lies at an address, all of it alive. */
    private Piece piece(String call, long address, long bytes) {
        Map.Entry<Long, Piece> below = allocations.floorEntry(address);
        if (below == null || address >= below.getKey() + below.getValue().bytes) {
            throw wrong(call + " at " + Long.toHexString(address) + ", where nothing is allocated");
        }
        Piece piece = below.getValue();
        if (address + bytes > below.getKey() + piece.bytes) {
            throw wrong(call + " of " + bytes + " bytes from byte " + (address - below.getKey()) + " of " + piece.name);
        }
        if (piece.context != context()) {
            throw wrong(call + " on " + piece.name + " of another context");
        }
        return piece;
    }

    private Piece piece(String call, ByteBuffer buffer, long offset, long bytes) {
        Piece piece = hostBuffers.get(buffer);
        if (piece == null) {
            throw wrong(call + " with a buffer that is not page-locked, or was given back");
        }
        if (offset < 0 || bytes < 0 || offset + bytes > piece.bytes) {
            throw wrong(call + " of " + bytes + " bytes from byte " + offset + " of " + piece.name);
        }
        return piece;
    }

    private void submit(long stream, Operation operation) {
        context();
        Deque<Operation> queue = alive("stream", streams.get(stream), stream);
        Clock clock = clocks.get(stream);
        clock.include(host);
        if (operation.awaits != null) {
            clock.include(operation.awaits.clock);
        }
        long tick = clock.ticks.merge(stream, 1L, Long::sum);
        operation.reads.forEach(piece -> {
            requireWritten(operation, piece, clock);
            piece.readers.put(stream, tick);
        });
        operation.writes.forEach(piece -> {
            requireWritten(operation, piece, clock);
            piece.readers.forEach((reader, at) -> {
                if (!knows(clock, reader, at)) {
                    throw wrong(
                            operation.call + " writes " + piece.name + " that stream " + reader + " may still read");
                }
            });
            piece.readers.clear();
            piece.writer = stream;
            piece.written = tick;
        });
        operation.eachPiece(piece -> piece.pending++);
        queue.add(operation);
    }

    /** Whether a stream is known to have come so far; one that was destroyed was done. */
    private boolean knows(Clock clock, long stream, long tick) {
        return !clocks.containsKey(stream) || clock.ticks.getOrDefault(stream, 0L) >= tick;
    }

    private void requireWritten(Operation operation, Piece piece, Clock clock) {
        if (!knows(clock, piece.writer, piece.written)) {
            throw wrong(
                    operation.call + " touches " + piece.name + " that stream " + piece.writer + " may still write");
        }
    }

    /** Lets streams take turns by chance until one is through with what it has. */
    private void drain(Deque<Operation> awaited) {
        while (!awaited.isEmpty()) {
            turn();
        }
    }

    private void turn() {
        List<Deque<Operation>> ready = streams.values().stream()
                .filter(queue -> !queue.isEmpty())
                .filter(queue -> queue.peek().awaits == null || queue.peek().awaits.passed)
                .toList();
        Operation operation = ready.get(random.nextInt(ready.size())).poll();
        operation.eachPiece(piece -> piece.pending--);
        operation.effect.run();
    }

    private void requireUnused(Piece piece) {
        if (piece.pending > 0) {
            throw wrong(piece.name + " is given back while " + piece.pending + " operations may still use it");
        }
    }

    // ---- the driver ----

    @Override
    public synchronized int version() {
        begin("version");
        return 13_000;
    }

    @Override
    public synchronized int devices() {
        begin("devices");
        return devices.size();
    }

    @Override
    public synchronized DeviceFacts device(int index) {
        begin("device");
        return devices.get(index);
    }

    @Override
    public synchronized long retainContext(int device) {
        begin("retainContext");
        contexts.merge(device + 1L, 1, Integer::sum);
        return device + 1L;
    }

    @Override
    public synchronized void releaseContext(int device) {
        if (contexts.getOrDefault(device + 1L, 0) == 0) {
            throw wrong("context of device " + device + " was not retained");
        }
        finish("releaseContext", () -> contexts.merge(device + 1L, -1, Integer::sum));
    }

    @Override
    public synchronized void makeCurrent(long context) {
        begin("makeCurrent");
        if (context != 0 && contexts.getOrDefault(context, 0) == 0) {
            throw wrong("context " + context + " was not retained");
        }
        current.set(context == 0 ? null : context);
    }

    @Override
    public synchronized long freeMemory() {
        begin("freeMemory");
        context();
        return free();
    }

    private long free() {
        return devices.get((int) (context() - 1)).memory() - used();
    }

    @Override
    public synchronized long loadModule(byte[] image) {
        begin("loadModule");
        context();
        if (image[image.length - 1] != 0) {
            throw wrong("PTX must end with a zero");
        }
        modules.put(++handle, Signatures.of(image));
        return handle;
    }

    @Override
    public synchronized void unloadModule(long module) {
        context();
        finish("unloadModule", () -> alive("module", modules.remove(module), module));
    }

    @Override
    public synchronized long function(long module, String name) {
        begin("function");
        context();
        Function.Ptx signature = alive("module", modules.get(module), module).get(name);
        if (signature == null) {
            throw new CudaException("function", "CUDA_ERROR_NOT_FOUND", name);
        }
        functions.put(++handle, new Function(module, name, signature));
        return handle;
    }

    @Override
    public synchronized void allowShared(long function, int bytes) {
        begin("allowShared");
        context();
        alive("function", functions.get(function), function);
        if (bytes > devices.get((int) (context() - 1)).sharedMemory()) {
            throw new CudaException("allowShared", "CUDA_ERROR_INVALID_VALUE", bytes + " bytes");
        }
        sharedAllowed.put(function, bytes);
    }

    @Override
    public synchronized long allocate(long bytes) {
        begin("allocate");
        if (bytes <= 0) {
            throw new CudaException("allocate", "CUDA_ERROR_INVALID_VALUE", bytes + " bytes");
        }
        if (bytes > free()) {
            throw new CudaException("allocate", "CUDA_ERROR_OUT_OF_MEMORY", bytes + " bytes");
        }
        long address = reserve(bytes);
        allocations.put(address, new Piece("device memory of " + bytes + " bytes", context(), bytes));
        return address;
    }

    @Override
    public synchronized void free(long address) {
        context();
        Piece piece = alive("memory at", allocations.get(address), address);
        requireUnused(piece);
        finish("free", () -> {
            allocations.remove(address);
            release(address, piece.bytes);
        });
    }

    @Override
    public synchronized ByteBuffer allocateHost(long bytes) {
        begin("allocateHost");
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        fill(buffer.duplicate(), UNWRITTEN);
        hostBuffers.put(buffer, new Piece("page-locked memory of " + bytes + " bytes", context(), bytes));
        return buffer;
    }

    private static void fill(ByteBuffer buffer, byte value) {
        byte[] values = new byte[buffer.remaining()];
        Arrays.fill(values, value);
        buffer.put(values);
    }

    @Override
    public synchronized void freeHost(ByteBuffer buffer) {
        context();
        Piece piece = piece("freeHost", buffer, 0, 0);
        requireUnused(piece);
        finish("freeHost", () -> {
            fill(buffer.duplicate().clear(), UNWRITTEN);
            hostBuffers.remove(buffer);
        });
    }

    @Override
    public synchronized void upload(long to, ByteBuffer from, long offset, long bytes, long stream) {
        begin("upload");
        Piece source = piece("upload", from, offset, bytes);
        ByteBuffer given = from.slice((int) offset, (int) bytes);
        byte[] before = new byte[(int) bytes];
        given.duplicate().get(before);
        List<Piece> target = List.of(piece("upload", to, bytes));
        submit(stream, new Operation("upload", null, List.of(source), target, () -> {
            if (!given.equals(ByteBuffer.wrap(before))) {
                throw wrong("page-locked memory was written while an upload from it was under way");
            }
            copyIn(to, given.duplicate());
        }));
    }

    @Override
    public synchronized void download(ByteBuffer to, long offset, long from, long bytes, long stream) {
        begin("download");
        Piece target = piece("download", to, offset, bytes);
        ByteBuffer given = to.slice((int) offset, (int) bytes);
        // Who reads before the copy is done finds no number.
        fill(given.duplicate(), UNWRITTEN);
        List<Piece> source = List.of(piece("download", from, bytes));
        submit(stream, new Operation("download", null, source, List.of(target), () -> {
            for (int i = 0; i < bytes; i++) {
                if (given.get(i) != UNWRITTEN) {
                    throw wrong("page-locked memory was written while a download to it was under way");
                }
            }
            copyOut(given.duplicate(), from);
        }));
    }

    @Override
    public synchronized void zero(long address, long bytes, long stream) {
        begin("zero");
        if (bytes % Integer.BYTES != 0) {
            throw wrong("zero of " + bytes + " bytes, not a multiple of 4");
        }
        submit(
                stream,
                new Operation(
                        "zero", null, List.of(), List.of(piece("zero", address, bytes)), () -> clear(address, bytes)));
    }

    @Override
    public synchronized long createStream() {
        begin("createStream");
        context();
        streams.put(++handle, new ArrayDeque<>());
        clocks.put(handle, new Clock());
        return handle;
    }

    @Override
    public synchronized void destroyStream(long stream) {
        context();
        if (!alive("stream", streams.get(stream), stream).isEmpty()) {
            throw wrong("stream " + stream + " is destroyed before it is done");
        }
        finish("destroyStream", () -> {
            streams.remove(stream);
            clocks.remove(stream);
            host.ticks.remove(stream);
        });
    }

    @Override
    public synchronized void synchronise(long stream) {
        context();
        Deque<Operation> queue = alive("stream", streams.get(stream), stream);
        finish("synchronise", () -> {
            drain(queue);
            host.include(clocks.get(stream));
        });
    }

    @Override
    public synchronized long createEvent() {
        begin("createEvent");
        context();
        Marker never = new Marker();
        never.passed = true;
        events.put(++handle, never);
        return handle;
    }

    @Override
    public synchronized void destroyEvent(long event) {
        context();
        finish("destroyEvent", () -> alive("event", events.remove(event), event));
    }

    @Override
    public synchronized void record(long event, long stream) {
        begin("record");
        alive("event", events.get(event), event);
        Marker marker = new Marker();
        submit(stream, new Operation("record", null, List.of(), List.of(), () -> marker.passed = true));
        marker.clock.include(clocks.get(stream));
        events.put(event, marker);
    }

    @Override
    public synchronized void await(long stream, long event) {
        begin("await");
        Marker marker = alive("event", events.get(event), event);
        if (!leftOut.test(awaits++)) {
            submit(stream, new Operation("await", marker, List.of(), List.of(), () -> {}));
        }
    }

    @Override
    public synchronized void synchroniseEvent(long event) {
        context();
        Marker marker = alive("event", events.get(event), event);
        finish("synchroniseEvent", () -> {
            while (!marker.passed) {
                turn();
            }
            host.include(marker.clock);
        });
    }

    @Override
    public synchronized float elapsed(long from, long to) {
        begin("elapsed");
        context();
        for (long event : new long[] {from, to}) {
            if (!alive("event", events.get(event), event).passed) {
                throw new CudaException("elapsed", "CUDA_ERROR_NOT_READY", "event " + event);
            }
        }
        return 0.001f;
    }

    @Override
    public synchronized void launch(
            long function, int gridX, int gridY, int block, int sharedBytes, long stream, Object... arguments) {
        begin("launch");
        Function kernel = alive("function", functions.get(function), function);
        alive("module", modules.get(kernel.module), kernel.module);
        String what = kernel.name + " on grid " + gridX + " x " + gridY + ", block " + block + ", shared memory "
                + sharedBytes;
        boolean shaped =
                gridX > 0 && gridY > 0 && gridY <= 65_535 && block > 0 && block <= kernel.signature.mostThreads;
        if (!shaped || sharedBytes > sharedAllowed.getOrDefault(function, SHARED_WITHOUT_ASKING)) {
            throw wrong(what + ": the device takes no such launch");
        }
        List<String> types = Arrays.stream(arguments).map(Signatures::type).toList();
        if (!types.equals(kernel.signature.parameters)) {
            throw wrong(what + ": expected arguments " + kernel.signature.parameters + ", got " + types);
        }
        Set<Integer> written = WRITTEN.entrySet().stream()
                .filter(entry -> kernel.name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> wrong("nobody says what " + kernel.name + " writes"));
        List<Piece> reads = new ArrayList<>();
        List<Piece> writes = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Long address && address >= LEAST_ADDRESS) {
                (written.contains(i) ? writes : reads).add(piece("argument of " + kernel.name, address, 0));
            }
        }
        Object[] given = arguments.clone();
        submit(
                stream,
                new Operation(
                        kernel.name,
                        null,
                        reads,
                        writes,
                        () -> run(kernel.name, gridX, gridY, block, sharedBytes, given)));
    }

    @Override
    public synchronized Cublas cublas() {
        begin("cublas");
        return new Cublas("0.0", "");
    }

    @Override
    public synchronized Optional<Blas> blas() {
        begin("blas");
        context();
        Blas blas = new FakeBlas();
        blases.add(blas);
        return Optional.of(blas);
    }

    private final class FakeBlas implements Blas {
        @Override
        public void multiply(long stream, int rows, int planes, int depth, long z, long halfspaces, long products) {
            synchronized (FakeDriver.this) {
                begin("multiply");
                submit(stream, "multiply", Float.BYTES, rows, planes, depth, depth, z, halfspaces, products, () -> {
                    product(rows, planes, depth, z, halfspaces, products);
                });
            }
        }

        @Override
        public void multiplyBfloat16(
                long stream,
                int rows,
                int planes,
                int depth,
                int pitch,
                long z,
                long halfspaces,
                boolean add,
                long products) {
            synchronized (FakeDriver.this) {
                String call = "multiplyBfloat16";
                begin(call);
                if (z % 16 != 0 || halfspaces % 16 != 0 || pitch % 8 != 0) {
                    throw wrong("rows that are not 16 bytes apart keep cuBLAS from going at full speed");
                }
                submit(stream, call, Short.BYTES, rows, planes, depth, pitch, z, halfspaces, products, () -> {
                    productOfBfloat16(rows, planes, depth, pitch, z, halfspaces, add, products);
                });
            }
        }

        private void submit(
                long stream,
                String call,
                long bytes,
                int rows,
                int planes,
                int depth,
                int pitch,
                long z,
                long halfspaces,
                long products,
                Runnable effect) {
            if (!blases.contains(this)) {
                throw wrong("cuBLAS was closed");
            }
            if (rows <= 0 || planes <= 0 || depth <= 0 || pitch < depth) {
                throw wrong(
                        call + " of " + rows + " x " + depth + " and " + planes + " x " + depth + ", pitch " + pitch);
            }
            List<Piece> reads = List.of(
                    piece(call, z, bytes * ((rows - 1L) * pitch + depth)),
                    piece(call, halfspaces, bytes * ((planes - 1L) * pitch + depth)));
            List<Piece> writes = List.of(piece(call, products, 4L * rows * planes));
            FakeDriver.this.submit(stream, new Operation(call, null, reads, writes, effect));
        }

        @Override
        public void close() {
            synchronized (FakeDriver.this) {
                context();
                finish("close", () -> blases.remove(this));
            }
        }
    }

    /** Reads what PTX says of its kernels. */
    private static final class Signatures {
        private Signatures() {}

        static String type(Object argument) {
            return argument instanceof Long ? "u64" : argument instanceof Integer ? "u32" : "f32";
        }

        private static byte[] lastRead = {};
        private static Map<String, Function.Ptx> lastFound = Map.of();

        static synchronized Map<String, Function.Ptx> of(byte[] ptx) {
            if (Arrays.equals(ptx, lastRead)) {
                return lastFound;
            }
            String text = new String(ptx, StandardCharsets.US_ASCII);
            Map<String, Function.Ptx> found = new HashMap<>();
            Matcher entry = Pattern.compile("\\.entry (\\w+)\\(([^)]*)\\)(?:\\s*\\.maxntid (\\d+))?")
                    .matcher(text);
            while (entry.find()) {
                List<String> types = Pattern.compile("\\.param \\.(\\w+)")
                        .matcher(entry.group(2))
                        .results()
                        .map(type -> type.group(1).replace('b', 'u').replace('s', 'u'))
                        .toList();
                int most = entry.group(3) == null ? 1024 : Integer.parseInt(entry.group(3));
                found.put(entry.group(1), new Function.Ptx(types, most));
            }
            lastRead = ptx.clone();
            lastFound = found;
            return found;
        }
    }
}
