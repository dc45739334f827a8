package suban.acts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.NotFound;
import suban.engine.EngineClock;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

/**
 * What people do with a complaint. Every act goes through the form of its task, as the named person, with that person's rights;
 * times of day are Asia/Shanghai.
 */
@Component
public class Acts {

    /** As many steps one behind the other as anybody would add; more is a circle. */
    private static final int MOST_STEPS = 5;

    private final Processes processes;
    private final EngineTime time;

    Acts(Processes processes, EngineTime time) {
        this.processes = processes;
        this.time = time;
    }

    /** Lets the clock go on to this local time ({@code 2026-02-12T10:00}); timers due on the way fire. */
    public void timeIs(String localTime) {
        time.advanceTo(at(localTime));
    }

    /** A local time as an instant. */
    public static Instant at(String localTime) {
        return LocalDateTime.parse(localTime).atZone(EngineClock.ZONE).toInstant();
    }

    /** An officer registers a complaint by the start form; returns its number. */
    public String register(String officer, Map<String, Object> form) {
        return processes.submitStart(officer, "complaint", form);
    }

    /** The office decides whether a doubtful matter is admitted: {@code REJECT} or {@code ACCEPT}. */
    public void confirmRejection(String officer, String number, String decision, String reason) {
        done(officer, number, "userTask_confirmRejection", Map.of("decision", decision, "reason", reason));
    }

    /** An office seals a case that may hold a state secret. */
    public void seal(String officer, String number, String reason) {
        processes.submitStart(officer, "sealing", Map.of("number", number, "reason", reason));
    }

    /** The officer for secrecy finds no secret. */
    public void unseal(String officer, String number, String reason) {
        done(officer, number, "userTask_decideSealed", Map.of("decision", "RELEASE", "reason", reason));
    }

    /** The officer hands the case to the secrecy authority; it stays sealed. */
    public void keepSealed(String officer, String number, String reason) {
        done(officer, number, "userTask_decideSealed", Map.of("decision", "KEEP", "reason", reason));
    }

    /** The officer erases the words by the secrecy authority's instruction. */
    public void purge(String officer, String number, String instruction, String reason) {
        done(
                officer,
                number,
                "userTask_decideSealed",
                Map.of("decision", "PURGE", "instruction", instruction, "reason", reason));
    }

    /** A collecting unit answers the enterprise itself. */
    public void answerFirst(String person, String number, String reply) {
        done(person, number, "userTask_coordinateFirst", Map.of("decision", "ANSWERED", "replyText", reply));
    }

    /** A collecting unit hands the matter to the office. */
    public void handOver(String person, String number, String reason) {
        done(person, number, "userTask_coordinateFirst", Map.of("decision", "HAND_OVER", "reason", reason));
    }

    /** The office triages: class, host, co-handlers. */
    public void triage(String officer, String number, ComplaintClass as, String host, String... coHandlers) {
        triage(officer, number, as, host, List.of(coHandlers), Map.of());
    }

    /** The office triages, with further fields of the form. */
    public void triage(
            String officer,
            String number,
            ComplaintClass as,
            String host,
            List<String> coHandlers,
            Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("complaintClass", as.name());
        form.put("hostUnit", host);
        form.put("coHandlerUnits", new ArrayList<>(coHandlers));
        form.put("eligibility", "REGISTERED");
        form.put("exclusionGround", "NONE");
        form.put("urgent", false);
        form.putAll(further);
        done(officer, number, "userTask_triage", form);
    }

    /** The office answers on the day of acceptance. */
    public void answerImmediately(String officer, String number, String reply) {
        done(officer, number, "userTask_answerImmediately", Map.of("replyText", reply));
    }

    /** The host reached the enterprise by telephone and named a date. */
    public void respond(String handler, String number, String contactedAt, String promisedDate) {
        respond(handler, number, contactedAt, promisedDate, Map.of());
    }

    /** The host reached the enterprise, with further fields of the form. */
    public void respond(
            String handler, String number, String contactedAt, String promisedDate, Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", "CONTACTED");
        form.put("contactChannel", "PHONE");
        form.put("contactedAt", contactedAt + ":00+08:00");
        form.put("promisedDate", promisedDate);
        form.putAll(further);
        done(handler, number, "userTask_respond", form);
    }

    /** Somebody tells an enterprise by telephone what reached it in no other way: the notices with these ids. */
    public void telephone(String caller, String number, String calledAt, List<String> notices) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("callResult", "TOLD");
        form.put("calledAt", calledAt);
        form.put("callPerson", "王建国");
        form.put("toldNotices", new ArrayList<>(notices));
        done(caller, number, "userTask_phoneNotice", form);
    }

    /** Nobody answered. */
    public void telephoneInVain(String caller, String number, String calledAt) {
        done(
                caller,
                number,
                "userTask_phoneNotice",
                Map.of("callResult", "NOT_REACHED", "calledAt", calledAt, "note", "无人接听"));
    }

    /** The host tried to reach the enterprise in vain. */
    public void tryContact(String handler, String number, String contactedAt) {
        done(
                handler,
                number,
                "userTask_respond",
                Map.of(
                        "decision",
                        "ATTEMPTED",
                        "contactChannel",
                        "PHONE",
                        "contactedAt",
                        contactedAt + ":00+08:00",
                        "note",
                        "电话无人接听，已发短信留言"));
    }

    /** A co-handler gives its opinion. */
    public void opine(String handler, String number, String opinion) {
        done(handler, number, "userTask_coHandle", Map.of("decision", "OPINION", "opinion", opinion));
    }

    /** The office releases a late co-handler. */
    public void release(String officer, String number, String reason) {
        done(officer, number, "userTask_releaseCoHandler", Map.of("reason", reason));
    }

    /** The host names a unit inside itself to work the matter. */
    public void assignInside(String handler, String number, String unit) {
        done(handler, number, "userTask_handle", Map.of("decision", "ASSIGN_INSIDE", "insideUnit", unit));
    }

    /** The host is ready to reply. */
    public void ready(String handler, String number, String progress) {
        done(handler, number, "userTask_handle", Map.of("decision", "READY", "progress", progress));
    }

    /** The host replies. */
    public void reply(String handler, String number, Outcome outcome, String text) {
        reply(handler, number, outcome, text, Map.of());
    }

    /** The host replies, with further fields of the form. */
    public void reply(String handler, String number, Outcome outcome, String text, Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("outcome", outcome.name());
        form.put("replyText", text);
        if (outcome.isExplanation()) {
            form.put("legalBasis", "《优化营商环境条例》及相关政策规定");
        }
        form.putAll(further);
        done(handler, number, "userTask_reply", form);
    }

    /** The office confirms an explanation. */
    public void confirmReply(String officer, String number) {
        done(officer, number, "userTask_confirmReply", Map.of("decision", "CONFIRM"));
    }

    /** The office returns an explanation. */
    public void returnReply(String officer, String number, String reason) {
        done(officer, number, "userTask_confirmReply", Map.of("decision", "RETURN", "reason", reason));
    }

    /** The office calls back and notes the rating; a bad one with its reason. */
    public void visit(String officer, String number, Rating rating) {
        visit(officer, number, rating, Map.of());
    }

    /** The office calls back, with further fields of the form. */
    public void visit(String officer, String number, Rating rating, Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("reached", true);
        form.put("rating", rating.name());
        form.put("officeRating", rating.isBad() ? "POOR" : "GOOD");
        if (rating.isBad()) {
            form.put("dissatisfactionReason", "问题没有真正解决，答复过于笼统");
        }
        form.putAll(further);
        done(officer, number, "userTask_visit", form);
    }

    /** The office calls back in vain. */
    public void visitInVain(String officer, String number) {
        done(officer, number, "userTask_visit", Map.of("reached", false));
    }

    /** The host scores its co-handlers. */
    public void score(String handler, String number, Map<String, Integer> scores) {
        List<Map<String, Object>> rows = new ArrayList<>();
        scores.forEach((unit, score) -> rows.add(Map.of("unit", unit, "score", score)));
        done(handler, number, "userTask_scoreCoHandlers", Map.of("scores", rows));
    }

    /** A unit objects to its part of the dispatch (Article 12). */
    public void object(String handler, String number, String taskKey, String proposedUnit, String reason) {
        done(handler, number, taskKey, Map.of("decision", "OBJECT", "proposedUnit", proposedUnit, "reason", reason));
    }

    /** The office upholds an objection and names the unit; null releases a co-handler without another. */
    public void uphold(String officer, String number, String newUnit, String reason) {
        ruling(officer, number, "UPHOLD", newUnit, reason, "userTask_ruleOnObjection");
    }

    /** The office refuses an objection. */
    public void refuseObjection(String officer, String number, String reason) {
        ruling(officer, number, "REFUSE", null, reason, "userTask_ruleOnObjection");
    }

    /** The office's head rules. */
    public void ruleFinally(String head, String number, String newUnit, String reason) {
        ruling(head, number, newUnit == null ? "REFUSE" : "UPHOLD", newUnit, reason, "userTask_ruleFinally");
    }

    private void ruling(String who, String number, String decision, String newUnit, String reason, String key) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", decision);
        form.put("newUnit", newUnit);
        form.put("reason", reason);
        done(who, number, key, form);
    }

    /** The host proposes a special meeting at this local time (Article 10). */
    public void callMeeting(String handler, String number, String at, String topic) {
        done(
                handler,
                number,
                "userTask_handle",
                Map.of("decision", "MEETING", "meetingAt", at + ":00+08:00", "requestReason", topic));
    }

    /** A co-handler agrees to the meeting. */
    public void agreeToMeeting(String handler, String number) {
        done(handler, number, "userTask_consentToMeeting", Map.of("decision", "AGREE"));
    }

    /** A co-handler declines the meeting. */
    public void declineMeeting(String handler, String number, String reason) {
        done(handler, number, "userTask_consentToMeeting", Map.of("decision", "DECLINE", "reason", reason));
    }

    /** What a unit takes on in a meeting. */
    public record Promise(String unit, String text, String date, boolean beforeReply) {}

    /** The host records the meeting and its commitments. */
    public void recordMeeting(String handler, String number, String minutes, Promise... promises) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Promise promise : promises) {
            rows.add(Map.of(
                    "unit",
                    promise.unit(),
                    "text",
                    promise.text(),
                    "date",
                    promise.date(),
                    "beforeReply",
                    promise.beforeReply()));
        }
        done(handler, number, "userTask_recordMeeting", Map.of("minutes", minutes, "commitments", rows));
    }

    /** A unit has done what it committed itself to. */
    public void fulfil(String handler, String number, String note) {
        done(handler, number, "userTask_fulfilCommitment", Map.of("note", note));
    }

    /** The host tells enterprise and office that it will be late (Article 11). */
    public void noticeOfDelay(String handler, String number, String expectedDate, String reason) {
        done(
                handler,
                number,
                "userTask_handle",
                Map.of("decision", "NOTICE_OF_DELAY", "expectedDate", expectedDate, "requestReason", reason));
    }

    /** The office grants a new date. */
    public void grant(String officer, String number, String date) {
        done(officer, number, "userTask_decideDelay", Map.of("decision", "GRANT", "newDate", date));
    }

    /** The office leaves the notice of delay at that. */
    public void noteDelay(String officer, String number, String reason) {
        done(officer, number, "userTask_decideDelay", Map.of("decision", "NOTE", "reason", reason));
    }

    /** The host writes to a body outside the district's authority; null for the date it is given by default. */
    public void writeLetter(String handler, String number, String body, String matter, String answerBy) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", "LETTER");
        form.put("body", body);
        form.put("matter", matter);
        form.put("answerBy", answerBy);
        done(handler, number, "userTask_handle", form);
    }

    /** The host notes what a body answered on this day. */
    public void noteAnswer(String handler, String number, String answeredOn, String answerer, String answer) {
        done(
                handler,
                number,
                "userTask_recordLetterAnswer",
                Map.of("decision", "ANSWERED", "answeredOn", answeredOn, "answerer", answerer, "answer", answer));
    }

    /** The host waits for an answer no longer: {@code UNANSWERED} after its date, {@code DROPPED} at any time. */
    public void dropLetter(String handler, String number, String decision, String reason) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", decision);
        form.put("reason", reason);
        done(handler, number, "userTask_recordLetterAnswer", form);
    }

    /** The host asks for other co-handlers. */
    public void askForCoHandlers(String handler, String number, List<String> add, List<String> release, String reason) {
        done(
                handler,
                number,
                "userTask_handle",
                Map.of(
                        "decision",
                        "CHANGE_CO_HANDLERS",
                        "addUnits",
                        add,
                        "releaseUnits",
                        release,
                        "requestReason",
                        reason));
    }

    /** The office adds and releases co-handlers. */
    public void changeCoHandlers(String officer, String number, List<String> add, List<String> release, String reason) {
        done(
                officer,
                number,
                "userTask_changeCoHandlers",
                Map.of("decision", "CHANGE", "addUnits", add, "releaseUnits", release, "reason", reason));
    }

    /** The office leaves the co-handlers as they are. */
    public void keepCoHandlers(String officer, String number, String reason) {
        done(officer, number, "userTask_changeCoHandlers", Map.of("decision", "REFUSE", "reason", reason));
    }

    /** The host means to answer a complex case within the fortnight (Article 8). */
    public void closeWithinFortnight(String handler, String number) {
        done(handler, number, "userTask_decideFortnight", Map.of("decision", "CLOSE"));
    }

    /** The host goes on into the next fortnight with a notice of delay (Articles 8, 11). */
    public void delayFortnight(String handler, String number, String expectedDate, String reason) {
        done(
                handler,
                number,
                "userTask_decideFortnight",
                Map.of("decision", "DELAY", "expectedDate", expectedDate, "reason", reason));
    }

    /** The host proposes a long-term plan; {@code steps} are texts by their dates. */
    public void proposePlan(String handler, String number, String plan, Map<String, String> steps) {
        List<Map<String, Object>> rows = new ArrayList<>();
        steps.forEach((date, text) -> rows.add(Map.of("date", date, "text", text)));
        done(
                handler,
                number,
                "userTask_decideFortnight",
                Map.of("decision", "LONG_TERM", "plan", plan, "milestones", rows));
    }

    /** The office signs a long-term plan off. */
    public void signOff(String officer, String number) {
        done(officer, number, "userTask_signOffPlan", Map.of("decision", "APPROVE"));
    }

    /** The office returns a long-term plan. */
    public void returnPlan(String officer, String number, String reason) {
        done(officer, number, "userTask_signOffPlan", Map.of("decision", "RETURN", "reason", reason));
    }

    /** 营商办 or 督查室 says to supervise the matter (Article 15). */
    public void supervise(String officer, String number) {
        done(officer, number, "userTask_decideSupervision", Map.of("decision", "SUPERVISE"));
    }

    /** 营商办 or 督查室 would rather not, with its reason. */
    public void declineSupervision(String officer, String number, String reason) {
        done(officer, number, "userTask_decideSupervision", Map.of("decision", "DECLINE", "reason", reason));
    }

    /** 督查室 records what the supervision found, why it was so, and what it requires. */
    public void recordSupervision(String inspector, String number, String findings, String cause, String requirements) {
        done(
                inspector,
                number,
                "userTask_recordSupervision",
                Map.of("findings", findings, "cause", cause, "requirements", requirements));
    }

    /** 营商办 or 督查室 says whether the units were negligent: {@code NEGLIGENT} or {@code DILIGENT}. */
    public void judge(String officer, String number, String decision, String reason) {
        done(officer, number, "userTask_judgeResponsibility", Map.of("decision", decision, "reason", reason));
    }

    /** 营商办 has sent the prepared file to 纪检监察工委. */
    public void sendReferral(String officer, String number) {
        done(officer, number, "userTask_sendReferral", Map.of("note", "机要交换送达"));
    }

    /** 纪检监察工委 notes its two dates. */
    public void recordConclusion(String person, String number, String receivedOn, String concludedOn) {
        done(person, number, "userTask_recordConclusion", Map.of("receivedOn", receivedOn, "concludedOn", concludedOn));
    }

    /** What an office does with a case it coordinates, by the start form; with the fields of the act. */
    public void officeAct(String officer, String number, String act, String reason, Map<String, Object> further) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("number", number);
        form.put("act", act);
        form.put("reason", reason);
        form.putAll(further);
        processes.submitStart(officer, "officeAct", form);
    }

    /** The coordinating office gives a part to another unit of its own accord; null only releases a co-handler (Article 12). */
    public void correct(String officer, String number, String from, String to, String reason) {
        Map<String, Object> units = new LinkedHashMap<>();
        units.put("fromUnit", from);
        units.put("toUnit", to);
        officeAct(officer, number, "CORRECT", reason, units);
    }

    /** The coordinating office makes a general complaint complex (Article 8). */
    public void reclassify(String officer, String number, String reason) {
        officeAct(officer, number, "RECLASSIFY", reason, Map.of());
    }

    /** The coordinating office takes back that two complaints are the same matter (Article 15). */
    public void unlink(String officer, String number, String reason) {
        officeAct(officer, number, "UNLINK", reason, Map.of());
    }

    /** The coordinating office notes that the enterprise withdraws. */
    public void withdraw(String officer, String number, String reason) {
        officeAct(officer, number, "WITHDRAW", reason, Map.of());
    }

    /** The coordinating office notes that another procedure has begun (Article 3). */
    public void leaveScope(String officer, String number, String ground, String reason) {
        officeAct(officer, number, "LEAVE_SCOPE", reason, Map.of("ground", ground));
    }

    /** The coordinating office takes an unrated closure up again (Article 14). */
    public void reopen(String officer, String number, String reason) {
        officeAct(officer, number, "REOPEN", reason, Map.of());
    }

    /** The office has called the enterprise: the withdrawal stands. */
    public void confirmWithdrawal(String officer, String number, String calledAt) {
        confirm(officer, number, "userTask_confirmWithdrawal", calledAt, Map.of("decision", "CONFIRM"));
    }

    /** The office has called the enterprise, which does not withdraw. */
    public void refuseWithdrawal(String officer, String number, String calledAt, String reason) {
        confirm(
                officer,
                number,
                "userTask_confirmWithdrawal",
                calledAt,
                Map.of("decision", "REFUSE", "reason", reason));
    }

    /** The office has the other procedure's 受理文号: the case ends. */
    public void confirmLeavingScope(String officer, String number, String calledAt, String ground, String reference) {
        confirm(
                officer,
                number,
                "userTask_confirmLeavingScope",
                calledAt,
                Map.of("decision", "CONFIRM", "ground", ground, "reference", reference));
    }

    /** The matter has not left the scope: the case goes on. */
    public void refuseLeavingScope(String officer, String number, String calledAt, String reason) {
        confirm(
                officer,
                number,
                "userTask_confirmLeavingScope",
                calledAt,
                Map.of("decision", "REFUSE", "reason", reason));
    }

    private void confirm(String officer, String number, String task, String at, Map<String, Object> decision) {
        boolean call = task.equals("userTask_confirmWithdrawal");
        Map<String, Object> form = new LinkedHashMap<>(decision);
        form.put(call ? "calledAt" : "checkedAt", at + ":00+08:00");
        form.put(call ? "callNote" : "checkNote", call ? "已致电企业联系人核实。" : "已向受理机关查核，并告知企业。");
        done(officer, number, task, form);
    }

    /** The office reports an order from above back (Article 7(3)). */
    public void reportBack(String officer, String number, String day) {
        done(
                officer,
                number,
                "userTask_reportBack",
                Map.of("reportedOn", day, "recipient", "省营商环境局", "summary", "已办结，企业已答复。"));
    }

    /** The office starts the appraisal of a year; a published one with the reason of the correction. Returns its number. */
    public String appraise(String officer, int year, String reason) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("year", year);
        form.put("reason", reason);
        return processes.submitStart(officer, "annualAppraisal", form);
    }

    /** The office publishes an appraisal as it was computed. */
    public void publishAppraisal(String officer, String number) {
        done(officer, number, "userTask_reviewAppraisal", Map.of("decision", "PUBLISH"));
    }

    /** The office has corrected the ledger and has the appraisal computed once more. */
    public void correctAppraisal(String officer, String number, String note) {
        done(officer, number, "userTask_reviewAppraisal", Map.of("decision", "CORRECT", "reason", note));
    }

    /** The office puts in a calendar year; returns what it is known by. */
    public String proposeCalendar(String officer, int year, String data) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("year", year);
        form.put("data", data);
        return processes.submitStart(officer, "calendarApproval", form);
    }

    /** The head approves a calendar year; the open cases are recomputed one by one. */
    public void approveCalendar(String head, String number) {
        done(head, number, "userTask_approveCalendar", Map.of("decision", "APPROVE"));
    }

    /** The head refuses a calendar year. */
    public void rejectCalendar(String head, String number, String reason) {
        done(head, number, "userTask_approveCalendar", Map.of("decision", "REJECT", "rejectionReason", reason));
    }

    /** The head approves a revision of the rules; it is put in force and the cases in flight are worked through. */
    public void approveRevision(String head, String number) {
        processes.complete(head, number, "userTask_approveRevision", Map.of("decision", "APPROVE", "remark", "同意。"));
    }

    /** The head returns a revision of the rules. */
    public void returnRevision(String head, String number, String reason) {
        processes.complete(
                head, number, "userTask_approveRevision", Map.of("decision", "RETURN", "returnReason", reason));
    }

    /** The office wants to change a template; returns what the change is known by. */
    public String changeTemplate(String officer, String kind) {
        return processes.submitStart(officer, "documentTemplate", Map.of("kind", kind));
    }

    /** The office submits the changed text. */
    public void submitTemplate(String officer, String number, String body, String reason) {
        done(officer, number, "userTask_editTemplate", Map.of("decision", "SUBMIT", "body", body, "reason", reason));
    }

    /** The office gives the change up. */
    public void abandonTemplate(String officer, String number) {
        done(officer, number, "userTask_editTemplate", Map.of("decision", "ABANDON"));
    }

    /** The head approves the changed text. */
    public void approveTemplate(String head, String number) {
        done(head, number, "userTask_approveTemplate", Map.of("decision", "APPROVE"));
    }

    /** The head returns the changed text. */
    public void returnTemplate(String head, String number, String reason) {
        done(head, number, "userTask_approveTemplate", Map.of("decision", "RETURN", "reason", reason));
    }

    /** A head arranges who stands in for whom, both days included; returns the arrangement's number. */
    public String arrangeSubstitute(String head, String away, String substitute, String fromDay, String untilDay) {
        return processes.submitStart(
                head,
                "substitution",
                Map.of(
                        "awayPerson",
                        away,
                        "substitutePerson",
                        substitute,
                        "fromDay",
                        fromDay,
                        "untilDay",
                        untilDay,
                        "leaveKind",
                        "LEAVE"));
    }

    /** The head ends an arrangement before its last day is over. */
    public void endSubstitution(String head, String number) {
        done(head, number, "userTask_endSubstitution", Map.of());
    }

    /** Steps that wait for no date are done, as the engine would by itself. */
    public void waitingIsDone() {
        time.runWaiting();
    }

    /** Does this person's task; where analysts have put steps of their own before it, whoever is to do them does them first. */
    private void done(String user, String number, String taskKey, Map<String, Object> values) {
        for (int steps = 0; ; steps++) {
            try {
                processes.complete(user, number, taskKey, values);
                return;
            } catch (NotFound notYet) {
                if (steps == MOST_STEPS || processes.passAddedSteps(number) == 0) {
                    throw notYet;
                }
            }
        }
    }
}
