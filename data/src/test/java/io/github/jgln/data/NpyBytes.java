package io.github.jgln.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes what {@link NpyFile} reads. */
public final class NpyBytes {
    private NpyBytes() {}

    /** Float64 of version 1. */
    public static byte[] of(int[] shape, double... values) {
        ByteBuffer body = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            body.putDouble(value);
        }
        return of(1, "<f8", false, shape, body.array());
    }

    public static byte[] of(int version, String type, boolean fortranOrder, int[] shape, byte[] body) {
        String axes = Arrays.stream(shape).mapToObj(length -> length + ", ").collect(Collectors.joining());
        byte[] header = ("{'descr': '" + type + "', 'fortran_order': " + (fortranOrder ? "True" : "False")
                        + ", 'shape': (" + axes.strip() + "), }\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(12 + header.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        file.put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) header.length);
        } else {
            file.putInt(header.length);
        }
        file.put(header).put(body);
        return Arrays.copyOf(file.array(), file.position());
    }
}
