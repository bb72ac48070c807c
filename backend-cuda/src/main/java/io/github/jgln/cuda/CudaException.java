package io.github.jgln.cuda;

/** A call that the CUDA driver or cuBLAS refused. */
final class CudaException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final String call;
    private final String status;

    /**
     * @param call the function's name, such as {@code cuMemAlloc}
     * @param status the reason's name, such as {@code CUDA_ERROR_OUT_OF_MEMORY}
     * @param detail what is known beside that; may be empty
     */
    CudaException(String call, String status, String detail) {
        super(call + " failed: " + status + (detail.isEmpty() ? "" : " (" + detail + ")"));
        this.call = call;
        this.status = status;
    }

    String call() {
        return call;
    }

    String status() {
        return status;
    }
}
