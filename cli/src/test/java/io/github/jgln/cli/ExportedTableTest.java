package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a table to a graph, and rows for it as its metadata says. */
class ExportedTableTest {
    private static final int NEW = 60;

    @TempDir
    Path folder;

    private String model;
    private Path graph;

    /** A number that may be missing, a category, a number far from 0; the label follows the first two. */
    private void export(int classes) throws Exception {
        List<String> lines = new ArrayList<>(List.of("size,colour,year,label"));
        for (int t = 0; t < 500; t++) {
            int size = t * 7919 % 1000;
            String colour = List.of("red", "blue", "green").get(t * 31 % 7 % 3);
            String label = classes == 2 ? (size > 500 ? "large" : "small") : size > 700 ? "large" : colour;
            lines.add((t % 11 == 0 ? "" : size) + "," + colour + "," + (1900 + t * 13 % 100) + "," + label);
        }
        Path table = Files.write(folder.resolve("table.csv"), lines);
        model = folder.resolve("model").toString();
        graph = folder.resolve("model.onnx");
        String[] train = {"train", "csv:" + table, "--label", "label", "--backend", "cpu", "--quiet", "--save", model};
        assertEquals(0, Cli.run(train).code());
        JsonNode report = Cli.run("export", model, graph.toString(), "--json").json();
        assertEquals(Files.size(graph), report.get("bytes").asLong());
    }

    /** Columns in another order, cells that are missing, and a colour that was never seen. */
    private static List<String[]> rows() {
        List<String[]> rows = new ArrayList<>();
        for (int t = 0; t < NEW; t++) {
            rows.add(new String[] {
                List.of("red", "blue", "green", "mauve", "").get(t % 5), "" + (1950 + t), t % 7 == 0 ? "" : "" + t * 17
            });
        }
        return rows;
    }

    private static float value(JsonNode column, String cell) {
        if (cell.isEmpty()) {
            return Float.NaN;
        }
        if (!column.has("categories")) {
            return Float.parseFloat(cell);
        }
        List<String> categories = new ArrayList<>();
        column.get("categories").forEach(name -> categories.add(name.asString()));
        assertEquals(1, column.get("others").asInt());
        return categories.contains(cell) ? categories.indexOf(cell) : categories.size();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aRuntimePredictsWhatTheCommandDoes(int classes) throws Exception {
        export(classes);
        List<String> header = List.of("colour", "year", "size");
        List<String> lines = new ArrayList<>(List.of(String.join(",", header)));
        rows().forEach(cells -> lines.add(String.join(",", cells)));
        Path table = Files.write(folder.resolve("new.csv"), lines);
        JsonNode expected = Cli.run("predict", model, "csv:" + table, "--backend", "cpu", "--json")
                .json();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toString())) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            JsonNode names = JsonMapper.shared().readTree(metadata.get("classes"));
            assertEquals(expected.get("classes"), names);
            List<float[]> rows = new ArrayList<>();
            for (String[] cells : rows()) {
                JsonNode inputs = JsonMapper.shared().readTree(metadata.get("inputs"));
                float[] row = new float[inputs.size()];
                for (int j = 0; j < row.length; j++) {
                    String name = inputs.get(j).get("name").asString();
                    row[j] = value(inputs.get(j), cells[header.indexOf(name)]);
                }
                rows.add(row);
            }
            try (OnnxTensor input = OnnxTensor.createTensor(environment, rows.toArray(float[][]::new));
                    OrtSession.Result result = session.run(Map.of("rows", input))) {
                long[] labels = (long[]) result.get("label").orElseThrow().getValue();
                float[][] served =
                        (float[][]) result.get("probabilities").orElseThrow().getValue();
                int others = 0;
                for (int t = 0; t < NEW; t++) {
                    boolean alike = names.get((int) labels[t])
                            .asString()
                            .equals(expected.get("predicted").get(t).asString());
                    float[] probabilities = normalised(served[t]);
                    for (int c = 0; c < classes; c++) {
                        double right =
                                expected.get("probabilities").get(t).get(c).asDouble();
                        alike &= Math.abs(right - probabilities[c]) < 1e-5;
                    }
                    others += alike ? 0 : 1;
                }
                // One may lie so near to a halfspace's boundary that rounding tells its side.
                assertTrue(others <= 1, others + " rows of " + NEW + " are predicted otherwise");
            }
        }
    }

    private static float[] normalised(float[] ofOutputs) {
        if (ofOutputs.length == 1) {
            return new float[] {1 - ofOutputs[0], ofOutputs[0]};
        }
        float[] shares = ofOutputs.clone();
        float sum = 0;
        for (float p : shares) {
            sum += p;
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= sum;
        }
        return shares;
    }
}
