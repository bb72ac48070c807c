package io.github.jgln.data;

import io.github.jgln.Column;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates, and times of a day, as tables write them: 2024-03-31, 2024/3/31, 31.3.2024, 3/31/2024, each perhaps followed by T or a
 * blank and 18:30, 18:30:05.25 or 6:30 PM, and that by Z or +01:00, which is left out: what counts is the clock on the wall.
 *
 * <p>One object parses one cell after the other and holds the last.
 */
final class Moment {
    private static final int NANOS_DIGITS = 9;
    private static final double DAY = 86_400;
    private static final double ROUND = 2 * Math.PI;

    private final boolean dayFirst;
    private String text;
    private int at;

    private LocalDate date;
    /** Seconds since midnight. */
    private double second;

    /** @param dayFirst how slashes are read */
    Moment(boolean dayFirst) {
        this.dayFirst = dayFirst;
    }

    LocalDate date() {
        return date;
    }

    /** Seconds since midnight. */
    double second() {
        return second;
    }

    /**
     * One number of the moment that was read last. The hour goes round with its fraction; days of the week, Monday first, and
     * months go round in whole steps.
     *
     * @param of all but the value itself
     */
    float part(Column.Number.Of of) {
        double hour = second / DAY;
        double weekday = (date.getDayOfWeek().getValue() - 1) / 7.0;
        double month = (date.getMonthValue() - 1) / 12.0;
        return (float)
                switch (of) {
                    case VALUE -> throw new IllegalArgumentException("a moment is no number");
                    case DAYS -> date.toEpochDay() + second / DAY;
                    case HOUR_SINE -> StrictMath.sin(ROUND * hour);
                    case HOUR_COSINE -> StrictMath.cos(ROUND * hour);
                    case WEEKDAY_SINE -> StrictMath.sin(ROUND * weekday);
                    case WEEKDAY_COSINE -> StrictMath.cos(ROUND * weekday);
                    case MONTH_SINE -> StrictMath.sin(ROUND * month);
                    case MONTH_COSINE -> StrictMath.cos(ROUND * month);
                };
    }

    /** Reads a cell; false where it is no moment. */
    boolean parse(String cell) {
        if (cell.length() < 8 || cell.charAt(0) < '0' || cell.charAt(0) > '9') {
            return false;
        }
        text = cell;
        at = 0;
        second = 0;
        return parseDate() && (at == text.length() || parseTime() && parseZone());
    }

    private boolean parseDate() {
        int first = digits(4);
        int length = at;
        char separator = next();
        int middle = digits(2);
        boolean same = separator == next();
        int beforeLast = at;
        int last = digits(4);
        if (first < 0 || middle < 0 || last < 0 || !same || "-/.".indexOf(separator) < 0) {
            return false;
        }
        try {
            if (length == 4) {
                date = at - beforeLast <= 2 ? LocalDate.of(first, middle, last) : null;
            } else if (at - beforeLast != 4) {
                return false;
            } else {
                boolean monthFirst = separator == '/' && !dayFirst;
                date = LocalDate.of(last, monthFirst ? first : middle, monthFirst ? middle : first);
            }
        } catch (DateTimeException e) {
            return false;
        }
        return date != null;
    }

    private boolean parseTime() {
        char separator = next();
        int hour = digits(2);
        boolean colon = next() == ':';
        int minute = digits(2);
        if (separator != 'T' && separator != ' ' || !colon || hour < 0 || hour > 24 || minute < 0 || minute > 59) {
            return false;
        }
        double seconds = 0;
        if (peek() == ':') {
            at++;
            int whole = digits(2);
            // 60 is a leap second.
            if (whole < 0 || whole > 60) {
                return false;
            }
            seconds = whole;
            if (peek() == '.' || peek() == ',') {
                at++;
                int begin = at;
                int fraction = digits(NANOS_DIGITS);
                if (fraction < 0) {
                    return false;
                }
                seconds += fraction / Math.pow(10, at - begin);
            }
        }
        int half = half();
        if (half >= 0) {
            if (hour < 1 || hour > 12) {
                return false;
            }
            hour = hour % 12 + 12 * half;
        }
        second = 3600 * hour + 60 * minute + seconds;
        return second <= DAY;
    }

    /** 0 before noon, 1 after, -1 where the clock has 24 hours. */
    private int half() {
        int begin = at;
        if (peek() == ' ') {
            at++;
        }
        if (text.regionMatches(true, at, "AM", 0, 2) || text.regionMatches(true, at, "PM", 0, 2)) {
            at += 2;
            return Character.toUpperCase(text.charAt(at - 2)) == 'A' ? 0 : 1;
        }
        at = begin;
        return -1;
    }

    private boolean parseZone() {
        if (peek() == 'Z') {
            at++;
        } else if (peek() == '+' || peek() == '-') {
            at++;
            boolean hours = digits(2) >= 0;
            if (peek() == ':') {
                at++;
            }
            boolean minutes = at == text.length() || digits(2) >= 0;
            if (!hours || !minutes) {
                return false;
            }
        }
        return at == text.length();
    }

    /** A number of at most so many digits, -1 where there is none. */
    private int digits(int most) {
        int begin = at;
        int value = 0;
        while (at < text.length() && at - begin < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = 10 * value + (text.charAt(at) - '0');
            at++;
        }
        return at == begin ? -1 : value;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }
}
