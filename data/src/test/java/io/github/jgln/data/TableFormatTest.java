package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Formats that are not delimited text. */
class TableFormatTest {
    private static String message(String text) {
        return assertThrows(DataException.class, () -> Tables.rest(Tables.of(text)))
                .getMessage();
    }

    @Test
    void arffDeclaresItsColumns() {
        Table table = Tables.of("""
                % a comment
                @RELATION 'x y'
                @attribute 'the size' {small, 'very big', "it's"}
                @ATTRIBUTE weight NUMERIC
                @attribute when date "dd/MM/yyyy HH:mm"
                @attribute day date "yyyy-MM-dd"
                @attribute note string
                @data
                'very big', 1.5, "31/12/2020 23:10", 2020-01-02, 'a, b \\'c\\''

                small,?,?,?,?
                """);
        assertEquals(List.of("the size", "weight", "when", "day", "note"), Tables.names(table));
        assertEquals(
                List.of("small", "very big", "it's"), table.columns().get(0).values());
        assertEquals(TableColumn.Holds.NUMBERS, table.columns().get(1).holds());
        assertEquals(TableColumn.Holds.MOMENTS, table.columns().get(2).holds());
        assertEquals(
                List.of(
                        List.of("very big", "1.5", "2020-12-31T23:10", "2020-01-02", "a, b 'c'"),
                        Arrays.asList("small", null, null, null, null)),
                Tables.rest(table));
        assertEquals(11, table.line());
    }

    @Test
    void arffMayHaveCommentsBetweenItsRecords() {
        assertEquals(
                List.of(List.of("1"), List.of("2")),
                Tables.records("@relation x\n@attribute a real\n@data\n1\n% no\n2\n"));
    }

    @Test
    void sparseArffMeansZeroAndTheFirstValue() {
        assertEquals(
                List.of(Arrays.asList("p", "0", "3"), Arrays.asList("q r", null, "0")),
                Tables.records("@relation x\n@attribute k {p,'q r'}\n@attribute a real\n@attribute b real\n@data\n"
                        + "{2 3}\n{0 'q r', 1 ?}\n"));
    }

    @Test
    void aDeclaredValueThatElsewhereMeansMissingIsAValue() {
        assertEquals(
                List.of(Arrays.asList("-"), Arrays.asList((String) null)),
                Tables.records("@relation x\n@attribute k {-,+}\n@data\n-\n?\n"));
    }

    @Test
    void arffFaultsNameTheirLine() {
        String head = "@relation x\n@attribute a real\n";
        assertEquals("t line 4: expected 1 fields, one for each attribute, found 2", message(head + "@data\n1,2\n"));
        assertEquals(
                "t line 3: expected numeric, a list of values, string or date as the type of 'b', found 'relational'",
                message(head + "@attribute b relational\n@data\n"));
        assertEquals("t: expected @data, found the end of the file", message(head));
        assertTrue(message(head + "@data\n{5 1}\n").startsWith("t line 4: expected the index of an attribute"));
        assertTrue(message(head + "@data\n'x\n").startsWith("t line 4: expected a closing quote"));
        assertTrue(message(head + "@attribute a real\n").startsWith("t line 3: expected attributes of different"));
    }

    @Test
    void libsvmHasTheWidthOfItsFirstRows() {
        Table table = Tables.of("+1 qid:3 1:0.5 3:2 # note\n-1 2:1e3\n");
        assertEquals(List.of("label", "c1", "c2", "c3"), Tables.names(table));
        assertEquals(List.of(List.of("1", "0.5", "0", "2"), List.of("-1", "0", "1e3", "0")), Tables.rest(table));
        assertEquals(List.of("label", "c0", "c1"), Tables.names(Tables.of("1 0:1 1:2\n")));
    }

    @Test
    void longLinesOfPairsAndOfNumbersAreToldApart() {
        String pairs =
                IntStream.rangeClosed(1, 20_000).mapToObj(i -> " " + i + ":0.5").collect(Collectors.joining());
        assertEquals(20_001, Tables.of("1" + pairs + "\n").columns().size());
        assertEquals(
                20_001, Tables.of("1" + ",0.5".repeat(20_000) + "\n").columns().size());
    }

    /** A wrong one would fill the memory. */
    @Test
    void anIndexThatFewTablesReachMustBeSaid() {
        String text = "1 1:2\n0 65537:1\n";
        assertEquals(
                "t line 2: expected indices of at most 65536, found 65537; if there are so many columns, give the largest"
                        + " by --width",
                assertThrows(DataException.class, () -> Tables.of(text)).getMessage());
        TableOptions wide = TableOptions.builder().width(70_000).build();
        assertEquals(70_001, Tables.of(text, wide).columns().size());
    }

    @Test
    void libsvmHasTheWidthThatIsGiven() {
        TableOptions five = TableOptions.builder().width(5).build();
        assertEquals(6, Tables.of("1 2:1\n", five).columns().size());
        TableOptions known = TableOptions.builder().names(List.of("c0", "c7")).build();
        assertEquals(9, Tables.of("1 2:1\n", known).columns().size());
        Table narrow = Tables.of("1 2:1\n2 9:1\n", five);
        assertEquals(
                "t line 2: expected indices from 1 to 5 as in the first rows or the model, found 9; give the largest"
                        + " by --width",
                assertThrows(DataException.class, () -> Tables.rest(narrow)).getMessage());
        TableOptions libsvm = TableOptions.builder().format(TableFormat.LIBSVM).build();
        Table several = Tables.of("1,2 1:1\n", libsvm);
        assertEquals(
                "t line 1: expected one label, found several in '1,2'",
                assertThrows(DataException.class, () -> Tables.rest(several)).getMessage());
        assertTrue(message("1 1:1\n1 x\n").startsWith("t line 2: expected index:value"), message("1 1:1\n1 x\n"));
    }

    @Test
    void jsonLinesHaveTheKeysOfTheirFirstRows() {
        Table table = Tables.of("{\"a\": 1.5, \"b\": \" x \"}\n\n{\"b\": null, \"c\": true}\n");
        assertEquals(List.of("a", "b", "c"), Tables.names(table));
        assertEquals(List.of(Arrays.asList("1.5", "x", null), Arrays.asList(null, null, "true")), Tables.rest(table));
    }

    @Test
    void lateKeysOfJsonAreLeftOutAndSaid() {
        Table table = Tables.of(
                "{\"a\": 1}\n{\"z\": 2}\n", TableOptions.builder().firstRows(1).build());
        assertEquals(2, Tables.rest(table).size());
        assertEquals(
                "t: keys that are not among the columns are left out, the first of them 'z'",
                Tables.texts(table.notices()));
    }

    @Test
    void jsonFaultsNameTheirLine() {
        assertEquals(
                "t line 2: expected a flat object, found another array at key 'a'; flatten it first, as by: jq -c",
                message("{\"a\": 1}\n{\"a\": [1]}\n"));
        assertTrue(message("{\"a\": 1\n").startsWith("t line 1: malformed JSON: "));
        assertTrue(message("{\"a\": 1} {}\n").startsWith("t line 1: expected one JSON object a line, found more"));
        assertTrue(message("[{\"a\": 1}]\n").contains("jq -c '.[]'"));
    }

    @Test
    void decimalCommasAreOfDelimitedTextOnly() {
        TableOptions comma = TableOptions.builder().decimal(',').build();
        assertEquals('.', Tables.of("{\"a\": 1.5}\n", comma).options().decimal());
        assertEquals(',', Tables.of("a;b\n1;2\n", comma).options().decimal());
    }
}
