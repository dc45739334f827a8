package suban.engine;

import java.beans.FeatureDescriptor;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.joda.time.ReadableInstant;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import suban.InDiagrams;

/**
 * Evaluates expressions so that none can become code, wherever it comes from: a diagram, a stored filter or a query
 * (CVE-2026-109432). Names lead to variables and to beans made for diagrams only; properties and methods are those of plain
 * values and of these beans, and nothing leads from any of them to a class.
 */
final class SafeExpressionManager extends SpringExpressionManager {

    private static final Set<String> REFLECTION = Set.of("class", "getClass", "declaringClass", "getDeclaringClass");

    SafeExpressionManager(ApplicationContext context) {
        super(context);
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolvers = new CompositeELResolver();
        resolvers.add(new VariableScopeElResolver());
        resolvers.add(new VariableContextElResolver());
        resolvers.add(new DiagramBeans(applicationContext));
        resolvers.add(new ArrayELResolver());
        resolvers.add(new ListELResolver());
        resolvers.add(new MapELResolver());
        resolvers.add(new HarmlessProperties());
        return resolvers;
    }

    /** A bean that a diagram may name: a delegate, a listener or one that is marked for it. */
    private static boolean isForDiagrams(Object bean) {
        return bean instanceof JavaDelegate
                || bean instanceof TaskListener
                || bean instanceof ExecutionListener
                || answersDiagrams(bean);
    }

    private static boolean answersDiagrams(Object bean) {
        return AopUtils.getTargetClass(bean).isAnnotationPresent(InDiagrams.class);
    }

    /** Finds beans by their names, as far as they are made for diagrams. */
    private static final class DiagramBeans extends ELResolver {

        private final ApplicationContext context;

        DiagramBeans(ApplicationContext context) {
            this.context = context;
        }

        @Override
        public Object getValue(ELContext el, Object base, Object property) {
            if (base != null || !(property instanceof String name) || !context.containsBean(name)) {
                return null;
            }
            Object bean = context.getBean(name);
            if (!isForDiagrams(bean)) {
                throw new ELException("bean '" + name + "' must not be used in expressions");
            }
            el.setPropertyResolved(true);
            return bean;
        }

        @Override
        public boolean isReadOnly(ELContext el, Object base, Object property) {
            return true;
        }

        @Override
        public void setValue(ELContext el, Object base, Object property, Object value) {
            // not resolved here: beans are not assigned to
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext el, Object base) {
            return Collections.emptyIterator();
        }

        @Override
        public Class<?> getCommonPropertyType(ELContext el, Object base) {
            return Object.class;
        }

        @Override
        public Class<?> getType(ELContext el, Object base, Object property) {
            return Object.class;
        }
    }

    /** Properties and methods of plain values and of {@link InDiagrams} beans; everything else is refused. */
    private static final class HarmlessProperties extends BeanELResolver {

        HarmlessProperties() {
            super(true);
        }

        @Override
        public Object getValue(ELContext el, Object base, Object property) {
            check(base, property);
            return super.getValue(el, base, property);
        }

        @Override
        public Object invoke(ELContext el, Object base, Object method, Class<?>[] types, Object[] arguments) {
            check(base, method);
            return super.invoke(el, base, method, types, arguments);
        }

        private static void check(Object base, Object name) {
            if (base == null) {
                return; // an unknown name, which is no property at all
            }
            boolean harmless = base instanceof VariableScope
                    ? "processBusinessKey".equals(name)
                    : !REFLECTION.contains(String.valueOf(name)) && isPlain(base);
            if (!harmless) {
                throw new ELException("'%s' of a %s must not be used in expressions"
                        .formatted(name, base.getClass().getSimpleName()));
            }
        }

        private static boolean isPlain(Object base) {
            return base instanceof String
                    || base instanceof Number
                    || base instanceof Boolean
                    || base instanceof Date
                    || base instanceof Enum<?>
                    || base instanceof Collection<?>
                    || base instanceof Map<?, ?>
                    || base instanceof ReadableInstant
                    || answersDiagrams(base);
        }
    }
}
