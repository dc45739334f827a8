package suban.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.calendar.CalendarService;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("一件投诉怎样计入考核")
class ScoringTest {

    private static final Instant DUE = at("2026-03-09T18:00");
    private final Scoring scoring = new Scoring(at("2026-12-31T12:00"));

    private static Instant at(String local) {
        return local == null
                ? null
                : LocalDateTime.parse(local).atZone(CalendarService.ZONE).toInstant();
    }

    private static Status gone(Status status) {
        return status == Status.WITHDRAWN || status == Status.TERMINATED ? status : null;
    }

    private ScoredCase hosted(Status status, String granted, String replied, String ended, Rating rating) {
        return scoring.hosted(
                new CaseFacts.Hosted(
                        "XX1",
                        gone(status),
                        "jinghe",
                        "chongwen",
                        DUE,
                        at(granted),
                        at(replied),
                        at(ended),
                        rating,
                        "jinghe",
                        "chongwen"),
                Part.HOST);
    }

    private ScoredCase coHandled(Status status, String done, String why, String ended, Integer score) {
        return scoring.coHandled(
                new CaseFacts.CoHandled("XX1", gone(status), "zijian", DUE, at(done), why, at(ended), score));
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：期限最后一刻答复的按时，晚一毫秒的逾期")
    void theLastMomentIsInTime() {
        assertThat(hosted(Status.CLOSED, null, "2026-03-09T18:00", "2026-03-10T10:00", Rating.SATISFIED)
                        .onTime())
                .isTrue();
        assertThat(hosted(Status.CLOSED, null, "2026-03-09T18:00:00.001", "2026-03-10T10:00", Rating.SATISFIED)
                        .onTime())
                .isFalse();
    }

    @Test
    @Tag("article-11")
    @Tag("article-16")
    @DisplayName("第十一条：批准的新期限另算一个比率，原比率仍按原期限")
    void aGrantedDateIsASecondRate() {
        ScoredCase granted =
                hosted(Status.CLOSED, "2026-03-16T18:00", "2026-03-12T10:00", "2026-03-13T10:00", Rating.SATISFIED);
        assertThat(granted.onTime()).isFalse();
        assertThat(granted.adjustedOnTime()).isTrue();
        ScoredCase later =
                hosted(Status.CLOSED, "2026-03-16T18:00", "2026-03-17T10:00", "2026-03-18T10:00", Rating.SATISFIED);
        assertThat(later.adjustedOnTime()).isFalse();
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：逾期未办结的计为逾期，不算办结；未到期的不计")
    void openAndOverdueIsLate() {
        ScoredCase overdue = hosted(Status.HANDLING, null, null, null, null);
        assertThat(overdue.onTime()).isFalse();
        assertThat(overdue.concluded()).isFalse();
        ScoredCase early = new Scoring(DUE)
                .hosted(
                        new CaseFacts.Hosted("XX1", null, "jinghe", null, DUE, null, null, null, null, null, null),
                        Part.HOST);
        assertThat(early.counts()).isFalse();
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：撤回的，已发生的逾期照计，其余不计入任何分母")
    void onlyLatenessOfAWithdrawnCaseCounts() {
        ScoredCase inTime = hosted(Status.WITHDRAWN, null, null, "2026-03-09T17:00", null);
        assertThat(inTime.counts()).isFalse();
        ScoredCase late = hosted(Status.WITHDRAWN, null, null, "2026-03-10T09:00", null);
        assertThat(late.onTime()).isFalse();
        assertThat(late.concluded()).isTrue();
        ScoredCase repliedInTime =
                hosted(Status.TERMINATED, null, "2026-03-09T17:00", "2026-03-12T09:00", Rating.SATISFIED);
        assertThat(repliedInTime.counts()).isFalse();
        assertThat(repliedInTime.praised()).isNull();
        ScoredCase repliedLate =
                hosted(Status.TERMINATED, null, "2026-03-10T17:00", "2026-03-12T09:00", Rating.DISSATISFIED);
        assertThat(repliedLate.onTime()).isFalse();
        assertThat(repliedLate.praised()).isNull();
    }

    @Test
    @Tag("article-14")
    @Tag("article-16")
    @DisplayName("第十四条：非常满意、满意、基本满意为好评，未评价不计入分母")
    void praise() {
        assertThat(rated(Rating.VERY_SATISFIED)).isTrue();
        assertThat(rated(Rating.SATISFIED)).isTrue();
        assertThat(rated(Rating.FAIRLY_SATISFIED)).isTrue();
        assertThat(rated(Rating.DISSATISFIED)).isFalse();
        assertThat(rated(Rating.VERY_DISSATISFIED)).isFalse();
        assertThat(rated(Rating.UNRATED)).isNull();
        assertThat(rated(null)).isNull();
    }

    private Boolean rated(Rating rating) {
        return hosted(Status.CLOSED, null, "2026-03-09T17:00", "2026-03-12T09:00", rating)
                .praised();
    }

    @Test
    @Tag("article-4")
    @Tag("article-16")
    @DisplayName("第十六条：企业评价记在被评的那次办理的单位名下")
    void aRatingBelongsToWhoWasRated() {
        CaseFacts.Hosted facts = new CaseFacts.Hosted(
                "XX1", null, "jinghe", "chongwen", DUE, null, DUE, DUE, Rating.DISSATISFIED, "fengdong", null);
        assertThat(scoring.hosted(facts, Part.HOST).praised()).isNull();
        assertThat(scoring.hosted(facts, Part.INSIDE).praised()).isNull();
    }

    @Test
    @Tag("article-9")
    @Tag("article-16")
    @DisplayName("第九条：协办按时看意见提交时间；逾期后被免除的为逾期，期限内免除和改派的不计")
    void coHandling() {
        assertThat(coHandled(Status.CLOSED, "2026-03-09T18:00", "DONE", null, 4).onTime())
                .isTrue();
        assertThat(coHandled(Status.CLOSED, "2026-03-09T18:01", "DONE", null, 4).onTime())
                .isFalse();
        assertThat(coHandled(Status.CLOSED, "2026-03-10T09:00", "RELEASED", null, null)
                        .onTime())
                .isFalse();
        assertThat(coHandled(Status.CLOSED, "2026-03-06T09:00", "RELEASED", null, null)
                        .counts())
                .isFalse();
        assertThat(coHandled(Status.CLOSED, "2026-03-06T09:00", "OBJECTED", null, null)
                        .counts())
                .isFalse();
        assertThat(coHandled(Status.HANDLING, null, null, null, null).onTime()).isFalse();
        assertThat(coHandled(Status.WITHDRAWN, null, null, "2026-03-09T12:00", null)
                        .counts())
                .isFalse();
        assertThat(coHandled(Status.WITHDRAWN, null, null, "2026-03-10T12:00", null)
                        .onTime())
                .isFalse();
    }

    @Test
    @Tag("article-14")
    @Tag("article-16")
    @DisplayName("第十四条：主办单位给协办评3分及以上的为好评")
    void cooperation() {
        assertThat(coHandled(Status.CLOSED, "2026-03-09T18:00", "DONE", null, 3).praised())
                .isTrue();
        assertThat(coHandled(Status.CLOSED, "2026-03-09T18:00", "DONE", null, 2).praised())
                .isFalse();
        assertThat(coHandled(Status.CLOSED, "2026-03-09T18:00", "DONE", null, null)
                        .praised())
                .isNull();
    }
}
