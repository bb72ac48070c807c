package io.github.jgln.data;

import io.github.jgln.Column;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The places of a column's categories. One with a place of its own is found by its exact text; any other by its hash, which is the
 * same everywhere and for ever, as models depend on it: FNV-1a of 32 bits over the bytes of the text in UTF-8 (basis 2166136261,
 * prime 16777619), taken as an unsigned number, modulo {@link Column.Category#others()}.
 */
public final class CategoryPlaces {
    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private final Map<String, Integer> known = new HashMap<>();
    private final int categories;
    private final int others;

    /** The places of one column. */
    public CategoryPlaces(Column.Category column) {
        categories = column.categories().size();
        for (int place = 0; place < categories; place++) {
            known.putIfAbsent(column.categories().get(place), place);
        }
        others = column.others();
    }

    /** The place of a name, from 0 to {@link Column.Category#places()} - 1. */
    public int of(String name) {
        Integer place = known.get(name);
        return place != null ? place : categories + (others == 1 ? 0 : Integer.remainderUnsigned(hash(name), others));
    }

    private static int hash(String name) {
        int hash = BASIS;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }
}
