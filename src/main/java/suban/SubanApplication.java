package suban;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Suban (诉办): the complaint regulation of the Xixian New Area as a Camunda 7 deployment. */
@SpringBootApplication
public class SubanApplication {

    /** Starts Suban; the zone is set first because the engine freezes it when its classes load. */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        SpringApplication.run(SubanApplication.class, args);
    }
}
