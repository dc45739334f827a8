package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.engine.EngineClock;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Visit;
import suban.ledger.Visits;

@DisplayName("好差评回访与补办")
class ReturnVisitTest extends SubanTest {

    @Autowired
    Visits visits;

    @ParameterizedTest
    @EnumSource(names = {"VERY_SATISFIED", "SATISFIED", "FAIRLY_SATISFIED"})
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第十四条：非常满意、满意、基本满意的销号；营商办同时作办理评价（第四条）")
    void satisfied(Rating rating) {
        String number = replied("2026-03-02T10:00");
        acts.timeIs("2026-03-03T10:00");
        acts.visit("ysb2", number, rating);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(visitsOf(number, 1)).singleElement().satisfies(visit -> {
            assertThat(visit.rating()).isEqualTo(rating);
            assertThat(visit.officeRating()).isEqualTo("GOOD");
            assertThat(visit.visitedBy()).isEqualTo("ysb2");
        });
        assertThat(told(number, 0, "closed")).containsExactly("ENTERPRISE");
        assertThat(ledger.attempts(complaint(number))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISSATISFIED", "VERY_DISSATISFIED"})
    @Tag("article-14")
    @DisplayName("第十四条：不满意、非常不满意的退回原办理单位，补办不超过五个工作日，不另计企业时限")
    void dissatisfied(Rating rating) {
        String number = replied("2026-09-28T10:00");
        acts.timeIs("2026-09-29T10:00");
        acts.visit("ysb2", number, rating);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(attempt(number, 2).host()).isEqualTo("jinghe");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        // 30 September, 8, 9, the worked Saturday 10 and 12 October
        assertDue(attempt(number, 2).dueAt(), "2026-10-12T18:00");
        assertDue(attempt(number, 2).responseDueAt(), "2026-09-29T18:00");
        // 29, 30 September, 8, 9, 10 October
        assertDue(complaint(number).enterpriseDueAt(), "2026-10-10T18:00");
        assertThat(notices(number, "rehandling")).singleElement().satisfies(notice -> assertThat(notice.body())
                .contains("问题没有真正解决"));
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：补办后企业满意，销号；第一次办理的记录原样保留")
    void satisfiedWithTheSecondAttempt() {
        String number = replied("2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        Attempt first = attempt(number, 1);
        List<Visit> firstVisits = visitsOf(number, 1);

        acts.timeIs("2026-03-03T10:00");
        handled(number, "2026-03-03T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(attempt(number, 1)).isEqualTo(first);
        assertThat(visitsOf(number, 1)).isEqualTo(firstVisits);
        assertThat(attempt(number, 2).repliedAt()).isNotNull();
        assertThat(visitsOf(number, 2)).extracting(Visit::rating).containsExactly(Rating.SATISFIED);
    }

    @Test
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第十四、十五条：两次差评的不再退回，提请营商办联合督查室督查")
    void dissatisfiedTwice() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        assertThat(status(number)).isEqualTo(Status.SUPERVISION);
        assertThat(told(number, 2, "supervision")).containsExactlyInAnyOrder("ysb", "ducha");
        assertThat(ledger.attempts(complaint(number))).hasSize(2);
        acts.timeIs("2026-03-20T10:00");
        assertThat(times(Act.REMINDED, number)).isZero();
        assertIntact(number);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：回复后两个工作日内首次回访，隔着劳动节假期顺延")
    void visitedWithinTwoWorkingDays() {
        String number = replied("2026-04-30T10:00");
        assertDue(taskDue(number, "userTask_visit"), "2026-05-07T18:00");
        assertThat(seenBy("jinghe1", number)).isEmpty();
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：三个工作日、不同时段三次未联系上企业的，按未评价办结")
    void notReachedThreeTimes() {
        String number = replied("2026-03-05T10:00");
        acts.timeIs("2026-03-06T10:00");
        acts.visitInVain("ysb2", number);
        assertThat(openTasks(number)).isEmpty();
        assertThat(status(number)).isEqualTo(Status.VISIT);
        acts.timeIs("2026-03-08T23:00");
        assertThat(openTasks(number)).isEmpty();

        ZonedDateTime second = nextVisit(number);
        assertThat(second.toLocalDate()).isEqualTo("2026-03-09");
        assertThat(second.getHour()).isNotEqualTo(10).isBetween(9, 17);
        time.advanceTo(second.toInstant());
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        acts.visitInVain("ysb2", number);

        ZonedDateTime third = nextVisit(number);
        assertThat(third.toLocalDate()).isEqualTo("2026-03-10");
        assertThat(third.getHour()).isNotEqualTo(second.getHour()).isBetween(9, 17);
        time.advanceTo(third.toInstant());
        acts.visitInVain("ysbhead", number);
        assertEnded(number, Status.CLOSED, "endEvent_closedUnrated");
        assertThat(visitsOf(number, 1)).extracting(Visit::rating).containsExactly(null, null, Rating.UNRATED);
        assertThat(ledger.attempts(complaint(number))).hasSize(1);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：第二次回访联系上的，照其评价办理")
    void reachedAtTheSecondTry() {
        String number = replied("2026-03-05T10:00");
        acts.visitInVain("ysb2", number);
        time.advanceTo(nextVisit(number).toInstant());
        acts.visit("ysb2", number, Rating.VERY_SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第十四条：主办单位评价协办单位的配合情况后销号")
    void coHandlersScored() {
        String number = satisfiedWithCoHandlers();
        assertThat(openTasks(number)).containsExactly("userTask_scoreCoHandlers");
        assertThat(seenBy("jinghe2", number)).containsExactly("userTask_scoreCoHandlers");
        assertThat(seenBy("zijian1", number)).isEmpty();
        acts.score("jinghe2", number, Map.of("zijian", 5, "ziran", 2));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(jdbc.queryForList(
                        "select unit, score from co_score where attempt_id = ? order by unit",
                        attempt(number, 1).id()))
                .extracting(row -> row.get("unit") + "=" + row.get("score"))
                .containsExactly("zijian=5", "ziran=2");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：两个工作日内未评价协办的，不再等待，照常销号")
    void scoringLapsed() {
        String number = satisfiedWithCoHandlers();
        assertDue(taskDue(number, "userTask_scoreCoHandlers"), "2026-03-09T18:00");
        acts.timeIs("2026-03-09T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_scoreCoHandlers");
        acts.timeIs("2026-03-09T18:00");
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(times(Act.CO_HANDLERS_SCORED, number)).isZero();
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：研判人不能回访，连认领也不能")
    void theTriagerDoesNotVisit() {
        String number = replied("2026-03-02T10:00");
        assertForbidden(() -> acts.visit("ysb1", number, Rating.SATISFIED));
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(task(number, "userTask_visit").getAssignee()).isNull();
        assertThat(visitsOf(number, 1)).isEmpty();
    }

    /** Visited on Thursday 5 March. */
    private String satisfiedWithCoHandlers() {
        String number = dispatched("2026-03-05T10:00", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-03-05T10:00", "2026-03-06");
        acts.opine("zijian1", number, "同意。");
        acts.opine("ziran1", number, "同意。");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可证已核发。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        return number;
    }

    private ZonedDateTime nextVisit(String number) {
        return attempt(number, 1).nextVisitAt().atZone(EngineClock.ZONE);
    }

    private List<Visit> visitsOf(String number, int attempt) {
        return visits.findByAttemptIdInOrderByAt(
                List.of(attempt(number, attempt).id()));
    }
}
