package io.github.jgln.experiments;

import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The text of {@link Capacity}. */
final class CapacityText implements StudyText {
    @Override
    public String title() {
        return "Random labels learnt by heart";
    }

    @Override
    public String axis() {
        return "epochs learnt";
    }

    @Override
    public String measure() {
        return "rows learnt classed right";
    }

    @Override
    public List<String> introduction(StudyReport report) {
        return List.of(String.format(
                Locale.ROOT,
                "Labels are drawn at random, so there is nothing to learn but each row's own; a guess is right in %.0f %% of"
                        + " them. The accuracy is that on the rows learnt, after so many passes.",
                100.0 / report.data().classes()));
    }

    @Override
    public OptionalDouble published(StudyReport report, String at) {
        return OptionalDouble.empty();
    }

    @Override
    public Optional<LegendPosition> legend() {
        return Optional.of(LegendPosition.OutsideE);
    }

    @Override
    public List<Finding> findings(StudyReport report) {
        List<Finding> findings = new ArrayList<>();
        for (String part : report.curves().stream().map(Curve::part).distinct().toList()) {
            List<Curve> networks = report.curves().stream()
                    .filter(curve -> curve.part().equals(part)
                            && !curve.contender().equals(MlpBaseline.NAME)
                            && !curve.measured().isEmpty())
                    .toList();
            if (networks.size() > 1) {
                findings.add(bySize(part, networks));
            }
            report.curve(MlpBaseline.NAME, part)
                    .filter(mlp -> !mlp.measured().isEmpty() && !networks.isEmpty())
                    .ifPresent(mlp -> findings.add(againstMlp(part, networks.get(networks.size() - 1), mlp)));
        }
        return findings;
    }

    private static Finding bySize(String part, List<Curve> networks) {
        boolean rising = true;
        List<String> figures = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            rising &= i == 0 || last(networks.get(i)) > last(networks.get(i - 1));
            figures.add(figure(networks.get(i)));
        }
        return new Finding(
                "the larger the network, the more it learns by heart, of " + part,
                Verdict.of(rising),
                String.join(", ", figures));
    }

    private static Finding againstMlp(String part, Curve largest, Curve mlp) {
        return new Finding(
                "the largest network learns as much by heart as the MLP, of " + part,
                Verdict.of(last(largest) >= last(mlp)),
                figure(largest) + ", " + figure(mlp));
    }

    private static double last(Curve curve) {
        List<Point> points = curve.measured();
        return points.get(points.size() - 1).mean();
    }

    private static String figure(Curve curve) {
        return String.format(Locale.ROOT, "%s: %.2f %%", curve.contender(), 100 * last(curve));
    }
}
