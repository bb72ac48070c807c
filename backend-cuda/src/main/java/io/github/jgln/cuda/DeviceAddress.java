package io.github.jgln.cuda;

import jcuda.driver.CUdeviceptr;

/** An address as JCuda takes and writes it. */
final class DeviceAddress extends CUdeviceptr {
    /** To be written. */
    DeviceAddress() {}

    DeviceAddress(long address) {
        super(new CUdeviceptr(), address);
    }

    long value() {
        return getNativePointer() + getByteOffset();
    }
}
