package io.github.jgln.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How to read a table; what is left empty is found out from its first two lines, never from more, so that a pipe is read as it
 * comes.
 *
 * @param format how it is written down
 * @param delimiter what stands between fields of {@link TableFormat#DELIMITED}; a blank means any run of blanks and tabs
 * @param header whether the first line names the columns; where it does not, they are called c1, c2, …
 * @param decimal what stands before the fraction of a number, {@code '.'} or {@code ','}
 * @param thousands what stands between thousands in numbers, and is left out
 * @param encoding unless the table begins with a byte order mark
 * @param missing what a missing cell may hold instead of nothing, in any case
 * @param comments lines that begin with one of these characters are skipped above the header, or the first row
 * @param dayFirst whether 3/4/2020 is in April; else it is in March
 * @param names columns that are known, as those of a model: {@link TableFormat#JSON_LINES} and {@link TableFormat#LIBSVM}, which
 *     have no header, then look for them in the rows to come. Where empty, they wait for {@code firstRows} rows
 * @param width the largest index of {@link TableFormat#LIBSVM}; 0 where it is to be found in the first rows
 * @param firstRows the rows at most that are waited for to find columns, at least 1
 * @param query what a database is asked, for a {@link TableProvider} that takes one
 */
public record TableOptions(
        Optional<TableFormat> format,
        Optional<Character> delimiter,
        Optional<Boolean> header,
        char decimal,
        Optional<Character> thousands,
        Charset encoding,
        List<String> missing,
        String comments,
        boolean dayFirst,
        List<String> names,
        int width,
        int firstRows,
        Optional<String> query) {
    /** The spellings of a missing cell that are known everywhere. */
    public static final List<String> MISSING = List.of("", "NA", "N/A", "NaN", "null", "?", "-");

    /** Everything found out. */
    public static final TableOptions DEFAULT = builder().build();

    /** @throws DataException when two of them contradict each other */
    public TableOptions {
        Objects.requireNonNull(format);
        Objects.requireNonNull(header);
        Objects.requireNonNull(encoding);
        missing = List.copyOf(missing);
        names = List.copyOf(names);
        if (decimal != '.' && decimal != ',') {
            throw new DataException("expected a decimal point or comma, got " + Excerpt.of("" + decimal));
        }
        if (thousands.isPresent() && thousands.get() == decimal) {
            throw new DataException("expected thousands to be separated by another character than the fraction, got '"
                    + decimal + "' for both");
        }
        if (delimiter.isPresent() && "\"\n\r".indexOf(delimiter.get()) >= 0) {
            throw new DataException("expected a delimiter that is neither a quote nor a line end");
        }
        if (firstRows < 1 || width < 0) {
            throw new DataException(
                    "expected at least 1 first row and a width of 0 or more, got " + firstRows + " and " + width);
        }
    }

    /** Everything found out, until it is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** These, to be changed. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.format = format;
        builder.delimiter = delimiter;
        builder.header = header;
        builder.decimal = decimal;
        builder.thousands = thousands;
        builder.encoding = encoding;
        builder.missing = missing;
        builder.comments = comments;
        builder.dayFirst = dayFirst;
        builder.names = names;
        builder.width = width;
        builder.firstRows = firstRows;
        builder.query = query;
        return builder;
    }

    /** For formats that say themselves how a number is written. */
    TableOptions withPlainNumbers() {
        return toBuilder().decimal('.').thousands(null).build();
    }

    /** Sets what is not to be found out. */
    public static final class Builder {
        private Optional<TableFormat> format = Optional.empty();
        private Optional<Character> delimiter = Optional.empty();
        private Optional<Boolean> header = Optional.empty();
        private char decimal = '.';
        private Optional<Character> thousands = Optional.empty();
        private Charset encoding = StandardCharsets.UTF_8;
        private List<String> missing = MISSING;
        private String comments = "#%";
        private boolean dayFirst;
        private List<String> names = List.of();
        private int width;
        private int firstRows = 1000;
        private Optional<String> query = Optional.empty();

        private Builder() {}

        /** Null: found out. */
        public Builder format(TableFormat format) {
            this.format = Optional.ofNullable(format);
            return this;
        }

        /** Null: found out. */
        public Builder delimiter(Character delimiter) {
            this.delimiter = Optional.ofNullable(delimiter);
            return this;
        }

        /** Null: found out. */
        public Builder header(Boolean header) {
            this.header = Optional.ofNullable(header);
            return this;
        }

        /** {@code '.'} unless set. */
        public Builder decimal(char decimal) {
            this.decimal = decimal;
            return this;
        }

        /** Null, as unless set: nothing stands there. */
        public Builder thousands(Character thousands) {
            this.thousands = Optional.ofNullable(thousands);
            return this;
        }

        /** UTF-8 unless set. */
        public Builder encoding(Charset encoding) {
            this.encoding = encoding;
            return this;
        }

        /** {@link #MISSING} unless set, which replaces all of them. */
        public Builder missing(List<String> missing) {
            this.missing = missing;
            return this;
        }

        /** {@code #} and {@code %} unless set; none where empty. */
        public Builder comments(String comments) {
            this.comments = comments;
            return this;
        }

        /** Month first unless set. */
        public Builder dayFirst(boolean dayFirst) {
            this.dayFirst = dayFirst;
            return this;
        }

        /** None unless set. */
        public Builder names(List<String> names) {
            this.names = names;
            return this;
        }

        /** Found in the first rows unless set. */
        public Builder width(int width) {
            this.width = width;
            return this;
        }

        /** 1,000 unless set. */
        public Builder firstRows(int firstRows) {
            this.firstRows = firstRows;
            return this;
        }

        /** Null, as unless set: none. */
        public Builder query(String query) {
            this.query = Optional.ofNullable(query);
            return this;
        }

        /** @throws DataException when two settings contradict each other */
        public TableOptions build() {
            return new TableOptions(
                    format, delimiter, header, decimal, thousands, encoding, missing, comments, dayFirst, names, width,
                    firstRows, query);
        }
    }
}
