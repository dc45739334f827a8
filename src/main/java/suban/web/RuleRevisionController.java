package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FailedSteps;
import suban.engine.FormValues;
import suban.engine.RuleMigration;
import suban.engine.RuleVersions;
import suban.engine.RulesInForce;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.organisation.People;
import suban.organisation.Roles;
import suban.revision.CaseResult;
import suban.revision.Change;
import suban.revision.LeftOver;
import suban.revision.Revision;
import suban.revision.RevisionService;
import suban.revision.RuleFiles;

/**
 * 规则修订 (Article 18): which rules are in force and what runs by which, what was proposed, decided and carried out. Read by supervisors,
 * analysts, administrators and the people of 新区营商办; proposed by analysts and administrators; a later migration is ordered by supervisors
 * and administrators. Everything is there twice: under {@code /camunda/api/suban} for the browser (writes need {@code X-XSRF-TOKEN}) and under
 * {@code /api} by Basic for the command.
 *
 * <p>{@code GET …/rule-versions} answers {@link VersionsView}; {@code GET …/rule-revisions} answers {@link ListView}; {@code GET
 * …/rule-revisions/{number}} and every other POST answer {@link DetailView}. {@code POST …/rule-revisions} takes
 * multipart/form-data: {@code reason} (required, up to 2000 characters), {@code inFlight} ({@code migrate} or {@code keep}, required), {@code
 * mapping} (lines {@code old id: new id}, {@code -} for an event that is gone), {@code trial} (up to 6000 characters) and any number of parts
 * {@code files}: one {@code .zip}, or each {@code .bpmn}, {@code .dmn}, {@code .form} (folders in the name are passed over, README.md is
 * ignored). 201 with the new revision, 200 where the same set is open already, 400 with {@code errors[{field,message}]} — field {@code files},
 * {@code reason}, {@code inFlight}, {@code mapping} or {@code trial} —, 409 where another revision is open. {@code POST …/left-over} takes the same
 * {@code files} and answers {@link LeftOverView}. {@code POST …/{number}/dry-run} takes no body, or {@code {"mapping": "…"}} as a later migration
 * does: then what comes out is answered and not kept. {@code POST …/{number}/withdrawal} takes {@code {"reason": "…"}} from who has proposed it, and, where it is approved
 * and not in force yet, from who has approved it, supervisors and administrators: it is given up then. {@code POST …/{number}/retry} takes no
 * body and has what the system has given up tried again (supervisors, administrators). {@code POST …/{number}/migration} takes {@code {"reason": "…", "cases": ["XX…"], "mapping": "…"}}, without {@code cases} for all, and answers
 * {@code {"message": "…", "cases": 3}}; its {@code mapping} holds for these cases only, beside the approved one: 400 where it would change that, or
 * names steps that do not answer to each other; 409 where the revision is not in force. Times are ISO 8601 with offset; who is not allowed gets 403, an
 * unknown number 404.
 */
@RestController
class RuleRevisionController {

    private static final String FILES = "files";
    private static final Set<String> WORDS = Set.of("reason", "inFlight", "mapping", "trial");
    private static final int LONGEST_WORDS = 40_000;
    private static final int MOST_CASES = 500;

    /** What units learn nothing of (Article 15). */
    private static final String ACCOUNTABILITY = "accountability";

    private final RevisionService revisions;
    private final RuleVersions versions;
    private final RulesInForce rules;
    private final LedgerSearch search;
    private final People people;
    private final Viewers viewers;

    RuleRevisionController(
            RevisionService revisions,
            RuleVersions versions,
            RulesInForce rules,
            LedgerSearch search,
            People people,
            Viewers viewers) {
        this.revisions = revisions;
        this.versions = versions;
        this.rules = rules;
        this.search = search;
        this.people = people;
        this.viewers = viewers;
    }

    /**
     * @param set what the set in force is called
     * @param revision the approved revision it is; null for a set of the jar
     * @param at since when it is in force
     * @param older how many process instances run by an older set
     * @param differences what in force is not as in the jar, in words
     * @param jarWaits whether the jar's own set waits for approval
     * @param processes by key
     */
    record VersionsView(
            String set,
            String revision,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            long running,
            long older,
            List<String> differences,
            boolean jarWaits,
            List<ProcessView> processes) {}

    record ProcessView(String key, String name, List<VersionView> versions) {}

    /**
     * @param set what its deployment is called
     * @param current whether it is in force
     * @param instances how many run by it
     */
    record VersionView(
            int version,
            String set,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            boolean current,
            long instances,
            List<RuleVersions.Step> steps) {}

    /**
     * @param mayPropose whether the caller may propose a revision
     * @param mayMigrate whether the caller may order a later migration
     */
    record ListView(boolean mayPropose, boolean mayMigrate, List<LineView> revisions) {}

    /**
     * @param status PROPOSED, RETURNED, WITHDRAWN, APPROVED, FAILED, DEPLOYED, COMPLETED; {@code statusText} in words
     * @param inForce whether it is the set in force now
     * @param proposedBy name of the person
     * @param inFlight MIGRATE or KEEP
     * @param summary titles of what it changes
     * @param failure why it is not in force: for good where it has ended, as of the last attempt where it is approved only
     * @param pending cases still to be moved; likewise {@code migrated}, {@code kept}, {@code refused}
     * @param stuck what the system has given up, the earliest first
     */
    record LineView(
            String number,
            String status,
            String statusText,
            boolean inForce,
            String proposedBy,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime proposedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime approveDueAt,
            String reason,
            String inFlight,
            String inFlightText,
            String decidedBy,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime decidedAt,
            String remark,
            String failure,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime deployedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime completedAt,
            List<String> summary,
            int pending,
            int migrated,
            int kept,
            int refused,
            List<StuckView> stuck) {}

    /**
     * A step that the system has given up trying.
     *
     * @param what such as 整套启用
     * @param since when it was given up
     */
    record StuckView(String what, @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime since) {}

    /**
     * @param canWithdraw whether the caller may take it back now
     * @param canGiveUp whether the caller may give up putting it in force now
     * @param canRetry whether the caller may have what the system has given up tried again
     * @param canMigrate whether the caller may order a migration of this one now
     * @param leftOver steps of older sets that this one has not, for a later migration; empty where none may be ordered now
     * @param mapping new ids by old ones; {@code mappingText} in words
     * @param changes what it does, file by file
     * @param dryRun what would become of the cases, as it was tried last; null where it was not tried
     * @param decidedOn the same as the head had it for the decision; null where it is not decided on
     * @param results what became of them
     */
    record DetailView(
            LineView revision,
            boolean canDryRun,
            boolean canWithdraw,
            boolean canGiveUp,
            boolean canRetry,
            boolean canMigrate,
            List<LeftOver> leftOver,
            String trial,
            Map<String, String> mapping,
            List<String> mappingText,
            List<ChangeView> changes,
            DryRunView dryRun,
            DryRunView decidedOn,
            List<ResultView> results) {}

    /** @param steps which of those in use a set has not */
    record LeftOverView(List<LeftOver> steps) {}

    /** @param what ADDED, CHANGED, REMOVED */
    record ChangeView(String kind, String file, String name, String title, String what, List<Change.Row> rows) {}

    /** @param outcomes those that would stay as they are */
    record DryRunView(
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            int cases,
            long moves,
            long refused,
            List<OutcomeView> outcomes) {}

    /**
     * @param key what a migration of this case alone is ordered by; null where the caller may not know it, and then neither reasons nor
     *     processes are told
     * @param number what people read: the number, （非投诉事项） or （不在可见范围）
     */
    record OutcomeView(String key, String number, boolean moves, List<String> reasons, List<PartView> parts) {}

    /** A process of a case, with the versions it goes from and to. */
    record PartView(String process, String processName, int from, int to) {}

    /**
     * @param result PENDING, MIGRATED, KEPT, REFUSED, GONE
     * @param orderMapping steps that the order names beside those of the revision, in words; only for those who know everything: they may be
     *     steps that the units learn nothing of (Article 15)
     */
    record ResultView(
            String key,
            String number,
            String process,
            String processName,
            int from,
            int to,
            String result,
            String resultText,
            String reason,
            String orderedBy,
            String orderReason,
            List<String> orderMapping,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at) {}

    /** What was ordered, in words. */
    record Done(String message, int cases) {}

    /** Who asks, and what they may. */
    private record Caller(
            Viewer viewer, boolean proposes, boolean migrates, Set<String> visible, Set<String> responsibilities) {}

    // ---- reading

    @GetMapping({"/api/rule-versions", "/camunda/api/suban/rule-versions"})
    VersionsView versions() {
        caller();
        RuleVersions.RuleSet set = versions.inForce();
        List<RuleVersions.Version> all = versions.versions();
        Map<String, List<RuleVersions.Version>> byProcess = new TreeMap<>();
        all.forEach(it -> byProcess
                .computeIfAbsent(it.process(), key -> new ArrayList<>())
                .add(it));
        String prefix = RuleVersions.REVISION + " ";
        return new VersionsView(
                set.name(),
                set.name().startsWith(prefix) ? set.name().substring(prefix.length()) : null,
                CaseView.at(set.at()),
                all.stream().mapToLong(RuleVersions.Version::instances).sum(),
                all.stream()
                        .filter(it -> !it.current())
                        .mapToLong(RuleVersions.Version::instances)
                        .sum(),
                rules.differencesNow().stream()
                        .map(it -> it.kind().label() + "“" + it.name() + "”（"
                                + (it.version() == 0
                                        ? "缺少"
                                        : "版本" + it.version() + "，部署于" + Texts.time(it.deployedAt()))
                                + (it.approved() ? "，经批准的规则修订）" : "）"))
                        .toList(),
                rules.waiting() != null,
                byProcess.entrySet().stream()
                        .map(it -> new ProcessView(
                                it.getKey(),
                                it.getValue().get(0).name(),
                                it.getValue().stream()
                                        .map(one -> new VersionView(
                                                one.version(),
                                                one.set(),
                                                CaseView.at(one.at()),
                                                one.current(),
                                                one.instances(),
                                                one.steps()))
                                        .toList()))
                        .toList());
    }

    @GetMapping({"/api/rule-revisions", "/camunda/api/suban/rule-revisions"})
    ListView revisions() {
        Caller caller = caller();
        return new ListView(caller.proposes(), caller.migrates(), lines());
    }

    private List<LineView> lines() {
        Map<String, List<FailedSteps.FailedStep>> stuck = revisions.stuck();
        return revisions.all().stream()
                .map(it -> line(it, stuck.getOrDefault(it.number(), List.of())))
                .toList();
    }

    @GetMapping({"/api/rule-revisions/{number}", "/camunda/api/suban/rule-revisions/{number}"})
    DetailView revision(@PathVariable String number) {
        return detail(number, caller());
    }

    // ---- writing

    @PostMapping({"/api/rule-revisions", "/camunda/api/suban/rule-revisions"})
    ResponseEntity<DetailView> propose(HttpServletRequest request) throws IOException, ServletException {
        Caller caller = caller();
        Sent sent = sent(request, caller);
        Map<String, String> words = sent.words();
        RevisionService.Proposed proposed = revisions.propose(
                new RevisionService.Proposal(
                        sent.files(),
                        words.get("reason"),
                        words.get("inFlight"),
                        words.get("mapping"),
                        words.get("trial")),
                caller.viewer().user());
        return ResponseEntity.status(proposed.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(detail(proposed.number(), caller));
    }

    /** What came with a request. */
    private record Sent(Map<String, byte[]> files, Map<String, String> words) {}

    private static Sent sent(HttpServletRequest request, Caller caller) throws IOException, ServletException {
        if (!caller.proposes()) {
            throw new Forbidden("只有业务分析人员和系统管理员可以提交规则修订");
        }
        String type = request.getContentType();
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "请以 multipart/form-data 提交，文件放在 files 中。");
        }
        Map<String, String> words = new LinkedHashMap<>();
        List<RuleFiles.Incoming> files = new ArrayList<>();
        List<InputStream> open = new ArrayList<>();
        try {
            for (Part part : request.getParts()) {
                if (FILES.equals(part.getName())) {
                    InputStream content = part.getInputStream();
                    open.add(content);
                    files.add(new RuleFiles.Incoming(part.getSubmittedFileName(), content));
                } else if (WORDS.contains(part.getName())
                        && part.getSize() <= LONGEST_WORDS
                        && !words.containsKey(part.getName())) {
                    words.put(part.getName(), new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                } else {
                    String shown = FormValues.printable(String.valueOf(part.getName()));
                    throw new InvalidInput(List.of(new FieldError(shown, shown + "：不支持的内容、过长或重复")));
                }
            }
            return new Sent(RuleFiles.read(files), words);
        } finally {
            for (InputStream content : open) {
                content.close();
            }
        }
    }

    @PostMapping({"/api/rule-revisions/{number}/dry-run", "/camunda/api/suban/rule-revisions/{number}/dry-run"})
    DetailView dryRun(@PathVariable String number, HttpServletRequest request) throws IOException {
        Caller caller = caller();
        if (!caller.proposes() && !caller.migrates()) {
            throw new Forbidden("只有业务分析、监督人员和系统管理员可以预演");
        }
        revisions.revision(number);
        String mapping = null;
        if (request.getContentLengthLong() != 0) {
            JsonBody body = JsonBody.of(request, Set.of("mapping"));
            mapping = body.optional("mapping", "步骤对应", LONGEST_WORDS);
            body.refuseIfAny();
        }
        return detail(number, revisions.dryRun(number, mapping), caller);
    }

    @PostMapping({"/api/rule-revisions/left-over", "/camunda/api/suban/rule-revisions/left-over"})
    LeftOverView leftOver(HttpServletRequest request) throws IOException, ServletException {
        Sent sent = sent(request, caller());
        return new LeftOverView(revisions.leftOver(sent.files()));
    }

    @PostMapping(
            path = {"/api/rule-revisions/{number}/withdrawal", "/camunda/api/suban/rule-revisions/{number}/withdrawal"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    DetailView withdraw(@PathVariable String number, HttpServletRequest request) throws IOException {
        Caller caller = caller();
        Revision it = revisions.revision(number);
        if (!caller.proposes() && !revisions.mayGiveUp(it, caller.viewer().user(), caller.migrates())) {
            throw new Forbidden("只有提交人可以撤回规则修订；已批准、尚未启用的，批准人、监督人员和系统管理员也可以放弃启用");
        }
        JsonBody body = JsonBody.of(request, Set.of("reason"));
        String reason = body.text("reason", "理由", RevisionService.LONGEST_REASON);
        body.refuseIfAny();
        if (it.status() == Revision.Status.APPROVED) {
            revisions.giveUp(number, reason, caller.viewer().user(), caller.migrates());
        } else {
            revisions.withdraw(number, reason, caller.viewer().user());
        }
        return detail(number, caller);
    }

    @PostMapping({"/api/rule-revisions/{number}/retry", "/camunda/api/suban/rule-revisions/{number}/retry"})
    DetailView retry(@PathVariable String number) {
        Caller caller = caller();
        if (!caller.migrates()) {
            throw new Forbidden("只有监督人员和系统管理员可以重试");
        }
        revisions.retry(number, caller.viewer().user());
        return detail(number, caller);
    }

    @PostMapping(
            path = {"/api/rule-revisions/{number}/migration", "/camunda/api/suban/rule-revisions/{number}/migration"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Done migrate(@PathVariable String number, HttpServletRequest request) throws IOException {
        Caller caller = caller();
        if (!caller.migrates()) {
            throw new Forbidden("只有监督人员和系统管理员可以补办迁移");
        }
        revisions.revision(number);
        JsonBody body = JsonBody.of(request, Set.of("reason", "cases", "mapping"));
        String reason = body.text("reason", "迁移理由", RevisionService.LONGEST_REASON);
        Collection<String> cases = body.has("cases") ? body.texts("cases", "案件", MOST_CASES) : null;
        String mapping = body.optional("mapping", "步骤对应", LONGEST_WORDS);
        body.refuseIfAny();
        int count =
                revisions.order(number, cases, mapping, reason, caller.viewer().user());
        return new Done("已安排%d件在办案件改按新规则办理，系统随即逐件处理，结果列在本修订下。".formatted(count), count);
    }

    // ---- views

    private DetailView detail(String number, Caller caller) {
        return detail(number, revisions.lastTried(number), caller);
    }

    private DetailView detail(String number, Revision.DryRun tried, Caller caller) {
        Revision it = revisions.revision(number);
        LineView line = line(it, revisions.stuck(it));
        List<CaseResult> results = revisions.results(number);
        know(caller, tried, results);
        know(caller, it.dryRun(), List.of());
        boolean canMigrate =
                caller.migrates() && line.inForce() && it.status() == Revision.Status.COMPLETED && line.pending() == 0;
        return new DetailView(
                line,
                (caller.proposes() || caller.migrates()) && (it.status() == Revision.Status.PROPOSED || line.inForce()),
                it.status() == Revision.Status.PROPOSED
                        && caller.viewer().user().equals(it.proposedBy()),
                revisions.mayGiveUp(it, caller.viewer().user(), caller.migrates()),
                caller.migrates() && !line.stuck().isEmpty(),
                canMigrate,
                canMigrate ? revisions.leftOver(number) : List.of(),
                it.trial(),
                it.mapping(),
                revisions.mappingInWords(it),
                it.changes().stream()
                        .map(one ->
                                new ChangeView(one.kind(), one.file(), one.name(), one.title(), one.what(), one.rows()))
                        .toList(),
                view(tried, caller),
                it.decidedAt() == null ? null : view(it.dryRun(), caller),
                views(it, results, caller));
    }

    private DryRunView view(Revision.DryRun tried, Caller caller) {
        return tried == null
                ? null
                : new DryRunView(
                        CaseView.at(tried.at()),
                        tried.cases(),
                        tried.moves(),
                        tried.refused(),
                        tried.refusals().stream().map(one -> view(one, caller)).toList());
    }

    /** Of a case that the caller may not see only that it would stay; what is discreet (Article 15) only where the case itself tells it. */
    private OutcomeView view(RuleMigration.Outcome it, Caller caller) {
        boolean known = known(it.key(), caller) != null;
        return new OutcomeView(
                known(it.key(), caller),
                shown(it.key(), caller),
                it.moves(),
                known ? told(it.key(), it.refusals(), it.parts(), caller) : List.of(),
                known
                        ? it.parts().stream()
                                .filter(part -> isOpen(it.key(), part.process(), caller))
                                .map(part -> new PartView(part.process(), part.name(), part.from(), part.to()))
                                .toList()
                        : List.of());
    }

    private static boolean isOpen(String key, String process, Caller caller) {
        return !ACCOUNTABILITY.equals(process)
                || caller.viewer().all()
                || caller.responsibilities().contains(key);
    }

    private static List<String> told(String key, List<String> reasons, List<RuleMigration.Part> parts, Caller caller) {
        List<String> discreet = parts.stream()
                .filter(part -> !isOpen(key, part.process(), caller))
                .map(part -> "《" + part.name() + "》")
                .toList();
        List<String> told = reasons.stream()
                .filter(reason -> discreet.stream().noneMatch(reason::contains))
                .toList();
        return told.isEmpty() && !reasons.isEmpty() ? List.of("有的步骤不能对应") : told;
    }

    private List<ResultView> views(Revision revision, List<CaseResult> results, Caller caller) {
        Map<Map<String, String>, List<String>> words = new HashMap<>(); // one order names the same of all its cases
        if (caller.viewer().all()) {
            results.forEach(
                    it -> words.computeIfAbsent(it.orderMapping(), some -> revisions.mappingInWords(revision, some)));
        }
        Map<String, List<RuleMigration.Part>> parts = new TreeMap<>();
        results.forEach(it -> parts.computeIfAbsent(it.key(), key -> new ArrayList<>())
                .add(new RuleMigration.Part(it.instance(), it.process(), it.processName(), it.from(), it.to())));
        return results.stream()
                .filter(it -> isOpen(it.key(), it.process(), caller))
                .map(it -> view(it, parts.get(it.key()), words.getOrDefault(it.orderMapping(), List.of()), caller))
                .toList();
    }

    private ResultView view(CaseResult it, List<RuleMigration.Part> parts, List<String> orderMapping, Caller caller) {
        boolean known = known(it.key(), caller) != null;
        String reason = it.reason() == null || !known
                ? null
                : String.join("；", told(it.key(), List.of(it.reason().split("；")), parts, caller));
        return new ResultView(
                known(it.key(), caller),
                shown(it.key(), caller),
                known ? it.process() : null,
                known ? it.processName() : null,
                it.from(),
                it.to(),
                it.result().name(),
                it.result().label(),
                reason,
                it.orderedBy() == null ? null : people.nameOf(it.orderedBy()),
                it.orderReason(),
                orderMapping,
                CaseView.at(it.at()));
    }

    private LineView line(Revision it, List<FailedSteps.FailedStep> stuck) {
        Map<CaseResult.Result, Integer> counts = revisions.counts(it.number());
        return new LineView(
                it.number(),
                it.status().name(),
                it.status().label(),
                revisions.isInForce(it),
                revisions.proposer(it),
                CaseView.at(it.proposedAt()),
                CaseView.at(it.approveDueAt()),
                it.reason(),
                it.inFlight().name(),
                it.inFlight().label(),
                it.decidedBy() == null ? null : people.nameOf(it.decidedBy()),
                CaseView.at(it.decidedAt()),
                it.remark(),
                it.failure(),
                CaseView.at(it.deployedAt()),
                CaseView.at(it.completedAt()),
                it.changes().stream().map(Change::title).toList(),
                counts.getOrDefault(CaseResult.Result.PENDING, 0),
                counts.getOrDefault(CaseResult.Result.MIGRATED, 0),
                counts.getOrDefault(CaseResult.Result.KEPT, 0),
                counts.getOrDefault(CaseResult.Result.REFUSED, 0),
                stuck.stream()
                        .map(step -> new StuckView(step.name() == null ? "流转" : step.name(), CaseView.at(step.since())))
                        .toList());
    }

    /** Which of the cases named the caller may see, and of which what was found about the units; in few statements. */
    private void know(Caller caller, Revision.DryRun tried, List<CaseResult> results) {
        List<String> keys = new ArrayList<>();
        if (tried != null) {
            tried.refusals().forEach(it -> keys.add(it.key()));
        }
        results.forEach(it -> keys.add(it.key()));
        List<String> numbers =
                keys.stream().distinct().filter(RuleMigration::isCase).toList();
        for (int from = 0; from < numbers.size(); from += MOST_CASES) {
            List<String> some = numbers.subList(from, Math.min(from + MOST_CASES, numbers.size()));
            caller.visible().addAll(search.visible(some, caller.viewer()));
            caller.responsibilities().addAll(search.knownResponsibilities(some, caller.viewer()));
        }
    }

    private String shown(String key, Caller caller) {
        if (!RuleMigration.isCase(key)) {
            return "（非投诉事项）";
        }
        return known(key, caller) == null ? "（不在可见范围）" : key;
    }

    /** Supervisors and administrators know everything that runs, complaint or not. */
    private static String known(String key, Caller caller) {
        return caller.viewer().all() || caller.visible().contains(key) ? key : null;
    }

    private Caller caller() {
        Viewer viewer = viewers.current();
        Set<String> groups = people.groupsOf(viewer.user());
        boolean analyst = groups.contains(Roles.ANALYST);
        if (!viewers.readRules(viewer)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return new Caller(
                viewer, analyst || groups.contains(Roles.ADMIN), viewer.all(), new HashSet<>(), new HashSet<>());
    }
}
