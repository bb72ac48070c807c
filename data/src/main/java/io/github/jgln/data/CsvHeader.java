package io.github.jgln.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The columns of a CSV file by name: which is the label, and where in a line the features are. */
final class CsvHeader {
    /** A table of genes has thousands. */
    private static final int SHOWN = 20;

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

    private final Path file;
    private final List<String> names;
    private final CsvOptions options;
    private final int label;
    private int[] at;

    /** @throws DataException where columns that the options name are not there */
    CsvHeader(Path file, List<String> names, CsvOptions options) {
        this.file = file;
        this.names = names;
        this.options = options;
        for (String name : options.kinds().keySet()) {
            if (!names.contains(name)) {
                throw new DataException(file + ": expected a column '" + name + "', found " + shown(names));
            }
        }
        this.label = options.label() == null ? -1 : find(options.label());
    }

    List<String> names() {
        return names;
    }

    /** Where the label is; -1 where there is none. */
    int label() {
        return label;
    }

    int features() {
        return at.length;
    }

    /** Where in a line a feature is; -1 where the file lacks it. */
    int at(int feature) {
        return at[feature];
    }

    /** What a column is said to be, or null. */
    String kind(int column) {
        return options.kinds().get(names.get(column));
    }

    private int find(String wanted) {
        int named = names.indexOf(wanted);
        if (named >= 0) {
            if (names.lastIndexOf(wanted) != named) {
                throw new DataException(
                        file + ": expected one column '" + wanted + "', found several among " + shown(names));
            }
            return named;
        }
        if (INTEGER.matcher(wanted).matches()) {
            int number = Integer.parseInt(wanted);
            int index = number < 0 ? names.size() + number : number - 1;
            if (index >= 0 && index < names.size()) {
                return index;
            }
        }
        throw new DataException(file + ": expected a label column '" + wanted + "', found the columns " + shown(names));
    }

    /** Every column but the label is a feature, unless it is to be ignored. */
    void takeAll() {
        at = IntStream.range(0, names.size())
                .filter(c -> c != label && !CsvOptions.IGNORE.equals(kind(c)))
                .toArray();
        if (at.length == 0) {
            throw new DataException(
                    file + ": expected at least one column beside the label, found only " + shown(names));
        }
        Set<String> once = new HashSet<>();
        for (int c : at) {
            if (!once.add(names.get(c))) {
                throw new DataException(
                        file + ": expected columns of different names, found '" + names.get(c) + "' twice");
            }
        }
    }

    /**
     * The features are those of a model.
     *
     * @param partly whether some of them may be missing
     */
    void match(List<String> features, boolean partly, LoadListener listener) {
        at = features.stream().mapToInt(names::indexOf).toArray();
        List<String> missing = features.stream()
                .filter(name -> !names.contains(name))
                .distinct()
                .toList();
        if (!missing.isEmpty()
                && (!partly || missing.size() == Set.copyOf(features).size())) {
            throw new DataException(file + ": expected the columns that the model knows, " + shown(features)
                    + ", found " + shown(names) + ", which lack " + shown(missing));
        }
        if (!missing.isEmpty()) {
            listener.message(file.getFileName() + ": lacks " + shown(missing) + ", which count as missing in all rows");
        }
        List<String> unknown = IntStream.range(0, names.size())
                .filter(c -> c != label && !features.contains(names.get(c)))
                .mapToObj(names::get)
                .toList();
        if (!unknown.isEmpty()) {
            listener.message(file.getFileName() + ": has " + shown(unknown) + " beside what the model knows; not used");
        }
    }

    private static String shown(List<String> names) {
        return names.size() <= SHOWN
                ? names.toString()
                : names.subList(0, SHOWN) + " and " + (names.size() - SHOWN) + " more";
    }
}
