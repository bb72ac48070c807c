package io.github.jgln.data;

import java.util.List;

/** How a table writes that a cell is missing; an empty cell always is. */
public final class Missing {
    private final String[] spellings;
    private final int longest;
    /** By far most cells are told by their first character. */
    private final boolean[] begins = new boolean[128];

    private boolean beginsElsewhere;

    /** @param spellings as {@link TableOptions#missing()} */
    public Missing(List<String> spellings) {
        this.spellings = spellings.stream().filter(s -> !s.isEmpty()).toArray(String[]::new);
        this.longest = spellings.stream().mapToInt(String::length).max().orElse(0);
        for (String spelling : this.spellings) {
            for (char first :
                    new char[] {Character.toLowerCase(spelling.charAt(0)), Character.toUpperCase(spelling.charAt(0))}) {
                if (first < begins.length) {
                    begins[first] = true;
                } else {
                    beginsElsewhere = true;
                }
            }
        }
    }

    /** Whether a cell, without blanks around it, is missing. */
    boolean is(String cell) {
        if (cell.isEmpty()) {
            return true;
        }
        char first = cell.charAt(0);
        if (cell.length() > longest || !(first < begins.length ? begins[first] : beginsElsewhere)) {
            return false;
        }
        for (String spelling : spellings) {
            if (spelling.equalsIgnoreCase(cell)) {
                return true;
            }
        }
        return false;
    }

    /** A cell, without blanks around it, or null where it is missing. */
    public String orNull(String cell) {
        return is(cell) ? null : cell;
    }
}
