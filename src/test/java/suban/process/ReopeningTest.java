package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.ledger.Act;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Visit;
import suban.ledger.Visits;

@DisplayName("未评价办结的重新开启")
class ReopeningTest extends SubanTest {

    @Autowired
    Visits visits;

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：办结后三十日内重新开启，对同一次办理再次回访，满意的销号")
    void reopenedAndSatisfied() {
        String number = unrated("2026-03-05T10:00");
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(jobsOfCases()).isZero();
        acts.timeIs("2026-03-12T10:00");
        acts.reopen("ysb1", number, "企业来电补充评价。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(complaint(number).closedAt()).isNull();
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertDue(taskDue(number, "userTask_visit"), "2026-03-16T18:00");
        assertThat(times(Act.REOPENED, number)).isEqualTo(1);
        assertThat(told(number, 1, "reopened-2026-03-12")).containsExactly("ENTERPRISE");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(openTasks(number)).isEmpty();
        assertThat(visitsOf(number)).extracting(Visit::no).containsExactly(1, 2, 3, 4);
        assertThat(visitsOf(number))
                .extracting(Visit::rating)
                .containsExactly(null, null, Rating.UNRATED, Rating.SATISFIED);
        assertIntact(number);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：重新开启后又有三次回访，仍未联系上的再次按未评价办结，可以再次开启")
    void threeTriesAgain() {
        String number = unrated("2026-03-05T10:00");
        acts.timeIs("2026-03-12T10:00");
        acts.reopen("ysb1", number, "企业来电。");
        triesInVain(number);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(visitsOf(number)).hasSize(6);
        assertThat(visitsOf(number).stream().filter(visit -> visit.rating() == Rating.UNRATED))
                .hasSize(2);
        acts.reopen("ysb1", number, "企业再次来电。");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(attempt(number, 2).dispatchedAt()).isNotNull();
        assertIntact(number);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：第三十日还可以重新开启，第三十一日不能")
    void thirtyDays() {
        // tried on 5, 6 and 9 March, closed on Monday 9 March; the thirtieth day is 8 April
        String number = unrated("2026-03-05T10:00");
        assertThat(complaint(number)
                        .closedAt()
                        .atZone(suban.engine.EngineClock.ZONE)
                        .toLocalDate())
                .isEqualTo("2026-03-09");
        acts.timeIs("2026-04-09T00:00");
        assertRefused("number", () -> acts.reopen("ysb1", number, "企业来电。"));
        time.set(suban.acts.Acts.at("2026-04-08T23:00"));
        acts.reopen("ysb1", number, "企业来电。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：满意销号的、在办的、别的营商办的，都不能重新开启")
    void nothingElse() {
        String satisfied = replied("2026-03-02T10:00");
        assertRefused("number", () -> acts.reopen("ysb1", satisfied, "企业来电。"));
        acts.visit("ysb2", satisfied, Rating.SATISFIED);
        assertRefused("number", () -> acts.reopen("ysb1", satisfied, "企业来电。"));
        String unrated = unrated("2026-03-05T10:00");
        assertRefused("number", () -> acts.reopen("jingheysb1", unrated, "企业来电。"));
        assertRefused("number", () -> acts.reopen("ysb1", "XX20990101-0001", "企业来电。"));
        assertThat(status(unrated)).isEqualTo(Status.CLOSED);
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第十四条：协办配合已经评过的，重新开启后不再评一次")
    void scoredOnce() {
        String number = dispatched("2026-03-05T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-05T10:00", "2026-03-06");
        acts.opine("zijian1", number, "同意。");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已核发。");
        triesInVain(number);
        acts.score("jinghe1", number, Map.of("zijian", 4));
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        acts.reopen("ysb1", number, "企业来电。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(openTasks(number)).isEmpty();
    }

    private String unrated(String localTime) {
        String number = replied(localTime);
        triesInVain(number);
        return number;
    }

    private void triesInVain(String number) {
        acts.visitInVain("ysb2", number);
        time.advanceTo(attempt(number, 1).nextVisitAt());
        acts.visitInVain("ysb2", number);
        time.advanceTo(attempt(number, 1).nextVisitAt());
        acts.visitInVain("ysb2", number);
    }

    private List<Visit> visitsOf(String number) {
        return visits.findByAttemptIdInOrderByAt(List.of(attempt(number, 1).id()));
    }
}
