package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.NotFound;
import suban.handling.RequestService.Correctable;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineText;
import suban.ledger.Viewer;
import suban.office.OfficeActs;

@DisplayName("看板上的督办措施：调整办理单位、转为复杂类、决定延期")
class SupervisoryActsTest extends SubanTest {

    private static final String RESPOND = "userTask_respond";

    @Autowired
    OfficeActs office;

    private List<String> texts(String number, Act act) {
        return timeline.of(complaint(number).id()).stream()
                .filter(entry -> entry.act() == act)
                .map(entry -> entry.actor() + "：" + TimelineText.of(entry, organisation::nameOf))
                .toList();
    }

    private List<String> partsOf(String number, Viewer viewer) {
        return office.offer(number, viewer).parts().stream()
                .map(Correctable::unit)
                .toList();
    }

    private Correctable part(String number, Viewer viewer, String unit) {
        return office.offer(number, viewer).parts().stream()
                .filter(it -> it.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingOffered(String number, Viewer viewer) {
        OfficeActs.Offer offer = office.offer(number, viewer);
        assertThat(offer.parts()).isEmpty();
        assertThat(offer.reclassify()).isFalse();
        assertThat(offer.delays()).isEmpty();
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：营商办依职权改派主办，立即生效，记入办理记录，企业期限不变；同一调整再交一次不成第二次")
    void theHostIsCorrected() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        Correctable host = part(number, unit("ysb"), "jinghe");
        assertThat(host.host()).isTrue();
        assertThat(host.to()).contains("qinhan", "zijian", "yongle").doesNotContain("jinghe", "ysb", "ducha", "jijian");
        office.reassign(number, "jinghe", "qinhan", "厂区已划入秦汉新城。", unit("ysb"));

        assertThat(seenBy("qinhan1", number)).containsExactly(RESPOND);
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(texts(number, Act.ASSIGNMENT_CORRECTED))
                .singleElement()
                .asString()
                .startsWith("ysb1：")
                .contains("泾河新城", "秦汉新城", "厂区已划入秦汉新城");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");

        assertRefused("fromUnit", () -> office.reassign(number, "jinghe", "qinhan", "厂区已划入秦汉新城。", unit("ysb")));
        assertThat(times(Act.ASSIGNMENT_CORRECTED, number)).isEqualTo(1);
        assertThat(partsOf(number, unit("ysb"))).startsWith("qinhan");
        assertIntact(number);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：同一调整两人同时提交，只成一次")
    void twoAtOnce() throws Exception {
        String number = dispatched("2026-03-02T10:00");
        List<Callable<String>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(() -> {
                try {
                    office.reassign(number, "jinghe", "qinhan", "厂区已划入秦汉新城。", unit("ysb"));
                    return "done";
                } catch (InvalidInput | Conflict e) {
                    return "refused";
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<String> answers = new ArrayList<>();
        for (Future<String> answer : threads.invokeAll(both)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers).containsExactlyInAnyOrder("done", "refused");
        assertThat(times(Act.ASSIGNMENT_CORRECTED, number)).isEqualTo(1);
        assertThat(openTasks(number)).containsExactly(RESPOND);
        assertIntact(number);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：协办单位可以改派，也可以只免除；主办单位办妥以后不再增加，只能免除")
    void aCoHandlerIsCorrectedOrReleased() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        assertThat(part(number, unit("ysb"), "zijian").to())
                .contains("xingzheng", "qinhan")
                .doesNotContain("zijian", "ziran", "jinghe"); // who co-handles already, and who hosts
        office.reassign(number, "zijian", "xingzheng", "许可权已划转。", unit("ysb"));
        assertThat(seenBy("xingzheng1", number)).containsExactly("userTask_coHandle");
        office.reassign(number, "ziran", null, "与规划无关。", unit("ysb"));
        assertThat(seenBy("ziran1", number)).isEmpty();
        assertThat(partsOf(number, unit("ysb"))).containsExactly("jinghe", "xingzheng");
        assertRefused("toUnit", () -> office.reassign(number, "jinghe", null, "不对口。", unit("ysb")));

        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "只等协办意见。");
        assertThat(part(number, unit("ysb"), "xingzheng").to()).isEmpty();
        office.reassign(number, "xingzheng", null, "不再需要。", unit("ysb"));
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-4")
    @Tag("article-12")
    @Tag("article-17")
    @DisplayName("第四、十七条：只有协调该投诉的营商办可以调整；新城营商办只在本新城和新区部门之内")
    void byWhom() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        for (Viewer other : List.of(unit("jinghe"), unit("zijian"), unit("jingheysb"), SUPERVISOR)) {
            assertNothingOffered(number, other);
            assertThatThrownBy(() -> office.reassign(number, "jinghe", "qinhan", "不在辖区。", other))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> office.reclassify(number, "涉及多部门。", other)).isInstanceOf(Forbidden.class);
        }
        assertThatThrownBy(() -> office.offer(number, unit("qinhanysb"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> office.reassign(number, "jinghe", "qinhan", "应归我区。", unit("qinhanysb")))
                .isInstanceOf(NotFound.class);
        assertThat(acts(number)).doesNotContain(Act.ASSIGNMENT_CORRECTED, Act.RECLASSIFIED);

        String own = acts.register("jingheysb1", general());
        acts.triage("jingheysb1", own, ComplaintClass.GENERAL, "jinghe", "jinghejingfa");
        assertThat(part(own, unit("jingheysb"), "jinghe").to())
                .contains("yongle", "zijian")
                .doesNotContain("qinhan", "qinhanjingfa");
        assertRefused("toUnit", () -> office.reassign(own, "jinghe", "qinhan", "不在辖区。", unit("jingheysb")));
        assertNothingOffered(own, unit("ysb")); // it sees the case, and leaves it to the 新城's office
        office.reassign(own, "jinghe", "yongle", "按管理权限由永乐街道办理。", unit("jingheysb"));
        assertThat(seenBy("yongle1", own)).containsExactly(RESPOND);
    }

    @Test
    @Tag("article-4")
    @Tag("article-12")
    @DisplayName("第四条、第十二条：被投诉的单位不在可选之列；有未裁定的主办异议时先裁定")
    void whatARuleIsAgainst() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "fengxi",
                List.of("zijian"),
                Map.of("accusedUnit", "qinhanysb", "reason", "反映秦汉新城营商办推诿，另行指定。"));
        assertThat(part(number, unit("ysb"), "fengxi").to()).contains("jinghe").doesNotContain("qinhan");
        assertRefused("toUnit", () -> office.reassign(number, "fengxi", "qinhan", "不在辖区。", unit("ysb")));
        acts.object("fengxi1", number, RESPOND, "jinghe", "不在辖区。");
        assertThat(partsOf(number, unit("ysb"))).containsExactly("zijian");
        assertRefused("fromUnit", () -> office.reassign(number, "fengxi", "jinghe", "不在辖区。", unit("ysb")));
    }

    @Test
    @Tag("article-3")
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第三、十四、十五条：已答复、已撤回、已封存、督查和倒查责任中的，一概不提供，也不接受")
    void inOtherStates() {
        String answered = replied("2026-03-02T10:00");
        assertNothingOffered(answered, unit("ysb"));
        assertRefused("number", () -> office.reassign(answered, "jinghe", "qinhan", "不在辖区。", unit("ysb")));
        assertRefused("number", () -> office.reclassify(answered, "涉及多部门。", unit("ysb")));

        String withdrawn = dispatched("2026-03-02T10:00");
        acts.withdraw("ysb1", withdrawn, "企业要求。");
        acts.confirmWithdrawal("ysb1", withdrawn, "2026-03-02T10:00");
        assertThat(status(withdrawn)).isEqualTo(Status.WITHDRAWN);
        assertNothingOffered(withdrawn, unit("ysb"));
        assertRefused("number", () -> office.reassign(withdrawn, "jinghe", "qinhan", "不在辖区。", unit("ysb")));

        String sealed = dispatched("2026-03-02T10:00");
        acts.seal("ysb1", sealed, "疑似涉密。");
        assertNothingOffered(sealed, unit("ysb"));
        assertRefused("number", () -> office.reassign(sealed, "jinghe", "qinhan", "不在辖区。", unit("ysb")));

        // one of them held to account, the other not: the answers are the same
        for (String one : List.of(dissatisfiedTwice("2026-03-02T10:00"), dissatisfiedThrice("2026-03-02T10:00"))) {
            for (Viewer viewer : List.of(unit("ysb"), unit("jingheysb"), unit("jinghe"), SUPERVISOR)) {
                assertNothingOffered(one, viewer);
            }
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：期限届满前由营商办转为复杂类，说明理由，只转一次")
    void reclassified() {
        String number = dispatched("2026-03-02T10:00");
        assertThat(office.offer(number, unit("ysb")).reclassify()).isTrue();
        assertDue(office.offer(number, unit("ysb")).enterpriseDue(), "2026-03-09T18:00");
        office.reclassify(number, "涉及多个部门。", unit("ysb"));
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-16T18:00"); // 14 calendar days
        assertThat(texts(number, Act.RECLASSIFIED))
                .singleElement()
                .asString()
                .startsWith("ysb1：")
                .contains("涉及多个部门");
        assertThat(office.offer(number, unit("ysb")).reclassify()).isFalse();
        assertRefused("number", () -> office.reclassify(number, "涉及多个部门。", unit("ysb")));
        assertThat(times(Act.RECLASSIFIED, number)).isEqualTo(1);
    }

    private String delayed(String expected) {
        String number = dispatched("2026-04-28T10:00");
        acts.respond("jinghe1", number, "2026-04-28T10:00", "2026-05-07");
        acts.timeIs("2026-05-06T09:30");
        acts.noticeOfDelay("jinghe1", number, expected, "图纸须重新审查。");
        return number;
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：有延期告知待决定时，营商办在看板上批准新日期；新日期须晚于现期限、是工作日；再交一次不成第二次")
    void granted() {
        String number = delayed("2026-05-15");
        OfficeActs.Delay delay = office.offer(number, unit("ysb")).delays().get(0);
        assertThat(delay.request()).contains("泾河新城", "预计办结日期：2026年5月15日", "图纸须重新审查");
        assertThat(delay.newDate()).isEqualTo("2026-05-15");
        assertDue(delay.due(), "2026-05-08T18:00");
        for (String wrong : List.of("2026-05-08", "2026-05-10", "2026-05-01")) { // today's limit, a Sunday, the past
            assertRefused(
                    "newDate",
                    () -> office.decideDelay(
                            number, delay.task(), Map.of("decision", "GRANT", "newDate", wrong), unit("ysb")));
        }
        assertRefused(
                "reason", () -> office.decideDelay(number, delay.task(), Map.of("decision", "NOTE"), unit("ysb")));
        assertThat(task(number, "userTask_decideDelay").getAssignee()).isNull(); // a refused one stays everybody's

        Map<String, Object> form = Map.of("decision", "GRANT", "newDate", "2026-05-15");
        office.decideDelay(number, delay.task(), form, unit("ysb"));
        assertDue(attempt(number, 1).adjustedDueAt(), "2026-05-15T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-05-08T18:00");
        assertThat(texts(number, Act.DELAY_GRANTED)).singleElement().asString().startsWith("ysb1：");
        assertThatThrownBy(() -> office.decideDelay(number, delay.task(), form, unit("ysb")))
                .isInstanceOf(Conflict.class);
        assertThat(times(Act.DELAY_GRANTED, number)).isEqualTo(1);
        assertThat(office.offer(number, unit("ysb")).delays()).isEmpty();
        assertIntact(number);
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：只有审定的营商办可以决定；没有告知、期限已到的不提供；不批准须说明理由")
    void byWhomAndWhen() {
        String number = delayed("2026-05-15");
        String task = office.offer(number, unit("ysb")).delays().get(0).task();
        Map<String, Object> grant = Map.of("decision", "GRANT", "newDate", "2026-05-15");
        for (Viewer other : List.of(unit("jinghe"), unit("jingheysb"), SUPERVISOR)) {
            assertThat(office.offer(number, other).delays()).isEmpty();
            assertThatThrownBy(() -> office.decideDelay(number, task, grant, other))
                    .isInstanceOf(Conflict.class);
        }
        assertThatThrownBy(() -> office.decideDelay(number, task, grant, unit("qinhanysb")))
                .isInstanceOf(NotFound.class);
        // what a colleague has taken is the colleague's
        processes.as("ysb2", () -> {
            tasks.claim(task, "ysb2");
            return null;
        });
        assertThat(office.offer(number, unit("ysb")).delays()).isEmpty();
        processes.as("ysb2", () -> {
            tasks.setAssignee(task, null);
            return null;
        });
        office.decideDelay(number, task, Map.of("decision", "NOTE", "reason", "加快审查即可。"), unit("ysb"));
        assertThat(texts(number, Act.DELAY_NOT_GRANTED))
                .singleElement()
                .asString()
                .contains("加快审查即可");
        assertThat(attempt(number, 1).adjustedDueAt()).isNull();

        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "仍需重新审查。");
        String again = office.offer(number, unit("ysb")).delays().get(0).task();
        acts.timeIs("2026-05-08T18:00");
        assertThat(office.offer(number, unit("ysb")).delays()).isEmpty();
        assertThatThrownBy(() -> office.decideDelay(number, again, grant, unit("ysb")))
                .isInstanceOf(Conflict.class);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：补办的案件不能转为复杂类，仍可依职权调整")
    void theSecondAttempt() {
        String number = replied("2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(office.offer(number, unit("ysb")).reclassify()).isFalse();
        assertRefused("number", () -> office.reclassify(number, "涉及多部门。", unit("ysb")));
        assertThat(partsOf(number, unit("ysb"))).containsExactly("jinghe");
    }
}
