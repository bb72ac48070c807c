import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks what a release would publish: a repository with the artefacts as Maven deploys them, and the bill of materials. Each
 * artefact is listed there, has sources and documentation, and is a module with a name of its own that shares no package with
 * another. Run as {@code java PublishedJars.java REPOSITORY BOM}; fails with all that is wrong.
 */
final class PublishedJars {
    private static final Pattern LISTED = Pattern.compile("<artifactId>(jgln-[a-z-]+)</artifactId>\\s*<version>\\$");

    private final List<String> wrong = new ArrayList<>();
    private final List<Path> jars = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        PublishedJars published = new PublishedJars();
        published.check(Path.of(args[0], "io", "github", "jgln"), Files.readString(Path.of(args[1])));
        published.wrong.forEach(System.err::println);
        if (!published.wrong.isEmpty()) {
            System.exit(1);
        }
        System.out.println(published.jars.size()
                + " published jars are modules with names of their own, with sources and documentation");
    }

    private void check(Path group, String bom) throws IOException {
        Set<String> listed = new TreeSet<>();
        for (Matcher found = LISTED.matcher(bom); found.find(); ) {
            listed.add(found.group(1));
        }
        Set<String> published = new TreeSet<>();
        for (Path artefact : list(group)) {
            String name = artefact.getFileName().toString();
            List<Path> files = new ArrayList<>();
            for (Path version : list(artefact)) {
                if (Files.isDirectory(version)) {
                    files.addAll(list(version));
                }
            }
            // A snapshot is named after the time it was deployed.
            List<Path> main = files.stream()
                    .filter(file ->
                            file.getFileName().toString().matches(name + "-[0-9.]+(-SNAPSHOT|-[0-9.]+-[0-9]+)?\\.jar"))
                    .toList();
            if (main.size() == 1) {
                published.add(name);
                jars.add(main.get(0));
                checkManifest(name, main.get(0));
                for (String kind : List.of("sources", "javadoc")) {
                    expect(
                            files.stream().anyMatch(file -> file.toString().endsWith("-" + kind + ".jar")),
                            name + ": expected a jar of " + kind + ", got none");
                }
            } else {
                // The parent and the bill of materials are no jars.
                expect(main.isEmpty(), name + ": expected one jar, got " + main);
            }
        }
        expect(
                listed.equals(published),
                "bom: expected the artefacts that are published, " + published + ", got " + listed);
        checkModules();
    }

    private void checkManifest(String name, Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String module = manifest.getValue("Automatic-Module-Name");
            expect(
                    module != null && module.matches("io\\.github\\.jgln(\\.[a-z]+)+"),
                    name + ": expected an Automatic-Module-Name of io.github.jgln, got " + module);
            String java = manifest.getValue("Java-Version");
            expect("17".equals(java), name + ": expected Java-Version 17 in the manifest, got '" + java + "'");
        }
    }

    /** Resolving refuses two modules of one name or with a package in common. */
    private void checkModules() {
        try {
            ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
            Set<String> names = finder.findAll().stream()
                    .map(ModuleReference::descriptor)
                    .map(descriptor -> descriptor.name())
                    .collect(Collectors.toSet());
            expect(names.size() == jars.size(), "expected " + jars.size() + " modules, got " + names);
            Configuration.resolve(finder, List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), names);
        } catch (FindException | ResolutionException e) {
            wrong.add("modules: " + e.getMessage());
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
