package suban.acts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
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
        processes.complete(
                officer, number, "userTask_confirmRejection", Map.of("decision", decision, "reason", reason));
    }

    /** An office seals a case that may hold a state secret. */
    public void seal(String officer, String number, String reason) {
        processes.submitStart(officer, "sealing", Map.of("number", number, "reason", reason));
    }

    /** The officer for secrecy finds no secret. */
    public void unseal(String officer, String number, String reason) {
        processes.complete(officer, number, "userTask_decideSealed", Map.of("decision", "RELEASE", "reason", reason));
    }

    /** The officer hands the case to the secrecy authority; it stays sealed. */
    public void keepSealed(String officer, String number, String reason) {
        processes.complete(officer, number, "userTask_decideSealed", Map.of("decision", "KEEP", "reason", reason));
    }

    /** The officer erases the words by the secrecy authority's instruction. */
    public void purge(String officer, String number, String instruction, String reason) {
        processes.complete(
                officer,
                number,
                "userTask_decideSealed",
                Map.of("decision", "PURGE", "instruction", instruction, "reason", reason));
    }

    /** A collecting unit answers the enterprise itself. */
    public void answerFirst(String person, String number, String reply) {
        processes.complete(
                person, number, "userTask_coordinateFirst", Map.of("decision", "ANSWERED", "replyText", reply));
    }

    /** A collecting unit hands the matter to the office. */
    public void handOver(String person, String number, String reason) {
        processes.complete(
                person, number, "userTask_coordinateFirst", Map.of("decision", "HAND_OVER", "reason", reason));
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
        processes.complete(officer, number, "userTask_triage", form);
    }

    /** The office answers on the day of acceptance. */
    public void answerImmediately(String officer, String number, String reply) {
        processes.complete(officer, number, "userTask_answerImmediately", Map.of("replyText", reply));
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
        processes.complete(handler, number, "userTask_respond", form);
    }

    /** The host tried to reach the enterprise in vain. */
    public void tryContact(String handler, String number, String contactedAt) {
        processes.complete(
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
        processes.complete(handler, number, "userTask_coHandle", Map.of("decision", "OPINION", "opinion", opinion));
    }

    /** The office releases a late co-handler. */
    public void release(String officer, String number, String reason) {
        processes.complete(officer, number, "userTask_releaseCoHandler", Map.of("reason", reason));
    }

    /** The host names a unit inside itself to work the matter. */
    public void assignInside(String handler, String number, String unit) {
        processes.complete(handler, number, "userTask_handle", Map.of("decision", "ASSIGN_INSIDE", "insideUnit", unit));
    }

    /** The host is ready to reply. */
    public void ready(String handler, String number, String progress) {
        processes.complete(handler, number, "userTask_handle", Map.of("decision", "READY", "progress", progress));
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
        processes.complete(handler, number, "userTask_reply", form);
    }

    /** The office confirms an explanation. */
    public void confirmReply(String officer, String number) {
        processes.complete(officer, number, "userTask_confirmReply", Map.of("decision", "CONFIRM"));
    }

    /** The office returns an explanation. */
    public void returnReply(String officer, String number, String reason) {
        processes.complete(officer, number, "userTask_confirmReply", Map.of("decision", "RETURN", "reason", reason));
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
        processes.complete(officer, number, "userTask_visit", form);
    }

    /** The office calls back in vain. */
    public void visitInVain(String officer, String number) {
        processes.complete(officer, number, "userTask_visit", Map.of("reached", false));
    }

    /** The host scores its co-handlers. */
    public void score(String handler, String number, Map<String, Integer> scores) {
        List<Map<String, Object>> rows = new ArrayList<>();
        scores.forEach((unit, score) -> rows.add(Map.of("unit", unit, "score", score)));
        processes.complete(handler, number, "userTask_scoreCoHandlers", Map.of("scores", rows));
    }
}
