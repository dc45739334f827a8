package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.spin.json.SpinJsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.Conflict;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.Rating;
import suban.ledger.TimelineText;

@DisplayName("工作日历的批准与期限重算（第八条、第九条、第十四条）")
class CalendarApprovalTest extends CalendarStory {

    private static final String YEAR_2027 = year2027("2027-01-09");

    private List<Map<String, Object>> shown(String number) {
        List<Map<String, Object>> rows = new ArrayList<>();
        ((SpinJsonNode) forms.getTaskFormVariables(
                                task(number, "userTask_approveCalendar").getId())
                        .get("affectedRows"))
                .elements()
                .forEach(row -> rows.add(Map.of(
                        "number", row.prop("number").stringValue(),
                        "what", row.prop("what").stringValue(),
                        "from", row.prop("from").stringValue(),
                        "to", row.prop("to").stringValue(),
                        "state", row.prop("state").stringValue())));
        return rows;
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第十一条：批准过新日期的，协办意见、提醒、催办随新日期，不因日历变动回到原期限")
    void whatHangsOnAGrantedDate() {
        today("2026-12-10T10:00");
        String number = dispatch("zijian"); // due on Thursday the 17th
        acts.respond("jinghe1", number, "2026-12-10T10:00", "2026-12-17");
        acts.noticeOfDelay("jinghe1", number, "2027-01-06", "需专家论证。");
        acts.grant(
                "ysb1",
                number,
                "2027-01-06"); // the day before is Tuesday the 5th by plain weekdays and by the arrangement
        assertDue(attempt(number, 1).opinionDueAt(), "2027-01-05T18:00");

        String approval = acts.proposeCalendar("ysb1", 2027, YEAR_2027);
        assertThat(String.valueOf(forms.getTaskFormVariables(
                                task(approval, "userTask_approveCalendar").getId())
                        .get("proposedByText")))
                .isEqualTo("王建国");
        acts.approveCalendar("ysbhead", approval);
        acts.waitingIsDone();
        assertDue(attempt(number, 1).effectiveDueAt(), "2027-01-06T18:00");
        assertDue(attempt(number, 1).opinionDueAt(), "2027-01-05T18:00");
        assertDue(attempt(number, 1).warnAt(), "2027-01-05T18:00");
        assertDue(attempt(number, 1).firstReminderAt(), "2027-01-07T09:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2027-01-05T18:00");
    }

    @Test
    @Tag("article-8")
    @Tag("article-9")
    @DisplayName("第八条：先看受影响的期限，批准后逐件重算；待办、提醒、逾期、催办一并移动，记入办理记录")
    void approvalMovesOpenDeadlines() {
        today("2026-12-10T10:00");
        String untouched = dispatch(); // due on 17 December
        time.set(Acts.at("2026-12-24T10:00"));
        String reminderOnly = dispatch(); // 25, 28, 29, 30, 31 December
        time.set(Acts.at("2026-12-28T10:00"));
        String provisional = dispatch("zijian"); // 29, 30, 31, 1, 4: nobody knows of the holiday yet
        acts.respond("jinghe1", provisional, "2026-12-28T10:00", "2027-01-04");
        assertDue(attempt(provisional, 1).dueAt(), "2027-01-04T18:00");
        assertThat(attempt(provisional, 1).provisional()).isTrue();
        assertDue(attempt(reminderOnly, 1).firstReminderAt(), "2027-01-01T09:00");

        String number = acts.proposeCalendar("ysb1", 2027, YEAR_2027);
        assertThat(number).isEqualTo("RL2027-1");
        assertThat(seenBy("ysbhead", number)).containsExactly("userTask_approveCalendar");
        assertThat(seenBy("ysb1", number)).isEmpty();
        assertThat(shown(number))
                .containsExactlyInAnyOrder(
                        moved(reminderOnly, "第1次办理：首次催办", "2027年1月1日 09:00", "2027年1月4日 09:00", "正式"),
                        moved(provisional, "第1次办理：办理期限", "2027年1月4日 18:00", "2027年1月5日 18:00", "转为正式"),
                        moved(provisional, "第1次办理：到期提醒", "2027年1月1日 18:00", "2027年1月4日 18:00", "转为正式"),
                        moved(provisional, "第1次办理：协办意见期限", "2027年1月1日 18:00", "2027年1月4日 18:00", "转为正式"),
                        moved(provisional, "第1次办理：首次催办", "2027年1月5日 09:00", "2027年1月6日 09:00", "转为正式"),
                        moved(provisional, "企业期限", "2027年1月4日 18:00", "2027年1月5日 18:00", "转为正式"));
        assertThat(calendar.version()).doesNotContain("2027");

        acts.approveCalendar("ysbhead", number);
        // the year counts at once, the cases follow one by one
        assertThat(calendar.version()).isEqualTo("2025-1+2026-1+2027-1");
        assertDue(attempt(provisional, 1).dueAt(), "2027-01-04T18:00");
        assertThat(rescheduling.pending()).containsExactlyInAnyOrder(reminderOnly, provisional);
        acts.waitingIsDone();

        assertDue(attempt(provisional, 1).dueAt(), "2027-01-05T18:00");
        assertDue(complaint(provisional).enterpriseDueAt(), "2027-01-05T18:00");
        assertThat(attempt(provisional, 1).provisional()).isFalse();
        assertThat(complaint(provisional).provisional()).isFalse();
        assertThat(attempt(provisional, 1).calendarVersion()).isEqualTo("2026-1+2027-1");
        assertThat(ledger.assignment(attempt(provisional, 1), "jinghe", "HOST"))
                .hasValueSatisfying(it -> assertDue(it.dueAt(), "2027-01-05T18:00"));
        assertThat(ledger.assignment(attempt(provisional, 1), "zijian", "CO"))
                .hasValueSatisfying(it -> assertDue(it.dueAt(), "2027-01-04T18:00"));
        assertDue(taskDue(provisional, "userTask_handle"), "2027-01-05T18:00");
        assertDue(taskDue(provisional, "userTask_coHandle"), "2027-01-04T18:00");
        assertThat(timers(provisional))
                .containsExactly("2027-01-04T18:00", "2027-01-04T18:00", "2027-01-05T18:00", "2027-01-06T09:00");
        assertThat(timeline.of(complaint(provisional).id()).stream()
                        .filter(entry -> entry.act() == Act.DEADLINE_RECOMPUTED)
                        .map(entry -> TimelineText.of(entry, id -> id)))
                .singleElement()
                .asString()
                .contains("办理期限由2027年1月4日 18:00改为2027年1月5日 18:00", "期限由暂定转为正式");
        assertThat(told(provisional, 1, "recomputed-2026-1+2027-1")).containsExactly("jinghe", "ENTERPRISE");
        assertIntact(provisional);

        assertDue(attempt(reminderOnly, 1).dueAt(), "2026-12-31T18:00");
        assertDue(attempt(reminderOnly, 1).firstReminderAt(), "2027-01-04T09:00");
        assertThat(times(Act.DEADLINE_RECOMPUTED, untouched)).isZero();
        assertThat(rescheduling.pending()).isEmpty();
        assertThat(jdbc.queryForObject(
                        "select count(*) from calendar_year where completed_at is not null and decided_by = 'ysbhead'"
                                + " and notice_number = '国办发明电〔2026〕99号'",
                        Integer.class))
                .isEqualTo(1);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();

        // and so the reminders come on working days only
        acts.timeIs("2027-01-06T12:00");
        assertThat(remindedOn(reminderOnly, 1)).containsExactly("2027-01-04", "2027-01-05", "2027-01-06");
        assertThat(attempt(provisional, 1).overdueAt()).isEqualTo(Acts.at("2027-01-05T18:00"));
    }

    private static Map<String, Object> moved(String number, String what, String from, String to, String state) {
        return Map.of("number", number, "what", what, "from", from, "to", to, "state", state);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：已告知企业的日期不提前，只由暂定转为正式")
    void aDateToldIsNeverBroughtForward() {
        today("2027-01-04T10:00");
        String number = dispatch(); // 5, 6, 7, 8, 11; with Saturday the 9th worked it would be the 9th
        acts.respond("jinghe1", number, "2027-01-04T10:00", "2027-01-11");
        assertDue(attempt(number, 1).dueAt(), "2027-01-11T18:00");
        acts.approveCalendar("ysbhead", acts.proposeCalendar("ysb1", 2027, YEAR_2027));
        acts.waitingIsDone();
        assertDue(attempt(number, 1).dueAt(), "2027-01-11T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2027-01-11T18:00");
        assertThat(attempt(number, 1).provisional()).isFalse();
        // the working day before Monday the 11th is now Saturday the 9th
        assertDue(attempt(number, 1).warnAt(), "2027-01-09T18:00");
        assertThat(times(Act.DEADLINE_RECOMPUTED, number)).isEqualTo(1);
        assertThat(told(number, 1, "recomputed-2027-1")).isEmpty();
        assertThat(rescheduling.pending()).isEmpty();
    }

    @Test
    @Tag("article-8")
    @Tag("article-14")
    @DisplayName("第十四条：补办、先行协调、研判和回访的期限同样重算")
    void everyKindOfOpenDeadline() {
        today("2026-12-30T10:00");
        String returned = dispatch();
        handled(returned, "2026-12-30T10:00");
        String visited = dispatch();
        acts.timeIs("2026-12-31T10:00");
        acts.visit("ysb2", returned, Rating.DISSATISFIED);
        handled(visited, "2026-12-31T10:00");
        Map<String, Object> collected = with(general(), "channel", "UNIT");
        collected.put("receivedBy", "shuiwu");
        String coordinating = acts.register("ysb1", collected);
        String fresh = acts.register("ysb1", general());
        assertDue(attempt(returned, 2).dueAt(), "2027-01-07T18:00"); // 1, 4, 5, 6, 7
        assertDue(attempt(visited, 1).visitDueAt(), "2027-01-04T18:00"); // 1, 4
        assertDue(complaint(coordinating).coordinationDueAt(), "2027-01-07T18:00");
        assertDue(complaint(fresh).triageDueAt(), "2027-01-01T18:00");
        acts.approveCalendar("ysbhead", acts.proposeCalendar("ysb1", 2027, YEAR_2027));
        acts.waitingIsDone();
        assertDue(attempt(returned, 2).dueAt(), "2027-01-08T18:00"); // 4, 5, 6, 7, 8
        assertDue(taskDue(returned, "userTask_respond"), "2026-12-31T18:00");
        assertDue(attempt(visited, 1).visitDueAt(), "2027-01-05T18:00");
        assertDue(taskDue(visited, "userTask_visit"), "2027-01-05T18:00");
        assertDue(complaint(coordinating).coordinationDueAt(), "2027-01-08T18:00");
        assertDue(taskDue(coordinating, "userTask_coordinateFirst"), "2027-01-08T18:00");
        assertThat(timers(coordinating)).containsExactly("2027-01-08T18:00");
        assertDue(complaint(fresh).triageDueAt(), "2027-01-04T18:00");
        assertDue(taskDue(fresh, "userTask_triage"), "2027-01-04T18:00");
        assertThat(rescheduling.pending()).isEmpty();
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：只改动期限之外的日子，不动任何期限、不留记录")
    void aChangeElsewhereTouchesNothing() {
        today("2026-03-02T10:00");
        String number = dispatch();
        String corrected =
                """
                year: 2026
                version: 2026-2
                noticeNumber: 国办发明电〔2026〕1号
                holidays:
                  - {name: 元旦, from: 2026-01-01, to: 2026-01-03}
                  - {name: 国庆节, from: 2026-10-01, to: 2026-10-08}
                """;
        String approval = acts.proposeCalendar("ysb1", 2026, corrected);
        assertThat(shown(approval)).isEmpty();
        acts.approveCalendar("ysbhead", approval);
        acts.waitingIsDone();
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        assertThat(times(Act.DEADLINE_RECOMPUTED, number)).isZero();
        // only the version it is explained by is the new one
        assertThat(attempt(number, 1).calendarVersion()).isEqualTo("2026-2");
        assertThat(rescheduling.pending()).isEmpty();
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：退回须写明理由，什么也不改变；版本须连续，期间已批准别的版本的须重新提交")
    void refusedAndOutdatedSets() {
        today("2026-12-28T10:00");
        String number = dispatch();
        String refused = acts.proposeCalendar("ysb1", 2027, YEAR_2027);
        assertRefused(
                "rejectionReason",
                () -> processes.complete("ysbhead", refused, "userTask_approveCalendar", Map.of("decision", "REJECT")));
        acts.rejectCalendar("ysbhead", refused, "通知文号有误。");
        acts.waitingIsDone();
        assertThat(calendar.version()).isEqualTo("2025-1+2026-1");
        assertThat(attempt(number, 1).provisional()).isTrue();

        assertRefused("data", () -> acts.proposeCalendar("ysb1", 2027, YEAR_2027.replace("2027-1\n", "2027-2\n")));
        assertRefused("data", () -> acts.proposeCalendar("ysb1", 2026, YEAR_2027));
        assertRefused("data", () -> acts.proposeCalendar("ysb1", 2027, null));
        assertForbidden(() -> acts.proposeCalendar("jingheysb1", 2027, YEAR_2027));

        // nobody approves what they put in themselves; to take it back is theirs
        String own = acts.proposeCalendar("ysbhead", 2027, YEAR_2027);
        assertRefused("decision", () -> acts.approveCalendar("ysbhead", own));
        assertThat(openTasks(own)).containsExactly("userTask_approveCalendar");
        acts.rejectCalendar("ysbhead", own, "改由另一人提交。");

        String one = acts.proposeCalendar("ysb1", 2027, YEAR_2027);
        String other = acts.proposeCalendar("ysb2", 2027, YEAR_2027);
        acts.approveCalendar("ysbhead", one);
        assertThatThrownBy(() -> acts.approveCalendar("ysbhead", other)).isInstanceOf(Conflict.class);
        acts.waitingIsDone();
        assertThat(calendar.version()).isEqualTo("2025-1+2026-1+2027-1");
        assertThat(openTasks(other)).containsExactly("userTask_approveCalendar");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：批准期间按旧日历交办的，再算一次才算完毕")
    void whatWasDispatchedMeanwhileIsRecomputedToo() {
        today("2026-12-28T10:00");
        String first = dispatch();
        acts.approveCalendar("ysbhead", acts.proposeCalendar("ysb1", 2027, YEAR_2027));
        List<Job> start = managementOfCases.createJobQuery().messages().list();
        assertThat(start).hasSize(1);
        managementOfCases.executeJob(start.get(0).getId()); // the list of cases is made
        String meanwhile = dispatch();
        jdbc.update(
                "update attempt set due_at = ?, provisional = true, calendar_version = '2026-1+2027-0' where complaint_id = ?",
                Timestamp.from(Acts.at("2027-01-04T18:00")),
                complaint(meanwhile).id());
        acts.waitingIsDone();
        assertDue(attempt(first, 1).dueAt(), "2027-01-05T18:00");
        assertDue(attempt(meanwhile, 1).dueAt(), "2027-01-05T18:00");
        assertThat(rescheduling.pending()).isEmpty();
    }
}
