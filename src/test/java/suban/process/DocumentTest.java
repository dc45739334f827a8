package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Conflict;
import suban.NotFound;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.DocumentService.Line;
import suban.documents.Issue;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Viewer;

@DisplayName("文书（第四条、第七条至第十一条、第十四条、第十五条）")
class DocumentTest extends SubanTest {

    @Autowired
    DocumentService documents;

    @Autowired
    TransactionTemplate transaction;

    private static final Viewer ADMIN = new Viewer("admin", false, true, false, Set.of(), Set.of(), false, Set.of());

    private List<Line> of(String number, DocumentKind kind, Viewer viewer) {
        return documents.of(number, viewer).stream()
                .filter(it -> it.kind() == kind)
                .toList();
    }

    private String text(Line line, Viewer viewer) {
        try (PDDocument pdf = Loader.loadPDF(documents.print(line.id(), viewer).pdf())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s+", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String number, DocumentKind kind) {
        List<Line> lines = of(number, kind, SUPERVISOR);
        assertThat(lines).hasSize(1);
        return text(lines.get(0), SUPERVISOR);
    }

    private List<String> kinds(String number, Viewer viewer) {
        return documents.of(number, viewer).stream()
                .map(it -> it.kind().label() + "→" + it.recipient())
                .toList();
    }

    @Test
    @Tag("article-4")
    @Tag("article-8")
    @Tag("article-9")
    @Tag("article-12")
    @DisplayName("第八条、第九条：交办单写明编号、企业、事项、主办、协办、期限和当日回应；转办单送每个协办单位")
    void assignment() {
        String number = dispatched("2026-02-12T10:00", "zijian", "ziran");
        assertThat(kinds(number, SUPERVISOR)).containsExactly("交办单→泾河新城", "转办单→住房和城乡建设局", "转办单→自然资源和规划局");
        // 13 and 14 (worked) February, the holidays from the 15th to the 23rd, then 24, 25, 26
        assertThat(text(number, DocumentKind.ASSIGNMENT))
                .contains(number, complaint(number).enterpriseName(), "厂房规划许可迟迟未批", "多次要求补充材料")
                .contains("主办单位泾河新城", "协办单位住房和城乡建设局、自然资源和规划局")
                // supervisors call nobody
                .contains("王**", "138****8000")
                .doesNotContain("王建国", "13800138000")
                .contains("回应企业2026年2月12日18:00前", "答复企业2026年2月26日18:00前（自受理之日起5个工作日）")
                .contains("于当日对企业进行回应", "告知企业办结时限", "第九条", "1个工作日内", "不得擅自转交", "第十二条")
                .containsPattern("西咸营商交办〔2026〕\\d+号")
                .endsWith("新区营商办2026年2月12日")
                .doesNotContain("补办", "改派");
        assertThat(text(of(number, DocumentKind.ASSIGNMENT, unit("jinghe")).get(0), unit("jinghe")))
                .contains("王建国", "13800138000");
        Line first = of(number, DocumentKind.TRANSFER, SUPERVISOR).get(0);
        assertThat(first.documentNumber()).matches("西咸营商转办〔2026〕\\d+号");
        // one working day before the host's
        assertThat(text(first, SUPERVISOR))
                .contains("住房和城乡建设局：", "配合主办单位泾河新城办理", "2026年2月25日18:00前提出", "主办单位于2026年2月26日18:00前答复")
                // a co-handler reaches the enterprise through the host
                .contains("请通过主办单位联系")
                .doesNotContain("王建国", "13800138000");
    }

    @Test
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("第九条、第十四条：回复函送企业，抄送营商办；回访记录存档；不满意的再出交办单，写明原因和5个工作日")
    void replyVisitAndSecondAssignment() {
        String number = replied("2026-03-02T10:00");
        assertThat(text(number, DocumentKind.REPLY))
                .contains(
                        complaint(number).enterpriseName() + "：",
                        "于2026年3月2日受理",
                        "已解决",
                        "规划许可已核发。",
                        "抄送：新区营商办",
                        "请贵企业如实评价")
                .doesNotContain("你单位")
                .containsPattern("泾河复函〔2026〕\\d+号")
                .endsWith("泾河新城2026年3月2日");
        acts.visitInVain("ysb2", number);
        assertThat(of(number, DocumentKind.VISIT, SUPERVISOR)).isEmpty();
        acts.timeIs("2026-03-03T14:30");
        acts.visit("ysb2", number, Rating.DISSATISFIED, Map.of("note", "企业希望上门办理"));
        assertThat(text(number, DocumentKind.VISIT))
                .contains("2026年3月2日10:00，未联系上", "企业评价不满意", "答复过于笼统", "办理评价差", "企业希望上门办理", "不予销号，按《细则》第十四条、第十五条办理");
        List<Line> assignments = of(number, DocumentKind.ASSIGNMENT, SUPERVISOR);
        assertThat(assignments).hasSize(2);
        // 4, 5, 6, 9, 10 March
        assertThat(text(assignments.get(1), SUPERVISOR))
                .contains("现第2次交办，由你单位继续办理", "第十四条", "不满意原因问题没有真正解决", "2026年3月10日18:00前（自本次交办之日起5个工作日）");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：即时办结的由营商办出回复函")
    void immediate() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.IMMEDIATE, "jinghe", List.of(), Map.of("reason", "现场可以答复。"));
        acts.answerImmediately("ysb1", number, "办理指南已发送。");
        assertThat(kinds(number, SUPERVISOR))
                .containsExactly("回复函→" + complaint(number).enterpriseName());
        assertThat(text(number, DocumentKind.REPLY))
                .contains("办理指南已发送。")
                .containsPattern("西咸营商复函〔2026〕\\d+号")
                .doesNotContain("抄送");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(text(number, DocumentKind.ASSIGNMENT)) // the office answered first, not this host
                .contains("泾河新城：", "现第2次交办，由你单位办理。");
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：延期告知书把原因和预计办结日期告知企业")
    void delay() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.noticeOfDelay("jinghe1", number, "2026-03-16", "须待专家评审。");
        assertThat(text(number, DocumentKind.DELAY))
                .contains("贵企业反映的", "原定于2026年3月9日18:00前答复", "须待专家评审。", "预计办结日期2026年3月16日", "第十一条", "抄送：新区营商办")
                .doesNotContain("经批准")
                .containsPattern("泾河延告〔2026〕\\d+号");
        acts.grant("ysb1", number, "2026-03-13");
        List<Line> notices = of(number, DocumentKind.DELAY, SUPERVISOR);
        assertThat(notices).hasSize(2);
        assertThat(text(notices.get(1), SUPERVISOR))
                .contains("原定于2026年3月9日18:00前答复", "经批准调整办结日期", "须待专家评审。", "调整后的办结日期2026年3月13日")
                .containsPattern("西咸营商延告〔2026〕\\d+号")
                .doesNotContain("抄送", "你单位")
                .endsWith("新区营商办2026年3月2日");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：长期推进的延期告知书写明方案和下一阶段目标时间，由营商办签发，不说预计办结")
    void longTerm() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", List.of(), Map.of("reason", "涉及多部门"));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-16");
        acts.timeIs("2026-03-13T18:00");
        acts.proposePlan("jinghe1", number, "分两步修路。", Map.of("2026-04-30", "完成立项"));
        acts.signOff("ysb1", number);
        assertThat(text(number, DocumentKind.DELAY))
                .contains("转为长期推进", "推进方案分两步修路。", "下一阶段目标时间2026年4月30日")
                .containsPattern("西咸营商延告〔2026〕\\d+号")
                .doesNotContain("预计办结", "客观原因", "抄送")
                .endsWith("新区营商办2026年3月13日");
    }

    @Test
    @Tag("article-11")
    @Tag("article-12")
    @Tag("article-14")
    @DisplayName("第十四条：补办中改派的，新主办的交办单不说继续办理，写明不满意原因；因此延期的由营商办告知企业")
    void redispatchInASecondAttempt() {
        String number = replied("2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        acts.timeIs("2026-03-06T10:00"); // due on the 9th
        acts.correct("ysb1", number, "jinghe", "fengxi", "项目在沣西新城。");
        List<Line> assignments = of(number, DocumentKind.ASSIGNMENT, SUPERVISOR);
        assertThat(text(assignments.get(2), SUPERVISOR))
                .contains("沣西新城：", "正在第2次办理，现调整主办单位，交由你单位主办。", "不满意原因问题没有真正解决")
                .doesNotContain("继续办理", "第十五条", "我办");
        // 9, 10, 11 March
        assertThat(text(number, DocumentKind.DELAY))
                .contains("调整了主办单位", "预计办结日期2026年3月11日")
                .containsPattern("西咸营商延告〔2026〕\\d+号")
                .endsWith("新区营商办2026年3月6日");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：异议成立改派的，新主办、仍在协办的单位各有新的交办单、转办单；增加的协办单位有转办单")
    void redispatchAndAddedCoHandler() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.object("jinghe1", number, "userTask_respond", "fengxi", "项目在沣西新城。");
        acts.uphold("ysb1", number, "fengxi", "确属沣西新城。");
        assertThat(kinds(number, SUPERVISOR)).containsExactly("交办单→泾河新城", "转办单→住房和城乡建设局", "交办单→沣西新城", "转办单→住房和城乡建设局");
        assertThat(text(of(number, DocumentKind.ASSIGNMENT, SUPERVISOR).get(1), SUPERVISOR))
                .contains("沣西新城：", "经裁定调整主办单位", "主办单位沣西新城");
        acts.respond("fengxi1", number, "2026-03-02T10:00", "2026-03-09");
        acts.askForCoHandlers("fengxi1", number, List.of("ziran"), List.of(), "需规划部门意见。");
        acts.changeCoHandlers("ysb1", number, List.of("ziran"), List.of(), "同意增加。");
        Line added = of(number, DocumentKind.TRANSFER, unit("ziran")).get(0);
        assertThat(text(added, unit("ziran"))).contains("办理中增加的协办单位", "协办单位住房和城乡建设局、自然资源和规划局");
        assertThat(kinds(number, unit("ziran"))).containsExactly("转办单→自然资源和规划局");
        assertThat(kinds(number, unit("fengxi"))).containsExactly("交办单→沣西新城");
        assertThat(kinds(number, unit("jinghe"))).containsExactly("交办单→泾河新城");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：督查后的第三次交办带督办函，由营商办和督查室联合签发；责任倒查材料只给该看的看")
    void supervisionAndAccountability() {
        String number = supervised("2026-03-02T10:00");
        assertThat(text(number, DocumentKind.SUPERVISION))
                .contains("泾河新城：", "窗口重复要求补件。", "口径不一。", "三日内核发许可。", "第3次交办", "5个工作日", "新区营商办、督查室联合进行了督查")
                .containsPattern("西咸营商督办〔2026〕\\d+号")
                .endsWith("新区营商办督查室2026年3月3日");
        assertThat(kinds(number, unit("jinghe")).subList(0, 6).toString())
                .contains("督办函→泾河新城")
                .doesNotContain("回访记录");
        assertThat(text(of(number, DocumentKind.ASSIGNMENT, SUPERVISOR).get(2), SUPERVISOR))
                .contains("经联合督查", "第十四条、第十五条，现第3次交办，由你单位继续办理。");
        handled(number, "2026-03-03T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        List<Line> visits = of(number, DocumentKind.VISIT, SUPERVISOR);
        assertThat(text(visits.get(1), SUPERVISOR)).contains("不予销号，按《细则》第十四条、第十五条办理");
        assertThat(text(visits.get(2), SUPERVISOR)).contains("不予销号，按《细则》第十四条、第十五条办理");
        acts.judge("ysb1", number, "NEGLIGENT", "三次均未解决。");
        acts.judge("ducha1", number, "NEGLIGENT", "督办要求未落实。");
        Line file = of(number, DocumentKind.ACCOUNTABILITY, unit("ysb")).get(0);
        assertThat(text(file, unit("ducha")))
                .contains(
                        "纪检监察工委：",
                        "同一诉求已3次被评为不满意，经督查和再次交办，仍推进不力。",
                        "一、投诉基本情况",
                        "二、同一诉求各次办理和评价",
                        "三、联合督查",
                        "四、责任认定",
                        "五、办理记录",
                        "督办要求未落实。");
        assertThat(kinds(number, unit("jinghe"))).doesNotContain("责任倒查材料→纪检监察工委");
        assertThat(kinds(number, unit("jingheysb"))).doesNotContain("责任倒查材料→纪检监察工委");
        assertNoDocument(file.id(), unit("jinghe"));
        assertThatThrownBy(() -> documents.of(number, unit("jijian"))).isInstanceOf(NotFound.class);
        acts.sendReferral("ysb1", number);
        assertThat(kinds(number, unit("jijian"))).containsExactly("责任倒查材料→纪检监察工委");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：两家都不同意督查的，再次交办和责任倒查材料都不说经过督查")
    void neverSupervised() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        acts.declineSupervision("ysb1", number, "已责成整改。");
        acts.declineSupervision("ducha1", number, "同意。");
        assertThat(text(of(number, DocumentKind.ASSIGNMENT, SUPERVISOR).get(2), SUPERVISOR))
                .contains("现第3次交办，由你单位继续办理。")
                .doesNotContain("督查", "第十五条");
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(text(of(number, DocumentKind.VISIT, SUPERVISOR).get(2), SUPERVISOR))
                .contains("不予销号，按《细则》第十四条、第十五条办理");
        acts.judge("ysb1", number, "NEGLIGENT", "三次均未解决。");
        acts.judge("ducha1", number, "NEGLIGENT", "未落实整改。");
        assertThat(text(number, DocumentKind.ACCOUNTABILITY)).contains("同一诉求已3次被评为不满意，经再次交办，仍推进不力。");
    }

    private void assertNoDocument(Long id, Viewer viewer) {
        assertThatThrownBy(() -> documents.print(id, viewer))
                .isInstanceOf(NotFound.class)
                .hasMessage("没有该文书");
    }

    @Test
    @Tag("article-4")
    @DisplayName("谁能看：营商办、监督看全部；主办看送本单位和企业的；协办只看本单位的转办单；无关的、被投诉的、渠道都没有")
    void whoReads() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of("zijian", "ziran"),
                Map.of("accusedUnit", "jinghezhujian"));
        acts.respond("jingheysb1", number, "2026-03-02T10:00", "2026-03-09");
        acts.opine("zijian1", number, "同意。");
        acts.opine("ziran1", number, "同意。");
        acts.ready("jingheysb1", number, "已对接。");
        acts.reply("jingheysb1", number, Outcome.RESOLVED, "已核发。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        String enterprise = complaint(number).enterpriseName();
        List<String> all = List.of("交办单→泾河新城营商办", "转办单→住房和城乡建设局", "转办单→自然资源和规划局", "回复函→" + enterprise, "回访记录→存档");
        assertThat(kinds(number, unit("ysb"))).containsExactlyElementsOf(all);
        assertThat(kinds(number, SUPERVISOR)).containsExactlyElementsOf(all);
        // the office acts for the host, and so does not read the record of the visit
        assertThat(kinds(number, unit("jingheysb"))).doesNotContain("回访记录→存档").contains("回复函→" + enterprise);
        assertThat(kinds(number, unit("jinghe"))).containsExactly("交办单→泾河新城营商办", "回复函→" + enterprise);
        assertThat(kinds(number, unit("zijian"))).containsExactly("转办单→住房和城乡建设局");
        for (String nobody : List.of("jinghezhujian", "shichang", "fengxi")) {
            assertThatThrownBy(() -> documents.of(number, unit(nobody))).isInstanceOf(NotFound.class);
        }
        for (Line line : documents.of(number, SUPERVISOR)) {
            assertNoDocument(line.id(), unit("jinghezhujian"));
            assertNoDocument(line.id(), unit("shichang"));
            assertNoDocument(line.id(), new Viewer("ysb1", true, false, false, Set.of(), Set.of(), false, Set.of()));
            if (line.kind() != DocumentKind.TRANSFER) {
                assertNoDocument(line.id(), unit("zijian"));
            }
        }
    }

    @Test
    @Tag("article-3")
    @DisplayName("要求保密的：协办单位的转办单没有企业名称和联系方式，内容里的也隐去；主办的写明请勿外传；管理员看到的也隐去")
    void confidential() {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(general(), "confidential", true);
        String name = form.get("enterpriseName").toString();
        form.put("content", "我公司" + name + "的王建国（13800138000）申请许可。");
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        Line transfer = of(number, DocumentKind.TRANSFER, unit("zijian")).get(0);
        for (Viewer viewer : List.of(unit("zijian"), unit("ysb"), SUPERVISOR)) {
            assertThat(text(transfer, viewer))
                    .contains("（已要求保密）", "请通过营商办联系")
                    .doesNotContain(name, "王建国", "13800138000");
        }
        Line assignment = of(number, DocumentKind.ASSIGNMENT, unit("jinghe")).get(0);
        assertThat(text(assignment, unit("jinghe"))).contains(name, "王建国", "企业要求保密，请勿外传");
        assertThat(text(assignment, ADMIN)).contains("（已要求保密）").doesNotContain(name, "王建国", "13800138000");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.opine("zijian1", number, "同意。");
        acts.ready("jinghe1", number, "已对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, name + "的许可已核发。");
        Line reply = of(number, DocumentKind.REPLY, ADMIN).get(0);
        assertThat(reply.recipient()).isEqualTo("（已要求保密）");
        assertThat(text(reply, ADMIN)).doesNotContain(name);
        assertThat(text(reply, unit("jinghe"))).contains(name);
    }

    @Test
    @Tag("article-3")
    @DisplayName("封存的：文书打不开，正文移出；解除后原样；清除后永远打不开")
    void sealed() {
        String number = dispatched("2026-03-02T10:00");
        Line line = of(number, DocumentKind.ASSIGNMENT, SUPERVISOR).get(0);
        byte[] before = documents.print(line.id(), SUPERVISOR).pdf();
        acts.seal("ysb1", number, "疑似涉密");
        assertThatThrownBy(() -> documents.print(line.id(), SUPERVISOR)).isInstanceOf(Conflict.class);
        assertThat(jdbc.queryForObject("select body from document where id = ?", String.class, line.id()))
                .isEqualTo("（疑似涉密，已封存）");
        acts.unseal("ysbhead", number, "不涉密");
        assertThat(documents.print(line.id(), SUPERVISOR).pdf()).isEqualTo(before);
        acts.seal("ysb1", number, "疑似涉密");
        acts.purge("ysbhead", number, "保密函〔2026〕1号", "鉴定为涉密");
        assertThatThrownBy(() -> documents.print(line.id(), SUPERVISOR)).isInstanceOf(Conflict.class);
        assertThat(jdbc.queryForObject("select body from document where id = ?", String.class, line.id()))
                .isEqualTo("（涉密内容已清除）");
    }

    @Test
    @DisplayName("文号按单位、种类、年度连续，同时签发不重号；跨年重新起号；同一步骤重做不再出")
    void numbers() throws Exception {
        today("2026-12-30T10:00");
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cases.add(acts.register("ysb1", general()));
        }
        ExecutorService together = Executors.newFixedThreadPool(6);
        List<Future<String>> issued = new ArrayList<>();
        try {
            for (String number : cases) {
                Callable<String> letter =
                        () -> transaction.execute(status -> documents.issue(letter("ducha", number, "一")));
                issued.add(together.submit(letter));
            }
            List<String> numbers = new ArrayList<>();
            for (Future<String> it : issued) {
                numbers.add(it.get());
            }
            assertThat(numbers)
                    .containsExactlyInAnyOrder(
                            "西咸督查协函〔2026〕1号",
                            "西咸督查协函〔2026〕2号",
                            "西咸督查协函〔2026〕3号",
                            "西咸督查协函〔2026〕4号",
                            "西咸督查协函〔2026〕5号",
                            "西咸督查协函〔2026〕6号");
        } finally {
            together.shutdown();
        }
        assertThat(transaction.<String>execute(status -> documents.issue(letter("ducha", cases.get(0), "一"))))
                .isNull();
        assertThat(of(cases.get(0), DocumentKind.COORDINATION, SUPERVISOR)).hasSize(1);
        time.set(suban.acts.Acts.at("2027-01-04T10:00"));
        assertThat(transaction.<String>execute(status -> documents.issue(letter("ducha", cases.get(0), "二"))))
                .isEqualTo("西咸督查协函〔2027〕1号");
    }

    private Issue letter(String issuer, String number, String occasion) {
        return Issue.outside(
                complaint(number),
                0,
                issuer,
                "国网陕西省电力有限公司",
                occasion,
                Map.of("协调事项", "请协助核实供电容量。", "复函日期", "2026年3月20日"));
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：协调函由主办单位送新区管理权限以外的单位，写明事项、复函日期，主办责任不变；一函一号")
    void coordination() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.writeLetter("jinghe1", number, "国网陕西省电力有限公司", "请协助核实供电容量。", "2026-03-06");
        assertThat(text(number, DocumentKind.COORDINATION))
                .contains("国网陕西省电力有限公司：", "请协助核实供电容量。", "请于2026年3月6日前函复", "仍由泾河新城负责办理");
        acts.writeLetter("jinghe1", number, "国家税务总局西咸新区税务局", "请协助核实欠税情况。", "2026-03-06");
        assertThat(of(number, DocumentKind.COORDINATION, SUPERVISOR))
                .extracting(DocumentService.Line::recipient)
                .containsExactly("国网陕西省电力有限公司", "国家税务总局西咸新区税务局");
    }

    @Test
    @Tag("article-17")
    @DisplayName("第十七条：新城营商办协调的，由它签发、用它的文号；被投诉的是它的，由新区营商办签发")
    void newCityLevel() {
        today("2026-03-02T10:00");
        String number = acts.register("konggangysb1", with(general(), "newCity", "konggang"));
        acts.triage("konggangysb1", number, ComplaintClass.GENERAL, "konggang", "konggangzhujian");
        assertThat(text(number, DocumentKind.ASSIGNMENT))
                .containsPattern("空港营商交办〔2026〕\\d+号")
                .endsWith("空港新城营商办2026年3月2日");
        assertThat(kinds(number, unit("konggangysb"))).containsExactly("交办单→空港新城", "转办单→空港新城规划建设局");
        String accusing = acts.register("jingheysb1", general());
        acts.triage(
                "jingheysb1",
                accusing,
                ComplaintClass.GENERAL,
                "zijian",
                List.of(),
                Map.of("accusedUnit", "jingheysb", "reason", "被投诉的是泾河新城营商办。"));
        assertThat(text(accusing, DocumentKind.ASSIGNMENT)).containsPattern("西咸营商交办〔2026〕\\d+号");
        assertThatThrownBy(() -> documents.of(accusing, unit("jingheysb"))).isInstanceOf(NotFound.class);
        assertThat(kinds(accusing, unit("ysb"))).containsExactly("交办单→住房和城乡建设局");
    }

    private static final String SHORT = "延期告知\n> {{主送单位}}：\n因{{延期原因}}，改于{{预计办结日期}}办结。";

    @Test
    @Tag("article-11")
    @Tag("article-18")
    @DisplayName("第十八条：模板由营商办修改、负责人批准；写错的占位符点名拒绝；退回后再改；批准后新签发的按新模板，旧文书不变")
    void templates() {
        jdbc.update("delete from document_template");
        today("2026-03-02T10:00");
        String old = delayed();
        byte[] printed = documents
                .print(of(old, DocumentKind.DELAY, SUPERVISOR).get(0).id(), SUPERVISOR)
                .pdf();
        String change = acts.changeTemplate("ysb1", "DELAY");
        assertThat(openTasks(change)).containsExactly("userTask_editTemplate");
        Map<String, Object> form =
                forms.getTaskFormVariables(task(change, "userTask_editTemplate").getId());
        assertThat(form.get("body").toString()).startsWith("企业投诉延期告知书\n> {{主送单位}}：");
        assertThat(form.get("placeholdersText").toString()).contains("{{延期原因}}　", "{{#协办单位}}…{{/协办单位}}");
        assertTemplateRefused(change, "延期告知\n{{延期原因}}{{办结期限}}", "模板正文：不认识的占位符“{{办结期限}}”");
        assertTemplateRefused(change, "延期告知\n{{#延期原因}}没有结尾", "模板正文：“{{#延期原因}}”没有对应的结尾");
        assertTemplateRefused(change, "延期告知\n{{延期原因", "模板正文：占位符的大括号不成对");
        assertTemplateRefused(change, "延期告知\n{{>别的}}", "模板正文：不支持“{{>别的}}”");
        assertTemplateRefused(change, "延期告知\n{{延期原因.class}}", "不认识的占位符");
        assertTemplateRefused(change, "# 小标题\n{{延期原因}}", "模板正文：第一行应为标题");
        acts.submitTemplate("ysb1", change, SHORT, "精简文字。");
        Map<String, Object> approval = forms.getTaskFormVariables(
                task(change, "userTask_approveTemplate").getId());
        assertThat(approval.get("newBody")).isEqualTo(SHORT);
        assertThat(approval.get("oldBody").toString()).startsWith("企业投诉延期告知书");
        assertThat(approval.get("sampleText").toString()).contains("因须待专家评审会后核发。，改于2026年3月10日办结。");
        acts.returnTemplate("ysbhead", change, "应写明依据。");
        assertThat(forms.getTaskFormVariables(
                        task(change, "userTask_editTemplate").getId()))
                .containsEntry("body", SHORT)
                .hasEntrySatisfying(
                        "returnText", it -> assertThat(it.toString()).contains("应写明依据。"));
        acts.submitTemplate("ysb1", change, SHORT + "（第十一条）", "补写依据。");
        String stillOld = delayed();
        assertThat(text(stillOld, DocumentKind.DELAY)).contains("原定于");
        acts.approveTemplate("ysbhead", change);
        assertThat(openTasks(change)).isEmpty();
        String fresh = delayed();
        assertThat(text(fresh, DocumentKind.DELAY))
                .contains("因须待专家评审。，改于2026年3月16日办结。（第十一条）")
                .doesNotContain("原定于");
        assertThat(of(fresh, DocumentKind.DELAY, SUPERVISOR).get(0).title()).isEqualTo("延期告知");
        assertThat(documents
                        .print(of(old, DocumentKind.DELAY, SUPERVISOR).get(0).id(), SUPERVISOR)
                        .pdf())
                .isEqualTo(printed);
        String given = acts.changeTemplate("ysb1", "DELAY");
        acts.abandonTemplate("ysb1", given);
        assertThat(openTasks(given)).isEmpty();
        jdbc.update("delete from document_template");
    }

    private String delayed() {
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.noticeOfDelay("jinghe1", number, "2026-03-16", "须待专家评审。");
        return number;
    }

    private void assertTemplateRefused(String change, String body, String message) {
        assertThatThrownBy(() -> acts.submitTemplate("ysb1", change, body, "试改。"))
                .hasMessageContaining(message);
    }

    @Test
    @Tag("article-18")
    @DisplayName("两项修订并行的：后批准的须按新的版本重新修改")
    void twoChangesAtOnce() {
        jdbc.update("delete from document_template");
        today("2026-03-02T10:00");
        String one = acts.changeTemplate("ysb1", "REPLY");
        String two = acts.changeTemplate("ysb2", "REPLY");
        acts.submitTemplate("ysb1", one, "回复函\n{{答复内容}}", "精简。");
        acts.submitTemplate("ysb2", two, "复函\n{{答复内容}}", "改名。");
        acts.approveTemplate("ysbhead", one);
        assertThatThrownBy(() -> acts.approveTemplate("ysbhead", two)).hasMessageContaining("已修订为别的版本");
        acts.returnTemplate("ysbhead", two, "请按新版本修改。");
        acts.submitTemplate("ysb2", two, "复函\n{{答复内容}}", "改名。");
        acts.approveTemplate("ysbhead", two);
        assertThat(jdbc.queryForList("select version from document_template order by version", Integer.class))
                .containsExactly(2, 3);
        jdbc.update("delete from document_template");
    }
}
