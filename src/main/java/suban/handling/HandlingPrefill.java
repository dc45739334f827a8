package suban.handling;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Attempt;
import suban.ledger.Ledger;
import suban.ledger.Opinion;
import suban.ledger.Opinions;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.organisation.Options;
import suban.organisation.Organisation;
import suban.organisation.Unit;

/** Opens the forms of an attempt with what its host, co-handlers and office need to see (Article 9). */
@Component
class HandlingPrefill implements FormPrefill {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

    private final Ledger ledger;
    private final Opinions opinions;
    private final HandlingRequests requests;
    private final Commitments commitments;
    private final FortnightService fortnights;
    private final LetterService letters;
    private final Organisation organisation;
    private final Timeline timeline;
    private final Clock clock;

    HandlingPrefill(
            Ledger ledger,
            Opinions opinions,
            HandlingRequests requests,
            Commitments commitments,
            FortnightService fortnights,
            LetterService letters,
            Organisation organisation,
            Timeline timeline,
            Clock clock) {
        this.ledger = ledger;
        this.opinions = opinions;
        this.requests = requests;
        this.commitments = commitments;
        this.fortnights = fortnights;
        this.letters = letters;
        this.organisation = organisation;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_respond" -> response(attempt(task), task.number());
            case "userTask_handle" -> handling(attempt(task), task.number());
            case "userTask_coHandle" ->
                Map.of("decision", "OPINION", "proposedOptions", others(attempt(task), task.number(), task.coUnit()));
            case "userTask_ruleOnObjection", "userTask_ruleFinally" -> {
                HandlingRequest request = request(task);
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("requestText", text(request));
                values.put("newUnit", request.addUnits());
                values.put("newUnitOptions", successors(attempt(task), task.number(), request));
                yield values;
            }
            case "userTask_changeCoHandlers" -> {
                HandlingRequest request = request(task);
                Map<String, Object> values = new LinkedHashMap<>(changes(attempt(task), task.number()));
                values.put("requestText", text(request));
                values.put("addUnits", request.added());
                values.put("releaseUnits", request.released());
                yield values;
            }
            case "userTask_decideDelay" -> {
                HandlingRequest request = request(task);
                yield Map.of(
                        "requestText",
                        text(request),
                        "newDate",
                        request.expectedOn().toString());
            }
            case "userTask_consentToMeeting" -> Map.of("requestText", text(request(task)));
            case "userTask_recordMeeting" -> {
                HandlingRequest request = request(task);
                yield Map.of(
                        "requestText",
                        text(request),
                        "presentOptions",
                        Options.of(Stream.concat(Stream.of(attempt(task).host()), request.added().stream())
                                .flatMap(unit -> organisation.find(unit).stream())));
            }
            case "userTask_recordLetterAnswer" -> letter(task);
            case "userTask_fulfilCommitment" -> Map.of("requestText", commitment(task));
            case "userTask_decideFortnight", "userTask_signOffPlan" ->
                Map.of("requestText", fortnight(attempt(task), "userTask_signOffPlan".equals(task.key())));
            case "userTask_releaseCoHandler" -> Map.of("coUnitText", organisation.nameOf(task.coUnit()));
            case "userTask_reply" -> reply(attempt(task));
            case "userTask_confirmReply" -> confirmation(attempt(task));
            default -> isAdded(task) ? Map.of("opinionsText", opinions(attempt(task))) : Map.of();
        };
    }

    /** A step of an attempt that the program does not know; the host's or an office's, who read every opinion (Article 4). */
    private static boolean isAdded(TaskFacts task) {
        return task.definitionId().startsWith("handling:") && task.attempt() > 0 && task.coUnit() == null;
    }

    private Map<String, Object> response(Attempt attempt, String number) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate due = LocalDate.ofInstant(attempt.effectiveDueAt(), clock.getZone());
        return Map.of(
                "decision", "CONTACTED",
                "contactedAt", MINUTES.format(clock.instant().atZone(clock.getZone())),
                "promisedDate", (due.isBefore(today) ? today : due).toString(),
                "insideOptions", inside(attempt, number),
                "proposedOptions", others(attempt, number, attempt.host()));
    }

    private Map<String, Object> handling(Attempt attempt, String number) {
        Map<String, Object> values = new LinkedHashMap<>(changes(attempt, number));
        values.put("insideOptions", inside(attempt, number));
        values.put("opinionsText", opinions(attempt));
        String sent = letters.told(attempt);
        values.put("lettersText", sent.isEmpty() ? "本次办理没有发出协调函" : sent);
        values.put("answerBy", letters.defaultAnswerBy().toString());
        values.put("proposedOptions", others(attempt, number, attempt.host()));
        return values;
    }

    /** Whom to add to the co-handlers and whom to release. */
    private Map<String, Object> changes(Attempt attempt, String number) {
        List<String> working = ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::unit)
                .toList();
        return Map.of(
                "addOptions",
                Options.of(within(number)
                        .filter(unit ->
                                !working.contains(unit.id()) && !unit.id().equals(attempt.host()))),
                "releaseOptions",
                Options.of(working.stream().flatMap(unit -> organisation.find(unit).stream())));
    }

    /** The units that could take over a part of {@code from} (Article 12). */
    private List<Map<String, String>> others(Attempt attempt, String number, String from) {
        return Options.of(able(number).filter(unit -> !unit.id().equals(from)));
    }

    /** To whom the office may give the part that a unit objects to (Articles 4, 12, 17). */
    private List<Map<String, String>> successors(Attempt attempt, String number, HandlingRequest objection) {
        if (RequestService.HOST.equals(objection.role())) {
            String accused = ledger.complaint(number).accusedUnit();
            return Options.of(within(number)
                    .filter(unit -> !unit.id().equals(objection.unit()))
                    .filter(unit -> !organisation.accusesLeadership(accused, unit.id())));
        }
        List<String> working = ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::unit)
                .toList();
        return Options.of(within(number)
                .filter(unit -> !working.contains(unit.id()) && !unit.id().equals(attempt.host())));
    }

    private Stream<Unit> within(String number) {
        String office = ledger.complaint(number).coordinatingUnit();
        return able(number).filter(unit -> organisation.isWithinReach(office, unit));
    }

    private Stream<Unit> able(String number) {
        String accused = ledger.complaint(number).accusedUnit();
        return organisation.units().stream()
                .filter(unit -> unit.kind().handles())
                .filter(unit -> !organisation.isPartOf(unit.id(), accused));
    }

    private HandlingRequest request(TaskFacts task) {
        return requests.findById(task.references().get("request")).orElseThrow();
    }

    private String text(HandlingRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(organisation.nameOf(request.unit()) + "，" + Texts.time(request.raisedAt()));
        switch (request.kind()) {
            case OBJECTION ->
                lines.add("建议改由："
                        + request.added().stream().map(organisation::nameOf).collect(Collectors.joining("、")));
            case MEETING -> {
                lines.add("会议时间：" + Texts.time(request.plannedAt())
                        + (request.place() == null ? "" : "，地点：" + request.place()));
                lines.add("邀请：" + names(request.added()));
            }
            case LETTER -> lines.add("致：" + request.place());
            case DELAY -> lines.add("预计办结日期：" + Texts.day(request.expectedOn()));
            case CO_HANDLERS -> {
                if (!request.added().isEmpty()) {
                    lines.add("增加：" + names(request.added()));
                }
                if (!request.released().isEmpty()) {
                    lines.add("免除：" + names(request.released()));
                }
            }
        }
        lines.add((request.kind() == HandlingRequest.Kind.MEETING ? "议题：" : "理由：") + request.reason());
        return String.join("\n", lines);
    }

    private String names(List<String> units) {
        return units.stream().map(organisation::nameOf).collect(Collectors.joining("、"));
    }

    private Map<String, Object> letter(TaskFacts task) {
        CoordinationLetter it = letters.ofRequest(task.references().get("request"));
        return Map.of(
                "requestText",
                text(it),
                "decision",
                "ANSWERED",
                "answeredOn",
                LocalDate.ofInstant(clock.instant(), clock.getZone()).toString());
    }

    private String text(CoordinationLetter it) {
        boolean late = it.dueAt().isBefore(clock.instant());
        return "致" + it.body() + "，" + Texts.time(it.sentAt()) + "发出\n商请" + Texts.time(it.dueAt()) + "前复函"
                + (late ? "（已逾期）" : "") + "\n商请事项：" + it.matter();
    }

    private String commitment(TaskFacts task) {
        Commitment it =
                commitments.findById(task.references().get("commitment")).orElseThrow();
        return organisation.nameOf(it.unit()) + "承诺：" + it.text() + "\n完成日期：" + Texts.time(it.dueAt())
                + (it.beforeReply() ? "\n答复企业前须履行" : "");
    }

    private String fortnight(Attempt attempt, boolean withPlan) {
        Fortnight it = fortnights.current(attempt);
        List<String> lines = new ArrayList<>();
        lines.add("第" + it.no() + "个双周，" + Texts.time(it.endsAt()) + "届满");
        if (withPlan) {
            lines.add(it.text());
            fortnights
                    .plan(it)
                    .forEach(step -> lines.add(step.no() + "．" + Texts.time(step.dueAt()) + "前：" + step.text()));
        }
        return String.join("\n", lines);
    }

    private Attempt attempt(TaskFacts task) {
        return ledger.attempt(task.number(), task.attempt());
    }

    private List<Map<String, String>> inside(Attempt attempt, String number) {
        String accused = ledger.complaint(number).accusedUnit();
        return Options.of(organisation.insideOf(attempt.host()).stream()
                .filter(unit -> !unit.id().equals(accused)));
    }

    private String opinions(Attempt attempt) {
        List<Assignment> parts = ledger.coHandlers(attempt);
        if (parts.isEmpty()) {
            return "本次办理没有协办单位";
        }
        Map<Long, Opinion> given =
                opinions
                        .findByAssignmentIdInOrderByAt(
                                parts.stream().map(Assignment::id).toList())
                        .stream()
                        .collect(
                                Collectors.toMap(Opinion::assignmentId, opinion -> opinion, (first, second) -> second));
        return parts.stream()
                .map(part -> {
                    Opinion opinion = given.get(part.id());
                    String text = opinion == null
                            ? "尚未提交"
                            : opinion.released() ? "已免除（" + opinion.text() + "）" : opinion.text();
                    return organisation.nameOf(part.unit()) + "：" + text;
                })
                .collect(Collectors.joining("\n"));
    }

    private Map<String, Object> reply(Attempt attempt) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("opinionsText", opinions(attempt));
        if (attempt.outcome() != null) {
            timeline.of(attempt.complaintId()).stream()
                    .filter(entry -> entry.act() == Act.REPLY_RETURNED && entry.personal() != null)
                    .reduce((earlier, later) -> later)
                    .ifPresent(entry -> values.put(
                            "returnText", Timeline.read(entry.personal()).get("reason")));
            values.put("outcome", attempt.outcome().name());
            values.put("replyText", attempt.replyText());
            values.put("legalBasis", attempt.legalBasis());
        }
        return values;
    }

    private static Map<String, Object> confirmation(Attempt attempt) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("outcomeText", attempt.outcome().label());
        values.put("legalBasisText", attempt.legalBasis() == null ? "" : attempt.legalBasis());
        return values;
    }
}
