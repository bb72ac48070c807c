package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongFunction;
import jcuda.Pointer;
import jcuda.cudaDataType;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasGemmAlgo;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;

/** cuBLAS by way of JCublas. */
final class JcudaBlas implements Driver.Blas {
    private final LongFunction<cudaStream_t> streams;
    private final cublasHandle handle = new cublasHandle();
    private final Pointer one;
    private final Pointer zero;
    private boolean closed;

    /** @param streams JCuda's stream of a handle */
    JcudaBlas(LongFunction<cudaStream_t> streams) {
        this.streams = streams;
        ByteBuffer factors = ByteBuffer.allocateDirect(2 * Float.BYTES).order(ByteOrder.nativeOrder());
        factors.putFloat(0, 1);
        this.one = Pointer.to(factors);
        this.zero = Pointer.to(factors).withByteOffset(Float.BYTES);
        check("cublasCreate", JCublas2.cublasCreate(handle));
    }

    static void check(String call, int status) {
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new CudaException(call, cublasStatus.stringFor(status), "");
        }
    }

    private void begin(long stream, int mode) {
        check("cublasSetStream", JCublas2.cublasSetStream(handle, streams.apply(stream)));
        check("cublasSetMathMode", JCublas2.cublasSetMathMode(handle, mode));
    }

    /**
     * cuBLAS stores columns first, so what it is given are the transposes: its {@code [planes × rows]} product is
     * {@code halfspacesᵀ} (transposed back) times {@code zᵀ}.
     */
    @Override
    public void multiply(long stream, int rows, int planes, int depth, long z, long halfspaces, long products) {
        // Float32 in every step, whatever the environment allows elsewhere.
        begin(stream, cublasMath.CUBLAS_PEDANTIC_MATH);
        check(
                "cublasSgemm",
                JCublas2.cublasSgemm(
                        handle,
                        cublasOperation.CUBLAS_OP_T,
                        cublasOperation.CUBLAS_OP_N,
                        planes,
                        rows,
                        depth,
                        one,
                        new DeviceAddress(halfspaces),
                        depth,
                        new DeviceAddress(z),
                        depth,
                        zero,
                        new DeviceAddress(products),
                        planes));
    }

    /** In the order of {@link #multiply}. */
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
        // Tensor cores are allowed, sums in less than float32 are not.
        begin(stream, cublasMath.CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION);
        check(
                "cublasGemmEx",
                JCublas2.cublasGemmEx(
                        handle,
                        cublasOperation.CUBLAS_OP_T,
                        cublasOperation.CUBLAS_OP_N,
                        planes,
                        rows,
                        depth,
                        one,
                        new DeviceAddress(halfspaces),
                        cudaDataType.CUDA_R_16BF,
                        pitch,
                        new DeviceAddress(z),
                        cudaDataType.CUDA_R_16BF,
                        pitch,
                        add ? one : zero,
                        new DeviceAddress(products),
                        cudaDataType.CUDA_R_32F,
                        planes,
                        cublasComputeType.CUBLAS_COMPUTE_32F,
                        cublasGemmAlgo.CUBLAS_GEMM_DEFAULT));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            check("cublasDestroy", JCublas2.cublasDestroy(handle));
        }
    }
}
