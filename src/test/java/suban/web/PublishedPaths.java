package suban.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every path the running application answers, asked from the application itself: Spring's controllers, actuator and static
 * files, the JAX-RS resources behind every Jersey servlet (through all sub-resources), and the engine's published description.
 */
final class PublishedPaths {

    /**
     * One path of one method.
     *
     * @param template the whole path, every variable written {@code {}}; {@code **} at the end of a pattern
     */
    record Published(String method, String template) implements Comparable<Published> {

        private static final Comparator<Published> ORDER =
                Comparator.comparing(Published::template).thenComparing(Published::method);

        Published {
            template = plain(template);
        }

        @Override
        public int compareTo(Published other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    /** Stands for every method, where a controller names none. */
    static final String ANY = "*";

    /** Stands for the GET of a pattern behind which lie files. */
    static final String FILES = "files";

    private final WebApplicationContext context;
    private final ServletContext servlets;

    PublishedPaths(WebApplicationContext context) {
        this.context = context;
        this.servlets = context.getServletContext();
    }

    /** Variables lose name and pattern, queries and doubled or trailing slashes go. */
    static String plain(String template) {
        String path = template.replaceAll("\\?.*", "");
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (char c : path.toCharArray()) {
            depth += c == '{' ? 1 : 0;
            if (depth == 0) {
                plain.append(c);
            } else if (c == '}' && --depth == 0) {
                plain.append("{}");
            }
        }
        String one = plain.toString().replaceAll("/{2,}", "/");
        return one.length() > 1 && one.endsWith("/") ? one.substring(0, one.length() - 1) : one;
    }

    /** Controllers, actuator endpoints and mapped resources of Spring. */
    Set<Published> spring() {
        Set<Published> found = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    for (String pattern : info.getPatternValues()) {
                        if (methods.isEmpty()) {
                            found.add(new Published(ANY, pattern));
                        }
                        methods.forEach(method -> found.add(new Published(method.name(), pattern)));
                    }
                }));
        context.getBeansOfType(AbstractUrlHandlerMapping.class).values().forEach(mapping -> {
            mapping.getHandlerMap().keySet().forEach(pattern -> found.add(new Published(FILES, pattern)));
            if (mapping.getRootHandler() != null) {
                found.add(new Published(FILES, "/"));
            }
        });
        context.getBeansOfType(RouterFunctionMapping.class).values().forEach(mapping -> {
            if (mapping.getRouterFunction() != null) {
                throw new AssertionError("functional routes are not read yet: " + mapping.getRouterFunction());
            }
        });
        return found;
    }

    /** The resources behind every Jersey servlet, with the servlet's own path before them. */
    Set<Published> jaxRs() {
        Set<Published> found = new TreeSet<>();
        for (ServletRegistration servlet : servlets.getServletRegistrations().values()) {
            if (ServletContainer.class.getName().equals(servlet.getClassName())) {
                Collection<Class<?>> resources = resources(servlet);
                for (String mapping : servlet.getMappings()) {
                    String mount = mapping.replaceAll("/\\*$", "");
                    resources.stream()
                            .filter(type -> annotated(type).isPresent())
                            .forEach(type -> collect(
                                    type,
                                    join(mount, annotated(type).orElseThrow().value()),
                                    new ArrayDeque<>(),
                                    found));
                }
            }
        }
        return found;
    }

    private Collection<Class<?>> resources(ServletRegistration servlet) {
        String application = servlet.getInitParameter("jakarta.ws.rs.Application");
        if (application == null) {
            return context.getBean(ResourceConfig.class).getClasses();
        }
        try {
            return ((Application) Class.forName(application).getConstructor().newInstance()).getClasses();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(servlet.getName(), e);
        }
    }

    private static void collect(Class<?> type, String prefix, Deque<Class<?>> above, Set<Published> found) {
        if (above.contains(type)) {
            return;
        }
        above.push(type);
        for (Method method : type.getMethods()) {
            if (method.isBridge() || method.getDeclaringClass() == Object.class) {
                continue;
            }
            List<Annotation> annotations = annotations(method);
            String path = annotations.stream()
                    .filter(Path.class::isInstance)
                    .map(it -> join(prefix, ((Path) it).value()))
                    .findFirst()
                    .orElse(null);
            List<String> methods = annotations.stream()
                    .map(it -> it.annotationType().getAnnotation(HttpMethod.class))
                    .filter(it -> it != null)
                    .map(HttpMethod::value)
                    .toList();
            methods.forEach(verb -> found.add(new Published(verb, path == null ? prefix : path)));
            if (methods.isEmpty() && path != null) {
                collect(method.getReturnType(), path, above, found);
            }
        }
        above.pop();
    }

    private static Optional<Path> annotated(Class<?> type) {
        return Stream.concat(Stream.of(type), supertypes(type).stream())
                .map(it -> it.getAnnotation(Path.class))
                .filter(it -> it != null)
                .findFirst();
    }

    /** JAX-RS reads the annotations of an overridden or implemented method where the method itself has none. */
    private static List<Annotation> annotations(Method method) {
        return Stream.concat(Stream.of(method.getDeclaringClass()), supertypes(method.getDeclaringClass()).stream())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(it -> it.getName().equals(method.getName())
                        && Arrays.equals(it.getParameterTypes(), method.getParameterTypes()))
                .map(it -> List.of(it.getAnnotations()))
                .filter(list -> list.stream()
                        .anyMatch(
                                it -> it instanceof Path || it.annotationType().isAnnotationPresent(HttpMethod.class)))
                .findFirst()
                .orElse(List.of());
    }

    private static List<Class<?>> supertypes(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            found.add(type.getSuperclass());
            found.addAll(supertypes(type.getSuperclass()));
        }
        for (Class<?> one : type.getInterfaces()) {
            found.add(one);
            found.addAll(supertypes(one));
        }
        return found;
    }

    private static String join(String prefix, String path) {
        return prefix + (path.startsWith("/") ? "" : "/") + path;
    }

    /** The operations of the engine's published description, relative to where the engine's API is mounted. */
    static Set<Published> described() {
        Set<Published> found = new TreeSet<>();
        try (InputStream in = PublishedPaths.class.getResourceAsStream("/openapi.json")) {
            JsonNode paths = new ObjectMapper().readTree(in).path("paths");
            paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                if (!method.equals("parameters")) {
                    found.add(new Published(method.toUpperCase(Locale.ROOT), path.getKey()));
                }
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Every servlet and filter by class and the paths it is mapped to, as the table names them. */
    Set<String> registrations() {
        Set<String> found = new TreeSet<>();
        for (ServletRegistration servlet : servlets.getServletRegistrations().values()) {
            found.add("servlet " + simple(servlet.getClassName()) + " " + mappings(servlet.getMappings()));
        }
        for (FilterRegistration filter : servlets.getFilterRegistrations().values()) {
            List<String> mappings = new ArrayList<>(filter.getUrlPatternMappings());
            mappings.addAll(filter.getServletNameMappings());
            found.add("filter " + simple(filter.getClassName()) + " " + mappings(mappings));
        }
        return found;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String mappings(Collection<String> mappings) {
        return mappings.isEmpty() ? "-" : String.join(" ", new TreeSet<>(mappings));
    }
}
