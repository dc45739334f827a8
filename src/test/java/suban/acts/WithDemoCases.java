package suban.acts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * The demonstration as somebody finds it who starts it on Thursday 12 February 2026, 10:00 in Xi'an: people, cases in every
 * stage, and a port. Whoever says so shares one start; who changes the cases comes after who looks at them (by {@code @Order}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"suban.demo.cases=true", "suban.clock.start=2026-02-12T02:00:00Z"})
@ActiveProfiles({"demo", "test"})
public @interface WithDemoCases {

    /** The place of those who only look. */
    int LOOKING = 1;

    /** The place of those who change the cases. */
    int CHANGING = 2;
}
