package io.github.jgln.experiments;

import io.github.jgln.experiments.StudyReport.Curve;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What there is to say of a study beside its figures. */
interface StudyText {
    /** The text of the study with this name. */
    static StudyText of(String study) {
        return switch (study) {
            case Forgetting.STUDY -> new ForgettingText();
            case Capacity.STUDY -> new CapacityText();
            default ->
                Ablation.byId(study)
                        .map(AblationText::new)
                        .orElseThrow(() ->
                                new IllegalArgumentException("expected the name of a study, got '" + study + "'"));
        };
    }

    /** The title of the picture. */
    String title();

    /** What points are told apart by. */
    String axis();

    /** What accuracies are of. */
    String measure();

    /** Paragraphs before the table, in Markdown. */
    List<String> introduction(StudyReport report);

    /** What others state of a point. */
    OptionalDouble published(StudyReport report, String at);

    /** What the figures say of others' claims. */
    List<Finding> findings(StudyReport report);

    /** The curves in the picture, which may sum up those of the report. */
    default List<Curve> drawn(StudyReport report) {
        return report.curves();
    }

    /** Whether points have no order. */
    default boolean categories() {
        return false;
    }

    /** Whether a curve is drawn with gaps. */
    default boolean dashed(Curve curve) {
        return false;
    }

    /** A curve's own colour, by number. */
    default OptionalInt colour(Curve curve) {
        return OptionalInt.empty();
    }

    /** Where a legend hides nothing; empty for the lower right. */
    default Optional<LegendPosition> legend() {
        return Optional.empty();
    }

    /**
     * A claim and what was measured.
     *
     * @param claim of others
     * @param verdict on it
     * @param figures that the verdict rests on
     */
    record Finding(String claim, Verdict verdict, String figures) {
        @Override
        public String toString() {
            return verdict + ": " + claim + " (" + figures + ")";
        }
    }

    /** What becomes of a claim. */
    enum Verdict {
        CONFIRMED,
        REFUTED,
        NOT_MEASURED;

        static Verdict of(boolean holds) {
            return holds ? CONFIRMED : REFUTED;
        }

        @Override
        public String toString() {
            return name().charAt(0)
                    + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
