package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.NotFound;
import suban.ledger.Accountabilities;
import suban.ledger.Accountability;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.LedgerSearch;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.notice.Notice;

@DisplayName("三次交办后的责任认定与移送")
class AccountabilityTest extends SubanTest {

    @Autowired
    private LedgerSearch search;

    @Autowired
    Accountabilities accountabilities;

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：第三次不满意，营商办和督查室两个工作日内各自认定；没有第四次交办，办理单位毫不知情")
    void bothOfficesJudge() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        assertThat(status(number)).isEqualTo(Status.ACCOUNTABILITY);
        assertThat(openTasks(number)).containsExactly("userTask_judgeResponsibility", "userTask_judgeResponsibility");
        assertThat(seenBy("ysb2", number)).containsExactly("userTask_judgeResponsibility");
        assertThat(seenBy("ducha2", number)).containsExactly("userTask_judgeResponsibility");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(task -> assertDue(task.getDueDate().toInstant(), "2026-03-05T18:00"));
        assertThat(told(number, 3, "judgeResponsibility")).containsExactly("ysb", "ducha");
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
        assertThat(complaint(number).closedAt()).isNull();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：都认定推进不力，整理材料，由人移送，纪检监察工委只登记两个日期，随后办结")
    void negligent() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", number, "NEGLIGENT", "三次办理均未实质推进。");
        assertThat(openTasks(number)).containsExactly("userTask_judgeResponsibility");
        acts.timeIs("2026-03-04T10:00");
        acts.judge("ducha1", number, "NEGLIGENT", "督办要求未落实。");
        assertThat(openTasks(number)).containsExactly("userTask_sendReferral");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_sendReferral");
        assertDue(taskDue(number, "userTask_sendReferral"), "2026-03-06T18:00");
        assertThat(status(number)).isEqualTo(Status.ACCOUNTABILITY);

        acts.timeIs("2026-03-05T10:00");
        acts.sendReferral("ysb1", number);
        assertThat(seenBy("jijian1", number)).containsExactly("userTask_recordConclusion");
        for (String who : List.of("ysb", "ducha", "jijian", "jinghe", "jingheysb", "fengdong")) {
            var viewer = unit(who);
            boolean knows = List.of("ysb", "ducha", "jijian").contains(who);
            assertThat(search.knownResponsibilities(List.of(number), viewer).contains(number))
                    .as(who)
                    .isEqualTo(knows)
                    .isEqualTo(search.knowsResponsibility(complaint(number), viewer));
        }
        assertThat(told(number, 3, "referral")).containsExactly("jijian");

        acts.timeIs("2026-04-20T10:00");
        acts.recordConclusion("jijian1", number, "2026-03-09", "2026-04-17");
        assertEnded(number, Status.CLOSED, "endEvent_accountabilityEnded");
        assertThat(of(number)).satisfies(it -> {
            assertThat(it.negligent()).isTrue();
            assertThat(it.referredTo()).isEqualTo("jijian");
            assertThat(it.referredBy()).isEqualTo("ysb1");
            assertThat(it.receivedOn()).isEqualTo(LocalDate.parse("2026-03-09"));
            assertThat(it.concludedOn()).isEqualTo(LocalDate.parse("2026-04-17"));
        });
        assertThat(told(number, 0, "closedAccountable")).containsExactly("ENTERPRISE");
        assertThat(recipientsSince(number, "judgeResponsibility"))
                .containsExactlyInAnyOrder("ysb", "ducha", "jijian", "ENTERPRISE");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：材料写明各次办理、单位、逾期、评价、督查和双方认定，移送的人在表单里看得到")
    void theFile() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "三日内核发许可。");
        acts.timeIs("2026-03-10T10:00"); // the third reply was due on Monday the 9th
        handled(number, "2026-03-10T10:00");
        acts.visit("ysb2", number, Rating.VERY_DISSATISFIED, Map.of("dissatisfactionReason", "许可仍未核发"));
        acts.judge("ysb1", number, "NEGLIGENT", "三次办理均未实质推进。");
        acts.judge("ducha1", number, "DILIGENT", "主办单位已尽力。");
        String file = processes.as(
                "ysb1",
                () -> String.valueOf(tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                        .map(task -> forms.getTaskFormVariables(task.getId()).get("dossierText"))
                        .findFirst()
                        .orElseThrow()));
        assertThat(file)
                .contains(
                        number,
                        "厂房规划许可迟迟未批",
                        "第1次办理",
                        "第2次办理",
                        "第3次办理",
                        "泾河新城",
                        "2026年3月10日 10:00（应于2026年3月9日 18:00前）　逾期",
                        "规划许可已核发。",
                        "非常不满意，许可仍未核发",
                        "窗口重复要求补件。",
                        "三日内核发许可。",
                        "推进不力。三次办理均未实质推进。",
                        "已尽责。主办单位已尽力。",
                        "办理逾期");
        assertThat(file.lines().filter(line -> line.startsWith("企业评价："))).hasSize(3);
        assertThat(of(number).dossier()).isEqualTo(file);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：都认定已尽责，以已尽责仍不满意办结，理由告知企业，没有移送")
    void diligent() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", number, "DILIGENT", "诉求超出现行政策。");
        acts.judge("ducha1", number, "DILIGENT", "各单位均按要求办理。");
        assertEnded(number, Status.CLOSED, "endEvent_accountabilityEnded");
        assertThat(notices(number, "closedDiligent")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("ENTERPRISE");
            assertThat(notice.body()).contains("诉求超出现行政策。", "各单位均按要求办理。");
        });
        assertThat(of(number).negligent()).isFalse();
        assertThat(of(number).dossier()).isNull();
        assertThat(notices(number, "referral")).isEmpty();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：一方认定推进不力的，仍移送，不漏一件")
    void theyDiffer() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", number, "DILIGENT", "主办单位已尽力。");
        acts.judge("ducha1", number, "NEGLIGENT", "督办要求未落实。");
        assertThat(openTasks(number)).containsExactly("userTask_sendReferral");
        assertThat(of(number).dossier()).contains("主办单位已尽力。", "督办要求未落实。");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：认定逾期的，每个工作日只催尚未认定的一方，事项始终有人负责")
    void judgementReminders() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.timeIs("2026-03-06T12:00");
        acts.judge("ysb1", number, "NEGLIGENT", "未实质推进。");
        acts.timeIs("2026-03-10T12:00");
        // due on Thursday the 5th; the 7th and 8th are a weekend
        assertThat(remindersOf("judgementReminder", number))
                .containsExactly("2026-03-06 ysb", "2026-03-06 ducha", "2026-03-09 ducha", "2026-03-10 ducha");
        assertThat(seenBy("ducha1", number)).containsExactly("userTask_judgeResponsibility");
        assertThat(status(number)).isEqualTo(Status.ACCOUNTABILITY);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：材料逾期未移送的，每个工作日催办")
    void referralReminders() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", number, "NEGLIGENT", "未实质推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未实质推进。");
        // prepared on Tuesday 3 March, due on Thursday the 5th
        acts.timeIs("2026-03-09T12:00");
        assertThat(remindersOf("referralReminder", number)).containsExactly("2026-03-06 ysb", "2026-03-09 ysb");
        acts.sendReferral("ysb1", number);
        acts.timeIs("2026-03-12T12:00");
        assertThat(remindersOf("referralReminder", number)).hasSize(2);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：受理日期不早于移送，办结日期不早于受理，都不晚于今天")
    void impossibleDates() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.judge("ysb1", number, "NEGLIGENT", "未实质推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未实质推进。");
        acts.sendReferral("ysb1", number);
        acts.timeIs("2026-03-20T10:00");
        assertRefused("receivedOn", () -> acts.recordConclusion("jijian1", number, "2026-03-02", "2026-03-20"));
        assertRefused("receivedOn", () -> acts.recordConclusion("jijian1", number, "2026-03-21", "2026-03-21"));
        assertRefused("concludedOn", () -> acts.recordConclusion("jijian1", number, "2026-03-10", "2026-03-09"));
        assertRefused("concludedOn", () -> acts.recordConclusion("jijian1", number, "2026-03-10", "2026-03-21"));
        acts.recordConclusion("jijian1", number, "2026-03-03", "2026-03-20");
        assertThat(status(number)).isEqualTo(Status.CLOSED);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：督查后仍不满意的件，认定前后都只有三次交办；办理单位不能代为认定")
    void neverAFourthDispatch() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        assertThatThrownBy(() -> acts.judge("jinghe1", number, "DILIGENT", "已尽责。"))
                .isInstanceOf(NotFound.class);
        acts.judge("ysb1", number, "DILIGENT", "已尽责。");
        acts.judge("ducha1", number, "DILIGENT", "已尽责。");
        assertThat(times(Act.DISPATCHED, number)).isEqualTo(3);
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：双方都不督查而退回补办的，第三次不满意同样认定责任")
    void alsoAfterADeclinedSupervision() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        acts.declineSupervision("ysb1", number, "已责成整改。");
        acts.declineSupervision("ducha1", number, "同意。");
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(status(number)).isEqualTo(Status.ACCOUNTABILITY);
        assertThat(openTasks(number)).hasSize(2);
    }

    @Test
    @Tag("article-7")
    @Tag("article-15")
    @DisplayName("第七、十五条：上级交办的，责任认定后同样先报结再办结")
    void anOrderIsReportedBackFirst() {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "陕营商办函〔2026〕5号");
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        for (int i = 0; i < 3; i++) {
            handled(number, "2026-03-02T10:00");
            acts.visit("ysb2", number, Rating.DISSATISFIED);
            if (i == 1) {
                acts.supervise("ysb1", number);
                acts.supervise("ducha1", number);
                acts.recordSupervision("ducha1", number, "属实。", "推诿。", "限期解决。");
            }
        }
        acts.judge("ysb1", number, "DILIGENT", "已尽责。");
        acts.judge("ducha1", number, "DILIGENT", "已尽责。");
        assertThat(openTasks(number)).containsExactly("userTask_reportBack");
        assertThat(status(number)).isEqualTo(Status.ACCOUNTABILITY);
        acts.reportBack("ysb1", number, "2026-03-02");
        assertEnded(number, Status.CLOSED, "endEvent_accountabilityEnded");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：新区营商办被投诉的，由督查室认定并移送")
    void theAccusedOfficeHasNoPart() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("accusedUnit", "ysb"));
        for (int i = 0; i < 3; i++) {
            handled(number, "2026-03-02T10:00");
            acts.visit("ducha1", number, Rating.DISSATISFIED);
            if (i == 1) {
                acts.supervise("ducha1", number);
                acts.recordSupervision("ducha1", number, "属实。", "推诿。", "限期解决。");
            }
        }
        assertThat(seenBy("ysb1", number)).isEmpty();
        acts.judge("ducha1", number, "NEGLIGENT", "未实质推进。");
        acts.sendReferral("ducha2", number);
        assertThat(seenBy("jijian1", number)).containsExactly("userTask_recordConclusion");
        assertThat(told(number, 3, "judgeResponsibility")).containsExactly("ducha");
        assertThat(told(number, 3, "sendReferral")).containsExactly("ducha");
    }

    private Accountability of(String number) {
        return accountabilities
                .findByComplaintIdAndAttempt(complaint(number).id(), 3)
                .orElseThrow();
    }

    /** Who was told anything from the first notice of this milestone on. */
    private Set<String> recipientsSince(String number, String milestone) {
        List<Notice> all = notices.findByComplaintIdOrderById(complaint(number).id());
        long first = notices(number, milestone).get(0).id();
        return all.stream()
                .filter(notice -> notice.id() >= first)
                .map(Notice::recipient)
                .collect(Collectors.toSet());
    }
}
