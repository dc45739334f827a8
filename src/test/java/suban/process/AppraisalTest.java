package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Conflict;
import suban.NotFound;
import suban.acts.Acts;
import suban.appraisal.Appraisal;
import suban.appraisal.AppraisalGroup;
import suban.appraisal.AppraisalService;
import suban.appraisal.Part;
import suban.appraisal.RankedUnit;
import suban.appraisal.ScoredCase;
import suban.ledger.ComplaintClass;
import suban.ledger.KeptLines;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@DisplayName("年度考核（第十六条）")
class AppraisalTest extends SubanTest {

    @Autowired
    AppraisalService appraisals;

    /** What other tests left in the ledger is taken out of the ranking, as if their 新城 had coordinated it (Article 17). */
    @BeforeEach
    void onlyThisStoryCounts() {
        jdbc.update("update complaint set coordinating_unit = 'jingheysb'");
        KeptLines.anew(jdbc);
        jdbc.update("delete from appraisal_case");
        jdbc.update("delete from appraisal_row");
        jdbc.update("delete from appraisal_note");
        jdbc.update("delete from appraisal");
    }

    private RankedUnit row(Appraisal appraisal, AppraisalGroup kind, String unit) {
        return appraisal.groups().stream()
                .filter(group -> group.kind() == kind)
                .flatMap(group -> group.rows().stream())
                .filter(it -> it.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private Appraisal march() {
        return appraisals.dryRun(2026, Acts.at("2026-03-01T00:00"), Acts.at("2026-04-01T00:00"));
    }

    /** A general complaint of this host's, dispatched today. */
    private String given(String host, String... coHandlers) {
        String number = acts.register("ysb1", with(general(), "newCity", host));
        acts.triage("ysb1", number, ComplaintClass.GENERAL, host, coHandlers);
        return number;
    }

    private void replies(String host, String number, String now) {
        acts.respond(host + "1", number, now, now.substring(0, 10));
        acts.ready(host + "1", number, "已办。");
        acts.reply(host + "1", number, Outcome.RESOLVED, "已办结。");
    }

    /** Replied to at once and rated. */
    private String solved(String host, Rating rating, String now) {
        String number = given(host);
        replies(host, number, now);
        acts.visit("ysb2", number, rating);
        return number;
    }

    @Test
    @Tag("article-8")
    @Tag("article-16")
    @DisplayName("第十六条：到期前转为复杂类的，按时办结率以新的期限为准")
    void reclassified() {
        today("2026-03-02T10:00");
        String complex = given("jinghe");
        String general = given("jinghe"); // both due on 9 March
        acts.timeIs("2026-03-09T10:00");
        acts.reclassify("ysb1", complex, "涉及多个系统。"); // 16 March
        acts.timeIs("2026-03-12T10:00");
        replies("jinghe", complex, "2026-03-12T10:00");
        replies("jinghe", general, "2026-03-12T10:00");
        RankedUnit jinghe = row(march(), AppraisalGroup.NEW_CITY, "jinghe");
        assertThat(jinghe.cases())
                .filteredOn(it -> it.part() == Part.HOST)
                .extracting(ScoredCase::number, ScoredCase::onTime)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(complex, true),
                        org.assertj.core.groups.Tuple.tuple(general, false));
    }

    @Test
    @Tag("article-12")
    @Tag("article-16")
    @DisplayName("第十六条：改派后又改派回来的主办单位，该件只计一次，以后一次的期限为准")
    void givenBackCountsOnce() {
        today("2026-03-02T10:00");
        String number = given("jinghe");
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂房在秦汉新城。");
        acts.timeIs("2026-03-06T10:00");
        acts.correct("ysb1", number, "qinhan", "jinghe", "核实后仍在泾河新城。"); // 9, 10, 11 March
        acts.timeIs("2026-03-11T10:00");
        replies("jinghe", number, "2026-03-11T10:00");
        assertThat(row(march(), AppraisalGroup.NEW_CITY, "jinghe").cases())
                .singleElement()
                .satisfies(it -> assertThat(it.onTime()).isTrue())
                .satisfies(it -> assertThat(it.dueAt()).isEqualTo(Acts.at("2026-03-11T18:00")));
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @Tag("article-16")
    @DisplayName("第十六条：按时办结率、好评率手工可算，每个数字背后的投诉都列出")
    void bothRatesByHand() {
        today("2026-03-02T10:00");
        // all due on 9 March (3, 4, 5, 6, 9)
        String satisfied = given("jinghe", "zijian");
        String rehandled = given("jinghe");
        String late = given("jinghe", "zijian");
        String overdue = given("jinghe");
        String unrated = given("jinghe");
        acts.opine("zijian1", satisfied, "同意。");
        acts.respond("jinghe1", satisfied, "2026-03-02T10:00", "2026-03-09", Map.of("insideUnit", "chongwen"));
        acts.ready("jinghe1", satisfied, "已办。");
        acts.reply("jinghe1", satisfied, Outcome.RESOLVED, "已办结。");
        replies("jinghe", rehandled, "2026-03-02T10:00");
        replies("jinghe", unrated, "2026-03-02T10:00");
        acts.respond("jinghe1", late, "2026-03-02T10:00", "2026-03-09");
        acts.timeIs("2026-03-03T10:00");
        acts.visit("ysb2", satisfied, Rating.VERY_SATISFIED);
        acts.score("jinghe1", satisfied, Map.of("zijian", 4));
        acts.visit("ysb2", rehandled, Rating.DISSATISFIED);
        acts.visitInVain("ysb2", unrated);
        acts.timeIs("2026-03-04T15:00");
        acts.visitInVain("ysb2", unrated);
        acts.timeIs("2026-03-05T10:00");
        acts.visitInVain("ysb2", unrated);
        // the second attempt is due on 10 March and late; the first one decides
        acts.timeIs("2026-03-10T10:00");
        acts.opine("zijian1", late, "同意。"); // due on 6 March
        acts.ready("jinghe1", late, "已办。");
        acts.reply("jinghe1", late, Outcome.RESOLVED, "已办结。");
        acts.visit("ysb2", late, Rating.FAIRLY_SATISFIED);
        acts.score("jinghe1", late, Map.of("zijian", 2));
        acts.timeIs("2026-03-11T10:00");
        replies("jinghe", rehandled, "2026-03-11T10:00");
        acts.visit("ysb2", rehandled, Rating.SATISFIED);
        String fresh = given("jinghe");

        RankedUnit jinghe = row(march(), AppraisalGroup.NEW_CITY, "jinghe");
        // counted: satisfied, rehandled, late, overdue, unrated; not fresh, which is due on 18 March
        assertThat(jinghe.tally().counted()).isEqualTo(5);
        assertThat(jinghe.tally().concluded()).isEqualTo(4);
        assertThat(jinghe.tally().onTimeRate()).hasToString("3/5");
        // rated: satisfied, rehandled (in the end satisfied), late; not the one never reached
        assertThat(jinghe.tally().praiseRate()).hasToString("1/1");
        // half of 3/5 and half of 1
        assertThat(jinghe.score()).hasToString("4/5");
        assertThat(jinghe.insufficient()).isTrue();
        assertThat(jinghe.rank()).isNull();
        assertThat(jinghe.cases())
                .extracting(ScoredCase::number)
                .containsExactlyInAnyOrder(satisfied, rehandled, late, overdue, unrated, fresh);
        assertThat(jinghe.cases())
                .filteredOn(it -> it.number().equals(fresh))
                .extracting(ScoredCase::onTime)
                .containsOnlyNulls();

        RankedUnit zijian = row(march(), AppraisalGroup.DEPARTMENT, "zijian");
        assertThat(zijian.tally().onTimeRate()).hasToString("1/2");
        assertThat(zijian.tally().praiseRate()).hasToString("1/2");
        assertThat(zijian.cases()).extracting(ScoredCase::part).containsOnly(Part.CO);

        RankedUnit chongwen = row(march(), AppraisalGroup.TOWN, "chongwen");
        assertThat(chongwen.tally().onTimeRate()).hasToString("1/1");
        assertThat(chongwen.tally().praiseRate()).hasToString("1/1");
        assertThat(chongwen.cases()).extracting(ScoredCase::number).containsExactly(satisfied);
    }

    @Test
    @Tag("article-12")
    @Tag("article-16")
    @DisplayName("第十二条、第十六条：改派后又回到原单位的，或同一协办单位再次加入的，一件投诉仍只计一次")
    void aCaseThatCameBackCountsOnce() {
        today("2026-03-02T10:00");
        String number = given("jinghe", "zijian", "ziran");
        acts.opine("zijian1", number, "同意。");
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂区在秦汉新城。");
        acts.correct("ysb1", number, "qinhan", "jinghe", "核实后仍在泾河新城。");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.askForCoHandlers("jinghe1", number, List.of("zijian"), List.of("ziran"), "仍需住建意见。");
        acts.changeCoHandlers("ysb1", number, List.of("zijian"), List.of("ziran"), "同意。");
        acts.askForCoHandlers("jinghe1", number, List.of("ziran"), List.of(), "还是需要规划意见。");
        acts.changeCoHandlers("ysb1", number, List.of("ziran"), List.of(), "同意。");
        acts.opine("zijian1", number, "再次同意。");
        acts.opine("ziran1", number, "同意。");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("jinghe1", number, Map.of("zijian", 4, "ziran", 5));

        Appraisal march = march();
        assertThat(row(march, AppraisalGroup.NEW_CITY, "jinghe").tally().counted())
                .isEqualTo(1);
        assertThat(row(march, AppraisalGroup.NEW_CITY, "jinghe").tally().rated())
                .isEqualTo(1);
        assertThat(row(march, AppraisalGroup.NEW_CITY, "qinhan").tally().counted())
                .isZero();
        assertThat(row(march, AppraisalGroup.DEPARTMENT, "zijian").tally().counted())
                .isEqualTo(1);
        assertThat(row(march, AppraisalGroup.DEPARTMENT, "ziran").tally().counted())
                .isEqualTo(1);
    }

    @Test
    @Tag("article-7")
    @Tag("article-8")
    @Tag("article-16")
    @Tag("article-17")
    @DisplayName("第十七条：新城自行协调的、即时办结的不计入；部门先行协调并答复的计为自办")
    void whatStaysOutOfTheRanking() {
        today("2026-03-02T10:00");
        String own = acts.register("jingheysb1", general());
        acts.triage("jingheysb1", own, ComplaintClass.GENERAL, "jinghe");
        replies("jinghe", own, "2026-03-02T10:00");
        String immediate = acts.register("ysb1", with(general(), "demandType", "咨询政务信息"));
        acts.triage("ysb1", immediate, ComplaintClass.IMMEDIATE, "jinghe");
        acts.answerImmediately("ysb1", immediate, "已当场答复。");
        Map<String, Object> collected = with(general(), "channel", "UNIT");
        collected.put("receivedBy", "shuiwu");
        String answered = acts.register("ysb1", collected);
        acts.answerFirst("shuiwu1", answered, "已当面答复。");
        acts.visit("ysb2", answered, Rating.SATISFIED);

        Appraisal march = march();
        assertThat(march.groups())
                .flatExtracting(Appraisal.Group::rows)
                .flatExtracting(RankedUnit::cases)
                .extracting(ScoredCase::number)
                .containsExactly(answered);
        RankedUnit shuiwu = row(march, AppraisalGroup.DEPARTMENT, "shuiwu");
        assertThat(shuiwu.tally().onTimeRate()).hasToString("1/1");
        assertThat(shuiwu.tally().praiseRate()).hasToString("1/1");
        assertThat(shuiwu.cases().get(0).dueAt()).isEqualTo(Acts.at("2026-03-09T18:00"));
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：按单位期限所在年度计：12月受理、1月到期的计入次年")
    void aCaseScoresInTheYearOfItsDueDate() {
        today("2025-12-29T10:00");
        String number = given("jinghe"); // 30, 31, 4, 5, 6
        assertDue(attempt(number, 1).dueAt(), "2026-01-06T18:00");
        replies("jinghe", number, "2025-12-29T10:00");
        assertThat(row(appraisals.dryRun(2025, null, null), AppraisalGroup.NEW_CITY, "jinghe")
                        .cases())
                .isEmpty();
        assertThat(row(appraisals.dryRun(2026, null, null), AppraisalGroup.NEW_CITY, "jinghe")
                        .cases())
                .extracting(ScoredCase::number)
                .containsExactly(number);
    }

    private void aYear() {
        today("2026-03-02T10:00");
        for (int i = 0; i < 5; i++) {
            solved("jinghe", Rating.SATISFIED, "2026-03-02T10:00");
            solved("fengdong", Rating.VERY_SATISFIED, "2026-03-02T10:00");
            if (i < 4) {
                solved("qinhan", Rating.SATISFIED, "2026-03-02T10:00");
                solved("konggang", Rating.SATISFIED, "2026-03-02T10:00");
            }
        }
        String late = given("qinhan");
        acts.timeIs("2026-03-10T10:00");
        replies("qinhan", late, "2026-03-10T10:00");
        acts.visit("ysb2", late, Rating.SATISFIED);
    }

    private Job check() {
        return managementOfCases
                .createJobQuery()
                .processDefinitionKey("annualAppraisal")
                .timers()
                .singleResult();
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：一月第十个工作日自动启动上年度考核，只启动一次；审核后公布，并列者同分")
    void theYearEndsInARanking() {
        aYear();
        managementOfCases.setJobDuedate(check().getId(), Date.from(Acts.at("2027-01-13T09:00")));
        // 2027 has no approved calendar: 1, 4, 5, 6, 7, 8, 11, 12, 13, 14 January
        acts.timeIs("2027-01-13T12:00");
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey("userTask_reviewAppraisal")
                        .count())
                .isZero();
        acts.timeIs("2027-01-14T08:59");
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey("userTask_reviewAppraisal")
                        .count())
                .isZero();
        acts.timeIs("2027-01-14T09:00");
        String number = "KH2026-1";
        assertThat(openTasks(number)).containsExactly("userTask_reviewAppraisal");
        // 15, 18, 19, 20, 21 January
        assertDue(taskDue(number, "userTask_reviewAppraisal"), "2027-01-21T18:00");
        assertThat(seenBy("ysb1", number)).hasSize(1);
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        acts.timeIs("2027-01-15T12:00");
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey("userTask_reviewAppraisal")
                        .count())
                .isEqualTo(1);

        Map<String, Object> form = forms.getTaskFormVariables(
                task(number, "userTask_reviewAppraisal").getId());
        assertThat(form.get("yearText")).isEqualTo("2026年度");
        assertThat(form.get("newCityRows").toString()).contains("秦汉新城", "80%（4/5）", "样本不足", "0.3");

        assertThatThrownBy(() -> appraisals.published(2026, null)).isInstanceOf(NotFound.class);
        acts.publishAppraisal("ysb1", number);
        Appraisal published = appraisals.published(2026, null);
        assertThat(published.version()).isEqualTo(1);
        assertThat(published.frozen()).isTrue();
        List<RankedUnit> cities = published.groups().get(0).rows();
        // jinghe and fengdong 1; qinhan half of 4/5 and half of 1; konggang with four cases is not ranked
        assertThat(cities)
                .extracting(RankedUnit::unit)
                .containsExactly("fengdong", "jinghe", "qinhan", "konggang", "fengxi");
        assertThat(cities).extracting(RankedUnit::rank).containsExactly(1, 1, 3, null, null);
        assertThat(cities)
                .extracting(row -> row.points().toPlainString())
                .containsExactly("0.3", "0.3", "0.1", "0", "0");
        assertThat(cities.get(2).score()).hasToString("9/10");
        assertThat(cities).extracting(RankedUnit::insufficient).containsExactly(false, false, false, true, true);
        assertThat(history.createHistoricActivityInstanceQuery()
                        .activityId("endEvent_published")
                        .count())
                .isPositive();
        // nothing of the figures stands in the engine, and the dry run says the same
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();
        assertThat(appraisals.dryRun(2026, null, null).groups()).isEqualTo(published.groups());
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @Tag("article-16")
    @DisplayName("第十六条：更正后重算；公布后冻结，更正另出新版本并写明理由，旧版本可查")
    void correctionsAreNewVersions() {
        aYear();
        today("2027-02-01T10:00");
        String number = acts.appraise("ysb1", 2026, null);
        assertThat(points(appraisals.of(number), "jinghe")).isEqualByComparingTo("0.3");

        // a reply of 秦汉新城 turns out to have been entered a day late
        jdbc.update(
                "update attempt set replied_at = due_at where host = 'qinhan' and replied_at > due_at and complaint_id in"
                        + " (select id from complaint where coordinating_unit = 'ysb')");
        KeptLines.anew(jdbc);
        assertThat(row(appraisals.of(number), AppraisalGroup.NEW_CITY, "qinhan").rank())
                .isEqualTo(3);
        assertRefused(
                "reason",
                () -> processes.complete("ysb1", number, "userTask_reviewAppraisal", Map.of("decision", "CORRECT")));
        acts.correctAppraisal("ysb1", number, "秦汉新城一件回复时间登记有误，已更正。");
        assertThat(openTasks(number)).containsExactly("userTask_reviewAppraisal");
        assertThat(row(appraisals.of(number), AppraisalGroup.NEW_CITY, "qinhan").rank())
                .isEqualTo(1);
        assertThat(appraisals.notes(number)).containsExactly("秦汉新城一件回复时间登记有误，已更正。");
        acts.publishAppraisal("ysb1", number);

        // the ledger goes on; the published year does not
        jdbc.update("update attempt set replied_at = null where host = 'fengdong'");
        KeptLines.anew(jdbc);
        assertThat(points(appraisals.published(2026, null), "fengdong")).isEqualByComparingTo("0.3");

        assertRefused("reason", () -> acts.appraise("ysb1", 2026, null));
        String again = acts.appraise("ysb1", 2026, "沣东新城五件回复被撤销。");
        acts.publishAppraisal("ysb2", again);
        assertThat(appraisals.published(2026, null).version()).isEqualTo(2);
        assertThat(appraisals.published(2026, null).reason()).isEqualTo("沣东新城五件回复被撤销。");
        assertThat(points(appraisals.published(2026, null), "fengdong")).isZero();
        assertThat(points(appraisals.published(2026, 1), "fengdong")).isEqualByComparingTo("0.3");
        assertThatThrownBy(() -> appraisals.published(2026, 3)).isInstanceOf(NotFound.class);
    }

    private BigDecimal points(Appraisal appraisal, String city) {
        return row(appraisal, AppraisalGroup.NEW_CITY, city).points();
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：同一年度先后发起两次的，后公布者须有更正理由；已启动的不再自动启动")
    void twoAppraisalsOfOneYear() {
        today("2027-02-01T10:00");
        String one = acts.appraise("ysb1", 2026, null);
        String other = acts.appraise("ysb2", 2026, null);
        assertThat(List.of(one, other)).containsExactly("KH2026-1", "KH2026-2");
        assertThat(appraisals.isDue()).isFalse();
        acts.publishAppraisal("ysb1", one);
        assertThatThrownBy(() -> acts.publishAppraisal("ysb2", other)).isInstanceOf(Conflict.class);
        assertThat(openTasks(other)).containsExactly("userTask_reviewAppraisal");
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：未结束的年度不能发起；新城营商办无权发起")
    void whoMayStartWhat() {
        today("2026-03-02T10:00");
        assertRefused("year", () -> acts.appraise("ysb1", 2026, null));
        assertForbidden(() -> acts.appraise("jingheysb1", 2025, null));
        assertThat(acts.appraise("ysb1", 2025, null)).isEqualTo("KH2025-1");
    }
}
