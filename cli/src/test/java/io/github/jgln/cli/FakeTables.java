package io.github.jgln.cli;

import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Tables of as many rows as their source says. */
public final class FakeTables implements TableProvider {
    @Override
    public String scheme() {
        return "fake";
    }

    @Override
    public List<Path> files(String source) {
        return List.of(Path.of(source));
    }

    @Override
    public Table open(String source, TableOptions options) {
        StringBuilder text = new StringBuilder("x,kind\n");
        for (int t = 0; t < Integer.parseInt(source); t++) {
            text.append(t % 17)
                    .append(',')
                    .append(t % 17 > 8 ? "large" : "small")
                    .append('\n');
        }
        return Table.open(
                "fake " + source, new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), options);
    }
}
