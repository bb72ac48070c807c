package io.github.jgln.data;

import io.github.jgln.Column;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the first rows say about one column. */
final class ColumnGuess {
    /** Fewer rows tell little about whether all values differ. */
    private static final int ROWS_FOR_IDENTIFIERS = 50;

    /** Of a column of numbers, this part of the cells may be words for missing, and of so few spellings. */
    private static final double ODD = 0.1;

    private static final int ODD_SPELLINGS = 2;
    private static final int NUMBERS_BESIDE_ODD = 20;

    private static final int SHOWN_NAMES = 3;

    /** Parts that marks cut numbers into. */
    private static final int PARTS = 16;

    /** Whatever is hashed shares places with few others when there are this many places for each. */
    private static final int PLACES_PER_OTHER = 4;

    private static final int FEWEST_OTHERS = 16;
    private static final int MOST_OTHERS = 256;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+");

    private final TableColumn column;
    private int missing;
    /** In the order in which they come up. */
    private final Map<String, Integer> cells = new LinkedHashMap<>();

    private int numbers;
    /** Numbers that no float holds. */
    private int beyond;

    private float[] values = new float[64];
    private final Map<String, Integer> notNumbers = new LinkedHashMap<>();
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private boolean rising = true;
    private boolean whole = true;
    private int truths;
    private int moments;
    private int momentsDayFirst;
    private LocalDate earliest;
    private LocalDate latest;
    private boolean hours;
    private boolean weekdays;
    private boolean months;

    ColumnGuess(TableColumn column, int index, List<String[]> rows, TableOptions options) {
        this.column = column;
        NumberText text = new NumberText(options);
        Moment moment = new Moment(options.dayFirst());
        Moment other = new Moment(!options.dayFirst());
        for (String[] row : rows) {
            String cell = row[index];
            if (cell == null) {
                missing++;
                continue;
            }
            cells.merge(cell, 1, Integer::sum);
            float number = text.parse(cell);
            if (Float.isFinite(number)) {
                number(number, cell);
                continue;
            }
            if (!Float.isNaN(number)) {
                beyond++;
                continue;
            }
            notNumbers.merge(cell, 1, Integer::sum);
            truths += isTruth(cell) ? 1 : 0;
            if (moment.parse(cell)) {
                moment(moment);
            }
            momentsDayFirst += other.parse(cell) ? 1 : 0;
        }
    }

    static boolean isTruth(String cell) {
        return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
    }

    private void number(float number, String cell) {
        if (numbers == values.length) {
            values = Arrays.copyOf(values, 2 * numbers);
        }
        values[numbers] = number;
        numbers++;
        // Two numbers of sixteen digits may be one float; texts of equal length tell them apart.
        rising &= number >= most;
        whole &= cell.indexOf('.') < 0 && cell.indexOf(',') < 0 && cell.indexOf('e') < 0 && cell.indexOf('E') < 0;
        least = Math.min(least, number);
        most = Math.max(most, number);
    }

    private void moment(Moment moment) {
        LocalDate date = moment.date();
        if (moments > 0) {
            weekdays |= date.getDayOfWeek() != earliest.getDayOfWeek();
            months |= date.getMonth() != earliest.getMonth();
        }
        hours |= moment.second() != 0;
        earliest = earliest == null || date.isBefore(earliest) ? date : earliest;
        latest = latest == null || date.isAfter(latest) ? date : latest;
        moments++;
    }

    String name() {
        return column.name();
    }

    /** As a column of numbers, with marks where they are. */
    Column.Number asNumber() {
        return new Column.Number(
                name(),
                Column.Number.Of.VALUE,
                Column.Number.marks(Arrays.copyOf(values, numbers), PARTS),
                numbers + truths < present() + missing);
    }

    int present() {
        return numbers + beyond + count(notNumbers);
    }

    int missing() {
        return missing;
    }

    int distinct() {
        return cells.size();
    }

    private static int count(Map<String, Integer> some) {
        return some.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What the column seems to be. */
    ColumnRole role() {
        return switch (column.holds()) {
            case NUMBERS -> ColumnRole.NUMBER;
            case CATEGORIES -> ColumnRole.CATEGORY;
            case MOMENTS -> ColumnRole.MOMENT;
            case UNDECLARED -> guess();
        };
    }

    private ColumnRole guess() {
        if (notNumbers.isEmpty() || truths == present() || mostlyNumbers()) {
            return ColumnRole.NUMBER;
        }
        return moments == present() ? ColumnRole.MOMENT : ColumnRole.CATEGORY;
    }

    private boolean mostlyNumbers() {
        return count(notNumbers) <= ODD * present()
                && notNumbers.size() <= ODD_SPELLINGS
                && cells.size() - notNumbers.size() > NUMBERS_BESIDE_ODD;
    }

    /** All labels that came up, or all that are declared. */
    List<String> classes() {
        return column.values().isEmpty() ? Classes.inOrder(cells.keySet()) : column.values();
    }

    /** Whether the column looks like a quantity and not like a class. */
    boolean looksLikeQuantity() {
        boolean allNumbers = numbers > 0 && notNumbers.isEmpty();
        return column.values().isEmpty()
                && allNumbers
                && (!whole && distinct() > 10 || present() >= 20 && 5 * distinct() > present());
    }

    /** Whether each row has another value, as names and numbers of rows have. */
    boolean looksLikeIdentifier() {
        boolean differ = present() >= ROWS_FOR_IDENTIFIERS && distinct() == present() && missing == 0;
        boolean counts = numbers == present() && whole && rising;
        return differ && (counts || role() == ColumnRole.CATEGORY);
    }

    boolean constant() {
        return present() == 0 || distinct() == 1 && missing == 0 && present() > 1;
    }

    /** What in a column of numbers is none, and was taken for missing. */
    Optional<String> oddWords() {
        return numbers > 0 && !notNumbers.isEmpty() && role() == ColumnRole.NUMBER
                ? Optional.of("in " + Excerpt.of(name()) + " " + Excerpt.names(notNumbers.keySet()) + " ("
                        + count(notNumbers) + " of the first " + (present() + missing)
                        + " rows) counts as missing; give it by --missing if it means that, or the column as "
                        + name() + ":category")
                : Optional.empty();
    }

    /** A cell that shows that the column holds no numbers; empty where it does, or is missing throughout. */
    Optional<String> noNumber() {
        boolean others = count(notNumbers) > ODD * present();
        return others ? notNumbers.keySet().stream().findFirst() : Optional.empty();
    }

    boolean looksLikeDecimalComma() {
        boolean some = notNumbers.keySet().stream()
                .anyMatch(cell -> DECIMAL_COMMA.matcher(cell).matches());
        return some
                && notNumbers.keySet().stream()
                        .allMatch(cell -> DECIMAL_COMMA.matcher(cell).matches());
    }

    boolean looksLikeDayFirst() {
        return present() > 0 && moments < present() && momentsDayFirst == present();
    }

    /** Those with a place of their own: the most frequent, these first, or in the declared order. */
    List<String> categories(int limit) {
        boolean declared = !column.values().isEmpty();
        Stream<String> all = declared
                ? column.values().stream().distinct()
                : cells.keySet().stream().sorted();
        // The sort is stable, so equals keep their order.
        List<String> chosen = all.sorted(Comparator.comparing(name -> -cells.getOrDefault(name, 0)))
                .limit(limit)
                .toList();
        return declared
                ? column.values().stream()
                        .distinct()
                        .filter(Set.copyOf(chosen)::contains)
                        .toList()
                : chosen;
    }

    /** Places for all others: few are expected where few came up. */
    int others(int limit) {
        int left = classes().size() - limit;
        if (left <= 0) {
            return 1;
        }
        int wanted = Integer.highestOneBit(PLACES_PER_OTHER * left - 1) * 2;
        return Math.max(FEWEST_OTHERS, Math.min(MOST_OTHERS, wanted));
    }

    boolean hasHours() {
        return hours;
    }

    boolean weekdaysVary() {
        return weekdays;
    }

    boolean monthsVary() {
        return months;
    }

    /** What the column holds, for the report. */
    String values(ColumnRole role) {
        if (present() == 0) {
            return "nothing but missing";
        }
        return switch (role) {
            case NUMBER -> truths == present() ? "true or false" : range();
            case TARGET -> range();
            case MOMENT -> moments == 0 ? "no moments" : earliest + " … " + latest;
            default -> distinct() + (distinct() == 1 ? " value: " : " values: ") + some();
        };
    }

    private String range() {
        return numbers == 0 ? "no numbers" : shown(least) + " … " + shown(most);
    }

    private static String shown(double number) {
        String text = Float.toString((float) number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private String some() {
        String shown = String.join(
                ", ", classes().stream().limit(SHOWN_NAMES).map(Excerpt::of).toList());
        return distinct() > SHOWN_NAMES ? shown + ", …" : shown;
    }
}
