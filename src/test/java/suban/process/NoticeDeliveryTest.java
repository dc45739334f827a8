package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;

@DisplayName("告知的送达：邮件和短信")
class NoticeDeliveryTest extends NoticeStory {

    private static final String MONDAY = "2026-03-02T10:00";

    private String registered(Map<String, Object> form) {
        today(MONDAY);
        return acts.register("ysb1", form);
    }

    // ---- mail

    @Test
    @Tag("article-9")
    @DisplayName("第九条：登记、交办和办结日期用邮件告知企业，一件一封；送达记入时间线，不记邮箱")
    void theEnterpriseIsTold() throws Exception {
        String number = registered(mailable());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);
        MimeMessage mail = mailsTo(ENTERPRISE_MAIL).get(0);
        assertThat(mail.getSubject()).isEqualTo("关于投诉" + number + "的2项告知");
        assertThat(text(mail)).contains("已登记", "泾河新城主办", "2026年3月9日 18:00", "新区营商办");
        assertThat(mail.getHeader("From")[0]).contains("suban@example.gov.cn");
        assertThat(mail.getMessageID()).matches("<notice-\\d+-\\d+@example.gov.cn>");
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(way(number, "dispatched")).isEqualTo("DELIVERED MAIL");
        TimelineEntry entry = timeline.of(complaint(number).id()).stream()
                .filter(it -> it.act() == Act.NOTICE_DELIVERED)
                .findFirst()
                .orElseThrow();
        assertThat(Timeline.read(entry.input())).containsEntry("sentBy", "MAIL");
        assertThat(entry.input() + entry.personal())
                .contains("登记告知", "交办和办结日期告知")
                .doesNotContain("@", "王建国");
        assertIntact(number);
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);
        assertThat(times(Act.NOTICE_DELIVERED, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-9")
    @Tag("article-11")
    @DisplayName("第九、十一条：承诺日期、答复和回访告知企业")
    void promiseAndReply() throws Exception {
        String number = registered(mailable());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, MONDAY, "2026-03-06");
        delivery.run();
        assertThat(text(mailsTo(ENTERPRISE_MAIL).get(0))).contains("告知的办结日期为2026年3月6日");
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
        delivery.run();
        String second = text(mailsTo(ENTERPRISE_MAIL).get(1));
        assertThat(second).contains("规划许可已核发。", "新区营商办将于2026年3月4日前致电回访");
        assertThat(way(number, "replied")).isEqualTo("DELIVERED MAIL");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
    }

    @Test
    @DisplayName("标题里的换行不能成为邮件的新一行；地址里藏着的第二个收件人不发")
    void nothingIsSmuggledIn() throws Exception {
        String number = registered(mailable());
        jdbc.update(
                "update notice set subject = ? where complaint_id = ?",
                "标题\r\nBcc: other@example.cn",
                complaint(number).id());
        delivery.run();
        MimeMessage mail = mailsTo(ENTERPRISE_MAIL).get(0);
        assertThat(mail.getSubject()).isEqualTo("标题 Bcc: other@example.cn");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mailsTo("other@example.cn")).isEmpty();

        String second = registered(mailable());
        jdbc.update(
                "update complaint_content set contact_email = ? where complaint_id = ?",
                "a@example.cn,b@example.cn",
                complaint(second).id());
        delivery.run();
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        assertThat(errorOf(second, "accepted")).isEqualTo("企业未留可用的邮箱或手机号");
    }

    @Test
    @DisplayName("服务器暂不接收的退避重试，收下即止；连不上的同样，恢复后只发一次")
    void triedAgain() {
        String number = registered(mailable());
        sender.setPort(MOODY.port());
        MOODY.is(SmtpServer.Mood.NOT_NOW);
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("WAITING");
        assertThat(errorOf(number, "accepted")).isEqualTo("邮件服务器暂不接收（451）");
        delivery.run();
        assertThat(attempts(number, "accepted")).isEqualTo(1);
        acts.timeIs("2026-03-02T10:02");
        sender.setPort(1);
        delivery.run();
        assertThat(attempts(number, "accepted")).isEqualTo(2);
        assertThat(errorOf(number, "accepted")).isEqualTo("邮件服务器无法连接");
        acts.timeIs("2026-03-02T10:10");
        sender.setPort(MOODY.port());
        MOODY.is(SmtpServer.Mood.TAKES);
        delivery.run();
        delivery.run();
        assertThat(MOODY.taken()).hasSize(1);
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED MAIL");
    }

    @Test
    @DisplayName("邮箱永久拒收的改发短信；两样都不行的才电话告知")
    void refusedForGood() {
        String number = registered(with(general(), "contactEmail", ENTERPRISE_MAIL));
        sender.setPort(MOODY.port());
        MOODY.is(SmtpServer.Mood.NEVER);
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED SMS");
        assertThat(TEXTS).hasSize(1);
        assertThat(TEXTS.get(0)).contains("\"mobile\":\"13800138000\"", number);

        String second = registered(mailable());
        delivery.run();
        assertThat(way(second, "accepted")).isEqualTo("WAITING"); // the day's call may tell it
        assertThat(errorOf(second, "accepted")).isEqualTo("邮件服务器拒收（550）");
        assertThat(openTasks(second)).containsExactly("userTask_triage");
    }

    @Test
    @DisplayName("服务器收下了但连接随即中断：不再自动重发，由人核实")
    void neverSentTwiceByItself() {
        String number = registered(mailable());
        sender.setPort(MOODY.port());
        MOODY.is(SmtpServer.Mood.BREAKS_OFF);
        delivery.run();
        assertThat(MOODY.taken()).hasSize(1);
        assertThat(way(number, "accepted")).isEqualTo("CALLING");
        assertThat(errorOf(number, "accepted")).isEqualTo("邮件发送中断，是否送达不明");
        MOODY.is(SmtpServer.Mood.TAKES);
        acts.timeIs("2026-03-03T10:00");
        delivery.run();
        assertThat(MOODY.taken()).hasSize(1);
        assertThat(openTasks(number)).contains("userTask_phoneNotice");
    }

    @Test
    @DisplayName("节点在发送途中停机：租期过后不重发，交人核实")
    void brokenOffByACrash() {
        String number = registered(mailable());
        jdbc.update(
                "update notice set state = 'SENDING', claim = 'dead', sending_until = ? where complaint_id = ?"
                        + " and recipient = 'ENTERPRISE'",
                java.sql.Timestamp.from(Acts.at("2026-03-02T10:10")),
                complaint(number).id());
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("SENDING");
        assertThat(mailsTo(ENTERPRISE_MAIL)).isEmpty();
        acts.timeIs("2026-03-02T10:11");
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("CALLING");
        assertThat(errorOf(number, "accepted")).isEqualTo("发送中断，是否送达不明");
        assertThat(mailsTo(ENTERPRISE_MAIL)).isEmpty();
        assertThat(openTasks(number)).contains("userTask_phoneNotice");
    }

    @Test
    @DisplayName("两个节点同时发送：每条只发一次")
    void twoNodesSendOnce() throws Exception {
        today(MONDAY);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String number = acts.register("ysb1", mailable());
            jdbc.update(
                    "update complaint_content set contact_email = ? where complaint_id = ?",
                    "e" + i + "@example.cn",
                    complaint(number).id());
            acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
            numbers.add(number);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Integer>> runs = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            runs.add(nodes.submit(() -> {
                start.await();
                return delivery.run();
            }));
        }
        for (Future<Integer> run : runs) {
            run.get();
        }
        nodes.shutdown();
        delivery.run();
        for (int i = 0; i < 12; i++) {
            assertThat(mailsTo("e" + i + "@example.cn")).hasSize(1);
            assertThat(way(numbers.get(i), "dispatched")).isEqualTo("DELIVERED MAIL");
            assertThat(times(Act.NOTICE_DELIVERED, numbers.get(i))).isEqualTo(1);
        }
        assertThat(subjectsTo("jinghe@example.cn")).hasSize(1);
        assertThat(subjectsTo("jinghe@example.cn").get(0)).startsWith("12项通知：交办单");
    }

    // ---- text messages

    @Test
    @Tag("article-9")
    @DisplayName("第九条：没有邮箱的发短信；密钥只在请求头里；网关先503后成功的只算一次")
    void byTextMessage() {
        String number = registered(general());
        gatewayAnswers(new Answer(503, "", 0));
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("WAITING");
        assertThat(errorOf(number, "accepted")).isEqualTo("短信网关返回503");
        acts.timeIs("2026-03-02T10:02");
        delivery.run();
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED SMS");
        assertThat(TEXTS).hasSize(2);
        assertThat(TEXTS.get(1)).startsWith("Bearer geheim-1 {").contains("\"content\":\"您反映的“厂房规划许可迟迟未批”已登记");
        assertThat(requestId(TEXTS.get(0))).isEqualTo(requestId(TEXTS.get(1)));
    }

    @Test
    @DisplayName("网关没有收下的一条，原样、原编号重发：新来的另发一条，其中已过时的也不拆开")
    void aGroupStaysTogether() {
        String number = registered(general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        gatewayAnswers(new Answer(503, "", 0));
        delivery.run();
        assertThat(TEXTS).hasSize(1);
        acts.respond("jinghe1", number, MONDAY, "2026-03-06"); // promised joins
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。"); // dispatched and promised are outdated
        acts.timeIs("2026-03-02T10:02");
        delivery.run();
        List<String> first = TEXTS.stream()
                .filter(text -> requestId(text).equals(requestId(TEXTS.get(0))))
                .toList();
        assertThat(first).hasSize(2);
        assertThat(first.get(1)).isEqualTo(first.get(0));
        assertThat(TEXTS).hasSizeGreaterThan(2);
        assertThat(TEXTS).anyMatch(text -> text.contains("规划许可已核发"));
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED SMS");
        assertThat(way(number, "dispatched")).isEqualTo("DELIVERED SMS");
        assertThat(way(number, "replied")).isEqualTo("DELIVERED SMS");
    }

    @Test
    @DisplayName("网关400、报黑名单的是永久拒绝；报忙的重试；出错、不答复、答复看不懂的不重发，由人核实")
    void whatTheGatewaySays() {
        assertThat(after(new Answer(400, "", 0))).isEqualTo("WAITING：短信网关拒绝（400）");
        assertThat(after(new Answer(200, "{\"code\":4001}", 0))).isEqualTo("WAITING：短信网关拒绝（4001）");
        assertThat(after(new Answer(200, "{\"code\":17}", 0))).isEqualTo("WAITING：短信网关未接收（17）");
        assertThat(after(new Answer(503, "", 0))).isEqualTo("WAITING：短信网关返回503");
        assertThat(after(new Answer(500, "", 0))).isEqualTo("CALLING：短信网关返回500，是否送达不明");
        assertThat(after(new Answer(504, "", 0))).isEqualTo("CALLING：短信网关返回504，是否送达不明");
        assertThat(after(new Answer(302, "", 0))).isEqualTo("WAITING：短信网关拒绝（302）");
        assertThat(after(new Answer(200, "<html>忙</html>", 0))).isEqualTo("CALLING：短信网关的答复无法识别，是否送达不明");
        assertThat(after(new Answer(200, "{}", 0))).isEqualTo("CALLING：短信网关的答复无法识别，是否送达不明");
        assertThat(after(new Answer(200, "{\"code\":0}", 6000))).isEqualTo("CALLING：短信网关未答复，是否送达不明");
    }

    private String after(Answer answer) {
        String number = registered(general());
        gatewayAnswers(answer);
        delivery.run();
        return way(number, "accepted") + "：" + errorOf(number, "accepted");
    }

    @Test
    @DisplayName("超过短信长度的答复不截断，由主办单位电话告知")
    void notCutShort() {
        String number = registered(general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, MONDAY, "2026-03-06");
        delivery.run();
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发，".repeat(40));
        TEXTS.clear();
        delivery.run();
        assertThat(TEXTS).hasSize(1).allMatch(text -> text.contains("致电回访")); // the announcement alone
        assertThat(way(number, "replied")).isEqualTo("CALLING");
        assertThat(errorOf(number, "replied")).isEqualTo("内容超过短信长度");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_phoneNotice");
    }

    // ---- hours, digests, what is overtaken

    @Test
    @Tag("article-9")
    @DisplayName("只在工作日上班时间发出：晚上、周末、春节不发，调休的周六照发；紧急的只给单位随时发，不在夜里打扰企业")
    void inOfficeHours() {
        today("2026-02-13T18:00"); // Friday; Saturday is worked, the Spring Festival is 15 to 23 February
        String evening = acts.register("ysb1", mailable());
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).isEmpty();
        acts.timeIs("2026-02-14T08:59");
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).isEmpty();
        acts.timeIs("2026-02-14T09:00");
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);
        assertThat(way(evening, "accepted")).isEqualTo("DELIVERED MAIL");

        today("2026-02-18T10:00");
        String holiday = acts.register("ysb1", mailable());
        String urgent = acts.register("ysb1", with(mailable(), "demandType", "救援救助"));
        acts.triage("ysb1", urgent, ComplaintClass.GENERAL, "jinghe", "renshe");
        delivery.run();
        assertThat(way(holiday, "accepted")).isEqualTo("WAITING");
        assertThat(way(urgent, "accepted")).isEqualTo("WAITING");
        assertThat(way(urgent, "assignedHost", "jinghe")).isEqualTo("DELIVERED MAIL");
        acts.timeIs("2026-02-24T09:00");
        delivery.run();
        assertThat(way(holiday, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(way(urgent, "accepted")).isEqualTo("DELIVERED MAIL");
    }

    @Test
    @DisplayName("给一个单位的多条合成一封，半小时内不再发第二封；没有邮箱的只在系统内通知")
    void digests() throws Exception {
        today(MONDAY);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            numbers.add(dispatchedNow("zijian", "shuiwu"));
        }
        delivery.run();
        assertThat(subjectsTo("jinghe@example.cn")).hasSize(1);
        assertThat(text(mailsTo("jinghe@example.cn").get(0))).contains(numbers.get(0), numbers.get(1), numbers.get(2));
        assertThat(TEXTS.stream().filter(text -> text.contains("13900000001")).toList())
                .hasSize(1)
                .allMatch(text -> text.contains("贵单位有3项新通知"));
        assertThat(way(numbers.get(0), "assignedCo", "shuiwu")).isEqualTo("DELIVERED IN_APP");
        acts.timeIs("2026-03-02T10:10");
        String fourth = dispatchedNow();
        delivery.run();
        assertThat(subjectsTo("jinghe@example.cn")).hasSize(1);
        acts.timeIs("2026-03-02T10:30");
        delivery.run();
        assertThat(subjectsTo("jinghe@example.cn")).hasSize(2);
        assertThat(subjectsTo("jinghe@example.cn").get(1)).contains("交办单：" + fourth);
    }

    private String dispatchedNow(String... coHandlers) {
        String number = acts.register("ysb1", mailable());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", coHandlers);
        return number;
    }

    @Test
    @DisplayName("要求保密的：给单位的邮件里没有企业名称；任何单位的邮件里都没有联系方式")
    void discreetToUnits() throws Exception {
        today(MONDAY);
        Map<String, Object> form = with(mailable(), "confidential", true);
        form.put("title", form.get("enterpriseName") + "反映许可迟迟未批，电话029-88888888");
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        delivery.run();
        MimeMessage mail = mailsTo("jinghe@example.cn").get(0);
        assertThat(mail.getSubject() + text(mail))
                .contains(number, "（已要求保密）")
                .doesNotContain(String.valueOf(form.get("enterpriseName")), "029-88888888");
        String open = acts.register("ysb1", with(mailable(), "title", "王建国029-88888888反映许可"));
        acts.triage("ysb1", open, ComplaintClass.GENERAL, "jinghe");
        acts.timeIs("2026-03-02T10:40");
        delivery.run();
        assertThat(text(mailsTo("jinghe@example.cn").get(1))).contains(open).doesNotContain("王建国", "029-88888888");
    }

    @Test
    @DisplayName("已经答复的，到期提醒不再发出，记为已过时；同一件的多次催办只发最新的")
    void overtaken() {
        String number = registered(mailable());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        delivery.run();
        acts.timeIs("2026-03-06T19:00"); // due on Monday the 9th: warned after hours
        acts.respond("jinghe1", number, "2026-03-06T19:00", "2026-03-09");
        assertThat(way(number, "dueSoon", "jinghe")).isEqualTo("WAITING");
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
        acts.timeIs("2026-03-09T09:00");
        delivery.run();
        assertThat(way(number, "dueSoon", "jinghe")).isEqualTo("OUTDATED");
        assertThat(way(number, "promised")).isEqualTo("DELIVERED PHONE"); // in the call itself
        assertThat(way(number, "replied")).isEqualTo("DELIVERED MAIL");
        assertThat(subjectsTo("jinghe@example.cn")).noneMatch(subject -> subject.startsWith("即将到期"));

        String late = registered(mailable());
        acts.triage("ysb1", late, ComplaintClass.GENERAL, "jinghe");
        acts.timeIs("2026-03-12T09:30"); // reminded on the 10th, 11th and 12th
        delivery.run();
        assertThat(remindedOn(late, 1)).hasSize(3);
        assertThat(way(late, "reminder-2026-03-11", "jinghe")).isEqualTo("OUTDATED");
        assertThat(way(late, "reminder-2026-03-12", "jinghe")).isEqualTo("DELIVERED MAIL");
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存的投诉不外发，解除后发出；清除的不再发")
    void sealed() {
        String number = registered(mailable());
        acts.seal("ysb1", number, "涉及涉密工程");
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).isEmpty();
        assertThat(way(number, "accepted")).isEqualTo("WAITING");
        assertThat(subjectsTo("ysb@example.cn")).containsExactly("涉密封存：" + number);
        acts.timeIs("2026-03-02T11:30");
        acts.unseal("ysbhead", number, "不涉密");
        delivery.run();
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);

        String purged = registered(mailable());
        acts.seal("ysb1", purged, "涉及涉密工程");
        acts.purge("ysbhead", purged, "西咸保密〔2026〕3号", "涉密");
        delivery.run();
        assertThat(way(purged, "accepted")).isEqualTo("OUTDATED");
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);
    }

    @Test
    @DisplayName("一条处理不了的通知放到一边，不耽误别的")
    void oneBadNoticeHoldsUpNoOther() {
        String bad = registered(mailable());
        jdbc.update(
                "update notice set template = 'unknown' where complaint_id = ?",
                complaint(bad).id());
        String good = acts.register("ysb1", mailable());
        delivery.run();
        assertThat(way(good, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(errorOf(bad, "accepted")).isEqualTo("处理出错，稍后再试");
    }

    @Test
    @DisplayName("一批里有一条处理不了的，同批别的随后逐条发出；夜里放到一边的是紧急的那条，不是排在前面的")
    void theBadOneIsSetAside() {
        String number = registered(mailable());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        jdbc.update(
                "update notice set template = 'unknown' where complaint_id = ? and milestone = 'dispatched'"
                        + " and recipient = 'ENTERPRISE'",
                complaint(number).id());
        delivery.run();
        acts.timeIs("2026-03-02T10:06");
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(errorOf(number, "dispatched")).isEqualTo("处理出错，稍后再试");

        today("2026-03-02T20:00");
        String waiting = acts.register("ysb1", mailable());
        String urgent = acts.register("ysb1", with(mailable(), "demandType", "救援救助"));
        acts.triage("ysb1", urgent, ComplaintClass.GENERAL, "jinghe", "renshe");
        jdbc.update(
                "update notice set failed_channels = 'BROKEN' where complaint_id = ? and recipient = 'jinghe'",
                complaint(urgent).id());
        delivery.run();
        assertThat(errorOf(waiting, "accepted")).isNull();
        assertThat(jdbc.queryForList(
                        "select distinct last_error from notice where complaint_id = ? and recipient = 'jinghe'",
                        String.class,
                        complaint(urgent).id()))
                .containsExactly("处理出错，稍后再试");
        jdbc.update(
                "update notice set failed_channels = null where complaint_id = ?",
                complaint(urgent).id());
    }

    @Test
    @DisplayName("一件投诉里发到一半的、待打的电话处理不了，别的照发，下一轮先看别的")
    void oneBadCaseHoldsUpNoOther() {
        String broken = registered(mailable());
        jdbc.update(
                "update notice set state = 'SENDING', claim = 'dead', sending_until = ?, template = 'unknown'"
                        + " where complaint_id = ? and recipient = 'ENTERPRISE'",
                java.sql.Timestamp.from(Acts.at("2026-03-02T09:10")),
                complaint(broken).id());
        String call = acts.register("ysb1", landline());
        jdbc.update(
                "update notice set state = 'CALLING', template = 'unknown'"
                        + " where complaint_id = ? and recipient = 'ENTERPRISE'",
                complaint(call).id());
        jdbc.update(
                "insert into phone_notice (complaint_id, unit, due_at, checked_at, opened_at) values (?, 'ysb', ?, ?, ?)",
                complaint(call).id(),
                java.sql.Timestamp.from(Acts.at(MONDAY)),
                java.sql.Timestamp.from(Acts.at("2026-03-02T09:00")),
                java.sql.Timestamp.from(Acts.at("2026-03-02T09:00")));
        String good = acts.register("ysb1", mailable());
        delivery.run();
        assertThat(way(good, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(way(broken, "unknown")).isEqualTo("SENDING");
        assertThat(jdbc.queryForObject(
                        "select count(*) from notice where complaint_id = ? and sending_until > ?",
                        Long.class,
                        complaint(broken).id(),
                        java.sql.Timestamp.from(Acts.at(MONDAY))))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from phone_notice where complaint_id = ? and checked_at >= ?",
                        Long.class,
                        complaint(call).id(),
                        java.sql.Timestamp.from(Acts.at(MONDAY))))
                .isEqualTo(1);
        jdbc.update(
                "delete from phone_notice where complaint_id = ?",
                complaint(call).id());
    }

    @Test
    @DisplayName("邮件服务器停一天：期间不丢不重；超过期限的改走电话告知")
    void downForADay() {
        String number = registered(mailable());
        sender.setPort(1);
        delivery.run();
        acts.timeIs("2026-03-02T17:59");
        delivery.run();
        acts.timeIs("2026-03-03T09:30");
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("WAITING");
        sender.setPort(MAIL.getSmtp().getPort());
        acts.timeIs("2026-03-03T10:29");
        delivery.run();
        assertThat(way(number, "accepted")).isEqualTo("DELIVERED MAIL");
        assertThat(mailsTo(ENTERPRISE_MAIL)).hasSize(1);

        String second = registered(mailable());
        sender.setPort(1);
        delivery.run();
        acts.timeIs("2026-03-04T10:00");
        delivery.run();
        delivery.run();
        assertThat(way(second, "accepted")).isEqualTo("CALLING");
        assertThat(openTasks(second)).contains("userTask_phoneNotice");
    }

    private int attempts(String number, String milestone) {
        return jdbc.queryForObject(
                "select attempts from notice where complaint_id = ? and milestone = ? and recipient = 'ENTERPRISE'",
                Integer.class,
                complaint(number).id(),
                milestone);
    }

    private static String requestId(String request) {
        return request.replaceFirst(".*\"requestId\":\"([^\"]+)\".*", "$1");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：销号已在回访通话中告知，没有邮箱和手机的不再另打电话")
    void closedInTheCall() {
        String number = registered(landline());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        handled(number, MONDAY);
        acts.visit("ysb2", number, Rating.SATISFIED);
        delivery.run();
        assertThat(way(number, "closed")).isEqualTo("DELIVERED PHONE");
        assertThat(way(number, "replied")).isEqualTo("DELIVERED PHONE");
        assertThat(openTasks(number)).isEmpty();
    }
}
