package suban;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What only the sources show: a package says its duty, a public type and a public method what they do. */
final class SourceRules {

    private SourceRules() {}

    /** Packages below the folder that hold types but no {@code package-info.java} with a comment. */
    static Set<String> packagesWithoutDuty(Path sources) {
        Set<String> silent = new TreeSet<>();
        for (Path file : javaFiles(sources)) {
            Path info = file.resolveSibling("package-info.java");
            try {
                if (!Files.exists(info) || !Files.readString(info).contains("/**")) {
                    silent.add(sources.toAbsolutePath()
                            .relativize(file.getParent())
                            .toString()
                            .replace('\\', '/'));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return silent;
    }

    /**
     * Public types, and public methods inside them, that say nothing about themselves. Constructors, which their type
     * explains, and overriding methods, which inherit their words, need none.
     */
    static List<String> undocumented(Path sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> silent = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(javaFiles(sources)));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Path file = sources.toAbsolutePath()
                        .relativize(Path.of(unit.getSourceFile().toUri()));
                new PublicWords(comments, file.toString().replace('\\', '/'), silent).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return silent;
    }

    private static List<Path> javaFiles(Path sources) {
        try (Stream<Path> files = Files.walk(sources.toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class PublicWords extends TreePathScanner<Void, Void> {

        private final DocTrees comments;
        private final String file;
        private final List<String> silent;

        PublicWords(DocTrees comments, String file, List<String> silent) {
            this.comments = comments;
            this.file = file;
            this.silent = silent;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            demand(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean constructor = method.getReturnType() == null;
            if (isPublic(method.getModifiers()) && !overrides && !constructor) {
                demand(method.getName().toString());
            }
            return null;
        }

        private void demand(String name) {
            String comment = comments.getDocComment(getCurrentPath());
            if (comment == null || comment.isBlank()) {
                silent.add(file + ": " + name);
            }
        }

        private static boolean isPublic(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC);
        }
    }
}
