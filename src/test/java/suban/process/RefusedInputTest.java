package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

/** Whatever is refused is refused in Chinese, by its field, and leaves nothing behind: neither in the ledger nor in the engine. */
@DisplayName("填写有误的，逐项指明，什么也不留下")
class RefusedInputTest extends SubanTest {

    /** The sample code of GB 32100-2015. */
    private static final String CODE = "91350100M000100Y43";

    private static final List<String> LEDGER = List.of(
            "matter",
            "complaint",
            "complaint_content",
            "attempt",
            "assignment",
            "contact",
            "opinion",
            "visit",
            "co_score",
            "notice",
            "number_counter");

    private static final List<String> ENGINE = List.of(
            "act_ru_execution",
            "act_ru_task",
            "act_ru_identitylink",
            "act_ru_variable",
            "act_ru_job",
            "act_ru_event_subscr");

    private static final List<String> HISTORY = List.of(
            "timeline_entry",
            "act_hi_procinst",
            "act_hi_actinst",
            "act_hi_taskinst",
            "act_hi_varinst",
            "act_hi_detail",
            "act_hi_identitylink",
            "act_ge_bytearray");

    @Test
    @Tag("article-6")
    @DisplayName("信用代码正确的，可以登记")
    void aValidCreditCodeIsTaken() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "creditCode", CODE));
        assertThat(complaint(number).creditCode()).isEqualTo(CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y44",
                "９1350100M000100Y43",
                "９１３５０１００Ｍ０００１００Ｙ４３",
                "91350100M000100Y4😀",
                "91350100I000100Y43",
                "91350100M000100Y4",
                "91350100M000100Y433",
                "91350100m000100y43"
            })
    @Tag("article-6")
    @DisplayName("信用代码：校验位不符、全角数字、表情符号、位数不对的，不予登记")
    void aWrongCreditCode(String code) {
        refusedAtRegistration("creditCode", with(general(), "creditCode", code));
    }

    @Test
    @Tag("article-6")
    @DisplayName("标题一万字的，不予登记")
    void aTitleOfTenThousandCharacters() {
        refusedAtRegistration("title", with(general(), "title", "长".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel",
                "enterpriseName",
                "newCity",
                "contactName",
                "contactPhone",
                "title",
                "content",
                "demandType"
            })
    @Tag("article-6")
    @DisplayName("必填项为空的，不予登记")
    void aRequiredFieldIsMissing(String field) {
        Map<String, Object> form = general();
        form.remove(field);
        refusedAtRegistration(field, form);
        refusedAtRegistration(field, with(general(), field, "   "));
    }

    @ParameterizedTest
    @CsvSource({
        "channel, HOTLINE",
        "channel, FAX",
        "newCity, nirvana",
        "newCity, zijian",
        "demandType, 要钱",
        "contactPhone, 12345",
        "contactPhone, 12345678901",
        "contactPhone, １３８００１３８０００",
        "contactEmail, wang@",
        "declaredGround, OTHER",
        "receivedBy, nirvana",
        "confidential, 也许",
        "title, 短"
    })
    @Tag("article-6")
    @Tag("article-7")
    @DisplayName("选项之外、格式不对的，不予登记；12345热线只凭台账导入")
    void aValueThatIsNone(String field, String value) {
        refusedAtRegistration(field, with(general(), field, value));
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：走访收集的未填收到单位、上级交办的未填文号或时限已过、不是交办而填文号的，不予登记")
    void whatTheChannelAsksFor() {
        refusedAtRegistration("receivedBy", with(general(), "channel", "CAMPAIGN"));
        refusedAtRegistration("orderNumber", with(general(), "channel", "SUPERIOR"));
        Map<String, Object> order = with(with(general(), "channel", "SUPERIOR"), "orderNumber", "陕营商〔2026〕1号");
        refusedAtRegistration("orderDueAt", with(order, "orderDueAt", "2026-07-31"));
        refusedAtRegistration("orderNumber", with(general(), "orderNumber", "陕营商〔2026〕1号"));
    }

    @Test
    @Tag("article-6")
    @DisplayName("类型不对的值，不予登记")
    void aWrongType() {
        refusedAtRegistration("title", with(general(), "title", 12345));
        refusedAtRegistration("content", with(general(), "content", List.of("一", "二")));
        refusedAtRegistration("channel", with(general(), "channel", Map.of("value", "PHONE")));
    }

    @Test
    @Tag("article-8")
    @DisplayName("表单中没有的字段，不予登记")
    void anUnknownKey() {
        refusedAtRegistration("status", with(general(), "status", "CLOSED"));
        refusedAtRegistration("splitFrom", with(general(), "splitFrom", "XX20260302-0001"));
    }

    @Test
    @Tag("article-8")
    @DisplayName("只供查看的字段，不得提交")
    void aDisabledKey() {
        String number = registered();
        refused(
                "content",
                () -> acts.triage(
                        "ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("content", "篡改的内容")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nirvana", "ysb", "jijian", "ducha", "hotline", "jingheysb"})
    @Tag("article-4")
    @DisplayName("主办单位：没有该单位或不能主办的，不予交办")
    void aHostThatIsNone(String host) {
        String number = registered();
        refused(
                "hostUnit",
                () -> acts.triage("ysb1", number, ComplaintClass.GENERAL, host, List.of(), Map.of("reason", "另行指定。")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jinghe", "nirvana", "jijian"})
    @Tag("article-4")
    @DisplayName("协办单位：主办单位自己、没有的单位、不办案的单位，不予交办")
    void aCoHandlerThatIsNone(String unit) {
        String number = registered();
        refused("coHandlerUnits", () -> acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", unit));
    }

    @Test
    @Tag("article-8")
    @DisplayName("研判表单的类型和选项不对的，不予交办")
    void aTriageOfWrongTypes() {
        String number = registered();
        refusedAtTriage(number, "coHandlerUnits", "zijian");
        refusedAtTriage(number, "urgent", "也许");
        refusedAtTriage(number, "complaintClass", "URGENT");
        refusedAtTriage(number, "exclusionGround", "WHATEVER");
        refusedAtTriage(number, "eligibility", "FOREIGN");
        refusedAtTriage(number, "accusedUnit", "nirvana");
        refusedAtTriage(number, "splitItems", "又一个问题\n".repeat(10).strip());
        refusedAtTriage(number, "splitItems", "长".repeat(101));
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：不予受理未说明理由的，不予提交")
    void aRejectionWithoutReason() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "declaredGround", "PETITION"));
        refused("reason", () -> acts.confirmRejection("ysb1", number, "REJECT", ""));
        refused("decision", () -> acts.confirmRejection("ysb1", number, "MAYBE", "再看看。"));
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：答复无内容、报送无理由的，不予提交")
    void aCoordinationWithoutWords() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(with(general(), "channel", "UNIT"), "receivedBy", "zijian"));
        refused("replyText", () -> acts.answerFirst("zijian1", number, ""));
        refused("reason", () -> acts.handOver("zijian1", number, ""));
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：告知企业的日期早于今天、晚于办理期限的，不予提交")
    void aPromisedDateOutOfRange() {
        String number = dispatched("2026-03-02T10:00");
        refused("promisedDate", () -> acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-01"));
        refused("promisedDate", () -> acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-10"));
        refused("promisedDate", () -> acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-13-45"));
        refused("promisedDate", () -> acts.respond("jinghe1", number, "2026-03-02T10:00", ""));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：联系时间晚于现在、早于交办、不成日期的，不予提交")
    void aContactThatCannotHaveBeen() {
        String number = dispatched("2026-03-02T10:00");
        refused("contactedAt", () -> acts.respond("jinghe1", number, "2026-03-02T10:30", "2026-03-09"));
        refused("contactedAt", () -> acts.respond("jinghe1", number, "2026-03-01T16:00", "2026-03-09"));
        refused("contactedAt", () -> acts.respond("jinghe1", number, "2026-02-30T16:00", "2026-03-09"));
        refused("contactedAt", () -> acts.respond("jinghe1", number, "昨天", "2026-03-09"));
        refused("contactedAt", () -> acts.tryContact("jinghe1", number, "2026-03-02T10:30"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nirvana", "chongwenx", "doumen", "jingheysb", "zijian"})
    @Tag("article-4")
    @DisplayName("第四条：内部承办单位不是本新城部门或镇街的，不予提交")
    void aUnitThatIsNotInside(String unit) {
        String number = dispatched("2026-03-02T10:00");
        refused(
                "insideUnit",
                () -> acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09", Map.of("insideUnit", unit)));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        refused("insideUnit", () -> acts.assignInside("jinghe1", number, unit));
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：回复和协办意见为空或超过两千字的，不予提交")
    void aReplyWithoutWords() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        refused("opinion", () -> acts.opine("zijian1", number, ""));
        refused("opinion", () -> acts.opine("zijian1", number, "长".repeat(2001)));
        acts.opine("zijian1", number, "长".repeat(2000));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "已办。");
        refused("replyText", () -> acts.reply("jinghe1", number, Outcome.RESOLVED, ""));
        refused("replyText", () -> acts.reply("jinghe1", number, Outcome.RESOLVED, "长".repeat(2001)));
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：联系上而无评价、差评而无原因的，不予提交")
    void aVisitWithoutRating() {
        String number = replied("2026-03-02T10:00");
        refused("rating", () -> visit(number, Map.of("reached", true)));
        refused("rating", () -> visit(number, Map.of("reached", true, "rating", "UNRATED")));
        refused("rating", () -> visit(number, Map.of("reached", true, "rating", "五星")));
        refused("dissatisfactionReason", () -> visit(number, Map.of("reached", true, "rating", "DISSATISFIED")));
        refused("rating", () -> visit(number, Map.of("reached", false, "rating", "SATISFIED")));
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：配合评分缺项、超出一至五分、评了别的单位的，不予提交")
    void aScoreOutOfRange() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.opine("zijian1", number, "同意。");
        acts.opine("ziran1", number, "同意。");
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        refused("scores", () -> acts.score("jinghe1", number, Map.of("zijian", 5)));
        refused("scores", () -> acts.score("jinghe1", number, Map.of("zijian", 6, "ziran", 3)));
        refused("scores", () -> acts.score("jinghe1", number, Map.of("zijian", 0, "ziran", 3)));
        refused("scores", () -> acts.score("jinghe1", number, Map.of("zijian", 5, "ziran", 3, "shuiwu", 3)));
        refused(
                "scores",
                () -> processes.complete(
                        "jinghe1", number, "userTask_scoreCoHandlers", Map.of("scores", List.of("好", "很好"))));
    }

    @Test
    @Tag("article-8")
    @DisplayName("同一人十分钟内重复提交同一登记，只算一件；十一分钟后再提交，另算一件")
    void theSameFormTwice() {
        today("2026-03-02T09:55");
        Map<String, Object> form = general();
        String number = acts.register("ysb1", new LinkedHashMap<>(form));
        Map<String, Object> before = snapshot();
        acts.timeIs("2026-03-02T10:04");
        assertThat(acts.register("ysb1", new LinkedHashMap<>(form))).isEqualTo(number);
        assertThat(snapshot()).isEqualTo(before);

        acts.timeIs("2026-03-02T10:06");
        String second = acts.register("ysb1", new LinkedHashMap<>(form));
        assertThat(second).isNotEqualTo(number);
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(openTasks(second)).containsExactly("userTask_triage");
    }

    private String registered() {
        today("2026-03-02T10:00");
        return acts.register("ysb1", general());
    }

    private void visit(String number, Map<String, Object> form) {
        processes.complete("ysb2", number, "userTask_visit", form);
    }

    /** On a day whose first number has not been given yet: a refusal does not even open the day. */
    private void refusedAtRegistration(String field, Map<String, Object> form) {
        today("2026-08-03T10:00");
        refused(field, () -> acts.register("ysb1", form));
    }

    private void refusedAtTriage(String number, String field, Object value) {
        refused(
                field,
                () -> acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of(field, value)));
    }

    private void refused(String field, ThrowingCallable act) {
        Map<String, Object> before = snapshot();
        assertRefused(field, act);
        assertThat(snapshot()).isEqualTo(before);
    }

    /** Every row of the ledger (the heads of the timelines among them) and of the running engine, and the length of the history. */
    private Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>();
        LEDGER.forEach(table -> all.put(table, rows(table)));
        ENGINE.forEach(table -> all.put(table, rows(table)));
        HISTORY.forEach(table -> all.put(table, jdbc.queryForObject("select count(*) from " + table, Long.class)));
        return all;
    }

    private List<String> rows(String table) {
        return jdbc.queryForList("select * from " + table).stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }
}
