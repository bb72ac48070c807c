package io.github.jgln.evaluation;

/**
 * A picture of a report, drawn once for its page and for a file of its own.
 *
 * @param file its name
 * @param title what it shows
 * @param svg itself
 */
record ReportPicture(String file, String title, String svg) {}
