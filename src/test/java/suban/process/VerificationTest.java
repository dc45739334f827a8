package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;
import suban.ledger.KeptLines;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.verification.Finding;
import suban.verification.Finding.Check;
import suban.verification.Verification;
import suban.verification.VerifyCommand;

/** Each damage is really done, found by the check that it is for, and undone. */
@DisplayName("一致性检查：完好的不误报，每一种损坏都查得出")
@ExtendWith(OutputCaptureExtension.class)
class VerificationTest extends SubanTest {

    @Autowired
    private Verification verification;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private DataSource database;

    private List<Finding> of(String number) {
        return verification.run().findings().stream()
                .filter(finding -> number.equals(finding.number()))
                .toList();
    }

    private void assertClean(String number) {
        assertThat(of(number)).as(status(number).label()).isEmpty();
    }

    /** What is found while this damage is there. */
    private List<Check> foundAfter(String number, Runnable damage) {
        return transaction.execute(status -> {
            damage.run();
            status.setRollbackOnly();
            return of(number).stream().map(Finding::check).distinct().toList();
        });
    }

    private Runnable sql(String sql, Object... arguments) {
        return () -> assertThat(jdbc.update(sql, arguments)).as(sql).isPositive();
    }

    @Test
    @Tag("article-8")
    @DisplayName("从登记到第三次交办后的倒查责任，每一步都一致")
    void aCaseOnItsRoad() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertClean(number);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        assertClean(number);
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-05");
        acts.opine("zijian1", number, "同意核发。");
        acts.ready("jinghe1", number, "已与企业对接。");
        assertClean(number);
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
        assertClean(number);
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertClean(number);
        String thrice = dissatisfiedThrice("2026-03-09T10:00");
        assertThat(status(thrice)).isEqualTo(Status.ACCOUNTABILITY);
        assertClean(thrice);
    }

    @Test
    @Tag("article-8")
    @DisplayName("台账：内容缺失、当日计数落后、办结时间与状态不符")
    void theLedger() {
        String number = dispatched("2026-03-02T10:00");
        Long id = complaint(number).id();
        assertThat(foundAfter(number, sql("delete from complaint_content where complaint_id = ?", id)))
                .containsExactly(Check.NUMBERS);
        assertThat(foundAfter(number, sql("update number_counter set last = 0 where counted_on = date '2026-03-02'")))
                .containsExactly(Check.NUMBERS);
        assertThat(foundAfter(number, sql("update complaint set status = 'CLOSED' where id = ?", id)))
                .contains(Check.NUMBERS);
    }

    @Test
    @Tag("article-8")
    @DisplayName("台账与流程：流程没有了、办结后还在运行、流程的编号台账里没有、状态与环节不符")
    void ledgerAndEngine() {
        String number = dispatched("2026-03-02T10:00");
        assertThat(foundAfter(
                        number,
                        () -> runtime.deleteProcessInstance(
                                runtime.createProcessInstanceQuery()
                                        .processInstanceBusinessKey(number)
                                        .processDefinitionKey("complaint")
                                        .singleResult()
                                        .getId(),
                                "damage")))
                .containsExactlyInAnyOrder(Check.RUNNING);
        assertThat(foundAfter(
                        number,
                        sql(
                                "update complaint set status = 'CLOSED', closed_at = registered_at where number = ?",
                                number)))
                .as("what lists say of it has not been told either")
                .containsExactly(Check.RUNNING, Check.LISTS);
        assertThat(foundAfter(
                        "XX20990101-0001",
                        sql(
                                "update ACT_RU_EXECUTION set BUSINESS_KEY_ = 'XX20990101-0001' where BUSINESS_KEY_ = ?",
                                number)))
                .containsExactly(Check.RUNNING);
        assertThat(foundAfter(
                        number,
                        sql(
                                """
                                insert into phone_notice (complaint_id, unit, due_at, checked_at, opened_at)
                                values (?, 'jinghe', current_timestamp, current_timestamp, current_timestamp)""",
                                complaint(number).id())))
                .as("a round of calls that nobody has as a task")
                .containsExactly(Check.RUNNING);
        assertThat(foundAfter(number, sql("update complaint set status = 'VISIT' where number = ?", number)))
                .as("and the board has it wait for the host")
                .containsExactly(Check.STANDING, Check.LISTS);
        assertThat(foundAfter(number, sql("update complaint set status = 'SUPERVISION' where number = ?", number)))
                .as("and who watches over the district does not see it")
                .containsExactly(Check.STANDING, Check.LISTS);
    }

    @Test
    @Tag("article-4")
    @DisplayName("待办没有人能办、步骤失败、计时到期未执行")
    void nobodyAndNothing() {
        String number = dispatched("2026-03-02T10:00");
        String instances = " (select ID_ from ACT_RU_EXECUTION where BUSINESS_KEY_ = ?)";
        assertThat(foundAfter(number, sql("delete from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'jinghe'")))
                .containsExactly(Check.OWNERS);
        processes.as("jinghe1", () -> {
            tasks.claim(task(number, "userTask_respond").getId(), "jinghe1");
            return null;
        });
        assertThat(foundAfter(number, sql("delete from ACT_ID_MEMBERSHIP where USER_ID_ = 'jinghe1'")))
                .as("claimed by somebody who has left the unit")
                .containsExactly(Check.OWNERS);
        assertThat(foundAfter(
                        number,
                        sql("update ACT_RU_JOB set RETRIES_ = 0 where PROCESS_INSTANCE_ID_ in" + instances, number)))
                .containsExactly(Check.FAILED);
        assertThat(foundAfter(
                        number,
                        sql(
                                "update ACT_RU_JOB set DUEDATE_ = null, CREATE_TIME_ = timestamp '2026-03-02 09:00:00'"
                                        + " where PROCESS_INSTANCE_ID_ in" + instances,
                                number)))
                .as("an asynchronous step that nobody takes")
                .containsExactly(Check.TIMERS);
        assertThat(foundAfter(number, () -> time.set(Acts.at("2026-03-09T18:30"))))
                .contains(Check.TIMERS);
        time.set(Acts.at("2026-03-02T10:00"));
    }

    @Test
    @Tag("article-9")
    @DisplayName("告知中断、附件缺内容、办理记录被改")
    void noticesFilesAndRecord() {
        String number = dispatched("2026-03-02T10:00");
        Long id = complaint(number).id();
        assertThat(foundAfter(
                        number,
                        sql(
                                "update notice set state = 'SENDING', sending_until = created_at where complaint_id = ?",
                                id)))
                .as("a node may still be at it")
                .isEmpty();
        time.set(Acts.at("2026-03-02T10:30"));
        assertThat(foundAfter(
                        number,
                        sql(
                                "update notice set state = 'SENDING', sending_until = created_at where complaint_id = ?",
                                id)))
                .containsExactly(Check.NOTICES);
        assertThat(foundAfter(
                        "TZ20260302-1",
                        sql(
                                """
                                update notice set complaint_id = null, reference = 'TZ20260302-1', state = 'SENDING',
                                  sending_until = created_at where complaint_id = ?""",
                                id)))
                .as("a notice of no complaint")
                .contains(Check.NOTICES);
        assertThat(foundAfter(number, sql("update notice set state = 'CALLING' where complaint_id = ?", id)))
                .containsExactly(Check.NOTICES);
        assertThat(foundAfter(number, () -> {
                    jdbc.update(
                            "insert into attachment_content (sha256, size, stored_at) values ('f00', 5, current_timestamp)");
                    jdbc.update(
                            "insert into attachment (complaint_id, sha256, file_name, media_type, size, original, at)"
                                    + " values (?, 'f00', '材料.pdf', 'application/pdf', 5, true, current_timestamp)",
                            id);
                }))
                .containsExactly(Check.FILES);
        assertThat(foundAfter(
                        number, sql("update timeline_entry set input = '{}' where complaint_id = ? and seq = 2", id)))
                .containsExactly(Check.CHAINS);
        assertThat(foundAfter(
                        number,
                        sql(
                                "delete from timeline_entry where complaint_id = ? and seq = (select head_seq from complaint where id = ?)",
                                id,
                                id)))
                .as("the last entry is gone")
                .containsExactly(Check.CHAINS);
        assertClean(number);
    }

    @Test
    @Tag("article-8")
    @DisplayName("清单与台账：主办和期限、可见单位、检索文字、统计、在办，少一行、多一行、改一格都查得出")
    void listsAndFacts() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        Long id = complaint(number).id();
        assertClean(number);
        for (String damage : List.of(
                "update complaint set hosted_by = 'qinhan' where id = ?",
                "update complaint set hosted_by = null where id = ?",
                "update complaint set runs_until = null where id = ?",
                "delete from case_reader where complaint_id = ?",
                "delete from case_reader where complaint_id = ? and unit = 'zijian'",
                "update case_reader set unit = 'qinhan' where complaint_id = ? and unit = 'zijian'",
                "update case_reader set sees = false where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set has_part = false where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set registered_at = current_timestamp where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set accused_unit = 'jinghe' where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set new_city = 'qinhan' where complaint_id = ? and unit = 'jinghe'",
                "delete from case_words where complaint_id = ?",
                "update case_words set words = '别的' where complaint_id = ?",
                "update case_words set may_mask = not may_mask where complaint_id = ?",
                "delete from case_part where complaint_id = ? and part = 'CO'",
                "update case_part set done_at = current_timestamp where complaint_id = ? and part = 'HOST'",
                "update case_part set due_at = null where complaint_id = ? and part = 'HOST'",
                "update case_part set rehandled = 1 where complaint_id = ? and part = 'HOST'",
                "update case_reader set ended = 'CLOSED' where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set complaint_class = '' where complaint_id = ? and unit = 'jinghe'",
                "update case_reader set channel = 'SUPERIOR' where complaint_id = ? and unit = 'jinghe'",
                "delete from case_open where complaint_id = ?",
                "delete from case_open where complaint_id = ? and kind = 'WAITS'",
                "update case_open set kind = 'REPORT' where complaint_id = ? and kind = 'ANSWER'",
                "update case_open set unit = 'qinhan' where complaint_id = ? and kind = 'ANSWER'",
                "update case_open set due_at = null where complaint_id = ? and kind = 'RESPONSE'",
                "update case_open set counted = 1 - counted where complaint_id = ? and kind = 'WAITS'",
                "update case_open set step = 'VISIT' where complaint_id = ? and kind = 'WAITS'")) {
            assertThat(foundAfter(number, sql(damage, id))).as(damage).containsExactly(Check.LISTS);
        }
        assertThat(textsAfter(number, () -> {
                    sql("update complaint set hosted_by = 'qinhan' where id = ?", id)
                            .run();
                    sql("delete from case_reader where complaint_id = ?", id).run();
                    sql("delete from case_words where complaint_id = ?", id).run();
                    sql("delete from case_part where complaint_id = ?", id).run();
                    sql("delete from case_open where complaint_id = ?", id).run();
                }))
                .as("one finding a case")
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("清单数据与办理情况不符：")
                .contains("主办单位和期限", "可见单位", "检索文字", "统计", "在办和期限");
    }

    private List<String> textsAfter(String number, Runnable damage) {
        return transaction.execute(status -> {
            damage.run();
            status.setRollbackOnly();
            return of(number).stream().map(Finding::text).toList();
        });
    }

    /** As {@code java -jar suban.jar verify …} does it, on this database. */
    private int command(String... options) throws SQLException {
        List<String> all = new ArrayList<>(List.of(options));
        try (Connection connection = database.getConnection()) {
            String url = connection.getMetaData().getURL();
            String known = url.startsWith("jdbc:h2") ? "" : "postgres";
            all.add("--spring.datasource.url=" + url);
            all.add("--spring.datasource.username=" + (known.isEmpty() ? "sa" : known));
            all.add("--spring.datasource.password=" + known);
        }
        // logging belongs to the tests
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            return VerifyCommand.run(all.toArray(String[]::new));
        } finally {
            System.clearProperty("org.springframework.boot.logging.LoggingSystem");
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("命令：只检查时不作改动；--lists=anew 只重新生成不符的，办理记录不动；写错的选项不执行")
    void theCommand(CapturedOutput out) throws SQLException {
        KeptLines.anew(jdbc); // other tests change rows past the ledger
        String number = dispatched("2026-03-02T10:00", "zijian");
        String whole = acts.register("ysb1", general());
        Long id = complaint(number).id();
        String head = complaint(number).headHash();
        sql("delete from case_part where complaint_id = ?", id).run();
        sql("update complaint set hosted_by = null where id = ?", id).run();
        sql("update case_words set may_mask = not may_mask where complaint_id = ?", id)
                .run();
        sql("update case_reader set new_city = 'qinhan' where complaint_id = ?", id)
                .run();
        for (String wrong : List.of("--lists", "--lists=", "--list=anew", "--lists=all", "anew")) {
            assertThat(command(wrong)).as(wrong).isEqualTo(2);
            assertThat(out.getOut()).contains("无法识别的选项：" + wrong, "用法：");
        }
        assertThat(command()).isEqualTo(1);
        assertThat(out.getOut()).contains(number + "　清单数据与办理情况不符：").doesNotContain("已重新生成");

        command("--lists=anew");
        String printed = out.getOut().split("正在重新生成清单数据：")[1];
        assertThat(printed.split("一致性检查")[0]).contains(number, "清单数据已重新生成：1件").doesNotContain(whole, "未能重新生成");
        assertThat(printed).contains("清单与台账　正常", "办理记录　正常");
        assertThat(KeptLists.wrong(jdbc, id)).isEmpty();
        assertThat(complaint(number).headHash()).isEqualTo(head);
    }

    /** As {@link #command}, and whatever it prints is shown to this first. */
    private int commandBefore(Consumer<String> watching, String... options) throws SQLException {
        PrintStream out = System.out;
        System.setOut(new PrintStream(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                watching.accept(new String(bytes, from, length, StandardCharsets.UTF_8));
                out.write(bytes, from, length);
            }
        }));
        try {
            return command(options);
        } finally {
            System.setOut(out);
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("命令：重新生成一件就写明一件；有一件不能重新生成时，最后写明原因，其余照常")
    void whatCannotBeMended(CapturedOutput out) throws SQLException {
        KeptLines.anew(jdbc); // other tests change rows past the ledger
        String first = dispatched("2026-03-02T10:00", "zijian");
        String broken = dispatched("2026-03-02T10:00", "zijian");
        String last = dispatched("2026-03-02T10:00", "zijian");
        for (String number : List.of(first, broken, last)) {
            sql(
                            "delete from case_part where complaint_id = ?",
                            complaint(number).id())
                    .run();
        }
        List<String> stillWrong = new ArrayList<>();
        jdbc.execute("alter table case_part add constraint refused_here check (complaint_id <> "
                + complaint(broken).id() + ")");
        try {
            int code = commandBefore(
                    it -> {
                        if (it.contains(first) && stillWrong.isEmpty()) {
                            stillWrong.addAll(
                                    KeptLists.wrong(jdbc, complaint(last).id()));
                        }
                    },
                    "--lists=anew");
            assertThat(code).as("it could look").isEqualTo(1);
            assertThat(stillWrong).as("told before the next is begun").isNotEmpty();
        } finally {
            jdbc.execute("alter table case_part drop constraint refused_here");
        }
        String printed = out.getOut().split("正在重新生成清单数据：")[1];
        assertThat(printed.split("一致性检查")[0])
                .containsSubsequence(first, last, "清单数据已重新生成：2件", "未能重新生成：1件", broken + "　");
        assertThat(printed.split("未能重新生成")[1].split("一致性检查")[0].toLowerCase(Locale.ROOT))
                .contains("refused_here")
                .as("what stands in the row")
                .doesNotContain("zijian")
                .doesNotContain(first, last);
        assertThat(printed.split("清单与台账　")[1]).contains(broken + "　清单数据与办理情况不符").doesNotContain(first, last);

        command("--lists=anew");
        assertThat(KeptLists.wrong(jdbc, complaint(first).id())).isEmpty();
    }

    @Test
    @DisplayName("命令：内存不足时写明无法检查")
    void outOfMemory(CapturedOutput out) throws SQLException {
        List<String> full = new ArrayList<>();
        int code = commandBefore(it -> {
            if (it.contains("一致性检查") && full.isEmpty()) {
                full.add(it);
                throw new OutOfMemoryError("Java heap space");
            }
        });
        assertThat(code).isEqualTo(2);
        assertThat(out.getOut()).contains("无法检查：内存不足（Java heap space）");
    }

    @Test
    @DisplayName("报告写明检查了多少件、多少条")
    void whatWasLookedAt() {
        String number = dispatched("2026-03-02T10:00");
        Map<String, Long> before = Map.of(
                "complaints",
                verification.run().complaints(),
                "entries",
                verification.run().entries());
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-05");
        assertThat(verification.run().complaints()).isEqualTo(before.get("complaints"));
        assertThat(verification.run().entries()).isGreaterThan(before.get("entries"));
    }
}
