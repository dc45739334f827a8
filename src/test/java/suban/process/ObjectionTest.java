package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.NotFound;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("异议")
class ObjectionTest extends SubanTest {

    private static final String RESPOND = "userTask_respond";
    private static final String CO_HANDLE = "userTask_coHandle";

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：主办单位1个工作日内提出异议，当日回应照常，异议不成立的维持原交办")
    void refused() {
        String number = dispatched("2026-03-02T10:00");
        acts.object("jinghe1", number, RESPOND, "qinhan", "厂房在秦汉新城辖区。");
        assertThat(openTasks(number)).containsExactly(RESPOND, "userTask_ruleOnObjection");
        assertThat(seenBy("jinghe1", number)).containsExactly(RESPOND);
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_ruleOnObjection");
        // the office has one working day: by close of business on Tuesday the 3rd
        assertDue(taskDue(number, "userTask_ruleOnObjection"), "2026-03-03T18:00");
        assertRefused("reason", () -> acts.refuseObjection("ysb1", number, null));

        acts.refuseObjection("ysb1", number, "企业登记在泾河新城，属地管理。");
        assertThat(openTasks(number)).containsExactly(RESPOND);
        assertThat(attempt(number, 1).host()).isEqualTo("jinghe");
        assertThat(times(Act.OBJECTION_REFUSED, number)).isEqualTo(1);
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
    }

    @Test
    @Tag("article-9")
    @Tag("article-12")
    @DisplayName("第十二条：裁定期间不得放置不管，当日未回应照样逾期")
    void theSameDayDutyGoesOn() {
        String number = dispatched("2026-03-02T10:00");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        acts.timeIs("2026-03-02T18:00");
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：异议成立，原单位待办结束，新主办单位当日回应，企业期限不变")
    void upheldWithinTheDate() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.opine("ziran1", number, "同意。");
        acts.object("jinghe1", number, RESPOND, "qinhan", "厂房在秦汉新城辖区。");
        acts.timeIs("2026-03-03T11:00");
        acts.uphold("ysb1", number, "qinhan", "核对地籍，确在秦汉新城。");

        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("qinhan1", number)).containsExactly(RESPOND);
        assertThat(seenBy("zijian1", number)).containsExactly(CO_HANDLE);
        assertThat(seenBy("ziran1", number)).isEmpty(); // its opinion stands
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, RESPOND);
        assertThat(attempt(number, 1).host()).isEqualTo("qinhan");
        assertDue(taskDue(number, RESPOND), "2026-03-03T18:00");
        // three working days after re-dispatch is Friday the 6th; the enterprise's date, Monday the 9th, is later
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-03-09T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        assertThat(told(number, 1, "assignedHost")).containsExactly("jinghe");
        assertThat(notices(number, "delay")).isEmpty();
        assertThat(ledger.assignment(attempt(number, 1), "jinghe", "HOST"))
                .get()
                .extracting(Assignment::whyEnded)
                .isEqualTo("REASSIGNED");

        acts.respond("qinhan1", number, "2026-03-03T11:00", "2026-03-09");
        acts.ready("qinhan1", number, "已会同住建局核实。");
        acts.opine("zijian1", number, "同意。");
        acts.reply("qinhan1", number, Outcome.RESOLVED, "许可已核发。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("qinhan1", number, java.util.Map.of("zijian", 5, "ziran", 5));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-11")
    @Tag("article-12")
    @DisplayName("第十二条：改派在期限将满时，新单位至少3个工作日，超出企业期限的告知延期；原期限照记")
    void upheldShortOfTheDate() {
        String number = dispatched("2026-03-02T10:00");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.timeIs("2026-03-06T10:00"); // the office missed Tuesday; its head has it now
        assertThat(openTasks(number)).containsExactly("userTask_handle", "userTask_ruleFinally");
        assertThat(seenBy("ysb1", number)).isEmpty();
        acts.ruleFinally("ysbhead", number, "qinhan", "改由秦汉新城主办。");
        // three working days after Friday the 6th: Wednesday the 11th
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-03-11T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        assertThat(notices(number, "delay")).isEmpty();
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id())).anySatisfy(notice -> {
            assertThat(notice.recipient()).isEqualTo("ENTERPRISE");
            assertThat(notice.body()).contains("2026年3月11日");
        });
        acts.timeIs("2026-03-10T09:00");
        assertThat(times(Act.OVERDUE, number)).isZero(); // the new unit's date has not passed
        acts.timeIs("2026-03-11T18:00");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：超过1个工作日或再次提出的异议只作记录，不改变交办")
    void lateOrAgain() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.object("jinghe1", number, "userTask_handle", "qinhan", "不在辖区。");
        acts.refuseObjection("ysb1", number, "属地明确。");
        acts.object("jinghe1", number, "userTask_handle", "qinhan", "再次提出。");
        assertThat(times(Act.OBJECTION_LATE, number)).isEqualTo(1);
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, "userTask_handle");

        acts.timeIs("2026-03-03T18:00:01"); // one working day after Monday's dispatch has just passed
        acts.object("zijian1", number, CO_HANDLE, "ziran", "不属住建职能。");
        assertThat(times(Act.OBJECTION_LATE, number)).isEqualTo(2);
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, "userTask_handle");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：春节前下班后交办的，次一工作日送达，异议期自送达日起算1个工作日")
    void aroundSpringFestival() {
        // Saturday 14 February is worked; after the cut-off the dispatch arrives on Tuesday the 24th
        String number = dispatched("2026-02-14T17:30");
        acts.timeIs("2026-02-25T18:00");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        assertThat(times(Act.OBJECTION_RAISED, number)).isEqualTo(1);
        assertDue(taskDue(number, "userTask_ruleOnObjection"), "2026-02-26T18:00");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：协办单位的异议成立，由新的协办单位办理，其他单位不受影响")
    void coHandlerUpheld() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        String untouched = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskCandidateGroup("ziran")
                .singleResult()
                .getId();
        acts.object("zijian1", number, CO_HANDLE, "xingzheng", "许可由审批局办理。");
        assertThat(seenBy("zijian1", number)).containsExactly(CO_HANDLE);
        acts.uphold("ysb1", number, "xingzheng", "许可权已划转。");
        assertThat(seenBy("zijian1", number)).isEmpty();
        assertThat(seenBy("xingzheng1", number)).containsExactly(CO_HANDLE);
        assertThat(tasks.createTaskQuery().taskId(untouched).count()).isEqualTo(1);
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, CO_HANDLE, RESPOND);
        assertThat(complaint(number).coUnitList()).containsExactly("ziran", "xingzheng");
        // the later of the host's day before, Friday the 6th, and three working days: Thursday the 5th
        assertDue(
                tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskCandidateGroup("xingzheng")
                        .singleResult()
                        .getDueDate()
                        .toInstant(),
                "2026-03-06T18:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "只等协办意见。");
        acts.opine("ziran1", number, "同意。");
        assertThat(openTasks(number)).containsExactly(CO_HANDLE);
        acts.opine("xingzheng1", number, "同意。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：同一角色两次改派后再有异议，由营商办负责人最终裁定")
    void theHeadDecidesFinally() {
        String number = dispatched("2026-03-02T10:00");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        acts.uphold("ysb1", number, "qinhan", "改由秦汉。");
        acts.object("qinhan1", number, RESPOND, "fengxi", "不在辖区。");
        acts.uphold("ysb1", number, "fengxi", "改由沣西。");
        acts.object("fengxi1", number, RESPOND, "jinghe", "不在辖区。");
        assertThat(openTasks(number)).containsExactly(RESPOND, "userTask_ruleFinally");
        assertThat(seenBy("ysb1", number)).isEmpty();
        assertForbiddenOrGone(() -> acts.refuseObjection("ysb1", number, "不行。"));
        acts.ruleFinally("ysbhead", number, null, "由沣西主办，不再调整。");
        assertThat(openTasks(number)).containsExactly(RESPOND);
        acts.respond("fengxi1", number, "2026-03-02T10:00", "2026-03-09");
        acts.object("fengxi1", number, "userTask_handle", "jinghe", "仍不在辖区。");
        assertThat(openTasks(number)).containsExactly("userTask_handle"); // only recorded
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：不得提给原单位、不办理投诉的单位或被投诉单位")
    void whomNotToPropose() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        assertRefused("proposedUnit", () -> acts.object("jinghe1", number, RESPOND, "jinghe", "不在辖区。"));
        assertRefused("proposedUnit", () -> acts.object("jinghe1", number, RESPOND, "ysb", "不在辖区。"));
        assertRefused("proposedUnit", () -> acts.object("zijian1", number, CO_HANDLE, "jinghe", "应由主办办理。"));
        acts.object("zijian1", number, CO_HANDLE, "ziran", "不属职能。");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        assertThat(openTasks(number)).contains(RESPOND, CO_HANDLE);
    }

    private static void assertForbiddenOrGone(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        org.assertj.core.api.Assertions.assertThatThrownBy(act).isInstanceOf(suban.NotFound.class);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：营商办依职权改派主办单位，随时可以，原单位待办结束，企业期限不变")
    void correctedHost() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.opine("zijian1", number, "同意。");
        acts.ready("jinghe1", number, "可以答复。");
        assertRefused("fromUnit", () -> acts.correct("ysb1", number, "qinhan", "fengxi", "不是办理单位。"));
        assertRefused("toUnit", () -> acts.correct("ysb1", number, "jinghe", null, "没有新单位。"));
        acts.timeIs("2026-03-05T10:00"); // long after the units could object
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂区已划入秦汉新城。");
        assertThat(openTasks(number)).containsExactly(RESPOND);
        assertThat(seenBy("qinhan1", number)).containsExactly(RESPOND);
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        // three working days after Thursday the 5th: Tuesday the 10th
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-03-10T18:00");
        acts.respond("qinhan1", number, "2026-03-05T10:00", "2026-03-10");
        acts.ready("qinhan1", number, "可以答复。");
        acts.reply("qinhan1", number, Outcome.RESOLVED, "已解决。");
        assertRefused("number", () -> acts.correct("ysb1", number, "qinhan", "jinghe", "已经答复。"));
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：营商办依职权更换或免除协办单位，其他单位不受影响")
    void correctedCoHandler() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.correct("ysb1", number, "zijian", "xingzheng", "许可权已划转。");
        assertThat(seenBy("zijian1", number)).isEmpty();
        assertThat(seenBy("xingzheng1", number)).containsExactly(CO_HANDLE);
        acts.correct("ysb1", number, "ziran", null, "与规划无关。");
        assertThat(seenBy("ziran1", number)).isEmpty();
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, RESPOND);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：存有疑义的不得擅自转交其他单位：不能转给别的新城、不能指派给别单位的人、不能代为决定；提出异议之前和之后都在原单位")
    void neverPassedOn() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertRefused("insideUnit", () -> acts.assignInside("jinghe1", number, "qinhan"));
        assertRefused("insideUnit", () -> acts.assignInside("jinghe1", number, "ziran"));
        String task = task(number, "userTask_handle").getId();
        assertForbidden(() -> processes.as("jinghe1", () -> {
            tasks.setAssignee(task, "qinhan1");
            return null;
        }));
        assertForbidden(() -> processes.as("jinghe1", () -> {
            tasks.claim(task, "qinhan1");
            return null;
        }));
        assertThatThrownBy(() -> processes.as("jinghe1", () -> {
                    tasks.addCandidateGroup(task, "qinhan");
                    return null;
                }))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> processes.as("jinghe1", () -> {
                    tasks.delegateTask(task, "qinhan1");
                    return null;
                }))
                .isInstanceOf(Exception.class);
        acts.object("jinghe1", number, "userTask_handle", "qinhan", "不在辖区。");
        assertThatThrownBy(() -> acts.uphold("jinghe1", number, "qinhan", "自行改派。"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> acts.opine("qinhan1", number, "同意。")).isInstanceOf(NotFound.class);
        assertThat(seenBy("qinhan1", number)).isEmpty();
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_handle");
        assertThat(attempt(number, 1).host()).isEqualTo("jinghe");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：协办单位异议未裁定时，不能先改派主办单位")
    void othersFirst() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.object("jinghe1", number, RESPOND, "qinhan", "不在辖区。");
        String rulingOnHost = task(number, "userTask_ruleOnObjection").getId();
        acts.object("zijian1", number, CO_HANDLE, "ziran", "不属职能。");
        List<String> both = tasks
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("userTask_ruleOnObjection")
                .list()
                .stream()
                .map(org.camunda.bpm.engine.task.Task::getId)
                .toList();
        assertThat(both).hasSize(2).contains(rulingOnHost);
        assertRefused(
                "decision",
                () -> processes.as("ysb1", () -> {
                    tasks.claim(rulingOnHost, "ysb1");
                    tasks.complete(
                            rulingOnHost, java.util.Map.of("decision", "UPHOLD", "newUnit", "qinhan", "reason", "改派。"));
                    return null;
                }));
    }
}
