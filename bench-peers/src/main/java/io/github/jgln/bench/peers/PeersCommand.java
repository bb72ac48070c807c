package io.github.jgln.bench.peers;

import io.github.jgln.bench.compare.Contender;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code jgln peers}: the command line lists it, and has it run when this module is on the class path. */
@Command(name = "peers")
public final class PeersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Write the result as one JSON object to standard output.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    /** For the command line. */
    public PeersCommand() {}

    @Override
    public Integer call() {
        List<Map<String, String>> peers = new ArrayList<>();
        for (Contender peer : ServiceLoader.load(Contender.class)) {
            Map<String, String> entries = new LinkedHashMap<>();
            entries.put("name", peer.name());
            entries.put("method", peer.method());
            entries.put("device", peer.device());
            peers.add(entries);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(Map.of("peers", peers)));
        } else {
            peers.forEach(peer -> out.println(String.join(", ", peer.values())));
        }
        out.flush();
        return 0;
    }
}
