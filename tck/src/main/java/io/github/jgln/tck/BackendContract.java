package io.github.jgln.tck;

import org.junit.jupiter.api.Nested;

/**
 * All contracts at once. A backend meets them if a test class like this one passes, with the backend's jar and
 * {@code jgln-tck} on the test class path:
 *
 * <pre>
 *   class MyBackendTest extends BackendContract {
 *       MyBackendTest() {
 *           super(BackendUnderTest.of("mine"));
 *       }
 *   }
 * </pre>
 *
 * Each contract is also a class that can be extended alone, with the same constructor; that is the way to have one report per
 * contract, or to begin with a part.
 */
public abstract class BackendContract {
    private final BackendUnderTest underTest;

    /** All contracts for this backend. */
    protected BackendContract(BackendUnderTest backend) {
        underTest = backend;
    }

    /** What is computed is what the reference computes. */
    @Nested
    class Agreement extends AgreementContract {
        Agreement() {
            super(underTest);
        }
    }

    /** The same of outputs that are coupled. */
    @Nested
    class Coupled extends CouplingContract {
        Coupled() {
            super(underTest);
        }
    }

    /** What must not change a result by a single bit. */
    @Nested
    class Invariance extends InvarianceContract {
        Invariance() {
            super(underTest);
        }
    }

    /** The ends of ranges. */
    @Nested
    class Edges extends EdgeContract {
        Edges() {
            super(underTest);
        }
    }

    /** Rows that are learnt more, or more than once. */
    @Nested
    class RatesOfRows extends RateContract {
        RatesOfRows() {
            super(underTest);
        }
    }

    /** What is refused, and how. */
    @Nested
    class Refusals extends RefusalContract {
        Refusals() {
            super(underTest);
        }
    }

    /** Models that outlive their process, or are shared by threads. */
    @Nested
    class Saving extends SavingContract {
        Saving() {
            super(underTest);
        }
    }

    /** Models as users make them. */
    @Nested
    class UserModels extends ModelContract {
        UserModels() {
            super(underTest);
        }
    }

    /** Networks that mix Gaussians. */
    @Nested
    class Gaussians extends GaussianContract {
        Gaussians() {
            super(underTest);
        }
    }

    /** Models that learn numbers. */
    @Nested
    class Numbers extends RegressionContract {
        Numbers() {
            super(underTest);
        }
    }

    /** Models of tables. */
    @Nested
    class Tables extends TableContract {
        Tables() {
            super(underTest);
        }
    }
}
