package io.github.jgln.data;

/** Numbers as tables write them, made into the nearest float. */
final class NumberText {
    private static final double[] TENS = new double[23];

    static {
        double ten = 1;
        for (int i = 0; i < TENS.length; i++) {
            TENS[i] = ten;
            ten *= 10;
        }
    }

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** Another digit after this many could overflow, and makes no difference: the number is too long for the short way. */
    private static final int DIGITS = 18;

    private final char decimal;
    /** -1 where nothing stands between thousands. */
    private final int thousands;

    NumberText(TableOptions options) {
        this.decimal = options.decimal();
        this.thousands = options.thousands().map(c -> (int) c).orElse(-1);
    }

    /**
     * The number that a cell holds.
     *
     * @return infinite where it is beyond the range of a float, or says so; NaN where the cell is no number
     */
    float parse(String cell) {
        int length = cell.length();
        int i = 0;
        boolean negative = false;
        if (length > 0 && (cell.charAt(0) == '-' || cell.charAt(0) == '+')) {
            negative = cell.charAt(0) == '-';
            i = 1;
        }
        long digits = 0;
        int significant = 0;
        int found = 0;
        int exponent = 0;
        boolean fraction = false;
        for (; i < length; i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                found++;
                if (significant < DIGITS) {
                    digits = 10 * digits + (c - '0');
                    significant += digits == 0 ? 0 : 1;
                    exponent -= fraction ? 1 : 0;
                }
            } else if (c == decimal && !fraction) {
                fraction = true;
            } else if (c != thousands || fraction || found == 0) {
                break;
            }
        }
        if (found == 0) {
            return infinity(cell);
        }
        if (i < length) {
            char c = cell.charAt(i);
            if (c != 'e' && c != 'E') {
                return Float.NaN;
            }
            int scale = exponent(cell, i + 1);
            if (scale == Integer.MIN_VALUE) {
                return Float.NaN;
            }
            exponent += scale;
        }
        if (digits <= EXACT_IN_DOUBLE && exponent >= -22 && exponent <= 22) {
            if (digits == 0) {
                return negative ? -0f : 0f;
            }
            // Both are exact, so this is the double nearest to the number.
            double nearest = exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
            // And the float nearest to it is the one nearest to the number, unless the double lies between two floats:
            // then the
            // number may have been a little beside it. At 1e-22 to 1e38 all of this is within the range of a float.
            boolean between = (Double.doubleToRawLongBits(nearest) & 0x1fffffffL) == 0x10000000L;
            if (!between) {
                return negative ? -(float) nearest : (float) nearest;
            }
        }
        return Float.parseFloat(plain(cell));
    }

    /** What stands behind an e; the smallest int where it is no exponent. */
    private static int exponent(String cell, int from) {
        int i = from;
        boolean negative = false;
        if (i < cell.length() && (cell.charAt(i) == '-' || cell.charAt(i) == '+')) {
            negative = cell.charAt(i) == '-';
            i++;
        }
        if (i == cell.length()) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c < '0' || c > '9') {
                return Integer.MIN_VALUE;
            }
            // Beyond every float by far, whatever follows.
            exponent = Math.min(100_000, 10 * exponent + (c - '0'));
        }
        return negative ? -exponent : exponent;
    }

    private static float infinity(String cell) {
        boolean negative = cell.startsWith("-");
        String word = negative || cell.startsWith("+") ? cell.substring(1) : cell;
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        }
        return Float.NaN;
    }

    /** As Java writes it. */
    private String plain(String cell) {
        String text = thousands < 0 ? cell : cell.replace(String.valueOf((char) thousands), "");
        return decimal == '.' ? text : text.replace(decimal, '.');
    }
}
