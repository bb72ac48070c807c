package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.Preparation;
import io.github.jgln.RowSource;
import io.github.jgln.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final String HOUSES =
            "rooms,price,kind,rent\n1,10.5,flat,1\n2,NA,flat,2\n3,30,house,3\n4,40,house,x\n"
                    + "5,50,flat,5\n6,60,flat,6\n7,70,flat,7\n8,80,flat,8\n9,90,flat,9\n10,100,flat,10\n11,110,flat,11\n";

    private final List<String> said = new ArrayList<>();

    private static SchemaOptions targets(String... names) {
        return SchemaOptions.builder().targets(List.of(names)).build();
    }

    private Dataset read(String text, SchemaOptions options) {
        return TableDataset.read(Tables.of(text), options, said::add);
    }

    private static Schema schema(String text, String... targets) {
        return Schema.infer(Tables.first(text), targets(targets));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable what) {
        assertEquals(message, assertThrows(DataException.class, what).getMessage());
    }

    private static float[] all(RowSource rows) throws IOException {
        List<Float> numbers = new ArrayList<>();
        for (LabelledRows block; (block = rows.next(4)).count() > 0; ) {
            Targets.Reals reals = (Targets.Reals) block.targets();
            for (int i = 0; i < block.count() * reals.width(); i++) {
                numbers.add(reals.of()[reals.from() * reals.width() + i]);
            }
        }
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    @Test
    void targetsAreNoFeaturesAndTheirOrderIsThatInWhichTheyAreGiven() {
        Dataset data = read(HOUSES, targets("rent", "2"));

        assertEquals(List.of("rent", "price"), data.targetNames());
        assertEquals(List.of(), data.classes());
        assertEquals(
                List.of("rooms", "kind"),
                data.columns().stream().map(Column::name).toList());
        assertArrayEquals(new float[] {1, 10.5f}, data.numbers(0));
        assertArrayEquals(new float[] {3, 30}, data.numbers(1));
    }

    @Test
    void rowsThatLackATargetAreLeftOutAndCounted() {
        Dataset data = read(HOUSES, targets("price", "rent"));

        assertEquals(9, data.rowCount());
        assertEquals(
                List.of(
                        "t: in column 'rent' 1 cell is not what it holds and counted as missing, the first in line 5: 'x'",
                        "t: 2 rows without a number in 'price', 'rent' are left out"),
                said);
    }

    @Test
    void aColumnThatHoldsNoNumbersIsRefusedAndSaysWhatItHolds() {
        refused(
                "t: expected numbers in the target column 'kind', found 'flat'; classes are learnt by --label kind; what"
                        + " stands for a missing number is given by --missing",
                () -> schema(HOUSES, "kind"));
        refused(
                "t: expected numbers in the target column 'y', found '1,5'; if these are numbers with a decimal comma, say"
                        + " so by --decimal-comma",
                () -> schema("x;y\n1;1,5\n2;2,5\n", "y"));
        refused(
                "t: expected a target column 'cost', found the columns 'rooms', 'price', 'kind', 'rent'",
                () -> schema(HOUSES, "cost"));
        refused("t: expected different target columns, got 'price' twice", () -> schema(HOUSES, "price", "2"));
        refused("t: expected at least one column beside the target, found 'y'", () -> schema("y\n1\n2\n", "y"));
    }

    @Test
    void aLabelAndTargetsExcludeEachOther() {
        refused(
                "expected a label, whose classes are learnt, or targets, whose numbers are, got label 'kind' and targets"
                        + " 'price'",
                () -> SchemaOptions.builder()
                        .label("kind")
                        .targets(List.of("price"))
                        .build());
    }

    @Test
    void aTargetThatNoRowHasIsRefused() {
        refused("t: expected rows with a number in 'y', found none", () -> read("x,y\n1,NA\n2,NA\n", targets("y")));
    }

    @Test
    void aNumberBeyondWhatFloatsHoldIsNone() {
        String rows = "x,y\n1,1e39\n" + "2,5\n".repeat(20);

        assertEquals(20, read(rows, targets("y")).rowCount());
    }

    @Test
    void theReportSaysWhatIsLearnt() {
        assertEquals(
                "'price': target, 10.5 … 110, 1 missing; becomes a number to learn",
                schema(HOUSES, "price").report().get(1).toString());
        assertEquals(List.of("price"), schema(HOUSES, "price").targets());
        assertEquals(Optional.empty(), schema(HOUSES, "price").label());
    }

    @Test
    void aStreamThatCanBeReadTwiceKnowsItsRowsAndHandsThemAllOut() throws IOException {
        try (TableStream stream =
                TableStream.again(() -> Tables.of(HOUSES), targets("price", "rent"), Optional.empty())) {
            assertEquals(9, stream.count().getAsLong());
            assertEquals(5, stream.sample(5).count());
            assertArrayEquals(
                    new float[] {10.5f, 1, 30, 3, 50, 5, 60, 6, 70, 7, 80, 8, 90, 9, 100, 10, 110, 11}, all(stream));
            assertEquals(2, stream.leftOut());
            assertEquals(List.of("price", "rent"), stream.targets());
        }
    }

    @Test
    void splitsAndShufflesKeepRowsAndTheirNumbersTogether() {
        Dataset data = read(HOUSES, targets("rent", "price"));

        Split split = data.split(0.3, 7);

        assertEquals(6, split.train().rowCount());
        assertEquals(3, split.test().rowCount());
        boolean moved = false;
        for (int t = 0; t < 6; t++) {
            float rooms = split.train().row(t)[0];
            moved |= rooms != data.row(t)[0];
            assertEquals(rooms, split.train().numbers(t)[0]);
            assertEquals(rooms == 1 ? 10.5f : 10 * rooms, split.train().numbers(t)[1]);
        }
        assertTrue(moved);
        assertEquals(split.test().row(2)[0], split.test().numbers(2)[0]);
    }

    @Test
    void rowsOfNumbersHaveNoClasses() {
        Dataset data = read(HOUSES, targets("price"));

        refused("t: expected a label, whose classes are learnt, got the numbers 'price'", () -> data.label(0));
        refused(
                "t: expected numbers to learn, got classes",
                () -> read("x,y\n1,a\n2,b\n", SchemaOptions.DEFAULT).numbers(0));
    }

    private static ModelInput model(String... targets) {
        List<Column> columns = List.of(new Column.Number("rooms"), new Column.Number("rent"));
        return new ModelInput(Preparation.ofNumbers(List.of(targets), List.of("rooms", "rent")), 2, columns, 1);
    }

    @Test
    void aModelFindsItsTargetByName() {
        Dataset data = model("price").read(Tables.of("price,rent,rooms\n5,1,2\n6,3,4\n"), List.of(), said::add);

        assertArrayEquals(new float[] {2, 1}, data.row(0));
        assertArrayEquals(new float[] {6}, data.numbers(1));
        assertEquals(data, model("price").labelled(data));
        Dataset other = model("price").read(Tables.of("cost,rent,rooms\n5,1,2\n"), List.of("cost"), said::add);
        assertArrayEquals(new float[] {5}, other.numbers(0));
    }

    @Test
    void aModelPredictsRowsWithoutATargetAndRowsThatHaveOne() {
        for (String text : List.of("rent,rooms\n1,2\n", "price,rent,rooms\nx,1,2\n")) {
            try (TableRows rows = model("price").unlabelled(Tables.of(text), List.of())) {
                assertArrayEquals(new float[] {2, 1}, rows.next(9).rows().toArray());
                assertEquals(List.of(), rows.notices());
            }
        }
    }

    @Test
    void aModelWhoseTargetHasNoNameAsksForIt() {
        refused(
                "expected 1 target column, as many as the model learns, got none, and it does not know what they are called;"
                        + " give them by --target",
                () -> model().targets(List.of()));
        refused(
                "expected 1 target column, as many as the model learns, got 2: 'a', 'b'",
                () -> model("price").targets(List.of("a", "b")));
    }

    @Test
    void aModelOfNumbersTakesNoClasses() {
        Dataset classes = read("rooms,rent\n1,a\n2,b\n", SchemaOptions.DEFAULT);

        refused(
                "t: expected numbers, which the model learns, got classes",
                () -> new ModelInput(Preparation.ofNumbers(List.of("p"), List.of()), 1, List.of(), 1)
                        .labelled(classes));
        refused(
                "t: expected labels, as the model learns classes, got numbers",
                () -> new ModelInput(Preparation.none(2), 3, List.of()).labelled(read(HOUSES, targets("price"))));
    }
}
