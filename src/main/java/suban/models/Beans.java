package suban.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
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

    /** Of everything compiled from {@code src/main/java}, packed or not: names of public methods by bean name. */
    static Map<String, Set<String>> ofTheApplication() {
        return OfTheApplication.BEANS;
    }

    /** Read once: the program does not change while it runs. */
    private static final class OfTheApplication {
        private static final Map<String, Set<String>> BEANS = besides(SubanApplication.class);
    }

    /** Of all classes in the folder or jar that this class comes from. */
    static Map<String, Set<String>> besides(Class<?> one) {
        Map<String, Set<String>> beans = new TreeMap<>();
        classes(one).forEach((bean, type) -> beans.put(bean, methods(type)));
        return beans;
    }

    /** The class of each of them. */
    static Map<String, String> classes(Class<?> one) {
        Map<String, String> beans = new TreeMap<>();
        SimpleMetadataReaderFactory readers = new SimpleMetadataReaderFactory();
        try {
            for (Resource classFile : classFiles(one)) {
                MetadataReader reader = readers.getMetadataReader(classFile);
                AnnotationMetadata type = reader.getAnnotationMetadata();
                if (type.isAnnotated(Component.class.getName()) && !type.isAnnotation()) {
                    String name = AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
                            new ScannedGenericBeanDefinition(reader), new SimpleBeanDefinitionRegistry());
                    beans.put(name, type.getClassName());
                }
                for (MethodMetadata method : type.getAnnotatedMethods(Bean.class.getName())) {
                    Map<String, Object> bean = method.getAnnotationAttributes(Bean.class.getName());
                    String[] explicit = (String[]) bean.get("name");
                    for (String name : explicit.length == 0 ? new String[] {method.getMethodName()} : explicit) {
                        beans.put(name, method.getReturnTypeName());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return beans;
    }

    /** What is compiled in the folder or jar that this class comes from. */
    static Resource[] classFiles(Class<?> one) throws IOException {
        String file = one.getName().replace('.', '/') + ".class";
        String url = String.valueOf(one.getClassLoader().getResource(file));
        return new PathMatchingResourcePatternResolver()
                .getResources(url.substring(0, url.length() - file.length()) + "suban/**/*.class");
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
