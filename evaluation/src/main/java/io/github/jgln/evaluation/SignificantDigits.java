package io.github.jgln.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures that may be of any size, as targets have any unit: five digits that count, without an exponent where that is short. */
public final class SignificantDigits {
    private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);
    private static final int LONGEST = 12;

    private SignificantDigits() {}

    /** As text; a dash for what is no number. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        String plain = rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
        return plain.length() <= LONGEST ? plain : rounded.toString();
    }
}
