package com.example;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Split;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableDataset;
import io.github.jgln.data.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Learns a CSV file, says how well on rows it has not seen, saves the model and takes it up again. */
public final class LearnAndSave {
    private LearnAndSave() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("jgln-example");
        Path file = folder.resolve("flowers.csv");
        Files.write(file, flowers());

        Split split;
        try (Table table = Table.open(file, TableOptions.DEFAULT)) {
            SchemaOptions kind = SchemaOptions.builder().label("kind").build();
            split = TableDataset.read(table, kind, System.out::println).split(0.25, 1);
        }
        Dataset train = split.train();
        Dataset test = split.test();
        GLNConfig config = GLNConfig.builder(train.features(), 16, 16)
                .classes(train.classCount())
                .sideInformation(SideInformation.STANDARDISED)
                .learningRate(0.05)
                .seed(1)
                .build();
        Path model = folder.resolve("flowers.model");
        int[] predicted;
        try (GLN gln = GLN.create(config)) {
            gln.learn(train.rows(), train.targets());
            predicted = gln.infer(test.rows()).classes();
            gln.save(model);
        }
        System.out.printf(Locale.ROOT, "classes %s%n", train.classes());
        System.out.printf(Locale.ROOT, "test accuracy %.2f%n", accuracy(predicted, test.targets()));

        try (GLN loaded = GLN.load("auto", model)) {
            int[] again = loaded.infer(test.rows()).classes();
            System.out.println("rows learnt by the saved model: " + loaded.rowsLearned());
            System.out.println("the loaded model predicts the same: " + Arrays.equals(predicted, again));
        }
    }

    private static double accuracy(int[] predicted, Targets.Classes kinds) {
        int correct = 0;
        for (int t = 0; t < predicted.length; t++) {
            correct += predicted[t] == kinds.get(t) ? 1 : 0;
        }
        return (double) correct / predicted.length;
    }

    /** Lines of a file such as one would have. */
    private static List<String> flowers() {
        String[] kinds = {"clover", "daisy", "poppy"};
        double[][] centres = {{1, 5, 2}, {3, 2, 4}, {6, 4, 1}};
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("height,leaves,petals,kind"));
        for (int t = 0; t < 2_000; t++) {
            int kind = random.nextInt(kinds.length);
            StringBuilder line = new StringBuilder();
            for (double centre : centres[kind]) {
                line.append(String.format(Locale.ROOT, "%.3f,", centre + random.nextGaussian()));
            }
            lines.add(line + kinds[kind]);
        }
        return lines;
    }
}
