package suban.organisation;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The people of the demonstration: two clerks and a head for every unit, and one person for every role, all with one well-known
 * password. They exist in the {@code demo} profile only; nowhere else does Suban know a password.
 */
@Component
@Profile("demo")
class DemoPeople {

    static final String PASSWORD = "suban-demo";

    private static final String[] SURNAMES =
            ("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭" + " 吕 苏 卢 蒋 蔡 贾 丁 魏")
                    .split(" ");

    private static final String[] GIVEN_NAMES =
            ("建国 秀英 晓明 丽娜 志强 文静 海涛 雪梅 国庆 婷婷 俊杰 玉兰 永刚 佳怡 新民 春燕 博文 淑华 少华 晓燕 立军 思远 红霞 卫东"
                            + " 雅琴 子轩 慧敏 振华 桂芳 宏伟 梦洁 长安 小红 鹏飞 若兰 守信 静怡 大勇 美玲 天佑 秋菊 明远 倩 磊 芳 伟 敏 军 娟 涛 琳 斌 洁")
                    .split(" ");

    private final IdentityService identity;
    private int position;

    DemoPeople(IdentityService identity) {
        this.identity = identity;
    }

    /** Adds who is missing; people already there keep their password, name and groups. */
    void seed(List<Unit> units) {
        position = 0;
        for (Unit unit : units) {
            String id = unit.id();
            add(id + "1", id);
            add(id + "2", id);
            add(id + "head", id, Roles.headOf(id));
        }
        add("supervisor1", Roles.SUPERVISOR);
        add("analyst1", Roles.ANALYST);
        addNamed("channel1", "渠道", "接口", Roles.CHANNEL);
        addNamed("admin", "系统", "管理员", Roles.ADMIN);
    }

    /** The two lists have coprime lengths, so that nobody shares a name before every combination has been used. */
    private void add(String id, String... groups) {
        addNamed(id, SURNAMES[position % SURNAMES.length], GIVEN_NAMES[position % GIVEN_NAMES.length], groups);
        position++;
    }

    private void addNamed(String id, String surname, String givenName, String... groups) {
        if (identity.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identity.newUser(id);
        // the web applications show the first name before the last one
        user.setFirstName(surname);
        user.setLastName(givenName);
        user.setPassword(PASSWORD);
        // the one password that no policy would let through
        ((IdentityServiceImpl) identity).saveUser(user, true);
        for (String group : groups) {
            identity.createMembership(id, group);
        }
    }
}
