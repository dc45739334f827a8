package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tells an entry of the timeline as a Chinese sentence: who, what, and the facts of the act. Facts it has no words for are left
 * out, so that an act may record more than people need to read.
 */
public final class TimelineText {

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("VISIT", "上门"),
            Map.entry("WECHAT", "微信"),
            Map.entry("SMS", "短信"),
            Map.entry("OFFICE", "由营商办受理"),
            Map.entry("COORDINATE_FIRST", "由收到的单位先行协调"),
            Map.entry("REGISTERED", "新城登记企业"),
            Map.entry("SETTING_UP", "开办中"),
            Map.entry("ASSOCIATION", "商会协会"),
            Map.entry("ORDER", "上级交办无投诉人"),
            Map.entry("NOT_ELIGIBLE", "不属于投诉主体"),
            Map.entry("GOOD", "好"),
            Map.entry("FAIR", "一般"),
            Map.entry("POOR", "差"),
            Map.entry("retries", "重试失败的步骤"),
            Map.entry("execute", "执行已到期的步骤"),
            Map.entry("assignee", "调整任务办理人"),
            Map.entry("CLOSE", "按期答复"),
            Map.entry("LONG_TERM", "长期推进"),
            Map.entry("DELAY", "延期告知"),
            Map.entry("SUPERVISE", "决定督查"),
            Map.entry("DECLINE", "不督查，退回补办"),
            Map.entry("NEGLIGENT", "推进不力"),
            Map.entry("DILIGENT", "已尽责"),
            Map.entry("AGREE", "同意"),
            Map.entry("RETURN", "退回"),
            Map.entry("SUPPLEMENT", "需补充"),
            Map.entry("overdue", "办理逾期"),
            Map.entry("responseOverdue", "当日未回应"));

    private static final Map<String, String> ENDINGS = Map.of(
            "SATISFIED", "企业满意",
            "UNRATED", "多次未联系上，未评价",
            "DILIGENT", "已尽责仍不满意",
            "ACCOUNTABLE", "按第十五条处理完毕");

    private static final Map<String, String> SENT_BY = Map.of("MAIL", "邮件服务器已接收", "SMS", "短信网关已接收", "PHONE", "已在通话中告知");

    /** How a fact reads, by its key, in the order in which a sentence names them; null for nothing to say. */
    private static final Map<String, BiFunction<TimelineText, Object, String>> FACTS = facts();

    /** Free text of an act that explains it; names and numbers of people are not among it. */
    private static final Map<String, String> WORDS = words();

    private final UnaryOperator<String> unitName;

    private TimelineText(UnaryOperator<String> unitName) {
        this.unitName = unitName;
    }

    /**
     * The sentence for one entry.
     *
     * @param unitName the Chinese name of a unit by its id
     */
    public static String of(TimelineEntry entry, UnaryOperator<String> unitName) {
        return new TimelineText(unitName).sentence(entry, true);
    }

    /** As {@link #of}, without what people wrote: for units that may know what happened, not what others said. */
    public static String withoutWords(TimelineEntry entry, UnaryOperator<String> unitName) {
        return new TimelineText(unitName).sentence(entry, false);
    }

    /** By what an enterprise was reached, as people read it: 电话, 上门, 微信. */
    public static String contactChannel(String code) {
        return label(Channel.values(), Channel::label, code);
    }

    private String sentence(TimelineEntry entry, boolean withWords) {
        Map<String, Object> input = new LinkedHashMap<>(Timeline.read(entry.input()));
        input.values().removeIf(Objects::isNull);
        if (!withWords) {
            input.remove("accusedUnit"); // who is accused is the office's and the host's to know
        }
        if (Objects.equals(input.get("unit"), entry.unit())) {
            input.remove("unit");
        }
        List<String> parts = new ArrayList<>();
        FACTS.forEach((key, words) -> {
            String text = input.containsKey(key) ? words.apply(this, input.get(key)) : null;
            if (text != null) {
                parts.add(text);
            }
        });
        Map<String, Object> personal = withWords ? Timeline.read(entry.personal()) : Map.of();
        WORDS.forEach((key, label) -> {
            Object text = personal.get(key);
            if (text != null && !text.toString().isBlank()) {
                parts.add(label + "“" + text.toString().replaceFirst("[。．.]+$", "") + "”");
            }
        });
        String who = entry.unit() == null ? "" : unitName.apply(entry.unit());
        String attempt = input.get("attempt") instanceof Number no && no.intValue() > 1 ? "（第" + no + "次办理）" : "";
        String what = who + entry.act().label() + attempt;
        return parts.isEmpty() ? what + "。" : what + "：" + String.join("，", parts) + "。";
    }

    private static Map<String, BiFunction<TimelineText, Object, String>> facts() {
        Map<String, BiFunction<TimelineText, Object, String>> facts = new LinkedHashMap<>();
        facts.put("revision", (it, value) -> "规则修订" + value);
        facts.put("approvedOn", (it, value) -> "批准日期" + time(value));
        facts.put("versions", (it, value) -> versions(value));
        facts.put("channel", (it, value) -> "通过" + label(Channel.values(), Channel::label, value));
        facts.put("route", (it, value) -> code(value));
        facts.put("newCity", (it, value) -> "所属" + it.unit(value));
        facts.put("demandType", (it, value) -> "诉求类型为" + value);
        facts.put("declaredGround", (it, value) -> "NONE".equals(value) ? null : "申报情形为" + ground(value));
        facts.put("ground", (it, value) -> "NONE".equals(value) ? "属于受理范围" : ground(value));
        facts.put("receivedBy", (it, value) -> it.unit(value) + "收到");
        facts.put("orderNumber", (it, value) -> "文号" + value);
        facts.put("orderDueAt", (it, value) -> "交办时限" + time(value));
        facts.put("confidential", (it, value) -> Boolean.TRUE.equals(value) ? "企业要求保密" : null);
        facts.put("splitFrom", (it, value) -> "由" + value + "拆分");
        facts.put(
                "complaintClass", (it, value) -> "类别为" + label(ComplaintClass.values(), ComplaintClass::label, value));
        facts.put("eligibility", (it, value) -> "投诉主体为" + code(value));
        facts.put("hostUnit", (it, value) -> "主办" + it.unit(value));
        facts.put("host", (it, value) -> "主办" + it.unit(value));
        facts.put("coHandlerUnits", (it, value) -> it.units("协办", value));
        facts.put("coHandlers", (it, value) -> it.units("协办", value));
        facts.put("accusedUnit", (it, value) -> "被投诉" + it.unit(value) + "，应当回避");
        facts.put("urgent", (it, value) -> Boolean.TRUE.equals(value) ? "紧急" : null);
        facts.put("number", (it, value) -> "新编号" + value);
        facts.put("sameAs", (it, value) -> "与" + value + "为同一诉求");
        facts.put("notSameAs", (it, value) -> "与" + value + "不再作为同一诉求");
        facts.put("related", (it, value) -> value instanceof Collection<?> list ? "关联" + joined(list) : null);
        facts.put("instruction", (it, value) -> "保密部门文号" + value);
        facts.put("decideBy", (it, value) -> "应于" + time(value) + "前处理");
        facts.put("unit", (it, value) -> it.unit(value));
        facts.put("objector", (it, value) -> "异议单位" + it.unit(value));
        facts.put("proposedUnit", (it, value) -> "建议改由" + it.unit(value));
        facts.put("from", (it, value) -> "原" + it.unit(value));
        facts.put("newUnit", (it, value) -> "改由" + it.unit(value));
        facts.put("addUnits", (it, value) -> it.units("增加", value));
        facts.put("releaseUnits", (it, value) -> it.units("免除", value));
        facts.put("invited", (it, value) -> it.units("邀请", value));
        facts.put("meetingAt", (it, value) -> "会议时间" + time(value));
        facts.put("commitments", (it, value) -> "议定承诺" + value + "项");
        facts.put("beforeReply", (it, value) -> Boolean.TRUE.equals(value) ? "答复前须履行" : null);
        facts.put("expectedOn", (it, value) -> "预计" + time(value) + "办结");
        facts.put("answerBy", (it, value) -> "商请" + time(value) + "前复函");
        facts.put("answeredOn", (it, value) -> "复函日期" + time(value));
        facts.put("step", (it, value) -> value.toString());
        facts.put("fortnight", (it, value) -> "第" + value + "个双周");
        facts.put("decision", (it, value) -> code(value));
        facts.put("at", (it, value) -> "时间" + time(value));
        facts.put("promisedDate", (it, value) -> "告知办结日期" + time(value));
        facts.put("insideUnit", (it, value) -> "由" + it.unit(value) + "承办");
        facts.put("responseDue", (it, value) -> "应于" + time(value) + "前回应企业");
        facts.put("oldDue", (it, value) -> "原期限" + time(value));
        facts.put("due", (it, value) -> "办理期限" + time(value));
        facts.put("moved", (it, value) -> moved(value));
        facts.put("nowFinal", (it, value) -> Boolean.TRUE.equals(value) ? "期限由暂定转为正式" : null);
        facts.put("provisional", (it, value) -> Boolean.TRUE.equals(value) ? "期限为暂定" : null);
        facts.put("what", (it, value) -> code(value));
        facts.put("to", (it, value) -> it.units("报", value));
        facts.put("urged", (it, value) -> it.units("请", value));
        facts.put("reportBy", (it, value) -> time(value) + "前报告落实情况");
        facts.put("outcome", (it, value) -> label(Outcome.values(), Outcome::label, value));
        facts.put("onTime", (it, value) -> Boolean.TRUE.equals(value) ? "按时" : "逾期");
        facts.put("adjustedOnTime", (it, value) -> Boolean.TRUE.equals(value) ? "按调整后期限按时" : "按调整后期限逾期");
        facts.put("try", (it, value) -> "第" + value + "次回访");
        facts.put("rating", (it, value) -> "企业评价" + label(Rating.values(), Rating::label, value));
        facts.put("officeRating", (it, value) -> "营商办评价" + code(value));
        facts.put("scores", (it, value) -> it.scores(value));
        facts.put("decision", (it, value) -> code(value));
        facts.put("byDefault", (it, value) -> Boolean.TRUE.equals(value) ? "期满未一致决定，按督查办理" : null);
        facts.put("until", (it, value) -> "应于" + time(value) + "前完成");
        facts.put("reference", (it, value) -> "受理文号" + value);
        facts.put("referredTo", (it, value) -> "报" + it.unit(value));
        facts.put("receivedOn", (it, value) -> "受理日期" + time(value));
        facts.put("concludedOn", (it, value) -> "办结日期" + time(value));
        facts.put("reportedOn", (it, value) -> "报结日期" + time(value));
        facts.put("recipient", (it, value) -> "报" + value);
        facts.put("notices", (it, value) -> value instanceof Collection<?> list ? joined(list) : null);
        facts.put("sentBy", (it, value) -> SENT_BY.get(value.toString()));
        facts.put("archive", (it, value) -> "档案" + value);
        facts.put("keepUntil", (it, value) -> "保存至" + time(value));
        facts.put("destroyOrder", (it, value) -> "批准文号" + value);
        facts.put("how", (it, value) -> ENDINGS.get(value.toString()));
        return facts;
    }

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("approver", "批准人");
        words.put("files", "文件");
        words.put("awayPerson", "原办理人");
        words.put("substitutePerson", "代办人");
        words.put("addressee", "致");
        words.put("matter", "商请事项");
        words.put("answerer", "复函单位或人员");
        words.put("reason", "理由");
        words.put("findings", "督查情况");
        words.put("cause", "原因");
        words.put("requirements", "督办要求");
        words.put("callNote", "与企业核实");
        words.put("summary", "报结内容");
        words.put("progress", "办理情况");
        words.put("text", "内容");
        words.put("replyText", "回复");
        words.put("legalBasis", "依据");
        words.put("minutes", "纪要");
        words.put("note", "备注");
        return words;
    }

    private static String versions(Object parts) {
        return parts instanceof Collection<?> list && !list.isEmpty()
                ? list.stream()
                        .map(part -> (Map<?, ?>) part)
                        .map(part -> "《%s》第%s版改按第%s版办理".formatted(part.get("name"), part.get("from"), part.get("to")))
                        .collect(Collectors.joining("，"))
                : null;
    }

    private static String moved(Object dates) {
        return dates instanceof Collection<?> list && !list.isEmpty()
                ? list.stream()
                        .map(date -> (Map<?, ?>) date)
                        .map(date -> date.get("what") + "由" + time(date.get("from")) + "改为" + time(date.get("to")))
                        .collect(Collectors.joining("，"))
                : null;
    }

    private String unit(Object id) {
        return unitName.apply(id.toString());
    }

    private static String joined(Collection<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining("、"));
    }

    private String units(String label, Object ids) {
        return ids instanceof Collection<?> list && !list.isEmpty()
                ? label + list.stream().map(this::unit).collect(Collectors.joining("、"))
                : null;
    }

    private String scores(Object scores) {
        return scores instanceof Map<?, ?> byUnit && !byUnit.isEmpty()
                ? byUnit.entrySet().stream()
                        .map(entry -> unit(entry.getKey()) + entry.getValue() + "分")
                        .collect(Collectors.joining("、"))
                : null;
    }

    private static String ground(Object code) {
        return label(Ground.values(), Ground::label, code);
    }

    /** The label of a constant, the code itself once the constant is gone. */
    private static <E extends Enum<E>> String label(E[] constants, Function<E, String> label, Object code) {
        for (E constant : constants) {
            if (constant.name().equals(code)) {
                return label.apply(constant);
            }
        }
        return code(code);
    }

    private static String code(Object code) {
        return VALUES.getOrDefault(code.toString(), code.toString());
    }

    private static String time(Object value) {
        try {
            return value.toString().length() == 10
                    ? Texts.day(LocalDate.parse(value.toString()))
                    : Texts.time(Instant.parse(value.toString()));
        } catch (DateTimeParseException e) {
            return value.toString();
        }
    }
}
