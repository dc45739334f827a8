package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.Conflict;
import suban.NotFound;

@Tag("article-4")
@DisplayName("人员离开单位：认领的待办交回单位，最后一名管理员不能离开")
class LeavingTest extends SubanTest {

    private static final String ADMINISTRATORS = "camunda-admin";

    private String leaver;
    private Task claimed;

    /** Somebody of Jinghe who has claimed the response to a complaint. */
    @BeforeEach
    void claim() {
        leaver = "leaver" + identity.createUserQuery().count();
        User user = identity.newUser(leaver);
        user.setPassword("Suban-2026-leaver");
        identity.saveUser(user);
        identity.createMembership(leaver, "jinghe");
        claimed = task(dispatched("2026-03-02T10:00"), "userTask_respond");
        processes.as(leaver, () -> {
            tasks.claim(claimed.getId(), leaver);
            return null;
        });
    }

    private String assignee() {
        return tasks.createTaskQuery().taskId(claimed.getId()).singleResult().getAssignee();
    }

    private long seenBy(String user) {
        return processes.as(
                user, () -> tasks.createTaskQuery().taskId(claimed.getId()).count());
    }

    @Test
    @DisplayName("调离的人立即看不到、办不了，同事可以接着认领")
    void whoLeavesTheUnit() {
        identity.deleteMembership(leaver, "jinghe");

        assertThat(assignee()).isNull();
        assertThat(seenBy(leaver)).isZero();
        assertThatThrownBy(() -> processes.as(leaver, () -> {
                    tasks.complete(claimed.getId());
                    return null;
                }))
                .isInstanceOf(NotFound.class);
        processes.as("jinghe1", () -> {
            tasks.claim(claimed.getId(), "jinghe1");
            return null;
        });
        assertThat(assignee()).isEqualTo("jinghe1");
    }

    @Test
    @DisplayName("账号被删除的，认领的待办也交回单位")
    void whoseAccountIsDeleted() {
        identity.deleteUser(leaver);
        assertThat(assignee()).isNull();
    }

    @Test
    @DisplayName("离开别的单位的，不影响本单位认领的待办")
    void whoLeavesAnotherUnit() {
        identity.createMembership(leaver, "fengdong");
        identity.deleteMembership(leaver, "fengdong");
        assertThat(assignee()).isEqualTo(leaver);
    }

    @Test
    @DisplayName("最后一名系统管理员不能移出，也不能删除；有第二名的可以")
    void theLastAdministratorStays() {
        assertThatThrownBy(() -> identity.deleteMembership("admin", ADMINISTRATORS))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> identity.deleteUser("admin")).isInstanceOf(Conflict.class);
        assertThat(identity.createUserQuery().memberOfGroup(ADMINISTRATORS).count())
                .isEqualTo(1);

        User second = identity.newUser(leaver + "x");
        second.setPassword("Suban-2026-second");
        identity.saveUser(second);
        identity.createMembership(second.getId(), ADMINISTRATORS);
        identity.deleteMembership(second.getId(), ADMINISTRATORS);
        assertThat(identity.createUserQuery().memberOfGroup(ADMINISTRATORS).count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("系统管理员不能兼任单位人员或监督人员，反过来也不能")
    void anAdministratorIsNothingElse() {
        for (String group : new String[] {"jinghe", "ysb", "supervisor"}) {
            assertThatThrownBy(() -> identity.createMembership("admin", group)).isInstanceOf(Conflict.class);
        }
        assertThatThrownBy(() -> identity.createMembership(leaver, ADMINISTRATORS))
                .isInstanceOf(Conflict.class);
        assertThat(identity.createGroupQuery().groupMember("admin").count()).isEqualTo(1);
    }

    @Test
    @DisplayName("新账号：没有密码、密码太弱、用户名不规范或与已有的只差大小写，不能建立")
    void accountsThatCannotBe() {
        assertRefused("password", () -> identity.saveUser(identity.newUser("nopassword")));
        assertRefused("password", () -> save("weak", "12345678"));
        assertRefused("id", () -> save("x y", "Suban-2026-person"));
        assertRefused("id", () -> save("张三", "Suban-2026-person"));
        assertThatThrownBy(() -> save("YSB1", "Suban-2026-person")).isInstanceOf(Conflict.class);
        assertThat(identity.createUserQuery()
                        .userIdIn("nopassword", "weak", "YSB1")
                        .count())
                .isZero();
    }

    private void save(String id, String password) {
        User user = identity.newUser(id);
        user.setPassword(password);
        identity.saveUser(user);
    }
}
