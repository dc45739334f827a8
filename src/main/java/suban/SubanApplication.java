package suban;

import java.util.Arrays;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.ToIntFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import suban.models.CheckCommand;
import suban.retention.RetentionCommand;
import suban.revision.ProposeCommand;
import suban.trial.TrialCommand;
import suban.verification.VerifyCommand;

/** Suban (诉办): the complaint regulation of the Xixian New Area as a Camunda 7 deployment. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SubanApplication {

    /** What the jar does instead of serving, by its first argument; each answers with the exit code. */
    private static final Map<String, ToIntFunction<String[]>> COMMANDS = Map.of(
            VerifyCommand.NAME, VerifyCommand::run,
            RetentionCommand.NAME, RetentionCommand::run,
            CheckCommand.NAME, CheckCommand::run,
            TrialCommand.NAME, TrialCommand::run,
            ProposeCommand.NAME, ProposeCommand::run);

    /**
     * Starts Suban; the zone is set first because the engine freezes it when its classes load. The property as well: expressions
     * such as "end of today" ask it, and the launcher of the packaged jar has filled it with the machine's zone by now.
     */
    public static void main(String[] args) {
        System.setProperty("user.timezone", "Asia/Shanghai");
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        ToIntFunction<String[]> command = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (command != null) {
            System.exit(command.applyAsInt(Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(SubanApplication.class, args);
    }
}
