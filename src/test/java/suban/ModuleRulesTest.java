package suban;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleRulesTest {

    private static final ModuleRules OURS = new ModuleRules("suban");
    private static final ModuleRules BAD = new ModuleRules("suban.badmodules");
    private static final Path SOURCES = Path.of("src/main/java");

    private static JavaClasses ours;
    private static JavaClasses bad;

    // ---- Suban itself

    @Test
    void engineStaysAtTheEdge() {
        OURS.engineStaysAtTheEdge().check(ours());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "calendar", "engine", "models"})
    void standsAlone(String name) {
        OURS.standsAlone(name).check(ours());
    }

    @Test
    void theKernelStandsAlone() {
        OURS.kernelStandsAlone().check(ours());
    }

    @Test
    void thereAreNoCycles() {
        OURS.noCycles().check(ours());
    }

    @Test
    void thereIsOneClock() {
        OURS.oneClock().check(ours());
    }

    @Test
    void everyPackageNamesItsDuty() {
        assertThat(SourceRules.packagesWithoutDuty(SOURCES)).isEmpty();
    }

    @Test
    void whatIsPublicSaysWhatItDoes() {
        assertThat(SourceRules.undocumented(SOURCES)).isEmpty();
    }

    /**
     * Another engine changes one class of the process suite, and what looks into it on purpose: what measures coverage, and
     * what imitates its job executor.
     */
    @Test
    void storiesMeetTheEngineInOneClass() throws IOException {
        Pattern services = Pattern.compile("org\\.camunda\\.bpm\\.engine\\.(\\w+Service|impl\\.|test\\.)");
        Set<String> meeting = new TreeSet<>();
        try (Stream<Path> stories = Files.list(Path.of("src/test/java/suban/process"))) {
            for (Path story : stories.toList()) {
                if (services.matcher(Files.readString(story)).find()) {
                    meeting.add(story.getFileName().toString());
                }
            }
        }
        assertThat(meeting).containsExactly("OperationTest.java", "PathRecorder.java", "SubanTest.java");
    }

    // ---- the rules on an application that breaks them

    @Test
    void engineInsideACapabilityIsReported() {
        assertThat(breaches(BAD.engineStaysAtTheEdge())).containsExactly("intake.Intake");
    }

    @Test
    void leaningOnACapabilityIsReported() {
        assertThat(breaches(BAD.standsAlone("ledger"))).containsExactly("ledger.Ledger");
        assertThat(breaches(BAD.standsAlone("calendar"))).containsExactly("calendar.Days");
        assertThat(breaches(BAD.standsAlone("engine"))).containsExactly("engine.Guard");
        assertThat(breaches(BAD.kernelStandsAlone())).containsExactly("Kernel");
    }

    @Test
    void aCycleIsReported() {
        assertThat(BAD.noCycles().evaluate(bad()).getFailureReport().getDetails())
                .singleElement()
                .satisfies(cycle -> assertThat(cycle).contains("Slice intake", "Slice ledger"));
    }

    @Test
    void everyWayToTheMachinesClockIsReported() {
        Set<String> methods = BAD.oneClock().evaluate(bad()).getFailureReport().getDetails().stream()
                .map(detail -> detail.replaceFirst(".*Watches\\.(\\w+)\\(.*", "$1"))
                .collect(Collectors.toSet());
        Set<String> wrong = Arrays.stream(watches().getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> method.getName())
                .filter(name -> !name.startsWith("fine"))
                .collect(Collectors.toSet());
        assertThat(methods).isEqualTo(wrong).hasSize(10);
    }

    @Test
    void silentSourcesAreReported(@TempDir Path sources) throws IOException {
        Path told = Files.createDirectories(sources.resolve("suban/told"));
        Path silent = Files.createDirectories(sources.resolve("suban/silent"));
        Files.writeString(told.resolve("package-info.java"), "/** Duty. */\npackage suban.told;");
        Files.writeString(
                told.resolve("Told.java"),
                """
                package suban.told;
                /** A type. */
                @Deprecated
                public class Told {
                    public Told() {}
                    /** A method. */
                    @Deprecated
                    public void told() {}
                    void inside() {}
                    @Override
                    public String toString() { return ""; }
                }
                """);
        Files.writeString(
                silent.resolve("Silent.java"),
                """
                package suban.silent;
                public class Silent {
                    public void say() {}
                    public record Part(int a) {}
                }
                class Hidden {
                    public void nothing() {}
                }
                """);
        assertThat(SourceRules.packagesWithoutDuty(sources)).containsExactly("suban/silent");
        assertThat(SourceRules.undocumented(sources))
                .containsExactly(
                        "suban/silent/Silent.java: Silent",
                        "suban/silent/Silent.java: say",
                        "suban/silent/Silent.java: Part");
        Files.writeString(silent.resolve("package-info.java"), "package suban.silent;");
        assertThat(SourceRules.packagesWithoutDuty(sources)).containsExactly("suban/silent");
    }

    /** The classes with a breach, named below the bad application's root. */
    private static Set<String> breaches(ArchRule rule) {
        List<String> details = rule.evaluate(bad()).getFailureReport().getDetails();
        return details.stream()
                .map(detail -> detail.replaceFirst("(?s)\\w+ <suban\\.badmodules\\.([\\w.]*?[A-Z]\\w*).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> watches() {
        try {
            return Class.forName("suban.badmodules.intake.Watches");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JavaClasses ours() {
        if (ours == null) {
            ours = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("suban");
        }
        return ours;
    }

    private static JavaClasses bad() {
        if (bad == null) {
            bad = new ClassFileImporter().importPackages("suban.badmodules");
        }
        return bad;
    }
}
