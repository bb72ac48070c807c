package io.github.jgln.cuda;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PTX asks of the driver that is to compile it.
 *
 * @param major of its PTX version
 * @param minor of its PTX version
 */
record Ptx(int major, int minor) {
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*\\.version\\s+(\\d+)\\.(\\d+)");
    /** {@code .version} follows the opening comment. */
    private static final int HEAD = 4096;

    /** Reads the version of an image; empty for compiled code. */
    static Optional<Ptx> of(byte[] image) {
        String head = new String(image, 0, Math.min(HEAD, image.length), StandardCharsets.ISO_8859_1);
        Matcher version = VERSION.matcher(head);
        return version.find()
                ? Optional.of(new Ptx(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                : Optional.empty();
    }

    /**
     * The first CUDA that knows it, as {@link Driver#version} counts: 12060 is CUDA 12.6. From the release notes in the manual
     * "Parallel Thread Execution ISA".
     */
    int cuda() {
        return switch (major) {
            // 6.0 to 6.5 came with CUDA 9.0, 9.1, 9.2, 10.0, 10.1, 10.2.
            case 6 -> minor < 3 ? 9000 + 10 * minor : 10_000 + 10 * (minor - 3);
            // 8.5 serves 12.5 and 12.6; 8.6 came with 12.7, 8.7 with 12.8, 8.8 with 12.9.
            case 8 -> 12_000 + 10 * (minor < 6 ? minor : minor + 1);
            // 7.0 with 11.0, 9.0 with 13.0, and so on.
            default -> 1000 * (major + 4) + 10 * minor;
        };
    }

    /** 12060 as {@code 12.6}. */
    static String cudaName(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    @Override
    public String toString() {
        return "PTX " + major + "." + minor;
    }
}
