package suban.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import suban.web.PassingTime;

/** The demonstration's people without its cases, on Tuesday 3 March 2026, 10:00 in Xi'an: a working day on which every unit answers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "suban.clock.start=2026-03-03T02:00:00Z")
@ActiveProfiles({"demo", "test"})
@Import(PassingTime.class)
@interface WithPeople {}
