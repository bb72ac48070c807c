package io.github.jgln.cuda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that matters in what JCuda throws where a native library does not load. */
final class FirstCause {
    /** JCuda tries the library path, then the copy in its jar, and packs both stack traces into one message. */
    private static final Pattern FROM_JAR =
            Pattern.compile("library as a resource:\\R(?:java\\.lang\\.UnsatisfiedLinkError: )?(.*)");

    private static final Pattern UNPACKED = Pattern.compile("^/\\S*libJC\\S*\\.so: ");
    private static final Pattern MISSING =
            Pattern.compile("(\\S+): cannot open shared object file: No such file or directory");

    private FirstCause() {}

    /** The cause in one line, such as {@code libcublas.so.12 not found}. */
    static String of(Throwable failure) {
        Throwable last = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Matcher fromJar = FROM_JAR.matcher(String.valueOf(t.getMessage()));
            if (fromJar.find()) {
                return plain(fromJar.group(1));
            }
            last = t;
        }
        String message = last.getMessage();
        return message == null
                ? last.toString()
                : plain(message.lines().findFirst().orElse(last.toString()));
    }

    private static String plain(String line) {
        String reason = UNPACKED.matcher(line).replaceFirst("");
        Matcher missing = MISSING.matcher(reason);
        return missing.matches() ? missing.group(1) + " not found" : reason;
    }
}
