package com.example;

import io.github.jgln.GLN;
import io.github.jgln.Gaussians;
import io.github.jgln.Preset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Learns a time series hour by hour, and says before each hour between what it will lie with a probability of 90 %. The picture has the
 * last ten days: what came as a line, over what was said as a band. With the file of Beijing's air (UCI, PRSA_data) it learns that; else
 * it makes a series up.
 */
public final class PredictIntervals {
    private static final int DAY = 24;
    private static final int DRAWN = 10 * DAY;

    private PredictIntervals() {}

    /**
     * What is known before an hour, and what came.
     *
     * @param known features
     * @param came the number that is learnt
     */
    private record Hour(float[] known, float came) {}

    /** What was said of an hour. */
    private record Said(double low, double high, double came) {
        boolean right() {
            return low <= came && came <= high;
        }
    }

    /** @param args the picture's file, SVG, and the series', CSV; both may be left out */
    public static void main(String[] args) throws IOException {
        List<Hour> hours = args.length > 1 ? beijing(Path.of(args[1])) : madeUp();
        int features = hours.get(0).known().length;
        List<Said> all = new ArrayList<>();
        try (GLN gln = GLN.create(Preset.REGRESSION
                .configureNumbers(features, 1, hours.size())
                .seed(1)
                .build())) {
            for (Hour hour : hours) {
                Gaussians before = gln.learn(hour.known(), hour.came());
                all.add(new Said(before.quantile(0, 0, 0.05), before.quantile(0, 0, 0.95), hour.came()));
            }
        }
        long right = all.stream().filter(Said::right).count();
        System.out.printf(
                Locale.ROOT, "%.1f %% of %,d hours in the interval of 90 %%%n", 100.0 * right / all.size(), all.size());
        Path file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("intervals", ".svg");
        Files.writeString(file, picture(all.subList(Math.max(0, all.size() - DRAWN), all.size())));
        System.out.println("written to " + file);
    }

    /** A daily wave, and noise that is three times as large at night. */
    private static List<Hour> madeUp() {
        Random random = new Random(1);
        List<Hour> hours = new ArrayList<>();
        float last = 0;
        for (int t = 0; t < 150 * DAY; t++) {
            double angle = 2 * Math.PI * t / DAY;
            double noise = Math.cos(angle) > 0 ? 9 : 3;
            float came = (float) (50 + 20 * Math.sin(angle) + noise * random.nextGaussian());
            hours.add(new Hour(new float[] {(float) Math.sin(angle), (float) Math.cos(angle), last}, came));
            last = came;
        }
        return hours;
    }

    /** Fine dust, given the weather, the hour, and the dust of the last hours and of a day ago; hours with a gap are left out. */
    private static List<Hour> beijing(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)))) {
            // The names of the columns: No,year,month,day,hour,pm2.5,DEWP,TEMP,PRES,cbwd,Iws,Is,Ir
            reader.readLine();
            for (String line; (line = reader.readLine()) != null; ) {
                lines.add(line.split(","));
            }
        }
        List<Hour> hours = new ArrayList<>();
        for (int t = DAY; t < lines.size(); t++) {
            String[] now = lines.get(t);
            double angle = 2 * Math.PI * Integer.parseInt(now[4]) / DAY;
            float[] known = {
                dust(lines, t - 1),
                dust(lines, t - 2),
                dust(lines, t - 3),
                dust(lines, t - DAY),
                (float) Math.sin(angle),
                (float) Math.cos(angle),
                Float.parseFloat(now[6]),
                Float.parseFloat(now[7]),
                Float.parseFloat(now[8]),
                Float.parseFloat(now[10])
            };
            boolean whole = !Float.isNaN(dust(lines, t));
            for (float value : known) {
                whole &= !Float.isNaN(value);
            }
            if (whole) {
                hours.add(new Hour(known, dust(lines, t)));
            }
        }
        return hours;
    }

    private static float dust(List<String[]> lines, int t) {
        String text = lines.get(t)[5];
        return text.equals("NA") ? Float.NaN : Float.parseFloat(text);
    }

    private static String picture(List<Said> said) {
        double most = said.stream().mapToDouble(Said::high).max().orElse(1);
        double least = said.stream().mapToDouble(Said::low).min().orElse(0);
        StringBuilder band = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int t = 0; t < said.size(); t++) {
            band.append(place(t, said.get(t).high(), least, most));
            line.append(place(t, said.get(t).came(), least, most));
        }
        for (int t = said.size() - 1; t >= 0; t--) {
            band.append(place(t, said.get(t).low(), least, most));
        }
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="1000" height="360" font-family="sans-serif">
                <rect width="1000" height="360" fill="white"/>
                <text x="500" y="22" text-anchor="middle">the last %d hours, and the interval of 90 %% said before each</text>
                <polygon points="%s" fill="#aec7e8"/>
                <polyline points="%s" fill="none" stroke="#1f4e79" stroke-width="1.5"/>
                <text x="5" y="45">%.0f</text>
                <text x="5" y="345">%.0f</text>
                </svg>
                """,
                said.size(),
                band.toString().strip(),
                line.toString().strip(),
                most,
                least);
    }

    private static String place(int t, double value, double least, double most) {
        return String.format(
                Locale.ROOT, "%.1f,%.1f ", 40 + 950.0 * t / DRAWN, 340 - 300 * (value - least) / (most - least));
    }
}
