package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import suban.InvalidInput;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

/** At the levels people run it with, on the road of a case and where things go wrong. Failed mails are in {@link NoticeDeliveryTest}. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("日志里没有个人信息")
class LogsTest extends SubanTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogsTest.class);

    private static final String PHONE = "13912340987";
    private static final String NAME = "慕容日志";
    private static final String MAIL = "murong.log@example.cn";
    private static final String WORDS = "日志里不该有的正文";

    private static Map<String, Object> form() {
        Map<String, Object> form = general();
        form.put("title", WORDS + "标题");
        form.put("content", WORDS + "，致电" + PHONE);
        form.put("contactName", NAME);
        form.put("contactPhone", PHONE);
        form.put("contactEmail", MAIL);
        return form;
    }

    @Test
    @DisplayName("从登记到回访，退回的表单、办不成的登记、失败的步骤，日志里都没有姓名、电话、邮箱和正文")
    void theRoadOfACase(CapturedOutput out) {
        today("2026-03-02T10:00");
        assertThatThrownBy(() -> acts.register("ysb1", with(form(), "contactPhone", PHONE + "0")))
                .isInstanceOf(InvalidInput.class);
        String number = acts.register("ysb1", form());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        assertThatThrownBy(
                        () -> acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-04-30", Map.of("note", PHONE)))
                .isInstanceOf(InvalidInput.class);
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-04", Map.of("note", WORDS + PHONE));
        acts.opine("zijian1", number, WORDS + "意见");

        // a step that fails for good: the timeline's own constraint refuses its entry
        jdbc.update("update complaint set head_seq = head_seq - 1 where number = ?", number);
        List<Job> jobs = managementOfCases.createJobQuery().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .toList();
        assertThat(jobs).isNotEmpty();
        jobs.forEach(job -> runAsTheExecutorDoes(job.getId()));
        assertThat(jobs.stream()
                        .map(job -> managementOfCases
                                .createJobQuery()
                                .jobId(job.getId())
                                .singleResult())
                        .filter(job -> job != null && job.getExceptionMessage() != null))
                .as("steps that failed")
                .isNotEmpty();
        jdbc.update("update complaint set head_seq = head_seq + 1 where number = ?", number);

        // a registration that the database refuses
        jdbc.execute("alter table complaint_content rename to complaint_content_gone");
        try {
            assertThatThrownBy(() -> acts.register("ysb1", form())).isInstanceOf(RuntimeException.class);
        } finally {
            jdbc.execute("alter table complaint_content_gone rename to complaint_content");
        }

        acts.ready("jinghe1", number, WORDS + "进展");
        acts.reply("jinghe1", number, Outcome.RESOLVED, WORDS + "答复");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(out.getAll())
                .as("the failures are told")
                .contains("ENGINE-14006")
                .doesNotContain(PHONE, NAME, MAIL, WORDS);
    }

    @Test
    @DisplayName("异常自己带着的电话和邮箱，写进日志前遮盖")
    void whatAnExceptionSays(CapturedOutput out) {
        LOG.error(
                "failed",
                new IllegalStateException(
                        "Value too long: '" + PHONE + "'", new IllegalArgumentException("<" + MAIL + ">")));
        assertThat(out.getAll()).contains("139****0987", "m***@example.cn", "IllegalStateException");
        assertThat(out.getAll()).doesNotContain(PHONE, MAIL);
    }
}
