package suban.process;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Tests on PostgreSQL do not get an application that another has started on H2, nor the other way round. */
public class DatabaseOfTheTest implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(Class<?> test, List<ContextConfigurationAttributes> attributes) {
        return Boolean.getBoolean(PostgresDatabase.ASKED_FOR) ? new OnPostgresql() : null;
    }

    /** Changes nothing: applications are told apart by it. */
    private record OnPostgresql() implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {}
    }
}
