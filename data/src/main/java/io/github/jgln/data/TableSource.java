package io.github.jgln.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From a name to a table: opens, unpacks, finds out the format. */
final class TableSource {
    private static final String STANDARD_INPUT = "standard input";

    /**
     * A kind of file that is no text.
     *
     * @param what it is
     * @param remedy what to do about it
     */
    private record Foreign(String what, String remedy, int... magic) {}

    private static final List<Foreign> FOREIGN = List.of(
            new Foreign("compressed by bzip2", "unpack it, as by: bzip2 -dc FILE | … -", 'B', 'Z', 'h'),
            new Foreign("compressed by xz", "unpack it, as by: xz -dc FILE | … -", 0xfd, '7', 'z', 'X', 'Z', 0),
            new Foreign("a zip archive or a spreadsheet", "unpack it, or save the sheet as CSV", 'P', 'K', 3, 4),
            new Foreign("a Parquet file", "read it as parquet:FILE, by the module data-sql", 'P', 'A', 'R', '1'),
            new Foreign("a MATLAB file", "save the matrix as CSV", 'M', 'A', 'T', 'L', 'A', 'B', ' ', '5', '.', '0'));

    private TableSource() {}

    static Table open(String source, TableOptions options) {
        if (!source.equals("-")) {
            return open(Path.of(source), options);
        }
        // Whoever opened standard input closes it.
        return open(
                STANDARD_INPUT,
                new FilterInputStream(System.in) {
                    @Override
                    public void close() {}
                },
                options);
    }

    static Table open(Path file, TableOptions options) {
        InputStream stream;
        try {
            stream = Files.newInputStream(file);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + Failure.reason(e), e);
        }
        return open(file.toString(), stream, options);
    }

    static Table open(String name, InputStream stream, TableOptions options) {
        Table opened = null;
        try {
            opened = Dialect.open(new TableText(name, unpacked(name, stream), options.encoding()), options);
            return opened;
        } catch (IOException e) {
            throw new DataException(name + ": cannot be read: " + Failure.reason(e), e);
        } finally {
            if (opened == null) {
                closeAfterFailure(stream);
            }
        }
    }

    private static void closeAfterFailure(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The failure that led here says more.
        }
    }

    private static InputStream unpackedZstd(String name, InputStream packed) throws IOException {
        try {
            return Unzstd.open(packed);
        } catch (LinkageError e) {
            throw new DataException(
                    name + ": expected a table as text, found what is compressed by zstd, which needs"
                            + " com.github.luben:zstd-jni on the class path (" + Failure.reason(Failure.deepest(e))
                            + "); add it, or unpack the file, as by: zstd -dc FILE | … -",
                    e);
        }
    }

    private static Peeked unpacked(String name, InputStream stream) throws IOException {
        Peeked plain = new Peeked(stream);
        if (plain.startsWith(0x1f, 0x8b)) {
            plain = new Peeked(new Gunzip(plain));
        } else if (plain.startsWith(0x28, 0xb5, 0x2f, 0xfd)) {
            plain = new Peeked(unpackedZstd(name, plain));
        }
        for (Foreign foreign : FOREIGN) {
            if (plain.startsWith(foreign.magic())) {
                throw new DataException(
                        name + ": expected a table as text, found what is " + foreign.what() + "; " + foreign.remedy());
            }
        }
        return plain;
    }
}
