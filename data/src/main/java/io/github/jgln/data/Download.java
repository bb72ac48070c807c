package io.github.jgln.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches files over HTTP(S), giving up on a server that does not answer or stops sending. */
final class Download {
    /** No file of a known data set is near this size: a server that goes on sending must not fill the disk. */
    private static final long MAX_BYTES = 1L << 28;

    private static final long POLL_MILLIS = 100;

    /** Below this the largest file would take half a day: such a server does not serve it. */
    private static final long LEAST_BYTES_PER_SECOND = 256;

    private final HttpClient client;
    private final Duration stallTimeout;

    /**
     * @param connectTimeout how long to wait for a connection
     * @param stallTimeout how long to wait for the next bytes, the first included; over as long a time the least speed is demanded
     */
    Download(Duration connectTimeout, Duration stallTimeout) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.stallTimeout = stallTimeout;
    }

    /** The server could not be asked at all, so the next file need not be tried there. */
    static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Fetches one file.
     *
     * @param target an existing file, overwritten; holds a part of the content after a failure
     * @throws UnreachableException if no answer came
     * @throws IOException if the answer was not the whole file
     */
    void fetch(URI uri, Path target, LoadListener listener) throws IOException, InterruptedException {
        String path = uri.getPath();
        String what = path.substring(path.lastIndexOf('/') + 1);
        try (OutputStream file = Files.newOutputStream(target)) {
            Sink sink = new Sink(file);
            // Asynchronously, since only then can this thread watch for a stall: the client's own timeout ends with
            // the response's headers.
            CompletableFuture<?> response =
                    client.sendAsync(HttpRequest.newBuilder(uri).build(), sink.handler());
            try {
                await(response, sink, what, listener);
            } finally {
                response.cancel(true);
                // Bytes may still be on their way from the client's thread; none must reach the closed file.
                sink.close();
            }
            if (sink.received > 0) {
                listener.progress(what, sink.received, sink.total);
            }
        }
    }

    private void await(CompletableFuture<?> response, Sink sink, String what, LoadListener listener)
            throws IOException, InterruptedException {
        long reported = -1;
        // From when the server has answered on.
        long windowStart = -1;
        long windowReceived = 0;
        while (true) {
            try {
                response.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                sink.check();
                return;
            } catch (TimeoutException e) {
                sink.check();
                long received = sink.received;
                if (received > 0 && received != reported) {
                    reported = received;
                    listener.progress(what, received, sink.total);
                }
                long now = System.nanoTime();
                if (sink.answered && windowStart < 0) {
                    windowStart = now;
                } else if (sink.answered && now - windowStart > stallTimeout.toNanos()) {
                    requireSpeed(received - windowReceived, received);
                    windowStart = now;
                    windowReceived = received;
                }
                if (System.nanoTime() - sink.lastSign > stallTimeout.toNanos()) {
                    String waited = "nothing came for " + stallTimeout.toMillis() / 1000.0 + " s";
                    throw sink.answered
                            ? new IOException("stopped after " + received + " bytes: " + waited)
                            : new UnreachableException("no answer: " + waited, null);
                }
            } catch (ExecutionException | CancellationException e) {
                sink.check();
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw sink.answered
                        ? new IOException(
                                "broke off after " + sink.received + " bytes: " + Failure.reason(cause), cause)
                        : new UnreachableException("connect failed (" + Failure.reason(cause) + ")", cause);
            }
        }
    }

    /** A server that sends a byte now and then never stops, and never ends. */
    private void requireSpeed(long inWindow, long received) throws IOException {
        double seconds = stallTimeout.toMillis() / 1000.0;
        if (inWindow > 0 && inWindow < seconds * LEAST_BYTES_PER_SECOND) {
            throw new IOException("stopped after " + received + " bytes: only " + inWindow + " came in " + seconds
                    + " s, less than " + LEAST_BYTES_PER_SECOND + " a second");
        }
    }

    /** Takes the response on the client's thread; its fields are read by the thread that waits. */
    private static final class Sink {
        private final OutputStream file;
        private volatile boolean answered;
        private volatile long received;
        private volatile long total = -1;
        private volatile long lastSign = System.nanoTime();
        private volatile IOException failure;
        private boolean closed;

        Sink(OutputStream file) {
            this.file = file;
        }

        BodyHandler<Void> handler() {
            return info -> {
                answered = true;
                lastSign = System.nanoTime();
                if (info.statusCode() != 200) {
                    failure = new IOException("HTTP status " + info.statusCode());
                    return BodySubscribers.replacing(null);
                }
                total = length(info);
                return BodySubscribers.ofByteArrayConsumer(this::accept);
            };
        }

        private static long length(ResponseInfo info) {
            return info.headers().firstValueAsLong("Content-Length").orElse(-1);
        }

        private synchronized void accept(Optional<byte[]> chunk) {
            if (closed || failure != null || chunk.isEmpty()) {
                return;
            }
            lastSign = System.nanoTime();
            try {
                if (received + chunk.get().length > MAX_BYTES) {
                    throw new IOException("sends more than " + MAX_BYTES + " bytes, so it is not the file asked for");
                }
                file.write(chunk.get());
                received += chunk.get().length;
            } catch (IOException e) {
                failure = e;
            }
        }

        private synchronized void close() {
            closed = true;
        }

        private void check() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
