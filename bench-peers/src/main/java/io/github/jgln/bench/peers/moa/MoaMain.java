package io.github.jgln.bench.peers.moa;

import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import moa.classifiers.Classifier;
import moa.classifiers.rules.AMRulesRegressor;
import moa.options.ClassOption;

/**
 * Has a learner of MOA learn the rows that come by standard input, and writes its votes to standard output. What comes:
 *
 * <ul>
 *   <li>{@link #MODEL}, the learner as MOA's command line has it, the seed, the number of columns, for each the places of its
 *       categories or 0 for numbers, the number of classes, or 0 to learn a number: a new learner. Nothing is answered.
 *   <li>{@link #LEARN}, the number of rows, for each its label or number and its values: answered by the votes for each row's
 *       classes, or by its number, before it was learnt.
 *   <li>{@link #PREDICT}, the number of rows, for each its values: answered by the votes.
 * </ul>
 *
 * All numbers are of four bytes, but the seed and the votes are of eight; NaN is a missing value.
 */
public final class MoaMain {
    public static final int MODEL = 1;
    public static final int LEARN = 2;
    public static final int PREDICT = 3;

    private final DataInputStream in;
    private final DataOutputStream out;
    private Classifier learner;
    private Instances header;
    private int classes;

    private MoaMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Ends when standard input does. */
    public static void main(String[] args) throws Exception {
        PrintStream votes = System.out;
        // What MOA may print is no vote.
        System.setOut(System.err);
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(votes, 1 << 16));
        MoaMain main = new MoaMain(in, out);
        for (int what; (what = in.read()) >= 0; ) {
            switch (what) {
                case MODEL -> main.begin();
                case LEARN -> main.rows(true);
                case PREDICT -> main.rows(false);
                default -> throw new IOException("expected 1 to 3, got " + what);
            }
            out.flush();
        }
    }

    private void begin() throws Exception {
        learner = (Classifier) ClassOption.cliStringToObject(in.readUTF(), Classifier.class, null);
        int seed = (int) in.readLong();
        // Rules fail on it, having no generator to seed; they have it on their command line.
        if (!(learner instanceof AMRulesRegressor)) {
            learner.setRandomSeed(seed);
        }
        List<Attribute> attributes = new ArrayList<>();
        int columns = in.readInt();
        for (int j = 0; j < columns; j++) {
            int places = in.readInt();
            attributes.add(places == 0 ? new Attribute("x" + j) : new Attribute("x" + j, names(places)));
        }
        classes = in.readInt();
        attributes.add(classes == 0 ? new Attribute("target") : new Attribute("class", names(classes)));
        header = new Instances("table", attributes, 0);
        header.setClassIndex(columns);
        learner.setModelContext(new InstancesHeader(header));
        learner.prepareForUse();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private void rows(boolean learn) throws IOException {
        int count = in.readInt();
        int columns = header.numAttributes() - 1;
        double[][] rows = new double[count][columns + 1];
        // All of them first: who writes does not read meanwhile.
        for (double[] row : rows) {
            row[columns] = !learn ? Double.NaN : classes == 0 ? in.readFloat() : in.readInt();
            for (int j = 0; j < columns; j++) {
                row[j] = in.readFloat();
            }
        }
        for (double[] row : rows) {
            DenseInstance instance = new DenseInstance(1, row);
            instance.setDataset(header);
            double[] votes = learner.getVotesForInstance(instance);
            for (int c = 0; c < Math.max(1, classes); c++) {
                out.writeDouble(c < votes.length ? votes[c] : 0);
            }
            if (learn) {
                learner.trainOnInstance(instance);
            }
        }
    }
}
