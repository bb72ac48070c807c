package io.github.jgln.evaluation;

import java.util.List;

/** The pictures of a report, drawn once for its page and for files of their own. */
final class ReportPictures {
    private final List<Picture> all;

    ReportPictures(StreamEvaluation evaluation) {
        all = List.of(
                new Picture("accuracy.svg", AccuracyPicture.TITLE, AccuracyPicture.of(evaluation)),
                new Picture("calibration.svg", CalibrationPicture.TITLE, CalibrationPicture.of(evaluation)),
                new Picture("confusion.svg", ConfusionPicture.title(evaluation), ConfusionPicture.of(evaluation)));
    }

    /**
     * One of them.
     *
     * @param file its name
     * @param title what it shows
     * @param svg itself
     */
    record Picture(String file, String title, String svg) {}

    /** In the order to show. */
    List<Picture> all() {
        return all;
    }
}
