package io.github.jgln.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes of a model by name. Some may be spare: a label that comes up later takes the first that is free, and its name. One
 * may stand for all other labels.
 *
 * <p>A label that differs from a class by a full stop at its end, as between the parts of a well-known census table, is of that
 * class. For one thread.
 */
public final class Classes {
    /** What is done about a label that is of no class. */
    public enum Unknown {
        /** It takes a spare class, or else the class of all others; where there is neither, it is refused. For learning. */
        SPARE,
        /** It is of the class of all others; where there is none, it is refused. */
        REFUSED,
        /** It is of the class of all others; where there is none, its row counts as one without a label. */
        UNLABELLED
    }

    /** The name of the class of all others. */
    public static final String OTHER = "(other)";

    private static final Pattern SPARE = Pattern.compile("\\(spare \\d+\\)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();
    /** Null where each label is a class. */
    private final Unknown unknown;

    private final List<Notice> notices = new ArrayList<>();
    /** The class of all others; null where there is none. */
    private Integer other;

    private int nextSpare;
    private long unlabelled;

    private Classes(List<String> names, Unknown unknown) {
        this.names = new ArrayList<>(names);
        this.unknown = unknown;
        for (int c = 0; c < names.size(); c++) {
            if (index.putIfAbsent(names.get(c), c) != null) {
                throw new DataException(
                        "expected classes of different names, got " + Excerpt.of(names.get(c)) + " twice");
            }
        }
        other = index.get(OTHER);
    }

    /**
     * Classes by their names, as {@link #names()} gives them and a model keeps them: spare ones are known by them.
     *
     * @throws DataException when two have one name
     */
    public static Classes of(List<String> names, Unknown unknown) {
        return new Classes(names, unknown);
    }

    /**
     * Classes to learn, and room for more.
     *
     * @param spares how many classes are spare
     * @param other whether there is one of all others, the last
     * @throws DataException when two have one name
     */
    public static Classes of(List<String> names, int spares, boolean other) {
        List<String> all = new ArrayList<>(names);
        for (int s = 1; s <= spares; s++) {
            all.add("(spare " + s + ")");
        }
        if (other) {
            all.add(OTHER);
        }
        return new Classes(all, Unknown.SPARE);
    }

    /** Of all labels that come up, each a class of its own. */
    static Classes growing(List<String> names) {
        return new Classes(names, null);
    }

    /** One class, the second, against all others. */
    public static Classes oneAgainstTheRest(String name) {
        Classes classes = new Classes(List.of("not " + name, name), Unknown.SPARE);
        classes.other = 0;
        return classes;
    }

    /** By number where all are integers, and by text otherwise. Equal numbers spelled differently stay different. */
    static List<String> inOrder(Collection<String> names) {
        boolean integers = names.stream().allMatch(name -> INTEGER.matcher(name).matches());
        Comparator<String> order = integers
                ? Comparator.<String, BigInteger>comparing(BigInteger::new).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
        return names.stream().distinct().sorted(order).toList();
    }

    /** All names, class 0 first; of a class that is still spare, a name that says so. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** How many classes there are, whether or not each has come up. */
    public int count() {
        return names.size();
    }

    /** The labels that were of no class and counted as none. */
    public long unlabelled() {
        return unlabelled;
    }

    /** Labels that were taken for others, and classes that came up late. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /**
     * The class of a label.
     *
     * @return from 0 to {@link #count()} - 1; -1 where it counts as none
     * @throws DataException where it is refused
     */
    public int of(String label) {
        Integer known = index.get(label);
        return known != null ? known : unknown(label);
    }

    private int unknown(String label) {
        if (unknown == null) {
            index.put(label, names.size());
            names.add(label);
            return names.size() - 1;
        }
        boolean stop = label.endsWith(".") && label.length() > 1;
        Integer same = index.get(stop ? label.substring(0, label.length() - 1) : label + ".");
        if (same != null) {
            index.put(label, same);
            notices.add(new Notice(
                    Notice.Kind.LABEL,
                    "the label " + Excerpt.of(label) + " is taken for " + Excerpt.of(names.get(same))
                            + ", from which it differs by a full stop"));
            return same;
        }
        if (unknown == Unknown.SPARE) {
            while (nextSpare < names.size()
                    && !SPARE.matcher(names.get(nextSpare)).matches()) {
                nextSpare++;
            }
            if (nextSpare < names.size()) {
                index.remove(names.set(nextSpare, label));
                index.put(label, nextSpare);
                notices.add(new Notice(
                        Notice.Kind.LABEL, "the label " + Excerpt.of(label) + " came up late and took a spare class"));
                return nextSpare;
            }
        }
        if (other != null) {
            return other;
        }
        if (unknown == Unknown.UNLABELLED) {
            unlabelled++;
            return -1;
        }
        throw new DataException("expected one of " + names.size() + " classes, " + Excerpt.names(names)
                + ", found the label " + Excerpt.of(label)
                + (unknown == Unknown.SPARE
                        ? "; name all of them by --classes when a model is made, or leave room by --spare-classes or"
                                + " --other-class"
                        : ", which the model does not know"));
    }
}
