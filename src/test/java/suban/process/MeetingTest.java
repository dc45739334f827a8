package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts.Promise;
import suban.ledger.Act;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("专题会与协办调整")
class MeetingTest extends SubanTest {

    private String beingHandled(String... coHandlers) {
        String number = dispatched("2026-03-02T10:00", coHandlers);
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        return number;
    }

    @Test
    @Tag("article-10")
    @DisplayName("第十条：主办与协办单位达成共识，召开专题会，各单位承诺各有日期和提醒，办理不停")
    void held() {
        String number = beingHandled("zijian", "ziran");
        acts.callMeeting("jinghe1", number, "2026-03-04T15:00", "厂房规划与消防的先后。");
        assertThat(openTasks(number))
                .containsExactly(
                        "userTask_coHandle",
                        "userTask_coHandle",
                        "userTask_consentToMeeting",
                        "userTask_consentToMeeting",
                        "userTask_handle");
        assertDue(
                tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey("userTask_consentToMeeting")
                        .taskCandidateGroup("zijian")
                        .singleResult()
                        .getDueDate()
                        .toInstant(),
                "2026-03-03T18:00");
        acts.agreeToMeeting("zijian1", number);
        assertThat(openTasks(number)).doesNotContain("userTask_recordMeeting");
        acts.agreeToMeeting("ziran1", number);
        assertDue(taskDue(number, "userTask_recordMeeting"), "2026-03-04T15:00");

        acts.timeIs("2026-03-04T17:00");
        acts.recordMeeting(
                "jinghe1",
                number,
                "会议同意先批规划。",
                new Promise("zijian", "出具消防意见", "2026-03-06", true),
                new Promise("ziran", "核对红线", "2026-03-12", false));
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coHandle", "userTask_fulfilCommitment");
        acts.opine("zijian1", number, "同意。");
        acts.opine("ziran1", number, "同意。");
        // the meeting put this commitment before the reply
        assertRefused("decision", () -> acts.ready("jinghe1", number, "可以答复。"));
        acts.timeIs("2026-03-05T18:00"); // one working day before Friday the 6th
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id()))
                .filteredOn(notice -> notice.milestone().startsWith("commitmentDueSoon"))
                .extracting(suban.notice.Notice::recipient)
                .containsExactly("zijian");
        acts.fulfil("zijian1", number, "意见已出具。");
        acts.ready("jinghe1", number, "可以答复。");
        // the other does not block the reply
        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可已核发。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("jinghe1", number, Map.of("zijian", 5, "ziran", 5));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-10")
    @DisplayName("第十条：一个协办单位不同意，专题会不召开，其他单位的表态待办随之撤销")
    void declined() {
        String number = beingHandled("zijian", "ziran");
        assertRefused("meetingAt", () -> acts.callMeeting("jinghe1", number, "2026-03-01T15:00", "已过的时间。"));
        acts.callMeeting("jinghe1", number, "2026-03-04T15:00", "商定先后。");
        assertRefused("decision", () -> acts.callMeeting("jinghe1", number, "2026-03-05T15:00", "再约一次。"));
        acts.declineMeeting("zijian1", number, "已书面答复，无需开会。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_coHandle", "userTask_handle");
        assertThat(times(Act.MEETING_NOT_HELD, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-10")
    @DisplayName("第十条：1个工作日内未全部表态，视为未达成共识；没有协办单位的不召开")
    void lapsed() {
        String number = beingHandled("zijian", "ziran");
        acts.callMeeting("jinghe1", number, "2026-03-05T15:00", "商定先后。");
        acts.agreeToMeeting("zijian1", number);
        acts.timeIs("2026-03-03T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_coHandle", "userTask_handle");
        assertThat(times(Act.MEETING_NOT_HELD, number)).isEqualTo(1);

        String alone = beingHandledAlone();
        assertRefused("decision", () -> acts.callMeeting("jinghe1", alone, "2026-03-10T15:00", "商定。"));
    }

    private String beingHandledAlone() {
        String number = dispatched("2026-03-05T10:00");
        acts.respond("jinghe1", number, "2026-03-05T10:00", "2026-03-12");
        return number;
    }

    @Test
    @Tag("article-10")
    @DisplayName("第十条：会议没有议定承诺的，记录纪要即告了结")
    void withoutCommitments() {
        String number = beingHandled("zijian");
        acts.callMeeting("jinghe1", number, "2026-03-04T15:00", "商定先后。");
        acts.agreeToMeeting("zijian1", number);
        assertRefused(
                "commitments",
                () -> acts.recordMeeting(
                        "jinghe1", number, "纪要。", new Promise("shuiwu", "没参会的单位", "2026-03-06", false)));
        acts.recordMeeting("jinghe1", number, "各自按职能推进。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        assertThat(times(Act.MEETING_HELD, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-10")
    @DisplayName("第十条：承诺全部履行，会议即告了结；主办单位也可以记录履行情况")
    void allFulfilled() {
        String number = beingHandled("zijian");
        acts.callMeeting("jinghe1", number, "2026-03-04T15:00", "商定先后。");
        acts.agreeToMeeting("zijian1", number);
        acts.recordMeeting("jinghe1", number, "各有承诺。", new Promise("zijian", "出具消防意见", "2026-03-06", false));
        assertThat(seenBy("jinghe1", number)).contains("userTask_fulfilCommitment");
        acts.fulfil("jinghe1", number, "住建局已当面交来。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        assertThat(times(Act.COMMITMENT_FULFILLED, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第四条、第九条：办理中增加、免除协办单位，其他单位的待办不受影响")
    void coHandlersChange() {
        String number = beingHandled("zijian", "ziran");
        String untouched = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskCandidateGroup("ziran")
                .singleResult()
                .getId();
        assertRefused("addUnits", () -> acts.askForCoHandlers("jinghe1", number, List.of(), List.of(), "什么也不改。"));
        acts.askForCoHandlers("jinghe1", number, List.of("xingzheng"), List.of("zijian"), "许可由审批局办理。");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_changeCoHandlers");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_handle");
        acts.changeCoHandlers("ysb1", number, List.of("xingzheng"), List.of("zijian"), "同意。");
        assertThat(seenBy("zijian1", number)).isEmpty();
        assertThat(seenBy("xingzheng1", number)).containsExactly("userTask_coHandle");
        assertThat(tasks.createTaskQuery().taskId(untouched).count()).isEqualTo(1);

        acts.askForCoHandlers("jinghe1", number, List.of("shuiwu"), List.of(), "税务也要参加。");
        acts.keepCoHandlers("ysb1", number, "与税务无关。");
        assertThat(seenBy("shuiwu1", number)).isEmpty();
        acts.opine("ziran1", number, "同意。");
        acts.opine("xingzheng1", number, "同意。");
        acts.ready("jinghe1", number, "可以答复。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：没有协办单位的投诉也可以在办理中增加；主办办妥之后不再增加")
    void addedToNone() {
        String number = beingHandled();
        acts.askForCoHandlers("jinghe1", number, List.of("zijian"), List.of(), "需住建局意见。");
        acts.askForCoHandlers("jinghe1", number, List.of("ziran"), List.of(), "需资规局意见。");
        String later = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("userTask_changeCoHandlers")
                .orderByTaskCreateTime()
                .desc()
                .list()
                .get(0)
                .getId();
        acts.changeCoHandlers("ysb1", number, List.of("zijian"), List.of(), "同意。");
        acts.ready("jinghe1", number, "只等意见。");
        assertThat(openTasks(number)).contains("userTask_coHandle", "userTask_changeCoHandlers");
        assertThat(later).isNotNull();
        assertRefused("addUnits", () -> acts.changeCoHandlers("ysb1", number, List.of("ziran"), List.of(), "同意。"));
        acts.opine("zijian1", number, "同意。");
        assertThat(openTasks(number)).containsExactly("userTask_changeCoHandlers", "userTask_reply");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
        assertThat(openTasks(number)).containsExactly("userTask_visit"); // what was still asked for is overtaken
    }
}
