package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.Forbidden;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;

@DisplayName("电话告知")
class PhoneNoticeTest extends NoticeStory {

    private static final String MONDAY = "2026-03-02T10:00";

    private String dispatchedTo(Map<String, Object> form) {
        today(MONDAY);
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        return number;
    }

    private String repliedTo(Map<String, Object> form) {
        String number = dispatchedTo(form);
        handled(number, MONDAY);
        delivery.run();
        return number;
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：答复没有别的办法送达的，主办单位电话告知；记录通话后结束，记入时间线")
    void theHostTellsItsReply() {
        String number = repliedTo(landline());
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED PHONE"); // in the day's call
        assertThat(way(number, "promised")).isEqualTo("DELIVERED PHONE");
        assertThat(way(number, "visitAnnounced")).isEqualTo("OUTDATED"); // the call-back tells of itself
        assertThat(way(number, "replied")).isEqualTo("CALLING");
        assertThat(openTasks(number)).containsExactly("userTask_phoneNotice", "userTask_visit");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_phoneNotice");
        assertThat(seenBy("ysb2", number)).containsExactly("userTask_visit");
        assertDue(taskDue(number, "userTask_phoneNotice"), "2026-03-02T18:00");
        Map<String, Object> form = processes.as(
                "jinghe1",
                () -> forms.getTaskFormVariables(
                        task(number, "userTask_phoneNotice").getId()));
        assertThat(String.valueOf(form.get("toTell"))).contains("【答复】", "规划许可已核发。");
        assertThat(String.valueOf(form.get("whyText"))).contains("企业未留可用的邮箱或手机号");
        assertThat(form).containsEntry("calledAt", "2026-03-02T10:00+08:00");

        acts.timeIs("2026-03-02T10:30");
        acts.telephone("jinghe1", number, "2026-03-02T10:20", toTell(number));
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(way(number, "replied")).isEqualTo("DELIVERED PHONE");
        TimelineEntry entry = timeline.of(complaint(number).id()).stream()
                .filter(it -> it.act() == Act.NOTICE_DELIVERED && it.actor() != null)
                .findFirst()
                .orElseThrow();
        assertThat(entry.actor()).isEqualTo("jinghe1");
        assertThat(entry.unit()).isEqualTo("jinghe");
        assertThat(Timeline.read(entry.input())).containsEntry("notices", List.of("答复"));
        assertThat(entry.input()).doesNotContain("王建国");
        assertIntact(number);
        delivery.run();
        assertThat(openTasks(number)).containsExactly("userTask_visit");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：办结日期已在当日回应的通话中说明的，时钟在办理中走着也不再打电话")
    void promisedWhileTheClockRuns() {
        String number = dispatchedTo(landline());
        itRunsFrom(MONDAY);
        acts.respond("jinghe1", number, MONDAY, "2026-03-06");
        assertThat(jdbc.queryForObject(
                        "select count(*) from notice n join attempt a on a.complaint_id = n.complaint_id"
                                + " join contact c on c.attempt_id = a.id"
                                + " where n.complaint_id = ? and n.milestone = 'promised' and n.created_at > c.recorded_at",
                        Long.class,
                        complaint(number).id()))
                .isEqualTo(1);
        acts.timeIs("2026-03-04T09:00");
        delivery.run();
        assertThat(way(number, "promised")).isEqualTo("DELIVERED PHONE");
        assertThat(openTasks(number)).doesNotContain("userTask_phoneNotice");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：登记和交办先等当日回应的通话；到次一工作日下班仍没有人联系过的，营商办打一次电话说两件事")
    void oneTaskForSeveral() {
        String number = dispatchedTo(landline());
        delivery.run();
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        acts.timeIs("2026-03-03T17:59");
        delivery.run();
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        acts.timeIs("2026-03-04T09:00"); // due at 18:00, after hours
        delivery.run();
        delivery.run();
        assertThat(openTasks(number)).containsExactly("userTask_phoneNotice", "userTask_respond");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_phoneNotice");
        assertThat(toTell(number)).hasSize(2);

        acts.telephone("ysb1", number, "2026-03-04T09:00", toTell(number).subList(0, 1));
        assertThat(toTell(number)).hasSize(1);
        assertThat(openTasks(number)).containsExactly("userTask_phoneNotice", "userTask_respond");
        acts.telephone("ysb1", number, "2026-03-04T09:00", toTell(number));
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(times(Act.NOTICE_DELIVERED, number)).isEqualTo(2);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：三次未接通的结束，记为未能告知，每次都留痕")
    void threeCallsInVain() {
        String number = repliedTo(landline());
        acts.telephoneInVain("jinghe1", number, MONDAY);
        assertDue(taskDue(number, "userTask_phoneNotice"), "2026-03-03T18:00");
        acts.timeIs("2026-03-03T10:00");
        acts.telephoneInVain("jinghe1", number, "2026-03-03T10:00");
        assertDue(taskDue(number, "userTask_phoneNotice"), "2026-03-04T18:00");
        acts.timeIs("2026-03-04T10:00");
        acts.telephoneInVain("jinghe1", number, "2026-03-04T10:00");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(way(number, "replied")).isEqualTo("NOT_REACHED");
        assertThat(errorOf(number, "replied")).isEqualTo("电话3次未接通");
        assertThat(times(Act.NOTICE_CALL_TRIED, number)).isEqualTo(3);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：同一个工作日只记一次未接通，周末打的算到下一个工作日；接通的随时可记")
    void oneTryAWorkingDay() {
        today("2026-03-06T10:00"); // Friday
        String number = acts.register("ysb1", landline());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        handled(number, "2026-03-06T10:00");
        delivery.run();
        acts.telephoneInVain("jinghe1", number, "2026-03-06T10:00");
        acts.timeIs("2026-03-06T10:01");
        assertRefused("callResult", () -> acts.telephoneInVain("jinghe1", number, "2026-03-06T10:01"));
        acts.timeIs("2026-03-07T10:00");
        assertRefused("callResult", () -> acts.telephoneInVain("jinghe1", number, "2026-03-06T17:00"));
        acts.telephoneInVain("jinghe1", number, "2026-03-07T10:00");
        acts.timeIs("2026-03-09T10:00");
        assertRefused("callResult", () -> acts.telephoneInVain("jinghe1", number, "2026-03-09T10:00"));
        assertThat(times(Act.NOTICE_CALL_TRIED, number)).isEqualTo(2);
        acts.telephone("jinghe1", number, "2026-03-09T10:00", toTell(number));
        assertThat(way(number, "replied")).isEqualTo("DELIVERED PHONE");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：17:00以前开的当天下班前打，17:00及以后开的次一工作日下班前打")
    void dueByTheCutOff() {
        today("2026-03-06T16:59");
        String before = acts.register("ysb1", landline());
        acts.triage("ysb1", before, ComplaintClass.GENERAL, "jinghe");
        handled(before, "2026-03-06T16:59");
        delivery.run();
        assertDue(taskDue(before, "userTask_phoneNotice"), "2026-03-06T18:00");
        String after = acts.register("ysb1", landline());
        acts.triage("ysb1", after, ComplaintClass.GENERAL, "jinghe");
        handled(after, "2026-03-06T16:59");
        acts.timeIs("2026-03-06T17:55");
        delivery.run();
        assertDue(taskDue(after, "userTask_phoneNotice"), "2026-03-09T18:00");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：回访通话已说到答复的，电话告知自行结束")
    void endsWithTheVisit() {
        String number = repliedTo(landline());
        acts.timeIs("2026-03-02T11:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(openTasks(number)).containsExactly("userTask_phoneNotice");
        delivery.run();
        assertThat(openTasks(number)).isEmpty();
        assertThat(way(number, "replied")).isEqualTo("DELIVERED PHONE");
        assertThat(jdbc.queryForObject(
                        "select outcome from phone_notice where complaint_id = ?",
                        String.class,
                        complaint(number).id()))
                .isEqualTo("LAPSED");
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：延期由主办单位电话告知；要求保密的由营商办告知；答复之后不再告知延期")
    void delay() {
        String number = dispatchedTo(landline());
        acts.respond("jinghe1", number, MONDAY, "2026-03-09");
        acts.noticeOfDelay("jinghe1", number, "2026-03-16", "等待上级批复");
        delivery.run();
        assertThat(seenBy("jinghe1", number)).contains("userTask_phoneNotice");
        assertThat(toTell(number)).hasSize(1);
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
        acts.timeIs("2026-03-02T10:10");
        delivery.run();
        assertThat(way(number, "delay")).startsWith("OUTDATED");
        assertThat(way(number, "replied")).isEqualTo("CALLING");
        assertThat(openTasks(number).stream().filter("userTask_phoneNotice"::equals))
                .hasSize(1);

        String confidential = dispatchedTo(with(landline(), "confidential", true));
        handled(confidential, MONDAY);
        delivery.run();
        assertThat(seenBy("jinghe1", confidential)).isEmpty();
        assertThat(seenBy("ysb1", confidential)).contains("userTask_phoneNotice");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：主办单位改变的，待告知的事项随之转给新的主办单位")
    void followsTheHost() {
        String number = dispatchedTo(landline());
        acts.respond("jinghe1", number, MONDAY, "2026-03-09");
        acts.noticeOfDelay("jinghe1", number, "2026-03-16", "等待上级批复");
        delivery.run();
        assertThat(seenBy("jinghe1", number)).contains("userTask_phoneNotice");
        acts.correct("ysb1", number, "jinghe", "fengdong", "职责属沣东新城");
        acts.timeIs("2026-03-02T10:10");
        delivery.run();
        assertThat(seenBy("jinghe1", number)).doesNotContain("userTask_phoneNotice");
        assertThat(seenBy("fengdong1", number)).contains("userTask_phoneNotice");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：原主办单位打过一次没有接通的，改派后也转给新的主办单位，次数重新算")
    void followsTheHostAfterACallInVain() {
        String number = dispatchedTo(landline());
        acts.respond("jinghe1", number, MONDAY, "2026-03-09");
        acts.noticeOfDelay("jinghe1", number, "2026-03-16", "等待上级批复");
        delivery.run();
        acts.telephoneInVain("jinghe1", number, MONDAY);
        acts.correct("ysb1", number, "jinghe", "fengdong", "职责属沣东新城");
        acts.timeIs("2026-03-02T10:10");
        delivery.run();
        assertThat(seenBy("jinghe1", number)).doesNotContain("userTask_phoneNotice");
        assertThat(seenBy("fengdong1", number)).contains("userTask_phoneNotice");
        assertDue(taskDue(number, "userTask_phoneNotice"), "2026-03-02T18:00");
        acts.telephoneInVain("fengdong1", number, "2026-03-02T10:10");
        acts.timeIs("2026-03-03T10:00");
        acts.telephoneInVain("fengdong1", number, "2026-03-03T10:00");
        assertThat(openTasks(number)).contains("userTask_phoneNotice"); // the third of all, the second of its own
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：打电话的单位成了被投诉单位的，转给别的单位打")
    void neverTheAccused() {
        String number = repliedTo(landline());
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_phoneNotice");
        jdbc.update(
                "update complaint set accused_unit = 'jinghe' where id = ?",
                complaint(number).id());
        acts.timeIs("2026-03-02T10:10");
        delivery.run();
        assertThat(jdbc.queryForObject(
                        "select unit from phone_notice where complaint_id = ? and ended_at is null",
                        String.class,
                        complaint(number).id()))
                .isEqualTo("ysb");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：三次回访未接通而办结的，办结和可以重新开启也要告知；重新开启一天没有回访到的，打电话告知，回访到了就不打")
    void closedUnrated() {
        String number = repliedTo(landline());
        acts.telephone("jinghe1", number, MONDAY, toTell(number));
        acts.visitInVain("ysb2", number);
        time.advanceTo(attempt(number, 1).nextVisitAt());
        acts.visitInVain("ysb2", number);
        java.time.Instant third = attempt(number, 1).nextVisitAt();
        time.advanceTo(third);
        acts.visitInVain("ysb2", number);
        delivery.run();
        assertThat(way(number, "closedUnrated")).isEqualTo("CALLING");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_phoneNotice");

        acts.reopen("ysb1", number, "企业来电。");
        time.advanceTo(third.plusSeconds(600));
        delivery.run();
        assertThat(way(number, "closedUnrated")).startsWith("OUTDATED");
        assertThat(way(number, "reopened")).isEqualTo("WAITING");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        acts.visit("ysb2", number, Rating.SATISFIED);
        time.advanceTo(third.plus(java.time.Duration.ofDays(7)));
        delivery.run();
        assertThat(way(number, "reopened")).isEqualTo("DELIVERED PHONE");
        assertThat(openTasks(number)).isEmpty();
    }

    @Test
    @DisplayName("填错的不予保存：未来的时间、没有通话对象、没有选事项")
    void refused() {
        String number = repliedTo(landline());
        assertRefused("calledAt", () -> acts.telephone("jinghe1", number, "2026-03-02T12:00", toTell(number)));
        assertRefused("calledAt", () -> acts.telephoneInVain("jinghe1", number, "2026-02-12T12:00"));
        assertRefused("toldNotices", () -> acts.telephone("jinghe1", number, MONDAY, List.of()));
        assertRefused("toldNotices", () -> acts.telephone("jinghe1", number, MONDAY, List.of("1")));
        assertRefused(
                "callPerson",
                () -> processes.complete(
                        "jinghe1",
                        number,
                        "userTask_phoneNotice",
                        Map.of("callResult", "TOLD", "calledAt", MONDAY, "toldNotices", toTell(number))));
        assertThat(openTasks(number)).contains("userTask_phoneNotice");
        assertThat(jdbc.queryForObject(
                        "select count(*) from phone_call c join phone_notice n on n.id = c.phone_notice_id"
                                + " where n.complaint_id = ?",
                        Long.class,
                        complaint(number).id()))
                .isZero();
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存的投诉不能电话告知，通话记录也一并封存")
    void sealed() {
        String number = repliedTo(landline());
        acts.telephoneInVain("jinghe1", number, MONDAY);
        acts.seal("ysb1", number, "涉及涉密工程");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> acts.telephoneInVain("jinghe1", number, MONDAY))
                .isInstanceOf(Forbidden.class);
        assertThat(noteOfCall(number)).isNull();
        acts.unseal("ysbhead", number, "不涉密");
        assertThat(noteOfCall(number)).isEqualTo("无人接听");
    }

    private String noteOfCall(String number) {
        return jdbc.queryForObject(
                "select c.note from phone_call c join phone_notice n on n.id = c.phone_notice_id where n.complaint_id = ?",
                String.class,
                complaint(number).id());
    }

    @Test
    @DisplayName("撤回的投诉：还没告知的不再打电话，撤回已在核实的通话中告知")
    void withdrawn() {
        String number = dispatchedTo(landline());
        acts.timeIs("2026-03-04T09:00");
        delivery.run();
        assertThat(openTasks(number)).contains("userTask_phoneNotice");
        acts.withdraw("ysb1", number, "已自行解决");
        acts.confirmWithdrawal("ysb2", number, "2026-03-04T09:00");
        acts.timeIs("2026-03-04T09:10");
        delivery.run();
        assertThat(openTasks(number)).isEmpty();
        assertThat(way(number, "withdrawn")).isEqualTo("DELIVERED PHONE");
        assertThat(way(number, "dispatched")).startsWith("OUTDATED");
    }
}
