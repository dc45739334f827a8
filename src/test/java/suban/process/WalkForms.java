package suban.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import suban.calendar.CalendarService;
import suban.ledger.Assignment;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Outcome;
import suban.process.EngineState.OpenTask;

/** What people write into the forms of a random walk: a decision of each kind, or the plain one that brings the case on. */
final class WalkForms {

    private static final ZoneId ZONE = CalendarService.ZONE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final Ledger ledger;
    private final CalendarService calendar;

    WalkForms(Random random, Ledger ledger, CalendarService calendar) {
        this.random = random;
        this.ledger = ledger;
        this.calendar = calendar;
    }

    /** Of these, the one whose weight was drawn: {@code "A", 3, "B", 1}. */
    String oneOf(Object... weighted) {
        int sum = 0;
        for (int i = 1; i < weighted.length; i += 2) {
            sum += (Integer) weighted[i];
        }
        int drawn = random.nextInt(sum);
        for (int i = 1; i < weighted.length; i += 2) {
            drawn -= (Integer) weighted[i];
            if (drawn < 0) {
                return (String) weighted[i - 1];
            }
        }
        throw new IllegalStateException();
    }

    <T> T any(List<T> list) {
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A new complaint of one of the walk's enterprises. */
    Map<String, Object> registration(String enterprise, int serial) {
        Map<String, Object> form = new LinkedHashMap<>();
        String channel = oneOf("PHONE", 9, "HAOCHAPING", 1, "CAMPAIGN", 2, "UNIT", 1, "DEPARTMENT", 2, "SUPERIOR", 3);
        form.put("channel", channel);
        form.put("enterpriseName", enterprise);
        form.put("newCity", "jinghe");
        form.put("contactName", "王建国");
        form.put("contactPhone", "13800138000");
        form.put("title", "厂房规划许可迟迟未批之" + serial);
        form.put("content", "我公司厂房规划许可申请已三个月，窗口多次要求补充材料，请协调。");
        form.put("demandType", oneOf("意见建议", 4, "救援救助", 1, "投诉举报", 2, "请求综合协调", 2, "申请政策扶持", 1));
        form.put("declaredGround", oneOf("NONE", 9, "LITIGATION", 1));
        form.put("confidential", chance(15));
        if (List.of("CAMPAIGN", "UNIT", "DEPARTMENT").contains(channel)) {
            form.put("receivedBy", oneOf("shichang", 1, "zijian", 1, "chongwen", 1));
        }
        if ("SUPERIOR".equals(channel)) {
            form.put("orderNumber", "陕营商办函〔2026〕" + serial + "号");
            if (chance(40)) {
                form.put("orderDueAt", day(plus(calendar.today(), 1 + random.nextInt(20))));
            }
        }
        return form;
    }

    /** A decision drawn by lot that the form allows; {@code prefill} are the values the opened form shows. */
    Map<String, Object> drawn(OpenTask task, Map<String, Object> prefill, Instant now) {
        Map<String, Object> form = new LinkedHashMap<>();
        switch (task.key()) {
            case "userTask_coordinateFirst" ->
                either(form, oneOf("ANSWERED", 1, "HAND_OVER", 1), "ANSWERED", "replyText");
            case "userTask_confirmRejection" -> {
                form.put("decision", oneOf("REJECT", 2, "ACCEPT", 3));
                form.put("reason", "经核实。");
            }
            case "userTask_triage" -> triage(form, prefill);
            case "userTask_respond" -> respond(form, task, prefill, now);
            case "userTask_handle" -> handle(form, task, prefill, now);
            case "userTask_coHandle" -> {
                String decision = oneOf("OPINION", 3, "OBJECT", 1);
                form.put("decision", decision);
                if ("OPINION".equals(decision)) {
                    form.put("opinion", "同意。");
                } else {
                    objection(form, prefill);
                }
            }
            case "userTask_reply" -> reply(form, Outcome.values()[random.nextInt(Outcome.values().length)]);
            case "userTask_confirmReply" -> {
                form.put("decision", oneOf("CONFIRM", 2, "RETURN", 1));
                if ("RETURN".equals(form.get("decision"))) {
                    form.put("reason", "依据不足。");
                }
            }
            case "userTask_visit" -> visit(form);
            case "userTask_ruleOnObjection", "userTask_ruleFinally" -> {
                form.put("decision", oneOf("UPHOLD", 3, "REFUSE", 2));
                form.put("reason", "按职能。");
                if ("UPHOLD".equals(form.get("decision")) && chance(85)) {
                    form.put("newUnit", any(options(prefill, "newUnitOptions")));
                }
            }
            case "userTask_changeCoHandlers" -> {
                form.put("decision", oneOf("CHANGE", 3, "REFUSE", 1));
                form.put("reason", "按需要。");
                if ("CHANGE".equals(form.get("decision"))) {
                    change(form, prefill);
                }
            }
            case "userTask_decideDelay" -> {
                form.put("decision", oneOf("GRANT", 3, "NOTE", 1));
                if ("GRANT".equals(form.get("decision"))) {
                    form.put(
                            "newDate",
                            day(workingDay(plus(localDay(attempt(task).effectiveDueAt()), 1 + random.nextInt(9)))));
                } else {
                    form.put("reason", "加快办理。");
                }
            }
            case "userTask_consentToMeeting" -> {
                form.put("decision", oneOf("AGREE", 5, "DECLINE", 1));
                if ("DECLINE".equals(form.get("decision"))) {
                    form.put("reason", "无须开会。");
                }
            }
            case "userTask_recordMeeting" -> meeting(form, prefill);
            case "userTask_decideFortnight" -> fortnight(form, task, now);
            case "userTask_signOffPlan" -> {
                form.put("decision", oneOf("APPROVE", 2, "RETURN", 1));
                if ("RETURN".equals(form.get("decision"))) {
                    form.put("reason", "步骤过缓。");
                }
            }
            case "userTask_decideSupervision" -> {
                form.put("decision", oneOf("SUPERVISE", 3, "DECLINE", 2));
                if ("DECLINE".equals(form.get("decision"))) {
                    form.put("reason", "已责成整改。");
                }
            }
            case "userTask_judgeResponsibility" -> {
                form.put("decision", oneOf("NEGLIGENT", 1, "DILIGENT", 1));
                form.put("reason", "据办理记录。");
            }
            case "userTask_confirmWithdrawal" -> ending(form, "called", "call", oneOf("CONFIRM", 1, "REFUSE", 2), now);
            case "userTask_confirmLeavingScope" ->
                ending(form, "checked", "check", oneOf("CONFIRM", 1, "REFUSE", 2), now);
            case "userTask_decideSealed" -> {
                form.put("decision", oneOf("RELEASE", 4, "KEEP", 2, "PURGE", 1));
                form.put("reason", "经研究。");
                if ("PURGE".equals(form.get("decision"))) {
                    form.put("instruction", "保密函〔2026〕3号");
                }
            }
            default -> form.putAll(plain(task, now));
        }
        return form;
    }

    /** The plain decision that brings the case on towards its end. */
    Map<String, Object> plain(OpenTask task, Instant now) {
        Map<String, Object> form = new LinkedHashMap<>();
        switch (task.key()) {
            case "userTask_coordinateFirst" -> either(form, "HAND_OVER", "ANSWERED", "replyText");
            case "userTask_confirmRejection" -> {
                form.put("decision", "ACCEPT");
                form.put("reason", "属于受理范围。");
            }
            case "userTask_triage" -> triage(form, "GENERAL", null, List.of());
            case "userTask_answerImmediately" -> form.put("replyText", "政策已当面解释。");
            case "userTask_respond" -> {
                form.put("decision", "CONTACTED");
                contact(form, task, now);
            }
            case "userTask_handle" -> form.put("decision", "READY");
            case "userTask_coHandle" -> {
                form.put("decision", "OPINION");
                form.put("opinion", "同意。");
            }
            case "userTask_releaseCoHandler" -> form.put("reason", "不再等待。");
            case "userTask_reply" -> reply(form, Outcome.RESOLVED);
            case "userTask_confirmReply" -> form.put("decision", "CONFIRM");
            case "userTask_visit" -> {
                form.put("reached", true);
                form.put("rating", "SATISFIED");
                form.put("officeRating", "GOOD");
            }
            case "userTask_scoreCoHandlers" -> scores(form, task);
            case "userTask_ruleOnObjection", "userTask_ruleFinally", "userTask_changeCoHandlers" -> {
                form.put("decision", "REFUSE");
                form.put("reason", "维持原交办。");
            }
            case "userTask_decideDelay" -> {
                form.put("decision", "NOTE");
                form.put("reason", "加快办理。");
            }
            case "userTask_consentToMeeting" -> form.put("decision", "AGREE");
            case "userTask_recordMeeting" -> {
                form.put("minutes", "会议研究了有关事项。");
                form.put("commitments", List.of());
            }
            case "userTask_fulfilCommitment" -> form.put("note", "已履行。");
            case "userTask_decideFortnight" -> form.put("decision", "CLOSE");
            case "userTask_signOffPlan" -> form.put("decision", "APPROVE");
            case "userTask_decideSupervision" -> form.put("decision", "SUPERVISE");
            case "userTask_recordSupervision" -> {
                form.put("findings", "窗口重复要求补件。");
                form.put("cause", "口径不一。");
                form.put("requirements", "限期解决。");
            }
            case "userTask_judgeResponsibility" -> {
                form.put("decision", "DILIGENT");
                form.put("reason", "已尽责。");
            }
            case "userTask_sendReferral" -> form.put("note", "机要交换送达");
            case "userTask_recordConclusion" -> {
                form.put("receivedOn", day(calendar.today()));
                form.put("concludedOn", day(calendar.today()));
            }
            case "userTask_reportBack" -> {
                form.put("reportedOn", day(calendar.today()));
                form.put("recipient", "省营商环境局");
                form.put("summary", "已办结。");
            }
            case "userTask_confirmWithdrawal" -> ending(form, "called", "call", "REFUSE", now);
            case "userTask_confirmLeavingScope" -> ending(form, "checked", "check", "REFUSE", now);
            case "userTask_decideSealed" -> {
                form.put("decision", "RELEASE");
                form.put("reason", "不涉密。");
            }
            default -> throw new IllegalStateException("the walk does not know " + task.key());
        }
        return form;
    }

    private void either(Map<String, Object> form, String decision, String one, String text) {
        form.put("decision", decision);
        form.put(decision.equals(one) ? text : "reason", "经协调。");
    }

    private void triage(Map<String, Object> form, Map<String, Object> prefill) {
        List<String> co = new ArrayList<>();
        List<String> known = options(prefill, "coHandlerOptions");
        for (int i = random.nextInt(3); i > 0; i--) {
            String unit = any(known);
            if (!co.contains(unit)) {
                co.add(unit);
            }
        }
        triage(
                form,
                oneOf("IMMEDIATE", 2, "GENERAL", 10, "COMPLEX", 5),
                chance(12) ? any(options(prefill, "hostOptions")) : null,
                co);
        if (chance(12)) {
            form.put("accusedUnit", any(options(prefill, "accusedOptions")));
        }
        form.put("urgent", chance(10));
        if (chance(60)) {
            form.put("sameMatterAs", any(options(prefill, "sameMatterOptions")));
        }
        if (chance(6)) {
            form.put("splitItems", "另一问题");
        }
        if (chance(5)) {
            form.put("eligibility", "NOT_ELIGIBLE");
        }
        if (chance(3)) {
            form.put("seal", true);
        }
    }

    private void triage(Map<String, Object> form, String complaintClass, String host, List<String> co) {
        form.put("complaintClass", complaintClass);
        form.put("hostUnit", host == null ? "jinghe" : host);
        form.put("coHandlerUnits", co);
        form.put("eligibility", "REGISTERED");
        form.put("exclusionGround", "NONE");
        form.put("urgent", false);
        form.put("reason", "按职能研判。");
    }

    private void respond(Map<String, Object> form, OpenTask task, Map<String, Object> prefill, Instant now) {
        String decision = oneOf("CONTACTED", 6, "ATTEMPTED", 2, "OBJECT", 2);
        form.put("decision", decision);
        if ("OBJECT".equals(decision)) {
            objection(form, prefill);
            return;
        }
        contact(form, task, now);
        if ("ATTEMPTED".equals(decision)) {
            form.remove("promisedDate");
            form.put("note", "电话无人接听，已发短信留言");
        } else if (chance(20)) {
            form.put("insideUnit", any(options(prefill, "insideOptions")));
        }
    }

    private void contact(Map<String, Object> form, OpenTask task, Instant now) {
        form.put("contactChannel", "PHONE");
        form.put("contactedAt", moment(now));
        LocalDate due = localDay(attempt(task).effectiveDueAt());
        LocalDate today = calendar.today();
        form.put("promisedDate", day(due.isBefore(today) ? today : due));
    }

    private void objection(Map<String, Object> form, Map<String, Object> prefill) {
        form.put("proposedUnit", any(options(prefill, "proposedOptions")));
        form.put("reason", "不属于本单位职能。");
    }

    private void handle(Map<String, Object> form, OpenTask task, Map<String, Object> prefill, Instant now) {
        String decision = oneOf(
                "READY",
                9,
                "ASSIGN_INSIDE",
                2,
                "MEETING",
                4,
                "NOTICE_OF_DELAY",
                3,
                "CHANGE_CO_HANDLERS",
                4,
                "OBJECT",
                2);
        form.put("decision", decision);
        switch (decision) {
            case "ASSIGN_INSIDE" -> form.put("insideUnit", any(options(prefill, "insideOptions")));
            case "MEETING" -> {
                form.put("meetingAt", moment(now.plus(5 + random.nextInt(60), ChronoUnit.HOURS)));
                form.put("requestReason", "需多部门合力解决。");
            }
            case "NOTICE_OF_DELAY" -> {
                LocalDate due = localDay(attempt(task).effectiveDueAt());
                LocalDate from = due.isBefore(calendar.today()) ? calendar.today() : due;
                form.put("expectedDate", day(plus(from, 1 + random.nextInt(9))));
                form.put("requestReason", "图纸须重新审查。");
            }
            case "CHANGE_CO_HANDLERS" -> {
                change(form, prefill);
                form.put("requestReason", "协办分工需要。");
            }
            case "OBJECT" -> objection(form, prefill);
            default -> form.put("progress", "已办理。");
        }
    }

    private void change(Map<String, Object> form, Map<String, Object> prefill) {
        String add = chance(75) ? any(options(prefill, "addOptions")) : null;
        String release = chance(50) ? any(options(prefill, "releaseOptions")) : null;
        form.put("addUnits", add == null ? List.of() : List.of(add));
        form.put("releaseUnits", release == null ? List.of() : List.of(release));
    }

    private static void reply(Map<String, Object> form, Outcome outcome) {
        form.put("outcome", outcome.name());
        form.put("replyText", "办理情况如下。");
        if (outcome.isExplanation()) {
            form.put("legalBasis", "《优化营商环境条例》");
        }
    }

    private void visit(Map<String, Object> form) {
        boolean reached = chance(65);
        form.put("reached", reached);
        if (reached) {
            String rating = oneOf("SATISFIED", 2, "FAIRLY_SATISFIED", 1, "DISSATISFIED", 6, "VERY_DISSATISFIED", 3);
            form.put("rating", rating);
            form.put("officeRating", oneOf("GOOD", 1, "FAIR", 1, "POOR", 1));
            if (rating.contains("DISSATISFIED")) {
                form.put("dissatisfactionReason", "问题没有真正解决。");
            }
        }
    }

    private void scores(Map<String, Object> form, OpenTask task) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String unit : new LinkedHashSet<>(
                ledger.coHandlers(attempt(task)).stream().map(Assignment::unit).toList())) {
            rows.add(Map.of("unit", unit, "score", 1 + random.nextInt(5)));
        }
        form.put("scores", rows);
    }

    private void meeting(Map<String, Object> form, Map<String, Object> prefill) {
        form.put("minutes", "会议研究了有关事项。");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            rows.add(Map.of(
                    "unit",
                    any(options(prefill, "presentOptions")),
                    "text",
                    "完成现场核查",
                    "date",
                    day(plus(calendar.today(), random.nextInt(6))),
                    "beforeReply",
                    chance(40)));
        }
        form.put("commitments", rows);
    }

    private void fortnight(Map<String, Object> form, OpenTask task, Instant now) {
        String decision = oneOf("CLOSE", 2, "DELAY", 2, "LONG_TERM", 2);
        form.put("decision", decision);
        LocalDate from = localDay(task.due().isAfter(now) ? task.due() : now);
        if ("DELAY".equals(decision)) {
            form.put("expectedDate", day(workingDay(plus(from, 1 + random.nextInt(11)))));
            form.put("reason", "等待上级批复。");
        } else if ("LONG_TERM".equals(decision)) {
            form.put("plan", "分步推进。");
            List<Map<String, Object>> rows = new ArrayList<>();
            LocalDate step = calendar.today();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                step = plus(step, 3 + random.nextInt(40));
                rows.add(Map.of("date", day(step), "text", "完成一步"));
            }
            form.put("milestones", rows);
        }
    }

    private static void ending(Map<String, Object> form, String when, String note, String decision, Instant now) {
        form.put(when + "At", moment(now));
        form.put(note + "Note", "已核实。");
        form.put("decision", decision);
        if ("REFUSE".equals(decision)) {
            form.put("reason", "继续办理。");
        } else if ("checked".equals(when)) {
            form.put("ground", "LITIGATION");
            form.put("reference", "（2026）陕7102行初12号");
        }
    }

    /** The values that a list of the opened form offers. */
    static List<String> options(Map<String, Object> prefill, String key) {
        Object offered = prefill.get(key);
        List<String> values = new ArrayList<>();
        if (offered != null) {
            try {
                for (JsonNode option : JSON.readTree(offered.toString())) {
                    values.add(option.get("value").asText());
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(key, e);
            }
        }
        return values;
    }

    private Attempt attempt(OpenTask task) {
        Complaint complaint = ledger.complaint(task.number());
        List<Attempt> all = ledger.attempts(complaint);
        return all.get(all.size() - 1);
    }

    private LocalDate workingDay(LocalDate from) {
        LocalDate day = from;
        while (!calendar.isWorkingDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static LocalDate plus(LocalDate day, int days) {
        return day.plusDays(days);
    }

    private static LocalDate localDay(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    private static String day(LocalDate day) {
        return day.toString();
    }

    private static String moment(Instant instant) {
        return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MINUTES), ZONE)
                .withSecond(0)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx"));
    }
}
