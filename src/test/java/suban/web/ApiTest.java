package suban.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import suban.process.PostgresDatabase;

/** The whole application with its demo people on a real port, and {@link Api} to talk to it; timers do not run. With
 * {@code suban.test.postgresql} on PostgreSQL. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DirtiesContext // the REST API serves the engine registered last, whichever context that was
@ActiveProfiles({"demo", "test"})
@Import({Api.class, PostgresDatabase.class})
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@interface ApiTest {}
