package suban.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with its demo people behind {@link TestProvider}, on Tuesday 3 March 2026, 10:00 in Xi'an. Whoever says so
 * shares one start.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "suban.clock.start=2026-03-03T02:00:00Z",
            "suban.oidc.client.id=" + TestProvider.CLIENT,
            "suban.oidc.client.secret=" + TestProvider.CLIENT_SECRET,
            "suban.oidc.audience=" + TestProvider.AUDIENCE,
            "suban.oidc.machines.qudao=channel1",
            "suban.oidc.groups.xitongguanli=camunda-admin",
            // the demonstration's people are here before they come
            "suban.oidc.adopt=true"
        })
@ActiveProfiles({"demo", "test", "oidc"})
@ContextConfiguration(initializers = SignOnTest.WithProvider.class)
@Import({Api.class, PassingTime.class})
public @interface SignOnTest {

    /** Tells the application where the provider is. */
    class WithProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("suban.oidc.issuer=" + TestProvider.up().issuer())
                    .applyTo(context);
        }
    }
}
