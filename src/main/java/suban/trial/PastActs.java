package suban.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.trial.PastAct.How;
import suban.trial.PastCase.Entry;

/** Reads out of a case's timeline what people did, with the forms they sent. */
final class PastActs {

    /** Stands for every text that no rule reads. */
    static final String WORDS = "试运行：原文没有复制。";

    /** What leaves no trace in the course of a case, or is none of its own steps. */
    private static final Set<Act> NOT_ITS_COURSE = Set.of(
            Act.ATTACHED,
            Act.ATTACHMENT_REMOVED,
            Act.URGED,
            Act.OVERSEEN,
            Act.SEALED,
            Act.SEALED_KEPT,
            Act.UNSEALED,
            Act.PURGED,
            Act.NOTICE_DELIVERED,
            Act.NOTICE_CALL_TRIED,
            Act.HANDED_TO_SUBSTITUTE,
            Act.RETURNED_WHILE_AWAY,
            Act.ACCOUNTABILITY_PASSED_ON,
            Act.INTERVENED,
            Act.ACCOUNTABILITY_INTERVENED,
            Act.ARCHIVED,
            Act.DESTROYED,
            // part of another act's form
            Act.SPLIT,
            Act.SAME_MATTER_CONFIRMED,
            Act.RELATED,
            Act.COMMITTED);

    private final PastCase it;
    private final List<PastAct> acts = new ArrayList<>();

    private PastActs(PastCase it) {
        this.it = it;
    }

    /** What people did in a case, in the order they did it; a case that was split off is registered by its original's triage. */
    static List<PastAct> of(PastCase past, List<String> partTitles) {
        PastActs reading = new PastActs(past);
        List<Entry> entries = past.entries();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.act() != null && (entry.actor() != null || entry.act() == Act.REGISTERED)) {
                reading.read(
                        entry, entries.subList(i + 1, entries.size()), i == 0 ? null : entries.get(i - 1), partTitles);
            }
        }
        return reading.acts;
    }

    @SuppressWarnings("java:S1479") // one line for each act there is
    private void read(Entry entry, List<Entry> after, Entry before, List<String> partTitles) {
        switch (entry.act()) {
            case REGISTERED -> {
                if (it.splitFrom() == null) {
                    boolean person = entry.text("externalId") == null;
                    add(entry, person ? How.REGISTER : How.POST, true, "complaint", it.form());
                }
            }
            case REJECTED -> task(entry, "confirmRejection", "decision", "REJECT", "reason", WORDS);
            case ADMITTED -> task(entry, "confirmRejection", "decision", "ACCEPT", "reason", WORDS);
            case ANSWERED_BY_UNIT -> task(entry, "coordinateFirst", "decision", "ANSWERED", "replyText", WORDS);
            case HANDED_OVER -> task(entry, "coordinateFirst", "decision", "HAND_OVER", "reason", WORDS);
            case SCOPE_DECIDED -> {
                String eligibility = entry.text("eligibility");
                task(
                        entry,
                        "triage",
                        "exclusionGround",
                        "NOT_ELIGIBLE".equals(eligibility) ? null : entry.text("ground"),
                        "eligibility",
                        eligibility == null ? "REGISTERED" : eligibility,
                        "reason",
                        words(entry, "reason"),
                        "urgent",
                        false);
            }
            case TRIAGED -> triage(entry, after, partTitles);
            case ANSWERED_IMMEDIATELY -> task(entry, "answerImmediately", "replyText", WORDS);
            case RESPONDED, CONTACT_TRIED ->
                task(
                        entry,
                        "respond",
                        "decision",
                        entry.act() == Act.RESPONDED ? "CONTACTED" : "ATTEMPTED",
                        "contactChannel",
                        entry.text("channel"),
                        "contactedAt",
                        entry.text("at"),
                        "promisedDate",
                        entry.text("promisedDate"),
                        "insideUnit",
                        entry.text("insideUnit"),
                        "note",
                        words(entry, "note"));
            case ASSIGNED_INSIDE ->
                side(entry, List.of("handle"), "decision", "ASSIGN_INSIDE", "insideUnit", entry.text("unit"));
            case HANDLED -> task(entry, "handle", "decision", "READY", "progress", words(entry, "progress"));
            case OBJECTION_RAISED, OBJECTION_LATE ->
                add(
                        entry,
                        How.TASK,
                        entry.act() == Act.OBJECTION_RAISED,
                        "HOST".equals(entry.text("role")) ? List.of("respond", "handle") : List.of("coHandle"),
                        "HOST".equals(entry.text("role")) ? null : entry.text("unit"),
                        form("decision", "OBJECT", "proposedUnit", entry.text("proposedUnit"), "reason", WORDS));
            case OBJECTION_UPHELD, OBJECTION_REFUSED ->
                add(
                        entry,
                        How.TASK,
                        true,
                        List.of("ruleOnObjection", "ruleFinally"),
                        null,
                        form(
                                "decision",
                                entry.act() == Act.OBJECTION_UPHELD ? "UPHOLD" : "REFUSE",
                                "newUnit",
                                entry.text("newUnit"),
                                "reason",
                                WORDS));
            case ASSIGNMENT_CORRECTED ->
                office(entry, true, "CORRECT", "fromUnit", entry.text("from"), "toUnit", entry.text("newUnit"));
            case RECLASSIFIED -> office(entry, false, "RECLASSIFY");
            case SAME_MATTER_UNDONE -> office(entry, false, "UNLINK");
            case REOPENED -> office(entry, true, "REOPEN");
            case LEAVING_REQUESTED ->
                office(
                        entry,
                        true,
                        "LEAVE_SCOPE",
                        "ground",
                        entry.text("ground"),
                        "reference",
                        entry.text("reference"));
            case WITHDRAWAL_REQUESTED -> add(entry, How.WITHDRAW, true, "officeAct", form("reason", WORDS));
            case CO_HANDLERS_ASKED ->
                side(
                        entry,
                        List.of("handle"),
                        "decision",
                        "CHANGE_CO_HANDLERS",
                        "addUnits",
                        entry.input().get("addUnits"),
                        "releaseUnits",
                        entry.input().get("releaseUnits"),
                        "requestReason",
                        WORDS);
            case CO_HANDLERS_CHANGED -> {
                if (before == null
                        || before.act() != Act.ASSIGNMENT_CORRECTED && before.act() != Act.OBJECTION_UPHELD) {
                    side(
                            entry,
                            List.of("changeCoHandlers"),
                            "decision",
                            "CHANGE",
                            "addUnits",
                            entry.input().get("addUnits"),
                            "releaseUnits",
                            entry.input().get("releaseUnits"),
                            "reason",
                            WORDS);
                }
            }
            case CO_HANDLERS_KEPT -> side(entry, List.of("changeCoHandlers"), "decision", "REFUSE", "reason", WORDS);
            case MEETING_CALLED ->
                side(
                        entry,
                        List.of("handle"),
                        "decision",
                        "MEETING",
                        "meetingAt",
                        entry.text("meetingAt"),
                        "requestReason",
                        WORDS);
            case MEETING_AGREED -> side(entry, List.of("consentToMeeting"), "decision", "AGREE");
            case MEETING_DECLINED -> side(entry, List.of("consentToMeeting"), "decision", "DECLINE", "reason", WORDS);
            case MEETING_HELD -> meeting(entry, after);
            case COMMITMENT_FULFILLED -> side(entry, List.of("fulfilCommitment"), "note", WORDS);
            case DELAY_NOTICED ->
                side(
                        entry,
                        List.of("handle"),
                        "decision",
                        "NOTICE_OF_DELAY",
                        "expectedDate",
                        entry.text("expectedOn"),
                        "requestReason",
                        WORDS);
            case DELAY_GRANTED ->
                side(entry, List.of("decideDelay"), "decision", "GRANT", "newDate", day(entry.text("due")));
            case DELAY_NOT_GRANTED -> side(entry, List.of("decideDelay"), "decision", "NOTE", "reason", WORDS);
            case LETTER_SENT ->
                side(
                        entry,
                        List.of("handle"),
                        "decision",
                        "LETTER",
                        "body",
                        "试运行：区外单位" + entry.text("letter"),
                        "matter",
                        WORDS,
                        "answerBy",
                        entry.text("answerBy"));
            case LETTER_ANSWERED ->
                side(
                        entry,
                        List.of("recordLetterAnswer"),
                        "decision",
                        "ANSWERED",
                        "answeredOn",
                        entry.text("answeredOn"),
                        "answerer",
                        "试运行",
                        "answer",
                        WORDS);
            case LETTER_UNANSWERED, LETTER_DROPPED ->
                side(
                        entry,
                        List.of("recordLetterAnswer"),
                        "decision",
                        entry.act() == Act.LETTER_UNANSWERED ? "UNANSWERED" : "DROPPED",
                        "reason",
                        WORDS);
            case FORTNIGHT_DECIDED -> fortnight(entry);
            case PLAN_SIGNED_OFF -> task(entry, "signOffPlan", "decision", "APPROVE");
            case PLAN_RETURNED -> task(entry, "signOffPlan", "decision", "RETURN", "reason", WORDS);
            case OPINION_GIVEN ->
                add(
                        entry,
                        How.TASK,
                        true,
                        List.of("coHandle"),
                        entry.text("unit"),
                        form("decision", "OPINION", "opinion", WORDS));
            case CO_HANDLER_RELEASED ->
                add(entry, How.TASK, false, List.of("releaseCoHandler"), entry.text("unit"), form("reason", WORDS));
            case REPLY_DRAFTED ->
                task(
                        entry,
                        "reply",
                        "outcome",
                        entry.text("outcome"),
                        "replyText",
                        WORDS,
                        "legalBasis",
                        words(entry, "legalBasis"));
            case STEP_COMPLETED -> step(entry);
            case REPLY_CONFIRMED -> task(entry, "confirmReply", "decision", "CONFIRM");
            case REPLY_RETURNED -> task(entry, "confirmReply", "decision", "RETURN", "reason", WORDS);
            case VISITED ->
                task(
                        entry,
                        "visit",
                        "reached",
                        true,
                        "rating",
                        entry.text("rating"),
                        "officeRating",
                        entry.text("officeRating"),
                        "dissatisfactionReason",
                        words(entry, "reason"));
            case VISIT_TRIED -> task(entry, "visit", "reached", false);
            case CO_HANDLERS_SCORED -> scores(entry);
            case SUPERVISION_ADVISED ->
                task(entry, "decideSupervision", "decision", entry.text("decision"), "reason", words(entry, "reason"));
            case SUPERVISION_RECORDED ->
                task(entry, "recordSupervision", "findings", WORDS, "cause", WORDS, "requirements", WORDS);
            case RESPONSIBILITY_JUDGED ->
                task(entry, "judgeResponsibility", "decision", entry.text("decision"), "reason", WORDS);
            case REFERRAL_SENT -> task(entry, "sendReferral", "note", WORDS);
            case REFERRAL_CONCLUDED ->
                task(
                        entry,
                        "recordConclusion",
                        "receivedOn",
                        entry.text("receivedOn"),
                        "concludedOn",
                        entry.text("concludedOn"));
            case WITHDRAWN ->
                task(
                        entry,
                        "confirmWithdrawal",
                        "decision",
                        "CONFIRM",
                        "calledAt",
                        entry.text("at"),
                        "callNote",
                        WORDS);
            case WITHDRAWAL_REFUSED ->
                task(
                        entry,
                        "confirmWithdrawal",
                        "decision",
                        "REFUSE",
                        "calledAt",
                        entry.text("at"),
                        "callNote",
                        WORDS,
                        "reason",
                        WORDS);
            case LEFT_SCOPE ->
                task(
                        entry,
                        "confirmLeavingScope",
                        "decision",
                        "CONFIRM",
                        "checkedAt",
                        entry.text("at"),
                        "checkNote",
                        WORDS,
                        "ground",
                        entry.text("ground"),
                        "reference",
                        entry.text("reference"));
            case LEAVING_REFUSED ->
                task(
                        entry,
                        "confirmLeavingScope",
                        "decision",
                        "REFUSE",
                        "checkedAt",
                        entry.text("at"),
                        "checkNote",
                        WORDS,
                        "reason",
                        WORDS);
            case REPORTED_BACK ->
                task(entry, "reportBack", "reportedOn", entry.text("reportedOn"), "recipient", "试运行", "summary", WORDS);
            default -> {
                if (!NOT_ITS_COURSE.contains(entry.act())) {
                    add(entry, How.TASK, false, List.of(), null, Map.of());
                }
            }
        }
    }

    private void triage(Entry entry, List<Entry> after, List<String> partTitles) {
        Map<String, Object> form = form(
                "complaintClass",
                entry.text("complaintClass"),
                "hostUnit",
                entry.text("hostUnit"),
                "coHandlerUnits",
                entry.input().get("coHandlerUnits"),
                "eligibility",
                entry.text("eligibility"),
                "exclusionGround",
                "NONE",
                "accusedUnit",
                entry.text("accusedUnit"),
                "urgent",
                entry.input().get("urgent"),
                "reason",
                words(entry, "reason"));
        int parts = 0;
        for (Entry next : after) {
            if (!entry.actor().equals(next.actor())) {
                break;
            }
            switch (next.act()) {
                case SAME_MATTER_CONFIRMED -> form.put("sameMatterAs", next.text("sameAs"));
                case RELATED -> form.put("relatedTo", next.input().get("related"));
                case SPLIT -> parts++;
                default -> {
                    // another act
                }
            }
        }
        if (parts > 0) {
            form.put("splitItems", String.join("\n", partTitles));
        }
        add(entry, How.TASK, true, "triage", form);
    }

    private void meeting(Entry entry, List<Entry> after) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Entry next : after) {
            if (next.act() != Act.COMMITTED) {
                break;
            }
            rows.add(form(
                    "unit",
                    next.text("unit"),
                    "text",
                    WORDS,
                    "date",
                    day(next.text("due")),
                    "beforeReply",
                    next.input().get("beforeReply")));
        }
        add(entry, How.TASK, false, "recordMeeting", form("minutes", WORDS, "commitments", rows));
    }

    private void fortnight(Entry entry) {
        String decision = entry.text("decision");
        Map<String, Object> form = form("decision", decision);
        if ("DELAY".equals(decision)) {
            form.put("expectedDate", day(entry.text("due")));
            form.put("reason", WORDS);
        } else if ("LONG_TERM".equals(decision)) {
            form.put("plan", WORDS);
            List<Map<String, Object>> rows = new ArrayList<>();
            List<String> dates = it.milestones().get(entry.attempt() + "-" + entry.text("fortnight"));
            (dates == null ? Arrays.asList(day(entry.text("due"))) : dates)
                    .forEach(date -> rows.add(form("date", date, "text", WORDS)));
            form.put("milestones", rows);
        }
        add(entry, How.TASK, true, "decideFortnight", form);
    }

    private void scores(Entry entry) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (entry.input().get("scores") instanceof Map<?, ?> scores) {
            scores.forEach((unit, score) -> rows.add(form("unit", unit, "score", score)));
        }
        add(entry, How.TASK, false, "scoreCoHandlers", form("scores", rows));
    }

    /** What analysts add to a diagram is known by its name, and may decide something and ask for words. */
    private void step(Entry entry) {
        Map<String, Object> form = form("decision", entry.text("decision"));
        entry.words().stream().sorted().forEach(key -> form.put(key, WORDS));
        acts.add(new PastAct(
                it.number(),
                entry.seq(),
                entry.at(),
                entry.act(),
                How.STEP,
                List.of(String.valueOf(entry.text("step"))),
                entry.actor(),
                entry.unit(),
                entry.attempt(),
                null,
                form,
                entry.text("step"),
                false));
    }

    private void office(Entry entry, boolean needed, String act, Object... fields) {
        Map<String, Object> form = form(fields);
        form.put("act", act);
        form.put("reason", WORDS);
        add(entry, How.OFFICE, needed, "officeAct", form);
    }

    private void task(Entry entry, String key, Object... fields) {
        add(entry, How.TASK, true, key, form(fields));
    }

    private void side(Entry entry, List<String> keys, Object... fields) {
        add(entry, How.TASK, false, keys, null, form(fields));
    }

    private void add(Entry entry, How how, boolean needed, String key, Map<String, Object> form) {
        add(entry, how, needed, List.of(key), null, form);
    }

    private void add(Entry entry, How how, boolean needed, List<String> keys, String coUnit, Map<String, Object> form) {
        acts.add(new PastAct(
                it.number(),
                entry.seq(),
                entry.at(),
                entry.act(),
                how,
                how == How.TASK ? keys.stream().map(key -> "userTask_" + key).toList() : keys,
                entry.actor(),
                entry.unit(),
                entry.attempt(),
                coUnit,
                form,
                null,
                needed));
    }

    /** Field, value, field, value …; what is null is not sent. */
    private static Map<String, Object> form(Object... fields) {
        Map<String, Object> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                form.put((String) fields[i], fields[i + 1]);
            }
        }
        return form;
    }

    private static String words(Entry entry, String key) {
        return entry.words().contains(key) ? WORDS : null;
    }

    private static String day(String instant) {
        return instant == null
                ? null
                : LocalDate.ofInstant(Instant.parse(instant), CalendarService.ZONE)
                        .toString();
    }
}
