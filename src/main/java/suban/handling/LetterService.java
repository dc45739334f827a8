package suban.handling;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.FormValues;
import suban.handling.CoordinationLetter.State;
import suban.handling.HandlingRequest.Kind;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;

/**
 * Letters of coordination (协调函) to bodies outside the district's authority: the host writes them while it works, keeps track of
 * the answers and stays responsible; its clock does not move and its reply never waits for them (Article 9).
 */
@Service
@Transactional
public class LetterService {

    /** Working days for an answer where the host names no date. */
    private static final int ANSWER_DAYS = 5;

    private static final int MOST_OPEN = 20;

    private final Complaints complaints;
    private final Attempts attempts;
    private final CoordinationLetters letters;
    private final HandlingRequests requests;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Checkers checkers;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a letter touches
    LetterService(
            Complaints complaints,
            Attempts attempts,
            CoordinationLetters letters,
            HandlingRequests requests,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            CalendarService calendar,
            Organisation organisation,
            Checkers checkers,
            Clock clock) {
        this.complaints = complaints;
        this.attempts = attempts;
        this.letters = letters;
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.calendar = calendar;
        this.organisation = organisation;
        this.checkers = checkers;
        this.clock = clock;
    }

    /** The date by which an answer is asked for where the host names none: five working days from now. */
    LocalDate defaultAnswerBy() {
        return LocalDate.ofInstant(
                calendar.workingDaysAfter(clock.instant(), ANSWER_DAYS).due(), clock.getZone());
    }

    /** The host writes to a body outside the district's authority; the matter stays its own (Article 9). */
    void send(Complaint complaint, Attempt attempt, FormValues form) {
        String body = form.required("body", "机构名称");
        String matter = form.required("matter", "商请事项");
        LocalDate named = form.date("answerBy", "商请复函日期");
        LocalDate answerBy = named == null ? defaultAnswerBy() : named;
        Instant now = clock.instant();
        Instant due = calendar.closeOfBusiness(answerBy);
        List<CoordinationLetter> open = letters.findByAttemptIdOrderById(attempt.id()).stream()
                .filter(CoordinationLetter::isOpen)
                .toList();
        List<FieldError> errors = new ArrayList<>();
        if (organisation.units().stream().anyMatch(unit -> unit.name().equals(body))) {
            errors.add(new FieldError("body", "机构名称：" + body + "是新区的单位，请通过协办单位办理"));
        }
        if (!due.isAfter(now)) {
            errors.add(new FieldError("answerBy", "商请复函日期：不能早于现在"));
        } else if (!calendar.isWorkingDay(answerBy)) {
            errors.add(new FieldError("answerBy", "商请复函日期：应为工作日"));
        } else if (answerBy.isAfter(calendar.today().plusYears(1))) {
            errors.add(new FieldError("answerBy", "商请复函日期：不能晚于一年以后"));
        }
        if (open.stream().anyMatch(it -> it.body().equals(body) && it.matter().equals(matter))) {
            errors.add(new FieldError("matter", "商请事项：已就同一事项向" + body + "发函，尚未复函"));
        }
        if (open.size() >= MOST_OPEN) {
            errors.add(new FieldError("decision", "办理到哪一步：等候复函的协调函已有" + MOST_OPEN + "件"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        HandlingRequest request = requests.save(new HandlingRequest(
                null,
                attempt.id(),
                Kind.LETTER,
                HandlingRequest.State.OPEN,
                attempt.host(),
                RequestService.HOST,
                now,
                form.actor().user(),
                matter,
                null,
                null,
                null,
                body,
                answerBy,
                false,
                false,
                due,
                null,
                null,
                null,
                null,
                null));
        CoordinationLetter letter = letters.save(new CoordinationLetter(
                null,
                request.id(),
                complaint.id(),
                attempt.id(),
                attempt.host(),
                body,
                matter,
                due,
                now,
                form.actor().user(),
                State.OPEN,
                null,
                null,
                null,
                null,
                null,
                null));
        Map<String, Object> input = input(attempt, letter);
        input.put("answerBy", answerBy.toString());
        timeline.append(complaint.id(), Act.LETTER_SENT, form.actor(), input, words(letter, "matter", matter));
        issue(complaint, attempt, letter);
    }

    private void issue(Complaint complaint, Attempt attempt, CoordinationLetter letter) {
        documents.issue(Issue.outside(
                complaint,
                attempt.no(),
                letter.unit(),
                letter.body(),
                "letter-" + letter.id(),
                Map.of(
                        "协调事项",
                        letter.matter(),
                        "复函日期",
                        Texts.day(LocalDate.ofInstant(letter.dueAt(), clock.getZone())))));
    }

    /** The letter's date has passed without an answer: the host and the offices are told, once (Articles 4, 9). */
    public void remind(Long request) {
        CoordinationLetter letter = ofRequest(request);
        if (letters.setReminded(letter.id(), clock.instant()) == 0) {
            return; // told before, or closed meanwhile
        }
        Attempt attempt = attempt(letter);
        Complaint complaint = complaint(attempt);
        Map<String, Object> input = input(attempt, letter);
        input.put("answerBy", letter.dueAt());
        timeline.append(complaint.id(), Act.LETTER_OVERDUE, Actor.SYSTEM, input, words(letter, null, null));
        Set<String> units = new LinkedHashSet<>(List.of(attempt.hostGroup()));
        if (attempt.insideUnit() != null) {
            units.add(attempt.insideUnit());
        }
        units.addAll(checkers.toTell(complaint, attempt.no()));
        for (String unit : units) {
            outbox.addOnce(
                    complaint,
                    attempt.no(),
                    "letterOverdue-" + letter.id(),
                    "letterOverdue",
                    unit,
                    organisation.nameOf(attempt.host()),
                    letter.body(),
                    Texts.time(letter.dueAt()));
        }
    }

    /** The host notes the answer, or with reason that it waits no longer (Article 9). */
    public void record(Long request, FormValues form) {
        CoordinationLetter letter = ofRequest(request);
        Attempt attempt = attempt(letter);
        Instant now = clock.instant();
        String user = form.actor().user();
        String decision = form.required("decision", "复函情况");
        if (!"ANSWERED".equals(decision)) {
            boolean late = "UNANSWERED".equals(decision);
            if (late && now.isBefore(letter.dueAt())) {
                throw new InvalidInput("decision", "复函情况：商请的复函日期" + Texts.time(letter.dueAt()) + "未到，不能记为逾期未复");
            }
            String reason = form.required("reason", "不再等待的理由");
            letters.close(letter.id(), late ? State.UNANSWERED : State.DROPPED, null, null, reason, now, user);
            requests.setDecided(request, HandlingRequest.State.REFUSED, null, null, now, user, reason);
            timeline.append(
                    letter.complaintId(),
                    late ? Act.LETTER_UNANSWERED : Act.LETTER_DROPPED,
                    form.actor(),
                    input(attempt, letter),
                    words(letter, "reason", reason));
            return;
        }
        LocalDate on = form.date("answeredOn", "复函日期");
        String answerer = form.required("answerer", "复函单位或人员");
        String answer = form.required("answer", "复函内容");
        if (on == null) {
            throw new InvalidInput("answeredOn", "复函日期：必填");
        }
        if (on.isAfter(calendar.today())) {
            throw new InvalidInput("answeredOn", "复函日期：不能晚于今天");
        }
        if (on.isBefore(LocalDate.ofInstant(letter.sentAt(), clock.getZone()))) {
            throw new InvalidInput("answeredOn", "复函日期：不能早于发函日期");
        }
        letters.close(letter.id(), State.ANSWERED, on, answerer, answer, now, user);
        requests.setDecided(request, HandlingRequest.State.UPHELD, null, null, now, user, null);
        Map<String, Object> input = input(attempt, letter);
        input.put("answeredOn", on.toString());
        Map<String, Object> personal = words(letter, "text", answer);
        personal.put("answerer", answerer);
        timeline.append(letter.complaintId(), Act.LETTER_ANSWERED, form.actor(), input, personal);
    }

    /** An attempt has been answered, ended or given to another host: nobody waits for its letters any longer; they stay on record. */
    void end(Attempt attempt) {
        Instant now = clock.instant();
        for (CoordinationLetter letter : letters.findByAttemptIdOrderById(attempt.id())) {
            if (letter.isOpen() && letters.close(letter.id(), State.ENDED, null, null, null, now, null) > 0) {
                timeline.append(
                        letter.complaintId(),
                        Act.LETTER_ENDED,
                        Actor.SYSTEM,
                        input(attempt, letter),
                        words(letter, null, null));
            }
        }
    }

    /** The letter of a request. */
    @Transactional(readOnly = true)
    CoordinationLetter ofRequest(Long request) {
        return letters.findByRequestId(request)
                .orElseThrow(() -> new IllegalStateException("no letter of request " + request));
    }

    /** What letters an attempt has and where they stand, one a line, as people read it; empty where it has none. */
    @Transactional(readOnly = true)
    String told(Attempt attempt) {
        List<String> lines = new ArrayList<>();
        for (CoordinationLetter letter : letters.findByAttemptIdOrderById(attempt.id())) {
            boolean late = letter.isOpen() && letter.dueAt().isBefore(clock.instant());
            String outcome = letter.answer() == null ? "" : "：" + letter.answer();
            lines.add(letter.body() + "（" + Texts.time(letter.dueAt()) + "前复函），"
                    + (late ? "逾期未复" : letter.state().label()) + outcome);
        }
        return String.join("\n", lines);
    }

    private static Map<String, Object> input(Attempt attempt, CoordinationLetter letter) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("letter", letter.id());
        return input;
    }

    /** What was written to whom; the body may tell the matter, too, and can be sealed with it. */
    private static Map<String, Object> words(CoordinationLetter letter, String key, String text) {
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("addressee", letter.body());
        if (key != null) {
            personal.put(key, text);
        }
        return personal;
    }

    private Attempt attempt(CoordinationLetter letter) {
        return attempts.findById(letter.attemptId()).orElseThrow(() -> new IllegalStateException("no attempt"));
    }

    private Complaint complaint(Attempt attempt) {
        return complaints.findById(attempt.complaintId()).orElseThrow(() -> new IllegalStateException("no complaint"));
    }
}
