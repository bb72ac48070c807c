package io.github.jgln.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FastMathTest {
    @Test
    void sigmoidKeepsItsStatedError() {
        double worst = 0;
        for (float x = -17; x <= 17; x += 1e-3f) {
            worst = Math.max(worst, Math.abs(FastMath.sigmoid(x) - 1 / (1 + Math.exp(-(double) x))));
        }
        assertTrue(worst < 1.5e-7, "worst " + worst);
    }

    @Test
    void expKeepsItsStatedError() {
        double worst = 0;
        for (float x = -34; x <= 34; x += 1e-3f) {
            worst = Math.max(worst, Math.abs(FastMath.exp(x) / Math.exp(x) - 1));
        }
        assertTrue(worst < 3e-6, "worst " + worst);
    }

    @Test
    void logKeepsItsStatedError() {
        double worst = 0;
        for (double e = -8; e <= 8; e += 1e-4) {
            float x = (float) Math.pow(10, e);
            double exact = Math.log(x);
            worst = Math.max(worst, Math.abs(FastMath.log(x) - exact) / Math.max(1, Math.abs(exact)));
        }
        assertTrue(worst < 5e-7, "worst " + worst);
    }

    @Test
    void logitIsClippedAtBothEnds() {
        float bound = (float) Math.log(999);
        assertEquals(-bound, FastMath.logit(-3, 1e-3f, bound), 2e-6);
        assertEquals(bound, FastMath.logit(7, 1e-3f, bound), 2e-6);
        assertTrue(Math.abs(FastMath.logit(7, 1e-3f, bound)) <= bound);
        assertEquals(0, FastMath.logit(0.5f, 1e-3f, bound));
        assertEquals(Math.log(0.2 / 0.8), FastMath.logit(0.2f, 1e-3f, bound), 1e-6);
    }
}
