package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import jcuda.NativePointerObject;
import jcuda.Pointer;

/** A kernel's arguments as the driver reads them: a list of pointers, each to a value. It copies them within the launch. */
final class LaunchArguments {
    private static final int MOST = 64;

    private final ByteBuffer values =
            ByteBuffer.allocateDirect(MOST * Long.BYTES).order(ByteOrder.nativeOrder());
    /** Each to its 8 bytes of {@link #values}. */
    private final NativePointerObject[] places = new NativePointerObject[MOST];
    /** To the first places, by their number. */
    private final Pointer[] lists = new Pointer[MOST + 1];

    LaunchArguments() {
        for (int i = 0; i < MOST; i++) {
            places[i] = Pointer.to(values).withByteOffset((long) i * Long.BYTES);
        }
    }

    /** Valid until the next call. */
    Pointer pack(Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            int at = i * Long.BYTES;
            if (arguments[i] instanceof Long value) {
                values.putLong(at, value);
            } else if (arguments[i] instanceof Integer value) {
                values.putInt(at, value);
            } else if (arguments[i] instanceof Float value) {
                values.putFloat(at, value);
            } else {
                throw new IllegalArgumentException(
                        "argument " + i + ": expected a Long, an Integer or a Float, got " + arguments[i]);
            }
        }
        Pointer list = lists[arguments.length];
        if (list == null) {
            list = Pointer.to(Arrays.copyOf(places, arguments.length));
            lists[arguments.length] = list;
        }
        return list;
    }
}
