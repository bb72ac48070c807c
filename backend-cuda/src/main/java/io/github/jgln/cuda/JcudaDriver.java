package io.github.jgln.cuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUevent;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.libraryPropertyType;
import jcuda.runtime.cudaStream_t;

/** The driver by way of JCuda. One for the whole process, which {@link JcudaLoader} loads. */
final class JcudaDriver implements Driver {
    /** Handles are numbers of our own: JCuda keeps the driver's to itself. */
    private final AtomicLong handles = new AtomicLong();

    private final Map<Integer, CUcontext> contexts = new ConcurrentHashMap<>();
    private final Map<Long, CUmodule> modules = new ConcurrentHashMap<>();
    private final Map<Long, CUfunction> functions = new ConcurrentHashMap<>();
    private final Map<Long, CUstream> streams = new ConcurrentHashMap<>();
    private final Map<Long, CUevent> events = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, Pointer> hostBuffers = Collections.synchronizedMap(new IdentityHashMap<>());
    private final ThreadLocal<LaunchArguments> arguments = ThreadLocal.withInitial(LaunchArguments::new);
    private Cublas cublas;

    /** @throws CudaException where the driver does not start */
    JcudaDriver() {
        JCudaDriver.setExceptionsEnabled(false);
        check("cuInit", JCudaDriver.cuInit(0));
    }

    private static void check(String call, int status) {
        check(call, status, "");
    }

    private static void check(String call, int status, String about) {
        if (status != CUresult.CUDA_SUCCESS) {
            String[] name = new String[1];
            String[] text = new String[1];
            JCudaDriver.cuGetErrorName(status, name);
            JCudaDriver.cuGetErrorString(status, text);
            String detail = text[0] == null ? about : about.isEmpty() ? text[0] : about + ": " + text[0];
            throw new CudaException(call, name[0] == null ? CUresult.stringFor(status) : name[0], detail);
        }
    }

    private static <T> T known(String what, Map<Long, T> handles, long handle) {
        return known(what, handle, handles.get(handle));
    }

    private static <T> T known(String what, long handle, T found) {
        if (found == null) {
            throw new IllegalStateException(
                    "there is no " + what + " " + handle + "; it was given back, or never made");
        }
        return found;
    }

    @Override
    public int version() {
        int[] version = new int[1];
        check("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(version));
        return version[0];
    }

    @Override
    public int devices() {
        int[] count = new int[1];
        check("cuDeviceGetCount", JCudaDriver.cuDeviceGetCount(count));
        return count[0];
    }

    private static CUdevice cuDevice(int index) {
        CUdevice device = new CUdevice();
        check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, index), "device " + index);
        return device;
    }

    @Override
    public DeviceFacts device(int index) {
        CUdevice device = cuDevice(index);
        byte[] name = new byte[256];
        check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(name, name.length, device));
        long[] memory = new long[1];
        check("cuDeviceTotalMem", JCudaDriver.cuDeviceTotalMem(memory, device));
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new DeviceFacts(
                index,
                new String(name, 0, length, StandardCharsets.UTF_8).trim(),
                attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
                attribute(device, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
                memory[0],
                attribute(device, CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE),
                attribute(device, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
    }

    private static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, attribute, device));
        return value[0];
    }

    @Override
    public long retainContext(int device) {
        CUcontext context = new CUcontext();
        check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, cuDevice(device)));
        contexts.put(device, context);
        return device + 1L;
    }

    @Override
    public void releaseContext(int device) {
        check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(cuDevice(device)));
    }

    @Override
    public void makeCurrent(long context) {
        CUcontext found = context == 0 ? new CUcontext() : known("context", context, contexts.get((int) (context - 1)));
        check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(found));
    }

    @Override
    public long freeMemory() {
        long[] free = new long[1];
        check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, new long[1]));
        return free[0];
    }

    @Override
    public long loadModule(byte[] image) {
        CUmodule module = new CUmodule();
        check("cuModuleLoadData", JCudaDriver.cuModuleLoadData(module, image));
        long handle = handles.incrementAndGet();
        modules.put(handle, module);
        return handle;
    }

    @Override
    public void unloadModule(long module) {
        CUmodule found = known("module", module, modules.remove(module));
        check("cuModuleUnload", JCudaDriver.cuModuleUnload(found));
    }

    @Override
    public long function(long module, String name) {
        CUfunction function = new CUfunction();
        CUmodule found = known("module", modules, module);
        check("cuModuleGetFunction", JCudaDriver.cuModuleGetFunction(function, found, name), name);
        long handle = handles.incrementAndGet();
        functions.put(handle, function);
        return handle;
    }

    @Override
    public void allowShared(long function, int bytes) {
        CUfunction found = known("function", functions, function);
        int attribute = CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
        check("cuFuncSetAttribute", JCudaDriver.cuFuncSetAttribute(found, attribute, bytes), bytes + " bytes");
    }

    @Override
    public long allocate(long bytes) {
        DeviceAddress address = new DeviceAddress();
        check("cuMemAlloc", JCudaDriver.cuMemAlloc(address, bytes), mebibytes(bytes));
        return address.value();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    @Override
    public void free(long address) {
        check("cuMemFree", JCudaDriver.cuMemFree(new DeviceAddress(address)));
    }

    @Override
    public ByteBuffer allocateHost(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("page-locked memory comes in buffers of at most " + Integer.MAX_VALUE
                    + " bytes; asked for " + bytes);
        }
        Pointer pointer = new Pointer();
        check(
                "cuMemHostAlloc",
                JCudaDriver.cuMemHostAlloc(pointer, bytes, JCudaDriver.CU_MEMHOSTALLOC_PORTABLE),
                mebibytes(bytes));
        ByteBuffer buffer = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
        hostBuffers.put(buffer, pointer);
        return buffer;
    }

    @Override
    public void freeHost(ByteBuffer buffer) {
        Pointer pointer = hostBuffers.remove(buffer);
        if (pointer == null) {
            throw new IllegalStateException(
                    "this buffer is no page-locked memory; it was given back, or made elsewhere");
        }
        check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(pointer));
    }

    @Override
    public void upload(long to, ByteBuffer from, long offset, long bytes, long stream) {
        Pointer host = Pointer.to(from).withByteOffset(offset);
        CUstream found = known("stream", streams, stream);
        check(
                "cuMemcpyHtoDAsync",
                JCudaDriver.cuMemcpyHtoDAsync(new DeviceAddress(to), host, bytes, found),
                bytes + " bytes");
    }

    @Override
    public void download(ByteBuffer to, long offset, long from, long bytes, long stream) {
        Pointer host = Pointer.to(to).withByteOffset(offset);
        CUstream found = known("stream", streams, stream);
        check(
                "cuMemcpyDtoHAsync",
                JCudaDriver.cuMemcpyDtoHAsync(host, new DeviceAddress(from), bytes, found),
                bytes + " bytes");
    }

    @Override
    public void zero(long address, long bytes, long stream) {
        CUstream found = known("stream", streams, stream);
        check(
                "cuMemsetD32Async",
                JCudaDriver.cuMemsetD32Async(new DeviceAddress(address), 0, bytes / Integer.BYTES, found),
                bytes + " bytes");
    }

    @Override
    public long createStream() {
        CUstream stream = new CUstream();
        check("cuStreamCreate", JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
        long handle = handles.incrementAndGet();
        streams.put(handle, stream);
        return handle;
    }

    @Override
    public void destroyStream(long stream) {
        CUstream found = known("stream", stream, streams.remove(stream));
        check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(found));
    }

    @Override
    public void synchronise(long stream) {
        check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(known("stream", streams, stream)));
    }

    @Override
    public long createEvent() {
        CUevent event = new CUevent();
        check("cuEventCreate", JCudaDriver.cuEventCreate(event, 0));
        long handle = handles.incrementAndGet();
        events.put(handle, event);
        return handle;
    }

    @Override
    public void destroyEvent(long event) {
        CUevent found = known("event", event, events.remove(event));
        check("cuEventDestroy", JCudaDriver.cuEventDestroy(found));
    }

    @Override
    public void record(long event, long stream) {
        CUevent found = known("event", events, event);
        check("cuEventRecord", JCudaDriver.cuEventRecord(found, known("stream", streams, stream)));
    }

    @Override
    public void await(long stream, long event) {
        CUstream found = known("stream", streams, stream);
        check("cuStreamWaitEvent", JCudaDriver.cuStreamWaitEvent(found, known("event", events, event), 0));
    }

    @Override
    public void synchroniseEvent(long event) {
        check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(known("event", events, event)));
    }

    @Override
    public float elapsed(long from, long to) {
        float[] milliseconds = new float[1];
        CUevent first = known("event", events, from);
        CUevent second = known("event", events, to);
        check("cuEventElapsedTime", JCudaDriver.cuEventElapsedTime(milliseconds, first, second));
        return milliseconds[0];
    }

    @Override
    public void launch(
            long function, int gridX, int gridY, int block, int sharedBytes, long stream, Object... arguments) {
        CUfunction found = known("function", functions, function);
        CUstream on = known("stream", streams, stream);
        Pointer packed = this.arguments.get().pack(arguments);
        int status = JCudaDriver.cuLaunchKernel(found, gridX, gridY, 1, block, 1, 1, sharedBytes, on, packed, null);
        if (status != CUresult.CUDA_SUCCESS) {
            check(
                    "cuLaunchKernel",
                    status,
                    "grid " + gridX + " x " + gridY + ", block " + block + ", shared " + sharedBytes + " bytes");
        }
    }

    @Override
    public synchronized Cublas cublas() {
        if (cublas == null) {
            try {
                JCublas2.setExceptionsEnabled(false);
                int[] major = new int[1];
                int[] minor = new int[1];
                JcudaBlas.check(
                        "cublasGetProperty", JCublas2.cublasGetProperty(libraryPropertyType.MAJOR_VERSION, major));
                JcudaBlas.check(
                        "cublasGetProperty", JCublas2.cublasGetProperty(libraryPropertyType.MINOR_VERSION, minor));
                cublas = new Cublas(major[0] + "." + minor[0], "");
            } catch (LinkageError | CudaException e) {
                cublas = new Cublas("", FirstCause.of(e));
            }
        }
        return cublas;
    }

    @Override
    public Optional<Blas> blas() {
        return cublas().loads()
                ? Optional.of(new JcudaBlas(stream -> new cudaStream_t(known("stream", streams, stream))))
                : Optional.empty();
    }
}
