package io.github.jgln.cpu;

/**
 * Equal pieces of floats in arrays whose contents begin at a cache line wherever the JVM allows it.
 *
 * <p>A vector that straddles two cache lines costs two accesses, which slows the streams by a third. An array's elements
 * begin 16 bytes into the object. Objects begin at a line if they are large enough for G1 to give them regions of their own,
 * or everywhere with {@code -XX:ObjectAlignmentInBytes=64}; so the first 48 bytes are left unused, and what is
 * worth it is made large.
 */
final class Floats {
    /** Elements before the first piece. */
    static final int FIRST = 12;

    /** From this size on speed matters more than the memory the array is rounded up by. */
    private static final int WORTH_ALIGNING = 64 << 10;

    /** 4 MiB: half a region of G1 for heaps of up to 16 GiB. */
    private static final int LARGE = 1 << 20;

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

    private final float[][] arrays;
    private final int pieceLength;
    private final int piecesPerArray;

    /**
     * Zeros.
     *
     * @param pieceLength at most what an array holds
     */
    Floats(int pieces, int pieceLength) {
        this.pieceLength = pieceLength;
        this.piecesPerArray = pieceLength == 0 ? Math.max(1, pieces) : (MAX_LENGTH - FIRST) / pieceLength;
        this.arrays = new float[(pieces + piecesPerArray - 1) / piecesPerArray][];
        for (int i = 0; i < arrays.length; i++) {
            int here = Math.min(piecesPerArray, pieces - i * piecesPerArray);
            arrays[i] = new float[alignable(FIRST + here * pieceLength)];
        }
    }

    /** Whether a piece may be so long. */
    static boolean fits(long pieceLength) {
        return pieceLength <= MAX_LENGTH - FIRST;
    }

    /** The length that an array of at least so many elements should have to begin at a line. */
    static int alignable(int length) {
        return length < WORTH_ALIGNING ? length : Math.max(length, LARGE);
    }

    /** The array a piece is in. */
    float[] array(int piece) {
        return arrays[piece / piecesPerArray];
    }

    /** Where in its array a piece begins. */
    int offset(int piece) {
        return FIRST + piece % piecesPerArray * pieceLength;
    }

    long bytes() {
        long bytes = 0;
        for (float[] array : arrays) {
            bytes += 4L * array.length;
        }
        return bytes;
    }
}
