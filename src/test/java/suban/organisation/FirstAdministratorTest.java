package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Without the demo profile Suban knows nobody but whom the environment names. */
@OrganisationOnly
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

    private static final String SOUND_PASSWORD = "Xixian-2026-Suban";

    @Autowired
    private OrganisationSeeder seeder;

    @Autowired
    private IdentityService identity;

    @Autowired
    private People people;

    @AfterEach
    void removeEverybody() {
        identity.createUserQuery().list().forEach(user -> identity.deleteUser(user.getId()));
    }

    @Test
    void withoutOneNobodyExistsAndTheLogSaysSo(CapturedOutput output) {
        seeder.seed();
        assertThat(identity.createUserQuery().count()).isZero();
        assertThat(output).contains("系统管理员组（camunda-admin）没有成员", "SUBAN_ADMIN_USER");
    }

    @Test
    void theEnvironmentNamesTheFirstAdministratorOnce(CapturedOutput output) {
        int logged = output.length();
        environment("root1", SOUND_PASSWORD).seed();
        assertThat(people.groupsOf("root1")).containsExactly(Roles.ADMIN);
        assertThat(identity.checkPassword("root1", SOUND_PASSWORD)).isTrue();
        assertThat(output.getAll().substring(logged)).doesNotContain("没有成员");

        identity.deleteMembership("root1", Roles.ADMIN);
        User other = identity.newUser("root2");
        other.setPassword(SOUND_PASSWORD);
        identity.saveUser(other);
        identity.createMembership("root2", Roles.ADMIN);
        environment("root1", "Xixian-2027-Suban").seed();
        assertThat(identity.checkPassword("root1", SOUND_PASSWORD)).isTrue();
        assertThat(people.groupsOf("root1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "root1,``,必须同时设置",
                "``,Xixian-2026-Suban,必须同时设置",
                "root1,Short-1,至少 10 位",
                "root1,onlylowercase,太弱",
                "root1,suban-demo,太弱",
                "管理员,Xixian-2026-Suban,只能用英文字母和数字",
            })
    void halfAnAdministratorOrAWeakOneIsRefused(String user, String password, String message) {
        FirstAdministrator administrator = environment(user, password);
        assertThatThrownBy(administrator::seed).isInstanceOf(StartRefused.class).hasMessageContaining(message);
        assertThat(identity.createUserQuery().count()).isZero();
    }

    private FirstAdministrator environment(String user, String password) {
        return new FirstAdministrator(identity, user, password);
    }
}
