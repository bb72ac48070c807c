package io.github.jgln.bench.peers;

import io.github.jgln.bench.compare.Contender;
import io.github.jgln.cli.CliCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;

/** {@code jgln peers}. */
@Command(name = "peers")
public final class PeersCommand extends CliCommand {
    /** Found by {@link ServiceLoader}. */
    public PeersCommand() {}

    @Override
    protected int execute() {
        List<Map<String, String>> peers = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Contender peer : ServiceLoader.load(Contender.class)) {
            Map<String, String> entries = new LinkedHashMap<>();
            entries.put("name", peer.name());
            entries.put("device", peer.device());
            entries.put("method", peer.method());
            peers.add(entries);
            lines.add(String.join(": ", peer.name(), peer.method()) + " (" + peer.device() + ")");
        }
        print(Map.of("peers", peers), String.join(System.lineSeparator(), lines));
        return 0;
    }
}
