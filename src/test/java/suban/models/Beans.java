package suban.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;
import suban.SubanApplication;

/**
 * The beans a diagram may use and their public methods, read from the compiled classes' annotations by Spring's own naming,
 * without starting a context: stereotypes under their explicit or decapitalised name, {@code @Bean} methods under theirs.
 */
final class Beans {

    private Beans() {}

    /** Of everything compiled from {@code src/main/java}: names of public methods by bean name. */
    static Map<String, Set<String>> ofTheApplication() {
        return in(compiledRootOf(SubanApplication.class));
    }

    static Path compiledRootOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of all classes below a folder of compiled classes. */
    static Map<String, Set<String>> in(Path classes) {
        Map<String, Set<String>> beans = new TreeMap<>();
        SimpleMetadataReaderFactory readers = new SimpleMetadataReaderFactory();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                MetadataReader reader = readers.getMetadataReader(new FileSystemResource(file));
                AnnotationMetadata type = reader.getAnnotationMetadata();
                if (type.isAnnotated(Component.class.getName()) && !type.isAnnotation()) {
                    String name = AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
                            new ScannedGenericBeanDefinition(reader), new SimpleBeanDefinitionRegistry());
                    beans.put(name, methods(type.getClassName()));
                }
                for (MethodMetadata method : type.getAnnotatedMethods(Bean.class.getName())) {
                    Map<String, Object> bean = method.getAnnotationAttributes(Bean.class.getName());
                    String[] explicit = (String[]) bean.get("name");
                    for (String name : explicit.length == 0 ? new String[] {method.getMethodName()} : explicit) {
                        beans.put(name, methods(method.getReturnTypeName()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return beans;
    }

    private static Set<String> methods(String className) {
        try {
            Class<?> type = Class.forName(className, false, Beans.class.getClassLoader());
            return Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .map(Method::getName)
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
