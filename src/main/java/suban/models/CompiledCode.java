package suban.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.core.io.Resource;
import suban.SubanApplication;

/**
 * Which variables of a case the program itself sets and reads, seen in the compiled classes: no list to keep true by hand. Of a method
 * that sets a variable, every text that could be a name counts as set, so that nothing right is ever reported.
 *
 * @param sets variables by the name of the delegate's or listener's bean
 * @param needs variables without which it fails, likewise
 * @param startedBy variables that come with a message that begins a process, by the message's name
 * @param words every text of the program that could be a name
 */
record CompiledCode(
        Map<String, Set<String>> sets,
        Map<String, Set<String>> needs,
        Map<String, Set<String>> startedBy,
        Set<String> words) {

    private static final Set<String> SETTERS = Set.of("setVariable", "setVariableLocal");
    private static final Set<String> READERS = Set.of("required", "take");
    private static final String STARTER = "startByMessage";
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    /** Nothing is known of the code. */
    static final CompiledCode NONE = new CompiledCode(Map.of(), Map.of(), Map.of(), Set.of());

    /** Of everything compiled from {@code src/main/java}, packed or not. */
    static CompiledCode ofTheApplication() {
        return OfTheApplication.CODE;
    }

    /** Read once: the program does not change while it runs. */
    private static final class OfTheApplication {
        private static final CompiledCode CODE = besides(SubanApplication.class);
    }

    /** Of all classes in the folder or jar that this class comes from. */
    static CompiledCode besides(Class<?> one) {
        Map<String, Method> methods = new HashMap<>();
        try {
            for (Resource file : Beans.classFiles(one)) {
                try (InputStream bytes = file.getInputStream()) {
                    new ClassReader(bytes).accept(new Reading(methods), ClassReader.SKIP_FRAMES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Set<String>> sets = new TreeMap<>();
        Map<String, Set<String>> needs = new TreeMap<>();
        Map<String, Set<String>> startedBy = new TreeMap<>();
        Map<String, String> beans = new HashMap<>();
        Beans.classes(one).forEach((bean, type) -> beans.put(type.replace('.', '/'), bean));
        methods.forEach((key, method) -> {
            String bean = beans.get(method.owner);
            if (bean != null) {
                sets.computeIfAbsent(bean, it -> new TreeSet<>()).addAll(collect(methods, key, true, new HashSet<>()));
                needs.computeIfAbsent(bean, it -> new TreeSet<>())
                        .addAll(collect(methods, key, false, new HashSet<>()));
            }
            if (method.starts) {
                Set<String> names = new TreeSet<>();
                methods.values().stream()
                        .filter(other -> other.owner.equals(method.owner) && other.starts)
                        .forEach(other -> other.texts.stream()
                                .filter(text -> NAME.matcher(text).matches())
                                .forEach(names::add));
                method.texts.stream()
                        .filter(text -> text.matches("\\w+\\.\\w+"))
                        .forEach(message -> startedBy
                                .computeIfAbsent(message, it -> new TreeSet<>())
                                .addAll(names));
            }
        });
        Set<String> words = methods.values().stream()
                .flatMap(method -> method.texts.stream())
                .filter(text -> NAME.matcher(text).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        return new CompiledCode(sets, needs, startedBy, words);
    }

    /** What the method does itself and by the helpers it calls. */
    private static Set<String> collect(Map<String, Method> methods, String key, boolean set, Set<String> seen) {
        Set<String> names = new TreeSet<>();
        Method method = methods.get(key);
        if (method == null || !seen.add(key)) {
            return names;
        }
        names.addAll(set ? method.sets() : method.needs);
        method.calls.forEach(call -> names.addAll(collect(methods, call, set, seen)));
        return names;
    }

    /** What one method says. */
    private static final class Method {
        private final String owner;
        private final List<String> texts = new ArrayList<>();
        private final List<String> read = new ArrayList<>();
        private final Set<String> needs = new TreeSet<>();
        private final Set<String> calls = new TreeSet<>();
        private boolean sets;
        private boolean starts;

        private Method(String owner) {
            this.owner = owner;
        }

        private Set<String> sets() {
            List<String> names = new ArrayList<>(sets ? texts : List.of());
            read.forEach(names::remove);
            names.removeIf(text -> !NAME.matcher(text).matches());
            return new TreeSet<>(names);
        }
    }

    private static final class Reading extends ClassVisitor {
        private final Map<String, Method> methods;
        private String owner;

        private Reading(Map<String, Method> methods) {
            super(SpringAsmInfo.ASM_VERSION);
            this.methods = methods;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            Method method = new Method(owner);
            methods.put(owner + "." + name + descriptor, method);
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                private String last;

                @Override
                public void visitLdcInsn(Object value) {
                    last = value instanceof String text ? text : null;
                    if (last != null) {
                        method.texts.add(last);
                    }
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String type, String called, String parameters, boolean isInterface) {
                    method.sets |= SETTERS.contains(called);
                    method.starts |= STARTER.equals(called);
                    boolean variables = type.endsWith("/CaseVariables");
                    if (variables && READERS.contains(called) && last != null) {
                        method.needs.add(last);
                        method.read.add(last);
                    } else if (variables || type.equals(owner)) {
                        method.calls.add(type + "." + called + parameters);
                    }
                    last = null;
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String parameters, Handle handle, Object... args) {
                    for (Object each : args) {
                        if (each instanceof Handle lambda && lambda.getOwner().equals(owner)) {
                            method.calls.add(lambda.getOwner() + "." + lambda.getName() + lambda.getDesc());
                        }
                    }
                    last = null;
                }

                @Override
                public void visitVarInsn(int opcode, int index) {
                    last = null;
                }

                @Override
                public void visitInsn(int opcode) {
                    last = null;
                }

                @Override
                public void visitJumpInsn(int opcode, Label label) {
                    last = null;
                }
            };
        }
    }
}
