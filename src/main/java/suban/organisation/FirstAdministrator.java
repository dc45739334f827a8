package suban.organisation;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The administrator whom the operator names in the environment ({@code SUBAN_ADMIN_USER}, {@code SUBAN_ADMIN_PASSWORD}), who then
 * makes everybody else in Admin. Created once: a later start changes neither password nor groups.
 */
@Component
class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final int SHORTEST_PASSWORD = 10;
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]+");

    private final IdentityService identity;
    private final String user;
    private final String password;

    FirstAdministrator(
            IdentityService identity,
            @Value("${suban.admin.user:}") String user,
            @Value("${suban.admin.password:}") String password) {
        this.identity = identity;
        this.user = user;
        this.password = password;
    }

    /** Throws {@link StartRefused} when the environment names half an administrator or a weak one. */
    void seed() {
        if (user.isEmpty() != password.isEmpty()) {
            throw new StartRefused("SUBAN_ADMIN_USER 与 SUBAN_ADMIN_PASSWORD 必须同时设置，或都不设置");
        }
        if (!user.isEmpty() && identity.createUserQuery().userId(user).count() == 0) {
            create();
        }
        if (identity.createUserQuery().memberOfGroup(Roles.ADMIN).count() == 0) {
            // an empty group can be taken over by anybody who reaches the set-up page (CVE-2026-77226)
            LOG.warn(
                    """

                    ******************************************************************************
                    * 系统管理员组（{}）没有成员：无人能够管理本系统，且存在被他人抢注的风险。
                    * 请设置 SUBAN_ADMIN_USER 和 SUBAN_ADMIN_PASSWORD（至少 {} 位）后重新启动。
                    ******************************************************************************""",
                    Roles.ADMIN,
                    SHORTEST_PASSWORD);
        }
    }

    private void create() {
        if (!ID.matcher(user).matches()) {
            throw new StartRefused("SUBAN_ADMIN_USER 只能用英文字母和数字");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw new StartRefused("SUBAN_ADMIN_PASSWORD 至少 " + SHORTEST_PASSWORD + " 位");
        }
        User administrator = identity.newUser(user);
        administrator.setFirstName("系统");
        administrator.setLastName("管理员");
        administrator.setPassword(password);
        PasswordPolicy policy = identity.getPasswordPolicy();
        if (policy != null
                && !identity.checkPasswordAgainstPolicy(policy, password, administrator)
                        .isValid()) {
            throw new StartRefused("SUBAN_ADMIN_PASSWORD 太弱：须含大写字母、小写字母、数字和特殊字符，且不含用户名");
        }
        identity.saveUser(administrator);
        identity.createMembership(user, Roles.ADMIN);
    }
}
