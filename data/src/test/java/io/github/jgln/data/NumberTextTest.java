package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    private static final NumberText PLAIN = new NumberText(TableOptions.DEFAULT);

    private static void same(String text) {
        assertEquals(Float.floatToRawIntBits(Float.parseFloat(text)), Float.floatToRawIntBits(PLAIN.parse(text)), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+6",
                "1.",
                ".5",
                "00012",
                "1e3",
                "1E-3",
                "-2.5e+2",
                "0.05644299999999999",
                "1e22",
                "1e23",
                "1e-22",
                "1e-40",
                "1.4e-45",
                "1e-60",
                "3.4028235e38",
                "123456789012345678901234567890",
                "0e999999999",
                "9007199254740993",
                "0.000000000000000000000000000000000001",
                "1e-99999999999",
                // Between two floats as doubles, but not as numbers.
                "5.000000715255737",
                "1.00000005960464477539062500001",
                "1.000000059604644775",
                "16777217.0000000001",
                "16777217"
            })
    void numbersAreTheNearestFloats(String text) {
        same(text);
    }

    @Test
    void randomNumbersAreTheNearestFloats() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                same(Float.toString(value));
                same(Double.toString(value * (1 + random.nextInt(-3, 4) * 0x1p-25)));
            }
            same(String.format(Locale.ROOT, "%." + random.nextInt(12) + "f", random.nextDouble() * 1e6));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "e1", "1e", "1e+", "1f", "0x1p3", "1,5", "1 2", "--1", "1-2", "NaN", "infinit", "1.2.3"
            })
    void whatIsNoNumberIsNone(String text) {
        assertTrue(Float.isNaN(PLAIN.parse(text)), text);
    }

    @Test
    void whatIsBeyondFloatsIsInfinite() {
        assertEquals(Float.POSITIVE_INFINITY, PLAIN.parse("1e39"));
        assertEquals(Float.NEGATIVE_INFINITY, PLAIN.parse("-1e400"));
        assertEquals(Float.POSITIVE_INFINITY, PLAIN.parse("Inf"));
        assertEquals(Float.NEGATIVE_INFINITY, PLAIN.parse("-infinity"));
    }

    @Test
    void commasAndThousandsAreReadWhereTheyAreSaid() {
        NumberText german = new NumberText(
                TableOptions.builder().decimal(',').thousands('.').build());
        assertEquals(1234567.5f, german.parse("1.234.567,5"));
        assertEquals(-0.25f, german.parse("-,25"));
        assertEquals(16777216f, german.parse("16.777.217,0"));
        assertTrue(Float.isNaN(german.parse("1,5,0")));
        NumberText english =
                new NumberText(TableOptions.builder().thousands(',').build());
        assertEquals(1234.5f, english.parse("1,234.5"));
        assertTrue(Float.isNaN(english.parse(",5")));
    }
}
