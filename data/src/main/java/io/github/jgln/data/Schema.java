package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.Column.Number.Of;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the columns of a table are to a model. */
public final class Schema {
    private final FirstRows table;
    private final SchemaOptions options;
    private final List<ColumnGuess> guesses = new ArrayList<>();
    private final List<ColumnRole> roles = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<ColumnReport> report = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Optional<String> label;
    private final Classes classes;
    private final List<String> targets;

    private Schema(FirstRows table, SchemaOptions options) {
        this.table = table;
        this.options = options;
        List<String[]> rows = table.rows();
        List<TableColumn> all = table.columns();
        requireKnown(all);
        int labelAt = ColumnNames.of(table).label(options);
        List<Integer> targetsAt = ColumnNames.of(table).targets(options.targets());
        Classes found = null;
        for (int c = 0; c < all.size(); c++) {
            ColumnGuess guess = new ColumnGuess(all.get(c), c, rows, table.options());
            ColumnRole role = targetsAt.contains(c)
                    ? ColumnRole.TARGET
                    : c == labelAt ? ColumnRole.LABEL : options.roles().getOrDefault(guess.name(), guess.role());
            guesses.add(guess);
            roles.add(role);
            int before = columns.size();
            switch (role) {
                case NUMBER -> columns.add(guess.asNumber());
                case CATEGORY -> columns.add(category(guess));
                case MOMENT -> parts(guess).forEach(of -> columns.add(new Column.Number(guess.name(), of)));
                case LABEL -> found = classes(guess);
                case TARGET -> requireNumbers(guess);
                case IGNORE -> {}
            }
            report.add(new ColumnReport(
                    guess.name(),
                    role,
                    guess.values(role),
                    guess.missing(),
                    becomes(columns.subList(before, columns.size()), found, role)));
        }
        this.label =
                labelAt < 0 ? Optional.empty() : Optional.of(all.get(labelAt).name());
        this.classes = found == null ? Classes.of(List.of(), Classes.Unknown.REFUSED) : found;
        this.targets = targetsAt.stream().map(at -> all.get(at).name()).toList();
        if (columns.isEmpty()) {
            throw new DataException(table.name() + ": expected at least one column beside " + learnt() + ", found "
                    + Excerpt.names(names(all)));
        }
        notice();
    }

    /**
     * Says what columns are by what their first rows hold.
     *
     * @throws DataException when {@code options} names columns that the table lacks, there is nothing to learn from, no label in
     *     the first rows, or a target that is no number
     */
    public static Schema infer(FirstRows table, SchemaOptions options) {
        return new Schema(table, options);
    }

    private String learnt() {
        return targets.isEmpty() ? "the label" : targets.size() == 1 ? "the target" : "the targets";
    }

    private static List<String> names(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::name).toList();
    }

    private void requireKnown(List<TableColumn> all) {
        List<String> unknown = options.roles().keySet().stream()
                .filter(name -> !names(all).contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new DataException(table.name() + ": expected roles of columns that are there, got them of "
                    + Excerpt.names(unknown) + "; the columns are " + Excerpt.names(names(all)));
        }
    }

    private Column.Category category(ColumnGuess guess) {
        int limit = options.categories();
        return new Column.Category(guess.name(), guess.categories(limit), guess.others(limit));
    }

    /**
     * What of a moment a model gets: the hour where rows have one; of the day of the week and the month what varies, or may vary
     * below the first rows.
     */
    private List<Of> parts(ColumnGuess guess) {
        List<Of> parts = new ArrayList<>(List.of(Of.DAYS));
        if (guess.hasHours()) {
            parts.addAll(List.of(Of.HOUR_SINE, Of.HOUR_COSINE));
        }
        if (guess.weekdaysVary() || !table.whole()) {
            parts.addAll(List.of(Of.WEEKDAY_SINE, Of.WEEKDAY_COSINE));
        }
        if (guess.monthsVary() || !table.whole()) {
            parts.addAll(List.of(Of.MONTH_SINE, Of.MONTH_COSINE));
        }
        return parts;
    }

    private Classes classes(ColumnGuess guess) {
        List<String> names = options.classes().isEmpty() ? guess.classes() : options.classes();
        if (names.isEmpty() && options.spareClasses() == 0) {
            throw new DataException(table.name() + ": expected labels in column " + Excerpt.of(guess.name())
                    + ", found none in the first " + table.count()
                    + " rows; name the classes by --classes, or leave room by --spare-classes");
        }
        return Classes.of(names, options.spareClasses(), options.otherClass());
    }

    /** A cell now and then that is no number is missing; a column of them was not meant. */
    private void requireNumbers(ColumnGuess guess) {
        guess.noNumber().ifPresent(cell -> {
            throw new DataException(table.name() + ": expected numbers in the target column " + Excerpt.of(guess.name())
                    + ", found " + Excerpt.of(cell) + "; "
                    + (guess.looksLikeDecimalComma()
                            ? "if these are numbers with a decimal comma, say so by --decimal-comma"
                            : "classes are learnt by --label " + guess.name() + "; what stands for a missing number is"
                                    + " given by --missing"));
        });
    }

    private static String becomes(List<Column> made, Classes classes, ColumnRole role) {
        return switch (role) {
            case NUMBER, CATEGORY -> ColumnReport.becomes(made.get(0));
            case MOMENT -> made.size() + (made.size() == 1 ? " number" : " numbers");
            case LABEL -> classes.count() + " classes";
            case TARGET -> "a number to learn";
            case IGNORE -> "nothing";
        };
    }

    private void notice() {
        notices.addAll(table.notices());
        columnsThat(
                ColumnGuess::looksLikeIdentifier,
                Notice.Kind.IDENTIFIER,
                "differ in every row, as names and numbers of rows do; leave them out by --columns ",
                ":ignore");
        columnsThat(ColumnGuess::constant, Notice.Kind.CONSTANT, "are the same in every row and tell nothing", "");
        columnsThat(
                guess -> guess.looksLikeDecimalComma() && guess.role() == ColumnRole.CATEGORY,
                Notice.Kind.COLUMN,
                "seem to be numbers with a decimal comma: --decimal-comma",
                "");
        columnsThat(
                ColumnGuess::looksLikeDayFirst,
                Notice.Kind.COLUMN,
                table.options().dayFirst()
                        ? "seem to be dates whose month comes first: leave --day-first out"
                        : "seem to be dates whose day comes first: --day-first",
                "");
        for (int c = 0; c < guesses.size(); c++) {
            ColumnGuess guess = guesses.get(c);
            if (roles.get(c) == ColumnRole.NUMBER) {
                guess.oddWords()
                        .ifPresent(text -> notices.add(new Notice(Notice.Kind.COLUMN, table.name() + ": " + text)));
            }
            boolean foundClasses =
                    roles.get(c) == ColumnRole.LABEL && options.classes().isEmpty();
            if (foundClasses
                    && guess.present() > 1
                    && guess.distinct() == 1
                    && guess.classes().size() == 1) {
                notices.add(new Notice(
                        Notice.Kind.LABEL,
                        table.name() + ": all labels of the first " + table.count() + " rows, in column "
                                + Excerpt.of(guess.name()) + ", are " + Excerpt.names(guess.classes())
                                + "; if another column is the label, give it by --label"));
            }
            if (foundClasses && guess.looksLikeQuantity()) {
                notices.add(new Notice(
                        Notice.Kind.LABEL,
                        table.name() + ": " + guess.distinct() + " classes for " + guess.present() + " rows in column "
                                + Excerpt.of(guess.name()) + ": is it a quantity? --target " + guess.name()
                                + " learns it as a number"));
            }
        }
    }

    /** One line about all columns of a kind; the label is none of them. */
    private void columnsThat(Predicate<ColumnGuess> are, Notice.Kind kind, String text, String remedy) {
        List<String> found = new ArrayList<>();
        for (int c = 0; c < guesses.size(); c++) {
            boolean used = switch (roles.get(c)) {
                case LABEL, TARGET, IGNORE -> false;
                default -> true;
            };
            if (used && are.test(guesses.get(c))) {
                found.add(guesses.get(c).name());
            }
        }
        if (!found.isEmpty()) {
            String example = remedy.isEmpty() ? "" : found.get(0) + remedy;
            notices.add(new Notice(
                    kind,
                    table.name() + ": the column" + (found.size() == 1 ? " " : "s ") + Excerpt.names(found) + " "
                            + (found.size() == 1 ? singular(text) : text) + example));
        }
    }

    private static String singular(String text) {
        return text.replaceFirst("^differ", "differs")
                .replaceFirst("^are", "is")
                .replaceFirst("^seem", "seems")
                .replace("tell nothing", "tells nothing")
                .replace("leave them out", "leave it out");
    }

    /** What a row of the model holds, in order; parts of a moment follow each other. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /** The name of the label's column, where there is one. */
    public Optional<String> label() {
        return label;
    }

    /** The names of the columns whose numbers are learnt; none where classes are. */
    public List<String> targets() {
        return targets;
    }

    /** The classes, none where there is no label. One object for all who ask: a label that comes up late is in it. */
    public Classes classes() {
        return classes;
    }

    /** A line for each column of the table, in its order. */
    public List<ColumnReport> report() {
        return List.copyOf(report);
    }

    /** What the owner of the table should know. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** What each column is to the model, by name, in the table's order. */
    public Map<String, ColumnRole> roles() {
        Map<String, ColumnRole> byName = new LinkedHashMap<>();
        for (int c = 0; c < roles.size(); c++) {
            byName.put(guesses.get(c).name(), roles.get(c));
        }
        return byName;
    }
}
