package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static Labels labels(String text, String label) {
        return Labels.of(Tables.of(text), SchemaOptions.builder().label(label).build());
    }

    @Test
    void allLabelsAreFoundAndTheirRowsCounted() {
        assertEquals(new Labels(List.of("2", "10"), 3), labels("a,k\n1,10\n2,?\n3,2\n4,10\n", "k"));
        assertEquals(new Labels(List.of("1", "4"), 2), labels("a,k\n1,10\n4,?\n", "1"));
        assertEquals(
                "t: expected a label column 'x', found the columns 'a', 'k'",
                assertThrows(DataException.class, () -> labels("a,k\n1,10\n", "x"))
                        .getMessage());
    }

    @Test
    void theColumnIsTheOneThatTheSchemaTakes() {
        SchemaOptions options =
                SchemaOptions.builder().roles(SchemaOptions.roles("k:category")).build();
        assertEquals(new Labels(List.of("1", "4"), 2), Labels.of(Tables.of("a,k\n1,x\n4,y\n"), options));
    }

    @Test
    void declaredOnesKeepTheirOrder() {
        String arff = "@relation r\n@attribute n real\n@attribute k {yes,no}\n@data\n1,no\n2,yes\n";
        assertEquals(new Labels(List.of("yes", "no"), 2), labels(arff, "k"));
    }

    /** They would be held in memory, and be as many outputs of a network. */
    @Test
    void aQuantityIsNoLabel() {
        StringBuilder text = new StringBuilder("a,k\n");
        for (int i = 0; i <= 1 << 16; i++) {
            text.append("1,").append(i).append('\n');
        }
        assertEquals(
                "t: expected at most 65536 classes in column 'k', found more; is it the label?",
                assertThrows(DataException.class, () -> labels(text.toString(), "k"))
                        .getMessage());
    }
}
