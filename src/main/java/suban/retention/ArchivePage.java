package suban.retention;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.Texts;
import suban.ledger.TimelineEntry;
import suban.ledger.TimelineText;

/** The archive's page for people: all of a case, in Chinese, readable in any browser without this system. */
final class ArchivePage {

    /** Further words of a case, by table; the columns and what they are called. */
    private static final Map<String, Section> SECTIONS = sections();

    private record Section(String title, Map<String, String> columns) {}

    private final StringBuilder html = new StringBuilder();
    private final UnaryOperator<String> unitName;

    private ArchivePage(UnaryOperator<String> unitName) {
        this.unitName = unitName;
    }

    /**
     * Everything the page tells.
     *
     * @param rows as {@link CaseRows} reads them
     * @param documents and attachments: file in the archive by what people call it
     */
    record Content(
            Complaint complaint,
            ComplaintContent content,
            List<Attempt> attempts,
            List<TimelineEntry> timeline,
            Map<String, List<Map<String, Object>>> rows,
            Map<String, String> documents,
            Map<String, String> attachments,
            Instant archivedAt) {}

    static String of(Content it, UnaryOperator<String> unitName) {
        return new ArchivePage(unitName).page(it);
    }

    private String page(Content it) {
        Complaint c = it.complaint();
        html.append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(c.number() + "　投诉档案"))
                .append("</title><style>body{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.6}")
                .append("table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .6em;")
                .append("text-align:left;vertical-align:top}th{width:9em;background:#f2f2f2}")
                .append("td{white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>\n");
        html.append("<h1>企业投诉档案　").append(escape(c.number())).append("</h1>\n");
        facts(it);
        heading("投诉内容");
        paragraph(it.content().content());
        it.attempts().forEach(this::attempt);
        SECTIONS.forEach((table, section) -> section(section, it.rows().getOrDefault(table, List.of())));
        heading("办理记录");
        open();
        it.timeline()
                .forEach(entry -> line(
                        Texts.time(Instant.ofEpochMilli(entry.atMillis())),
                        TimelineText.of(entry, unitName) + (entry.actor() == null ? "" : "（" + entry.actor() + "）")));
        close();
        links("文书", it.documents());
        links("附件", it.attachments());
        heading("说明");
        paragraph("本档案于" + Texts.time(it.archivedAt()) + "由诉办系统生成，只读。全部数据见 case.json，各文件的 SHA-256 见 manifest.json；"
                + "办理记录逐条以哈希相连，可用 retention verify 命令重新验证。");
        return html.append("</body></html>\n").toString();
    }

    private void facts(Content it) {
        Complaint c = it.complaint();
        open();
        line("标题", c.title());
        line("投诉企业", c.enterpriseName());
        line("统一社会信用代码", c.creditCode());
        line("联系人", it.content().contactName());
        line("联系电话", it.content().contactPhone());
        line("电子邮箱", it.content().contactEmail());
        line("要求保密", c.confidential() ? "是" : null);
        line("收到渠道", c.channel().label());
        line("诉求类型", c.demandType());
        line("所属新城", unit(c.newCity()));
        line("协调单位", unit(c.coordinatingUnit()));
        line("主办单位", unit(c.hostUnit()));
        line("上级文号", c.orderNumber());
        line("投诉分类", c.complaintClass() == null ? null : c.complaintClass().label());
        line("状态", c.status().label());
        line("登记时间", time(c.registeredAt()));
        line("受理时间", time(c.acceptedAt()));
        line("答复期限", time(c.enterpriseDueAt()));
        line("办结时间", time(c.closedAt()));
        line("不予受理的理由", c.rejectionReason());
        close();
    }

    private void attempt(Attempt it) {
        heading("第" + it.no() + "次办理");
        open();
        line("主办单位", unit(it.host()));
        line("承办单位", unit(it.insideUnit()));
        line("交办时间", time(it.dispatchedAt()));
        line("回应时间", time(it.respondedAt()));
        line("办理期限", time(it.dueAt()));
        line("调整后的期限", time(it.adjustedDueAt()));
        line("答复时间", time(it.repliedAt()));
        line("办理结果", it.outcome() == null ? null : it.outcome().label());
        line("答复内容", it.replyText());
        line("依据", it.legalBasis());
        close();
    }

    private void section(Section section, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        heading(section.title());
        rows.forEach(row -> {
            open();
            section.columns().forEach((column, label) -> line(label, told(row.get(column))));
            close();
        });
    }

    private static String told(Object value) {
        String text = value == null ? null : value.toString();
        if (text != null && text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z")) {
            return Texts.time(Instant.parse(text));
        }
        return "true".equals(text) ? "是" : "false".equals(text) ? "否" : text;
    }

    private void links(String title, Map<String, String> files) {
        if (files.isEmpty()) {
            return;
        }
        heading(title);
        html.append("<ul>");
        files.forEach((file, name) -> html.append("<li><a href=\"")
                .append(escape(file))
                .append("\">")
                .append(escape(name))
                .append("</a></li>"));
        html.append("</ul>\n");
    }

    private String unit(String id) {
        return id == null ? null : unitName.apply(id);
    }

    private static String time(Instant at) {
        return at == null ? null : Texts.time(at);
    }

    private void heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p style=\"white-space:pre-wrap\">")
                .append(escape(text == null ? "—" : text))
                .append("</p>\n");
    }

    private void open() {
        html.append("<table>");
    }

    private void line(String label, String text) {
        if (text != null && !text.isBlank()) {
            html.append("<tr><th>")
                    .append(escape(label))
                    .append("</th><td>")
                    .append(escape(text))
                    .append("</td></tr>");
        }
    }

    private void close() {
        html.append("</table>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        add(sections, "contact", "与企业的联系", "at", "时间", "reached", "已联系上", "person", "联系人", "note", "备注");
        add(sections, "opinion", "协办意见", "at", "时间", "text", "意见");
        add(sections, "visit", "回访", "at", "时间", "reached", "已联系上", "reason", "不满意的原因", "note", "备注");
        add(
                sections,
                "handling_request",
                "办理中的事项",
                "raised_at",
                "时间",
                "reason",
                "理由",
                "decision_reason",
                "决定理由",
                "place",
                "地点",
                "minutes",
                "纪要");
        add(
                sections,
                "coordination_letter",
                "协调函",
                "sent_at",
                "发出时间",
                "body",
                "致",
                "matter",
                "商请事项",
                "answerer",
                "复函单位或人员",
                "answer",
                "复函");
        add(sections, "commitment", "专题会承诺", "text", "承诺", "due_at", "期限", "fulfilled_at", "履行时间", "note", "备注");
        add(sections, "fortnight", "双周决定", "ends_at", "届满时间", "decided_at", "决定时间", "text", "内容");
        add(sections, "milestone", "长期推进的目标", "due_at", "时间", "text", "目标");
        add(
                sections,
                "supervision",
                "联合督查",
                "opened_at",
                "启动时间",
                "findings",
                "督查情况",
                "cause",
                "原因",
                "requirements",
                "督办要求");
        add(sections, "office_judgement", "两办的意见", "judged_at", "时间", "reason", "理由");
        add(
                sections,
                "accountability",
                "责任倒查",
                "opened_at",
                "启动时间",
                "referred_at",
                "移送时间",
                "received_on",
                "受理日期",
                "concluded_on",
                "办结日期",
                "dossier",
                "材料");
        add(
                sections,
                "ending_request",
                "撤回与终止",
                "requested_at",
                "时间",
                "reason",
                "理由",
                "reference",
                "受理文号",
                "call_note",
                "与企业核实",
                "decision_reason",
                "决定理由");
        add(sections, "reopening", "重新开启", "reopened_at", "时间", "reason", "理由");
        add(sections, "report_back", "报结", "reported_on", "日期", "recipient", "报送单位", "summary", "内容");
        add(sections, "notice", "通知", "created_at", "时间", "sent_at", "送达时间", "subject", "标题", "body", "内容");
        add(sections, "phone_call", "电话告知", "called_at", "时间", "reached", "已接通", "person", "接听人", "note", "备注");
        add(sections, "personal_data_access", "个人信息查阅记录", "at", "时间", "user_id", "人员", "reference", "文书或附件");
        return sections;
    }

    private static void add(Map<String, Section> sections, String table, String title, String... columns) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            labels.put(columns[i], columns[i + 1]);
        }
        sections.put(table, new Section(title, labels));
    }
}
