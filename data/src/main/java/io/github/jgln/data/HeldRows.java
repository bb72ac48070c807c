package io.github.jgln.data;

import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.Arrays;

/** Copies of rows that come block by block, with what they are to be learnt as. */
final class HeldRows {
    private final String name;
    private final int features;
    private float[] values = new float[1024];
    private int[] labels = new int[0];
    private float[] numbers = new float[0];
    /** The numbers that are learnt of a row; 0 where classes are, or nothing has come yet. */
    private int width;

    private int count;

    /** @param name how messages call them */
    HeldRows(String name, int features) {
        this.name = name;
        this.features = features;
    }

    int count() {
        return count;
    }

    /** @throws DataException where they are more than an array holds */
    void add(LabelledRows block) {
        int all = count + block.count();
        if ((long) all * features > IdxFile.MAX_ELEMENTS) {
            throw new DataException(name + ": more than " + IdxFile.MAX_ELEMENTS
                    + " values do not fit an array; learn the table as a stream, by --test-fraction 0");
        }
        values = grown(values, all * features);
        Rows some = block.rows();
        System.arraycopy(some.values(), some.offset(0), values, count * features, block.count() * features);
        if (block.targets() instanceof Targets.Reals reals) {
            width = reals.width();
            numbers = grown(numbers, Math.multiplyExact(all, width));
            System.arraycopy(reals.of(), reals.from() * width, numbers, count * width, block.count() * width);
        } else if (block.targets() instanceof Targets.Classes classes) {
            if (all > labels.length) {
                labels = Arrays.copyOf(labels, Math.max(all, labels.length + (labels.length >> 1)));
            }
            System.arraycopy(classes.of(), classes.from(), labels, count, block.count());
        }
        count = all;
    }

    private static float[] grown(float[] values, int needed) {
        if (needed <= values.length) {
            return values;
        }
        long larger = Math.max(needed, values.length + (long) (values.length >> 1));
        return Arrays.copyOf(values, (int) Math.min(IdxFile.MAX_ELEMENTS, larger));
    }

    /** All of them, in arrays that are as long as they need to be. */
    LabelledRows rows() {
        Rows all = Rows.of(Arrays.copyOf(values, count * features), features);
        return new LabelledRows(
                all,
                width > 0
                        ? new Targets.Reals(Arrays.copyOf(numbers, count * width), width, 0)
                        : new Targets.Classes(Arrays.copyOf(labels, count)));
    }
}
