package suban;

import java.util.Arrays;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import suban.retention.RetentionCommand;
import suban.verification.VerifyCommand;

/** Suban (诉办): the complaint regulation of the Xixian New Area as a Camunda 7 deployment. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SubanApplication {

    /**
     * Starts Suban; the zone is set first because the engine freezes it when its classes load. The property as well: expressions
     * such as "end of today" ask it, and the launcher of the packaged jar has filled it with the machine's zone by now.
     */
    public static void main(String[] args) {
        System.setProperty("user.timezone", "Asia/Shanghai");
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        if (args.length > 0 && VerifyCommand.NAME.equals(args[0])) {
            System.exit(VerifyCommand.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        if (args.length > 0 && RetentionCommand.NAME.equals(args[0])) {
            System.exit(RetentionCommand.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(SubanApplication.class, args);
    }
}
