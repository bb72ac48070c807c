package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Deskew;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model file notes of the data the model was trained on, so that other rows can be prepared alike.
 *
 * @param classes names, label 0 first
 * @param deskewed whether images were set upright
 * @param binary the one class learnt against the rest, or null
 */
record ModelNotes(List<String> classes, boolean deskewed, String binary) {
    private static final String CLASSES = "classes";
    private static final String DESKEWED = "deskewed";
    private static final String BINARY = "binary";
    private static final JsonMapper MAPPER = new JsonMapper();

    Map<String, String> asMap() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(CLASSES, MAPPER.writeValueAsString(classes));
        notes.put(DESKEWED, "" + deskewed);
        if (binary != null) {
            notes.put(BINARY, binary);
        }
        return notes;
    }

    /** Of a model that was saved by other means, classes go by number and rows are taken as they are. */
    static ModelNotes of(SavedModel model) {
        int count = model.config().classes();
        List<String> classes =
                IntStream.range(0, count).mapToObj(Integer::toString).toList();
        String noted = model.notes().get(CLASSES);
        if (noted != null) {
            try {
                classes = List.of(MAPPER.readValue(noted, String[].class));
            } catch (JacksonException | NullPointerException e) {
                throw new CommandFailedException(
                        "the model's note of its classes: expected a list of names, got " + noted);
            }
        }
        if (classes.size() != count) {
            throw new CommandFailedException(
                    "the model's note of its classes: expected " + count + " names, got " + classes);
        }
        return new ModelNotes(
                classes,
                Boolean.parseBoolean(model.notes().get(DESKEWED)),
                model.notes().get(BINARY));
    }

    /** Labelled rows as the model knows them. */
    Dataset prepare(Dataset data, int features) {
        requireFeatures(data.name(), data.features(), features);
        Dataset prepared = data;
        if (binary != null) {
            int index = data.classes().indexOf(binary);
            if (index < 0) {
                throw new CommandFailedException(data.name() + ": expected '" + binary
                        + "', the class the model knows, among the classes, got " + data.classes());
            }
            prepared = data.binary(index);
        } else {
            prepared = DataSource.relabelled(data, classes);
            if (!prepared.classes().equals(classes)) {
                throw new CommandFailedException(data.name() + ": expected classes that the model knows, " + classes
                        + ", got " + data.classes());
            }
        }
        return deskewed ? Deskew.apply(prepared) : prepared;
    }

    static void requireFeatures(String data, int got, int expected) {
        if (got != expected) {
            throw new CommandFailedException(
                    data + ": expected rows of " + expected + " features, as the model has, got " + got);
        }
    }
}
