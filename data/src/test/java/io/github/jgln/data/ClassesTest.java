package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.Classes.Unknown;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassesTest {
    @Test
    void integersAreInTheirOrderAndAllElseInThatOfTexts() {
        assertEquals(List.of("-1", "2", "10"), Classes.inOrder(List.of("10", "2", "-1", "2")));
        assertEquals(List.of("10", "2", "x"), Classes.inOrder(List.of("x", "10", "2")));
    }

    @Test
    void aLateLabelTakesASpareClassAndItsName() {
        Classes classes = Classes.of(List.of("a", "b"), 1, false);
        assertEquals(3, classes.count());
        assertEquals(List.of("a", "b", "(spare 1)"), classes.names());
        assertEquals(2, classes.of("c"));
        assertEquals(2, classes.of("c"));
        assertEquals(1, classes.of("b"));
        assertEquals(List.of("a", "b", "c"), classes.names());
        assertEquals("the label 'c' came up late and took a spare class", Tables.texts(classes.notices()));
        assertEquals(
                "expected one of 3 classes, 'a', 'b', 'c', found the label 'd'; name all of them by --classes when a"
                        + " model is made, or leave room by --spare-classes or --other-class",
                assertThrows(DataException.class, () -> classes.of("d")).getMessage());
    }

    @Test
    void spareClassesAreKnownByTheNamesAModelKeeps() {
        Classes before = Classes.of(List.of("a"), 2, true);
        before.of("b");
        Classes after = Classes.of(before.names(), Unknown.SPARE);
        assertEquals(List.of("a", "b", "(spare 2)", "(other)"), after.names());
        assertEquals(2, after.of("c"));
        assertEquals(3, after.of("d"));
        assertEquals(3, Classes.of(before.names(), Unknown.REFUSED).of("c"));
        assertEquals(3, Classes.of(before.names(), Unknown.UNLABELLED).of("c"));
    }

    @Test
    void unknownLabelsAreRefusedOrCountAsNone() {
        assertEquals(
                "expected one of 1 classes, 'a', found the label 'c', which the model does not know",
                assertThrows(
                                DataException.class,
                                () -> Classes.of(List.of("a"), Unknown.REFUSED).of("c"))
                        .getMessage());
        Classes classes = Classes.of(List.of("a"), Unknown.UNLABELLED);
        assertEquals(-1, classes.of("c"));
        assertEquals(1, classes.unlabelled());
        assertThrows(DataException.class, () -> Classes.of(List.of("a", "a"), Unknown.REFUSED));
    }

    @Test
    void aFullStopAtTheEndDoesNotMatter() {
        Classes plain = Classes.of(List.of("<=50K", ">50K"), Unknown.REFUSED);
        assertEquals(0, plain.of("<=50K."));
        assertEquals(0, plain.of("<=50K."));
        assertEquals(
                "the label '<=50K.' is taken for '<=50K', from which it differs by a full stop",
                Tables.texts(plain.notices()));
        assertEquals(1, Classes.of(List.of("<=50K.", ">50K."), Unknown.REFUSED).of(">50K"));
        Classes both = Classes.of(List.of("a", "a."), Unknown.REFUSED);
        assertEquals(1, both.of("a."));
    }

    @Test
    void messagesNameTwentyClassesAtMost() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        String message = assertThrows(
                        DataException.class,
                        () -> Classes.of(many, Unknown.REFUSED).of("x"))
                .getMessage();
        assertTrue(message.contains("'k19' and 80 more"), message);
    }

    @Test
    void oneClassIsSetAgainstTheRest() {
        Classes classes = Classes.oneAgainstTheRest("a");
        assertEquals(List.of("not a", "a"), classes.names());
        assertEquals(1, classes.of("a"));
        assertEquals(1, classes.of("a."));
        assertEquals(0, classes.of("b"));
        assertEquals(0, classes.of("not b"));
    }
}
