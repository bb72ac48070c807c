package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.Column.Number.Of;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static Schema infer(String text) {
        return Schema.infer(Tables.first(text), SchemaOptions.DEFAULT);
    }

    private static Schema infer(String text, SchemaOptions.Builder options) {
        return Schema.infer(Tables.first(text), options.build());
    }

    private static Schema cut(String text, int firstRows) {
        TableOptions options = TableOptions.builder().firstRows(firstRows).build();
        return Schema.infer(FirstRows.of(Tables.of(text, options)), SchemaOptions.DEFAULT);
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> texts(Schema schema, Notice.Kind kind) {
        return schema.notices().stream()
                .filter(notice -> notice.kind() == kind)
                .map(Notice::text)
                .toList();
    }

    @Test
    void columnsAreWhatTheirFirstRowsHold() {
        Schema schema = infer("""
                age,job,member,since,gone,class
                17,clerk,true,2024-01-31,?,yes
                ?,smith,FALSE,2024-02-01,?,no
                90,clerk,?,?,?,yes
                """);
        assertEquals(
                List.of(
                        new Column.Number("age", Of.VALUE, List.of(90f), true),
                        new Column.Category("job", List.of("clerk", "smith"), 1),
                        new Column.Number("member", Of.VALUE, List.of(), true),
                        new Column.Number("since", Of.DAYS),
                        new Column.Number("since", Of.WEEKDAY_SINE),
                        new Column.Number("since", Of.WEEKDAY_COSINE),
                        new Column.Number("since", Of.MONTH_SINE),
                        new Column.Number("since", Of.MONTH_COSINE),
                        new Column.Number("gone", Of.VALUE, List.of(), true)),
                schema.columns());
        assertEquals(Optional.of("class"), schema.label());
        assertEquals(List.of("no", "yes"), schema.classes().names());
        assertEquals(
                List.of(
                        "'age': number, 17 … 90, 1 missing; becomes a number, 1 mark, whether it is missing",
                        "'job': category, 2 values: 'clerk', 'smith', 0 missing; becomes 2 categories, 1 place for others",
                        "'member': number, true or false, 1 missing; becomes a number, 0 marks, whether it is missing",
                        "'since': moment, 2024-01-31 … 2024-02-01, 1 missing; becomes 5 numbers",
                        "'gone': number, nothing but missing, 3 missing; becomes a number, 0 marks, whether it is missing",
                        "'class': label, 2 values: 'no', 'yes', 0 missing; becomes 2 classes"),
                schema.report().stream().map(ColumnReport::toString).toList());
        assertEquals(
                List.of("t: the column 'gone' is the same in every row and tells nothing"),
                texts(schema, Notice.Kind.CONSTANT));
    }

    @Test
    void partsOfAMomentAreThoseThatVaryOrMayVaryLater() {
        String days = "t,k\n2024-01-01 10:00,a\n2024-01-01 11:00,b\n";
        assertEquals(
                List.of(Of.DAYS, Of.HOUR_SINE, Of.HOUR_COSINE),
                infer(days).columns().stream()
                        .map(column -> ((Column.Number) column).of())
                        .toList());
        assertEquals(
                5,
                cut("t,k\n2024-01-01,a\n2024-01-01,b\n2024-01-02,b\n", 2)
                        .columns()
                        .size());
    }

    @Test
    void rolesMayBeGiven() {
        String text = "id,zip,age,kind\n7,00123,1,a\n8,00124,x,b\n";
        Map<String, ColumnRole> roles = SchemaOptions.roles("id:ignore,zip:category, age:Number");
        Schema schema = infer(text, SchemaOptions.builder().roles(roles));
        assertEquals(
                List.of(
                        new Column.Category("zip", List.of("00123", "00124"), 1),
                        new Column.Number("age", Of.VALUE, List.of(), true)),
                schema.columns());
        assertEquals(ColumnRole.IGNORE, schema.roles().get("id"));
        assertEquals(
                "t: expected roles of columns that are there, got them of 'x'; the columns are 'id', 'zip', 'age',"
                        + " 'kind'",
                assertThrows(
                                DataException.class,
                                () -> infer(text, SchemaOptions.builder().roles(Map.of("x", ColumnRole.NUMBER))))
                        .getMessage());
        assertThrows(DataException.class, () -> SchemaOptions.roles("id"));
        assertThrows(DataException.class, () -> SchemaOptions.roles("id:what"));
        assertEquals(Map.of("a:b", ColumnRole.MOMENT), SchemaOptions.roles("a:b:date"));
    }

    @Test
    void theLabelIsGivenOrNamedSoOrTheLast() {
        assertEquals(Optional.of("b"), infer("a,b\n1,x\n2,y\n").label());
        assertEquals(Optional.of("Target"), infer("Target,b\nx,1\ny,2\n").label());
        String text = "a,2,c\n1,x,5\n2,y,6\n";
        TableOptions header = TableOptions.builder().header(true).build();
        for (Map.Entry<String, String> given :
                Map.of("a", "a", "1", "a", "2", "2", "-1", "c", "-3", "a").entrySet()) {
            Schema schema = Schema.infer(
                    FirstRows.of(Tables.of(text, header)),
                    SchemaOptions.builder().label(given.getKey()).build());
            assertEquals(Optional.of(given.getValue()), schema.label(), given.getKey());
        }
        assertEquals(
                "t: expected a label column '4', found the columns 'a', 'b'",
                assertThrows(
                                DataException.class,
                                () -> infer(
                                        "a,b\n1,x\n", SchemaOptions.builder().label("4")))
                        .getMessage());
        assertEquals(
                Optional.of("a"),
                infer("a,b\nx,1\ny,2\n", SchemaOptions.builder().roles(SchemaOptions.roles("a:label")))
                        .label());
        Schema none = infer("a,b\n1,x\n", SchemaOptions.builder().labelled(false));
        assertEquals(Optional.empty(), none.label());
        assertEquals(2, none.columns().size());
    }

    @Test
    void theMostFrequentCategoriesHavePlacesOfTheirOwn() {
        String text = "c,k\n" + lines(21, i -> "z" + i % 4 + "," + i % 2) + "y,0\nx,1\nz3,0\nz3,1\n";
        Schema schema = infer(text, SchemaOptions.builder().categories(4));
        assertEquals(List.of(new Column.Category("c", List.of("z3", "z0", "z1", "z2"), 16)), schema.columns());
        Schema five = infer(text, SchemaOptions.builder().categories(5));
        assertEquals(
                List.of("z3", "z0", "z1", "z2", "x"),
                ((Column.Category) five.columns().get(0)).categories());
        Schema many = infer("c,k\n" + lines(500, i -> "v" + i + "," + i % 2));
        assertEquals(256, ((Column.Category) many.columns().get(0)).others());
        assertEquals(60, ((Column.Category) many.columns().get(0)).categories().size());
    }

    @Test
    void declaredValuesKeepTheirOrder() {
        Schema schema = infer("@relation r\n@attribute s {small,big,huge}\n@attribute n real\n"
                + "@attribute k {yes,no}\n@data\nbig,1,no\n");
        assertEquals(
                List.of(new Column.Category("s", List.of("small", "big", "huge"), 1), new Column.Number("n")),
                schema.columns());
        assertEquals(List.of("yes", "no"), schema.classes().names());
    }

    @Test
    void wordsAmongManyNumbersCountAsMissing() {
        Schema schema = infer("n,k\n" + lines(100, i -> i + ".5," + i % 2) + "none,0\n");
        Column.Number n = (Column.Number) schema.columns().get(0);
        assertEquals(15, n.marks().size());
        assertEquals(6.5f, n.marks().get(0));
        assertEquals(
                List.of("t: in 'n' 'none' (1 of the first 101 rows) counts as missing; give it by --missing if it means"
                        + " that, or the column as n:category"),
                texts(schema, Notice.Kind.COLUMN));
        Schema codes = infer("n,k\n" + lines(100, i -> i % 4 + "," + i % 2) + "x,0\n");
        assertTrue(codes.columns().get(0) instanceof Column.Category);
    }

    /** It is a number, and missing in a row of floats. */
    @Test
    void numbersThatNoFloatHoldsCountAsMissing() {
        assertEquals(
                List.of(new Column.Number("n", Of.VALUE, List.of(2f), true)),
                infer("n,k\n1e39,a\n1,b\n2,a\n").columns());
    }

    @Test
    void columnsThatTellEveryRowApartAreSaid() {
        Schema schema =
                infer("id,no,x,kind\n" + lines(50, i -> "u" + i + "," + (3 * i) + "," + (i * 7 % 50) + "," + i % 2));
        assertEquals(
                List.of("t: the columns 'id', 'no' differ in every row, as names and numbers of rows do; leave them out"
                        + " by --columns id:ignore"),
                texts(schema, Notice.Kind.IDENTIFIER));
        assertEquals(3, schema.columns().size());
        assertEquals(List.of(), texts(infer("id,kind\n" + lines(49, i -> i + "," + i % 2)), Notice.Kind.IDENTIFIER));
    }

    @Test
    void aLabelLikeAQuantityIsSaid() {
        assertEquals(
                List.of("t: 59 classes for 60 rows in column 'y': is it a quantity? --target y learns it as a number"),
                texts(infer("x,y\n" + lines(60, i -> i % 3 + "," + Math.max(1, i) + ".25")), Notice.Kind.LABEL));
        assertEquals(List.of(), texts(infer("x,y\n" + lines(60, i -> i % 3 + "," + i % 12)), Notice.Kind.LABEL));
        assertEquals(
                List.of(
                        "t: all labels of the first 3 rows, in column 'y', are '0'; if another column is the label, give"
                                + " it by --label"),
                texts(infer("x,y\n" + lines(3, i -> i + ",0")), Notice.Kind.LABEL));
    }

    @Test
    void otherWaysOfWritingNumbersAndDatesAreSaid() {
        assertEquals(
                List.of("t: the column 'a' seems to be numbers with a decimal comma: --decimal-comma"),
                texts(infer("a;k\n1,5;x\n2;y\n"), Notice.Kind.COLUMN));
        assertEquals(
                List.of("t: the column 'a' seems to be dates whose day comes first: --day-first"),
                texts(infer("a,k\n13/2/2024,x\n1/2/2024,y\n"), Notice.Kind.COLUMN));
    }

    @Test
    void classesMayBeGivenOrLeftRoomFor() {
        String text = "x,k\n1,a\n2,b\n";
        assertEquals(
                List.of("b", "a", "c"),
                infer(text, SchemaOptions.builder().classes(List.of("b", "a", "c")))
                        .classes()
                        .names());
        assertEquals(
                List.of("a", "b", "(spare 1)", "(other)"),
                infer(text, SchemaOptions.builder().spareClasses(1).otherClass(true))
                        .classes()
                        .names());
        assertEquals(
                "t: expected labels in column 'k', found none in the first 1 rows; name the classes by --classes, or"
                        + " leave room by --spare-classes",
                assertThrows(DataException.class, () -> infer("x,k\n1,?\n")).getMessage());
    }

    @Test
    void aLabelAloneIsNothingToLearnFrom() {
        assertEquals(
                "t: expected at least one column beside the label, found 'k'",
                assertThrows(DataException.class, () -> infer("k\nx\ny\n")).getMessage());
    }

    @Test
    void wideTablesHaveFewerFirstRows() {
        String text = lines(1, r -> "kind" + lines(20_000, c -> ",g" + c).replace("\n", ""))
                + lines(60, r -> (r % 2 == 0 ? "x" : "y") + ",1".repeat(20_000));
        FirstRows first = Tables.first(text);
        assertEquals(52, first.count());
        Schema schema = Schema.infer(first, SchemaOptions.builder().label("1").build());
        assertEquals(20_000, schema.columns().size());
        assertTrue(schema.notices().get(0).text().contains(" and 19980 more "));
    }
}
