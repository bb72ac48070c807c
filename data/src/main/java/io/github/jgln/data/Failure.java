package io.github.jgln.data;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for an exception where its own are missing or need the reader to know Java. */
final class Failure {
    private Failure() {}

    static String reason(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "host name not found";
            }
            if (t instanceof HttpConnectTimeoutException) {
                return "connecting took too long";
            }
            if (t instanceof AccessDeniedException e) {
                return "no permission for " + e.getFile();
            }
            if (t instanceof NoSuchFileException e) {
                return "no such file: " + e.getFile();
            }
            if (t instanceof FileSystemException) {
                return t.getMessage();
            }
        }
        // An HTTP client's exceptions often have no message of their own, but their causes do.
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                return t.getMessage();
            }
        }
        return failure instanceof ConnectException
                ? "connection refused"
                : failure.getClass().getSimpleName();
    }

    /** What began it. */
    static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }
}
