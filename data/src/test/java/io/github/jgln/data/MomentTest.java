package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column.Number.Of;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private final Moment moment = new Moment(false);

    @ParameterizedTest
    @CsvSource({
        "2024-03-31,0",
        "2024/3/31,0",
        "31.3.2024,0",
        "31-03-2024,0",
        "3/31/2024,0",
        "2024-03-31T18:30,66600",
        "2024-03-31 18:30:05.25,66605.25",
        "2024-03-31T18:30:05Z,66605",
        "2024-03-31T18:30:05+01:00,66605",
        "2024-03-31 18:30-0500,66600",
        "3/31/2024 6:30 PM,66600",
        "3/31/2024 12:30AM,1800",
        "31.03.2024 24:00,86400",
    })
    void momentsAreWrittenInManyWays(String text, double second) {
        assertTrue(moment.parse(text));
        assertEquals(LocalDate.of(2024, 3, 31), moment.date());
        assertEquals(second, moment.second(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240331",
                "2024-02-30",
                "2024-13-01",
                "31/3/2024",
                "1.2.24",
                "2024-03-31T",
                "2024-03-31 25:00",
                "2024-03-31 1:60",
                "2024-03-31 13:00 PM",
                "2024-03-31 10:00 x",
                "192.168.10.25",
                "2024-03/31",
                "12345678",
                "2024-03-312",
                "abcdefgh"
            })
    void whatIsNoMomentIsNone(String text) {
        assertFalse(moment.parse(text), text);
    }

    @Test
    void slashesAreReadAsSaid() {
        assertTrue(new Moment(true).parse("4/3/2024"));
        Moment dayFirst = new Moment(true);
        dayFirst.parse("4/3/2024");
        assertEquals(LocalDate.of(2024, 3, 4), dayFirst.date());
        moment.parse("4/3/2024");
        assertEquals(LocalDate.of(2024, 4, 3), moment.date());
    }

    @Test
    void partsGoRoundInCircles() {
        // A Monday in April.
        moment.parse("2024-04-01 06:00");
        assertEquals(LocalDate.of(2024, 4, 1).toEpochDay() + 0.25f, moment.part(Of.DAYS));
        assertEquals(1, moment.part(Of.HOUR_SINE), 1e-6);
        assertEquals(0, moment.part(Of.HOUR_COSINE), 1e-6);
        assertEquals(0, moment.part(Of.WEEKDAY_SINE), 1e-6);
        assertEquals(1, moment.part(Of.WEEKDAY_COSINE), 1e-6);
        assertEquals(1, moment.part(Of.MONTH_SINE), 1e-6);
        assertEquals(0, moment.part(Of.MONTH_COSINE), 1e-6);
        moment.parse("2024-04-02");
        assertEquals(Math.sin(2 * Math.PI / 7), moment.part(Of.WEEKDAY_SINE), 1e-6);
    }
}
