package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.Outcome;
import suban.ledger.Status;

@DisplayName("回复与解释说明")
class ReplyTest extends SubanTest {

    @ParameterizedTest
    @EnumSource(names = {"RESOLVED", "PARTLY_RESOLVED"})
    @Tag("article-9")
    @DisplayName("第九条：已解决或部分解决的，直接回复企业并抄送营商办")
    void deliveredAtOnce(Outcome outcome) {
        String number = ready();
        acts.reply("jinghe1", number, outcome, "许可证已核发。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(attempt(number, 1).outcome()).isEqualTo(outcome);
        assertThat(attempt(number, 1).repliedAt()).isEqualTo(Acts.at("2026-03-02T10:00"));
        assertThat(notices(number, "replied")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("ENTERPRISE");
            assertThat(notice.body()).contains("许可证已核发", outcome.label());
        });
        assertThat(told(number, 1, "replyCopy")).containsExactly("ysb");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPLAINED_UNREASONABLE", "EXPLAINED_INFEASIBLE"})
    @Tag("article-9")
    @DisplayName("第九条：解释说明须有依据并经营商办确认，确认前不送达企业")
    void anExplanationNeedsTheOffice(Outcome outcome) {
        String number = ready();
        acts.reply("jinghe1", number, outcome, "依据现行规划不能调整用地性质。");
        assertThat(openTasks(number)).containsExactly("userTask_confirmReply");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("ysb2", number)).containsExactly("userTask_confirmReply");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(notices(number, "replied")).isEmpty();

        acts.timeIs("2026-03-03T10:00");
        acts.confirmReply("ysb2", number);
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(attempt(number, 1).confirmedBy()).isEqualTo("ysb2");
        assertThat(attempt(number, 1).repliedAt()).isEqualTo(Acts.at("2026-03-03T10:00"));
        assertThat(notices(number, "replied")).hasSize(1);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：解释说明未写依据的，不予提交")
    void anExplanationNeedsItsLegalBasis() {
        String number = ready();
        assertRefused(
                "legalBasis",
                () -> processes.complete(
                        "jinghe1",
                        number,
                        "userTask_reply",
                        Map.of("outcome", "EXPLAINED_UNREASONABLE", "replyText", "诉求不合理。")));
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：营商办退回解释说明的，主办单位重新回复")
    void returned() {
        String number = ready();
        acts.reply("jinghe1", number, Outcome.EXPLAINED_INFEASIBLE, "办不了。");
        assertRefused("reason", () -> acts.returnReply("ysb1", number, ""));
        acts.returnReply("ysb1", number, "依据不充分，请与自然资源局再行对接。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
        assertThat(times(Act.REPLY_RETURNED, number)).isEqualTo(1);
        assertThat(notices(number, "replied")).isEmpty();
        assertThat(attempt(number, 1).repliedAt()).isNull();

        acts.reply("jinghe2", number, Outcome.RESOLVED, "已协调调整，许可证已核发。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(attempt(number, 1).outcome()).isEqualTo(Outcome.RESOLVED);
        assertThat(notices(number, "replied"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.body()).contains("已协调调整").doesNotContain("办不了"));
    }

    private String ready() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "已办。");
        return number;
    }
}
