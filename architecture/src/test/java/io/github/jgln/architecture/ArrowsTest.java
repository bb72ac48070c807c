package io.github.jgln.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.jgln.architecture.House.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each module's classes use what {@link House} lets them use, and nothing else. */
class ArrowsTest {
    /** A build has the modules beside each other, as jars or as folders of classes. */
    private static final Pattern IN_MODULE = Pattern.compile("/([a-z-]+)/target/(classes/|jgln-[^/]*\\.jar!/)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(
                    location -> IN_MODULE.matcher(location.asURI().toString()).find())
            .importPackages("io.github.jgln");

    /** A module's classes are known by where they come from, as packages need not be of one module. */
    private static Optional<String> moduleOf(JavaClass type) {
        return type.getSource()
                .map(source -> IN_MODULE.matcher(source.getUri().toString()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static Stream<JavaClass> classesOf(String module) {
        return CLASSES.stream()
                .filter(type -> moduleOf(type).filter(module::equals).isPresent());
    }

    /** Without this a module that nobody looks at would pass. */
    @Test
    void everyModuleIsLookedAt() throws IOException {
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> folders = Files.list(Sources.ROOT)) {
            folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .forEach(folder -> expected.add(folder.getFileName().toString()));
        }
        Set<String> seen = new TreeSet<>();
        CLASSES.forEach(type -> moduleOf(type).ifPresent(seen::add));
        assertEquals(expected, seen, "modules with sources, and those on this module's class path; see its pom.xml");
        Set<String> listed = new TreeSet<>();
        House.MODULES.forEach(module -> listed.add(module.name()));
        assertTrue(listed.containsAll(expected), () -> "expected a line in House for each of " + expected);
    }

    @TestFactory
    Stream<DynamicTest> modulesUseWhatIsBelow() {
        return House.MODULES.stream()
                .filter(module -> classesOf(module.name()).findAny().isPresent())
                .map(module -> dynamicTest(
                        module.name(),
                        () -> assertEquals(List.of(), wrongUses(module), module.name() + " uses what it may not")));
    }

    private static List<String> wrongUses(Module module) {
        return classesOf(module.name())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !allowed(module, dependency.getTargetClass()))
                .map(Dependency::getDescription)
                .sorted()
                .limit(10)
                .toList();
    }

    private static boolean allowed(Module module, JavaClass used) {
        JavaClass type = used.getBaseComponentType();
        Optional<String> owner = moduleOf(type);
        if (owner.isPresent()) {
            return module.mayUse(owner.get());
        }
        String packageName = type.getPackageName();
        boolean ofJava = type.isPrimitive() || packageName.matches("(java|javax|jdk)(\\..*)?");
        return ofJava || module.mayUseLibrary(packageName);
    }
}
