package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with the optional module that reads Parquet beside it, as {@code ./jgln} has it where such a file is named. */
class ParquetCommandsTest {
    private static final int ROWS = 3000;
    private static final int SECONDS = 120;

    @TempDir
    Path folder;

    private Path csv;
    private Path parquet;

    @BeforeEach
    void write() throws Exception {
        csv = folder.resolve("rows.csv");
        parquet = folder.resolve("rows.parquet");
        StringBuilder text = new StringBuilder("x,colour,open,class\n");
        for (int t = 0; t < ROWS; t++) {
            int x = t * 7919 % 1000;
            String colour = t * 31 % 7 < 3 ? "red" : "blue";
            text.append(t % 13 == 5 ? "" : x / 8.0 - 60)
                    .append(',')
                    .append(colour)
                    .append(t % 3 == 0 ? ",true," : ",false,")
                    .append(x > 500 ? "large" : colour)
                    .append('\n');
        }
        Files.writeString(csv, text);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (FROM '" + csv + "') TO '" + parquet + "'");
        }
    }

    /** @return what was said */
    private String jgln(int code, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments[0].equals("train") || arguments[0].equals("predict")) {
            all.addAll(List.of("--backend", "cpu"));
        }
        Path output = folder.resolve("output");
        Process process = ChildJvm.start(List.of("-Xmx128m"), "io.github.jgln.cli.Main", all, output);
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertTrue(ended, said);
        assertEquals(code, process.exitValue(), said);
        return said;
    }

    private byte[] trained(String data) throws Exception {
        Path model = folder.resolve("model");
        String said = jgln(0, "train", data, "--label", "class", "--test-fraction", "0", "--save", model.toString());
        assertTrue(said.contains("data: " + data + ", learnt as it is read, 3,000 rows"), said);
        return Files.readAllBytes(model);
    }

    private byte[] predicted(String data) throws Exception {
        Path out = folder.resolve("out.csv");
        jgln(0, "predict", folder.resolve("model").toString(), data, "--quiet", "--out", out.toString());
        return Files.readAllBytes(out);
    }

    @Test
    void rowsInParquetGiveTheModelAndThePredictionsOfTheSameRowsAsText() throws Exception {
        byte[] model = trained("csv:" + csv);
        byte[] predictions = predicted("csv:" + csv);
        assertArrayEquals(model, trained("parquet:" + parquet));
        assertArrayEquals(predictions, predicted("parquet:" + parquet));
    }

    @Test
    void whatIsReadIsNotWrittenOver() throws Exception {
        String said = jgln(2, "train", "sql:FROM '" + parquet + "'", "--label", "class", "--save", parquet.toString());
        assertTrue(said.contains("--save: expected another file than those that are read, got " + parquet), said);
        assertTrue(Files.size(parquet) > 0);
        jgln(0, "columns", "parquet:" + folder.resolve("*.parquet"));
    }

    @Test
    void aDatabaseIsAskedByItsQuery() throws Exception {
        Path file = folder.resolve("rows.db");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE rows AS FROM '" + csv + "'");
        }
        String said = jgln(0, "columns", "jdbc:duckdb:" + file, "--query", "SELECT x, class FROM rows");
        assertTrue(said.contains("3 values: 'blue', 'large', 'red'"), said);
        String none = jgln(1, "columns", "jdbc:duckdb:" + file);
        assertTrue(none.contains("expected a query, as by --query 'SELECT * FROM …', got none"), none);
    }
}
