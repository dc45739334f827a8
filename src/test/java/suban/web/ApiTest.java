package suban.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import suban.process.PostgresDatabase;

/** The whole application with its demo people on a real port, and {@link Api} to talk to it; timers do not run. Its tests share one, each with complaints of its own. With
 * {@code suban.test.postgresql} on PostgreSQL. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles({"demo", "test"})
@Import({Api.class, PostgresDatabase.class})
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@interface ApiTest {}
