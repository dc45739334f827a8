package suban;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Set;

/**
 * How the packages below a root may lean on each other (design, section 2). The root is a parameter so that the rules can be
 * shown to fire on a small bad application.
 */
final class ModuleRules {

    private static final Set<String> EDGE = Set.of("engine", "models", "organisation", "web");

    private final String root;

    ModuleRules(String root) {
        this.root = root;
    }

    /** The engine is the part that will have to be swapped one day: it is met in delegates and listeners, and at the edge. */
    ArchRule engineStaysAtTheEdge() {
        DescribedPredicate<JavaClass> inside = describe("are neither delegates, listeners nor at the edge", type -> {
            String name = outermost(type).getSimpleName();
            boolean atTheEdge =
                    EDGE.stream().anyMatch(edge -> type.getPackageName().equals(root + "." + edge));
            return !atTheEdge && !name.endsWith("Delegate") && !name.endsWith("Listener");
        });
        return noClasses()
                .that(inside)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .because(
                        "the engine is met in delegates, listeners, engine, models (its notation), organisation and web only");
    }

    /** {@code ledger}, {@code calendar} and {@code engine} know no capability, only the kernel in the root package. */
    ArchRule standsAlone(String name) {
        String own = root + "." + name + "..";
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(own, root)))
                .because(name + " knows no capability");
    }

    /** What every package may use may use none of them; only the application class starts them all. */
    ArchRule kernelStandsAlone() {
        return noClasses()
                .that()
                .resideInAPackage(root)
                .and()
                .haveSimpleNameNotEndingWith("Application")
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(root)))
                .because("every package leans on the kernel");
    }

    /** No two packages need each other, by whatever detour. */
    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Time is what the one Clock says, or tests, demonstrations and trial runs fall apart. */
    ArchRule oneClock() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("EngineClock")
                .should()
                .accessTargetWhere(describe("reads the machine's clock", ModuleRules::readsTheMachinesClock))
                .because("the time comes from the one Clock");
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = target.getOwner();
        List<JavaClass> parameters = target.getRawParameterTypes();
        boolean takesAClock = parameters.stream().anyMatch(type -> type.isAssignableTo(Clock.class));
        return switch (target.getName()) {
            case "now" -> owner.getPackageName().startsWith("java.time") && !takesAClock;
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "getInstance" -> owner.isAssignableTo(Calendar.class);
            case "<init>" ->
                parameters.isEmpty()
                        && (owner.isEquivalentTo(Date.class) || owner.isEquivalentTo(GregorianCalendar.class));
            default ->
                owner.isEquivalentTo(Clock.class)
                        && (target.getName().startsWith("system")
                                || target.getName().startsWith("tick") && !takesAClock);
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ModuleRules::outermost).orElse(type);
    }
}
