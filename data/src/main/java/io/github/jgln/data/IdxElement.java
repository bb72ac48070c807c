package io.github.jgln.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** What the elements of an IDX file are, by its type code; all big-endian. */
enum IdxElement {
    UNSIGNED_BYTE(0x08, 1, "unsigned bytes") {
        @Override
        double read(byte[] bytes, int i) {
            return bytes[i] & 0xff;
        }
    },
    BYTE(0x09, 1, "signed bytes") {
        @Override
        double read(byte[] bytes, int i) {
            return bytes[i];
        }
    },
    SHORT(0x0B, 2, "16-bit integers") {
        @Override
        double read(byte[] bytes, int i) {
            return (short) SHORTS.get(bytes, 2 * i);
        }
    },
    INT(0x0C, 4, "32-bit integers") {
        @Override
        double read(byte[] bytes, int i) {
            return (int) INTS.get(bytes, 4 * i);
        }
    },
    FLOAT(0x0D, 4, "32-bit floats") {
        @Override
        double read(byte[] bytes, int i) {
            return (float) FLOATS.get(bytes, 4 * i);
        }
    },
    DOUBLE(0x0E, 8, "64-bit floats") {
        @Override
        double read(byte[] bytes, int i) {
            return (double) DOUBLES.get(bytes, 8 * i);
        }
    };

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle FLOATS = view(float[].class);
    private static final VarHandle DOUBLES = view(double[].class);

    private final int code;
    private final int size;
    private final String plural;

    IdxElement(int code, int size, String plural) {
        this.code = code;
        this.size = size;
        this.plural = plural;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** That of a type code, if there is one. */
    static Optional<IdxElement> of(int code) {
        return Arrays.stream(values()).filter(element -> element.code == code).findFirst();
    }

    /** Element i of an array of these; every one is a double exactly. */
    abstract double read(byte[] bytes, int i);

    /** Bytes of one. */
    int size() {
        return size;
    }

    /** What several are called. */
    String plural() {
        return plural;
    }
}
