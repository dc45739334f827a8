package suban.revision;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Actor;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.CaseVariables;
import suban.engine.FailedSteps;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.engine.RuleMigration;
import suban.engine.RuleMigration.Outcome;
import suban.engine.RuleMigration.Part;
import suban.engine.RuleVersions;
import suban.engine.RulesInForce;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Timeline;
import suban.models.Problem;
import suban.models.RuleCheck;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.UnitKind;
import suban.revision.CaseResult.Result;
import suban.revision.Revision.DryRun;
import suban.revision.Revision.InFlight;
import suban.revision.Revision.Status;

/**
 * The road of a change of the rules (Article 18): proposed as a whole set, approved by the head of 新区营商办, put in force as a whole, and the
 * cases in flight moved one by one, each in a transaction of its own, or left to end by the older set.
 */
@Service
public class RevisionService {

    /** Characters of a reason at most. */
    public static final int LONGEST_REASON = 2000;

    /** Characters of the figures of a trial run at most. */
    public static final int LONGEST_TRIAL = 6000;

    private static final Logger LOG = LoggerFactory.getLogger(RevisionService.class);

    private static final int APPROVE_DAYS = 2;

    /** Characters of the steps that an order names, beside its reason. */
    private static final int MOST_TOLD = 1500;

    /** Cases that the engine is given at a time: of all of them at once each would know all others. */
    private static final int MOST_AT_ONCE = 100;

    private static final int MOST_PROBLEMS = 20;

    /** Attempts at what people have tried again, as many as at the first time. */
    private static final int TRIES = 5;

    // parts of a proposal, which comes by no form
    private static final String FILES = "files";
    private static final String REASON = "reason";
    private static final String TRIAL = "trial";
    private static final String IN_FLIGHT = "inFlight";
    private static final String MAPPING = "mapping";

    /** Why a case stays that fails time and again. */
    private static final String FAILED = "多次改按新规则均未成功，技术原因已记入系统日志";

    /** What people read while the engine tries by itself, and when it does not any more. */
    private static final String NOT_YET_IN_FORCE = "数据库或系统一时故障，这一次未能启用，系统会自动再试；现行规则不变";

    private static final String NOT_IN_FORCE = "数据库或系统故障，多次未能启用，系统不再自动再试；现行规则不变，技术原因见系统日志";

    /** What units learn nothing of (Article 15). */
    private static final String DISCREET = "accountability";

    private final Revisions revisions;
    private final RuleVersions versions;
    private final RuleMigration migration;
    private final RulesInForce jar;
    private final Processes processes;
    private final FailedSteps failedSteps;
    private final Complaints complaints;
    private final Timeline timeline;
    private final People people;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Outbox outbox;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate within;
    private final TransactionTemplate apart;

    /** What this very program has found nothing wrong with; it does not change while it runs. */
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("java:S107") // what a change of the rules touches
    RevisionService(
            Revisions revisions,
            RuleVersions versions,
            RuleMigration migration,
            RulesInForce jar,
            Processes processes,
            FailedSteps failedSteps,
            Complaints complaints,
            Timeline timeline,
            People people,
            CalendarService calendar,
            Organisation organisation,
            Outbox outbox,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.revisions = revisions;
        this.versions = versions;
        this.migration = migration;
        this.jar = jar;
        this.processes = processes;
        this.failedSteps = failedSteps;
        this.complaints = complaints;
        this.timeline = timeline;
        this.people = people;
        this.calendar = calendar;
        this.organisation = organisation;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.within = new TransactionTemplate(transactions);
        within.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * What somebody proposes.
     *
     * @param files the whole set, by path inside the project
     * @param inFlight MIGRATE or KEEP, in whatever case
     * @param mapping lines {@code old id: new id}; null for none
     * @param trial figures of a trial run; null for none
     */
    public record Proposal(Map<String, byte[]> files, String reason, String inFlight, String mapping, String trial) {}

    /** @param created false where this very set was proposed before and is not decided on yet */
    public record Proposed(String number, boolean created) {}

    // ---- proposing

    /**
     * Takes a set in and asks the head of the office to approve it; the same set again is the same revision.
     *
     * @throws InvalidInput with everything that is wrong with it, in Chinese
     * @throws Conflict where another revision is still open
     */
    public Proposed propose(Proposal it, String user) {
        List<FieldError> errors = new ArrayList<>();
        String reason = text(REASON, "修订理由", it.reason(), LONGEST_REASON, errors);
        String trial = it.trial() == null || it.trial().isBlank()
                ? null
                : text(TRIAL, "试算结果", it.trial(), LONGEST_TRIAL, errors);
        InFlight inFlight = InFlight.of(it.inFlight()).orElse(null);
        if (inFlight == null) {
            errors.add(new FieldError(IN_FLIGHT, "在办案件：应为 migrate（改按新规则）或 keep（按原规则办完）"));
        }
        RuleVersions.RuleSet base = versions.inForce();
        String hash = versions.hash(it.files());
        Proposed before = open(hash);
        if (before != null && errors.isEmpty()) {
            return before;
        }
        errors.addAll(missing(base.files(), it.files()));
        if (hash.equals(versions.hash(base.files()))) {
            errors.add(new FieldError(FILES, "与现行的一套规则完全相同，没有修订内容"));
        }
        Map<String, String> mapping =
                Mapping.read(it.mapping(), known(RuleDiff.steps(base.files())), RuleDiff.steps(it.files()), errors);
        if (errors.isEmpty()) {
            problems(it.files()).forEach(problem -> errors.add(new FieldError(FILES, problem)));
        }
        RuleFiles.refuseIfAny(errors);
        refuseWhileOpen(); // before everything that runs is tried for nothing
        DryRun dryRun = DryRun.of(clock.instant(), migration.dryRun(it.files(), mapping));
        return store(it.files(), hash, base, reason, trial, inFlight, mapping, dryRun, user);
    }

    /** Steps in force, and those by which something still runs though they were in force before. */
    private Set<String> known(Set<String> inForce) {
        Set<String> known = new TreeSet<>(inForce);
        known.addAll(RuleDiff.steps(migration.diagramsInUse()));
        return known;
    }

    /** Steps at which something that runs may wait and which this set does not have. */
    public List<LeftOver> leftOver(Map<String, byte[]> files) {
        return LeftOver.of(migration.diagramsInUse(), files, versions.versions());
    }

    /** The same of the set of a revision, without those of which it says itself what they are now. */
    public List<LeftOver> leftOver(String number) {
        Map<String, String> approved = revision(number).mapping();
        return leftOver(revisions.files(number)).stream()
                .filter(it -> !approved.containsKey(it.id()))
                .toList();
    }

    private static String text(String field, String label, String text, int longest, List<FieldError> errors) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty()) {
            errors.add(new FieldError(field, label + "：必填"));
        } else if (given.length() > longest) {
            errors.add(new FieldError(field, label + "：不能超过" + longest + "个字"));
        } else if (!FormValues.isStorable(given)) {
            errors.add(new FieldError(field, label + "：含有无法保存的字符"));
        }
        return given;
    }

    private static List<FieldError> missing(Map<String, byte[]> base, Map<String, byte[]> files) {
        Map<String, RuleDiff.Definition> had = RuleDiff.definitions(base);
        Set<String> has = RuleDiff.definitions(files).keySet();
        return had.entrySet().stream()
                .filter(it -> !has.contains(it.getKey()))
                .map(it -> new FieldError(
                        FILES,
                        "缺少%s%s（现行文件 %s）：须整套提交，不能只提交一部分"
                                .formatted(
                                        it.getKey().split(" ")[0],
                                        it.getValue().told(),
                                        it.getValue().path())))
                .toList();
    }

    /** The open revision of this content; null where none is open. */
    private Proposed open(String hash) {
        for (Revision it : revisions.all()) {
            if (it.status().isOpen() && it.hash().equals(hash)) {
                return new Proposed(it.number(), false);
            }
        }
        return null;
    }

    private void refuseWhileOpen() {
        revisions.all().stream().filter(it -> it.status().isOpen()).findFirst().ifPresent(it -> {
            throw new Conflict(
                    "规则修订%s%s，办完后才能提交下一次修订".formatted(it.number(), it.status().label()));
        });
    }

    @SuppressWarnings("java:S107") // one row
    private Proposed store(
            Map<String, byte[]> files,
            String hash,
            RuleVersions.RuleSet base,
            String reason,
            String trial,
            InFlight inFlight,
            Map<String, String> mapping,
            DryRun dryRun,
            String user) {
        return transaction.execute(status -> {
            revisions.lock();
            Proposed before = open(hash);
            if (before != null) {
                return before;
            }
            refuseWhileOpen();
            refuseWhileMoving();
            Instant now = clock.instant();
            int year = now.atZone(clock.getZone()).getYear();
            int serial = revisions.nextSerial(year);
            String number = "GX%d-%d".formatted(year, serial);
            revisions.add(
                    new Revision(
                            number,
                            hash,
                            versions.hash(base.files()),
                            Status.PROPOSED,
                            user,
                            now,
                            calendar.workingDaysAfter(now, APPROVE_DAYS).due(),
                            reason,
                            trial,
                            RuleDiff.between(base.files(), files),
                            inFlight,
                            mapping,
                            dryRun,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null),
                    year,
                    serial,
                    files);
            processes.startByMessage("ruleRevision.proposed", number, Map.of(CaseVariables.REVISION_NUMBER, number));
            LOG.info("rule revision {} proposed", number);
            return new Proposed(number, true);
        });
    }

    /**
     * Puts before the head what a newer jar has brought and may not put in force by itself; each set once for the set it would replace,
     * whatever was decided on it.
     *
     * @return whether there is something new to decide on
     */
    public boolean proposeJar() {
        Map<String, byte[]> files = jar.waiting();
        return files != null && proposeJar(files);
    }

    /** @param files the jar's set, by path inside the project */
    public boolean proposeJar(Map<String, byte[]> files) {
        String hash = versions.hash(files);
        RuleVersions.RuleSet base = versions.inForce();
        List<Revision> all = revisions.all();
        String before = versions.hash(base.files());
        boolean settled = hash.equals(before)
                || all.stream()
                        .anyMatch(it -> it.status().isOpen()
                                || it.hash().equals(hash) && it.base().equals(before));
        if (settled || revisions.isOrderPending()) {
            return false;
        }
        List<FieldError> missing = missing(base.files(), files);
        if (!missing.isEmpty()) {
            // what it lacks would go on being started by its messages and timers
            LOG.error(
                    "The rules of this version cannot be proposed, since they are no whole set. 安装包的规则不能提交批准：{}",
                    missing.stream().map(FieldError::message).collect(Collectors.joining("；")));
            return false;
        }
        DryRun dryRun = DryRun.of(clock.instant(), migration.dryRun(files, Map.of()));
        String reason = "安装包带来的规则修订：新版本安装包中的规则与现行的不同，未经批准不启用。";
        return store(files, hash, base, reason, null, InFlight.KEEP, Map.of(), dryRun, null)
                .created();
    }

    /** Cases that are moved to the set in force are not to be moved to one that is the older one meanwhile. */
    private void refuseWhileMoving() {
        if (revisions.isOrderPending()) {
            throw new Conflict("补办迁移仍在进行，在办案件处理完毕后再办");
        }
    }

    // ---- reading

    /** Every revision, the newest first. */
    @Transactional(readOnly = true)
    public List<Revision> all() {
        return revisions.all();
    }

    /** @throws NotFound where there is none */
    @Transactional(readOnly = true)
    public Revision revision(String number) {
        return revisions.find(number).orElseThrow(() -> new NotFound("没有编号为" + FormValues.printable(number) + "的规则修订"));
    }

    /** The last trial of what would become of the cases; after the decision it may be a later one than the head has seen. */
    @Transactional(readOnly = true)
    public DryRun lastTried(String number) {
        return revisions.lastTried(number);
    }

    /** Everything that was ever written down of what became of this case, the oldest first. */
    @Transactional(readOnly = true)
    public List<CaseResult> history(String number, String key) {
        return revisions.history(number, key);
    }

    /** What its steps are called now and by the new set, in the words of an analyst's line; empty where nothing is called otherwise. */
    public List<String> mappingInWords(Revision it) {
        return inWords(it.mapping(), it);
    }

    /** The same of steps that an order has named beside those of the revision. */
    public List<String> mappingInWords(Revision it, Map<String, String> ordered) {
        return inWords(ordered, it);
    }

    private List<String> inWords(Map<String, String> mapping, Revision it) {
        if (mapping.isEmpty()) {
            return List.of();
        }
        Map<String, String> old = RuleDiff.names(migration.diagramsInUse());
        old.putAll(RuleDiff.names(versions.filesOf(it.base())));
        Map<String, String> is = RuleDiff.names(revisions.files(it.number()));
        return mapping.entrySet().stream()
                .map(one -> inWords(
                        old.getOrDefault(one.getKey(), one.getKey()),
                        RuleMigration.DROPPED.equals(one.getValue())
                                ? null
                                : is.getOrDefault(one.getValue(), one.getValue())))
                .toList();
    }

    private static String inWords(String was, String is) {
        return was + (is == null ? "取消等待" : is.equals(was) ? "只改了编号" : "改为" + is);
    }

    /** What became of the cases, by case and process. */
    @Transactional(readOnly = true)
    public List<CaseResult> results(String number) {
        return revisions.results(number);
    }

    /** How many cases came to which result. */
    @Transactional(readOnly = true)
    public Map<Result, Integer> counts(String number) {
        return revisions.counts(number);
    }

    /** Whether this is the set in force. */
    public boolean isInForce(Revision it) {
        return it.deployment() != null && it.deployment().equals(versions.inForceDeployment());
    }

    /** What the proposer's name is to people. */
    public String proposer(Revision it) {
        return it.proposedBy() == null ? "系统（随安装包）" : people.nameOf(it.proposedBy());
    }

    /**
     * Tries again what would become of the cases in flight, and keeps what came out.
     *
     * @throws Conflict where it is neither to be decided on nor in force
     */
    public DryRun dryRun(String number) {
        return dryRun(number, null);
    }

    /**
     * The same with steps that are called otherwise now, as an order of a later migration would have them; what comes out is kept only
     * where there are none, since they are not decided on yet.
     *
     * @param mapping lines {@code old id: new id}; null for none
     * @throws InvalidInput where these are wrong, or the revision is not in force: they belong to what is to be decided on
     */
    public DryRun dryRun(String number, String mapping) {
        Revision it = revision(number);
        DryRun tried;
        if (it.status() == Status.PROPOSED) {
            if (mapping != null && !mapping.isBlank()) {
                throw new InvalidInput(MAPPING, "步骤对应：待批准的修订按提交时的预演，要改请撤回后重新提交");
            }
            tried = DryRun.of(clock.instant(), migration.dryRun(revisions.files(number), it.mapping()));
        } else if (isInForce(it)) {
            Map<String, String> added = added(it, mapping);
            Set<String> older = transaction.execute(
                    status -> Set.copyOf(migration.notOn(it.deployment()).keySet()));
            tried = DryRun.of(
                    clock.instant(),
                    migration.dryRun(new TreeSet<>(older), it.deployment(), with(it.mapping(), added)));
            if (!added.isEmpty()) {
                return tried;
            }
        } else {
            throw new Conflict("规则修订%s%s，不能再预演".formatted(number, it.status().label()));
        }
        transaction.executeWithoutResult(status -> revisions.tried(number, tried));
        return tried;
    }

    /** What an analyst's lines say of steps of the set of this revision. */
    private Map<String, String> added(Revision it, String mapping) {
        if (mapping == null || mapping.isBlank()) {
            return Map.of();
        }
        List<FieldError> errors = new ArrayList<>();
        Set<String> steps = RuleDiff.steps(revisions.files(it.number()));
        Map<String, String> added = Mapping.read(mapping, known(steps), steps, errors);
        added.keySet().stream()
                .filter(it.mapping()::containsKey)
                .map(id -> new FieldError(MAPPING, "步骤对应：“" + FormValues.printable(id) + "”已随修订批准，已经批准的步骤对应不能改"))
                .forEach(errors::add);
        RuleFiles.refuseIfAny(errors);
        return added;
    }

    /** What was approved, and what an order says beside it. */
    private static Map<String, String> with(Map<String, String> approved, Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(added);
        all.putAll(approved);
        return all;
    }

    // ---- deciding

    /**
     * The head approves or returns. Nobody approves what they have proposed themselves.
     *
     * @throws Conflict where another set has come into force since, cases are still being moved to the one in force, or the set no longer
     *     keeps to what this version checks
     */
    @Transactional
    public void decide(String number, FormValues form) {
        Revision it = revision(number);
        String user = form.actor().user();
        if ("RETURN".equals(form.required("decision", "是否批准"))) {
            close(number, Status.RETURNED, user, form.required("returnReason", "退回理由"));
            return;
        }
        if (user.equals(it.proposedBy())) {
            throw new InvalidInput("decision", "是否批准：不能批准自己提交的修订");
        }
        revisions.lock();
        refuseWhileMoving();
        List<String> wrong = whyNot(it, revisions.files(number));
        if (!wrong.isEmpty()) {
            throw new Conflict(String.join("；", wrong) + "，请退回后重新提交");
        }
        close(number, Status.APPROVED, user, form.text("remark"));
    }

    /**
     * Takes a proposal back before it is decided on; only who has proposed it may.
     *
     * @throws Forbidden where another has proposed it
     * @throws Conflict where it is decided on already
     */
    @Transactional
    public void withdraw(String number, String reason, String user) {
        Revision it = revision(number);
        if (!user.equals(it.proposedBy())) {
            throw new Forbidden("只有提交人可以撤回规则修订");
        }
        if (it.status() != Status.PROPOSED) {
            throw new Conflict("规则修订%s%s，不能再撤回".formatted(number, it.status().label()));
        }
        close(number, Status.WITHDRAWN, user, reason);
        if (!processes.tell(number, "ruleRevision.withdrawn")) {
            throw new Conflict("规则修订%s正在决定，不能再撤回".formatted(number));
        }
    }

    /**
     * Whether this person may give up putting an approved revision in force: who has proposed it, who has approved it, and whoever
     * supervises.
     */
    public boolean mayGiveUp(Revision it, String user, boolean supervises) {
        return it.status() == Status.APPROVED
                && (supervises || user.equals(it.proposedBy()) || user.equals(it.decidedBy()));
    }

    /**
     * Gives up putting an approved revision in force, so that another one may be proposed: it ends as one that could not be, with the reason
     * and the person. Where it comes into force at this very moment, that is first.
     *
     * @param supervises whether the person is a supervisor or an administrator
     * @throws Forbidden where the person has neither proposed nor approved it, nor supervises
     * @throws Conflict where it is in force already, or ended
     */
    public void giveUp(String number, String reason, String user, boolean supervises) {
        Revision asked = revision(number);
        if (asked.status() == Status.APPROVED && !mayGiveUp(asked, user, supervises)) {
            throw new Forbidden("只有提交人、批准人、监督人员和系统管理员可以放弃启用");
        }
        String failure = people.nameOf(user) + "放弃启用：" + reason;
        versions.apart(() -> {
            Revision it = revision(number);
            if (it.status() != Status.APPROVED) {
                throw new Conflict(
                        "规则修订%s%s，不能放弃启用".formatted(number, it.status().label()));
            }
            revisions.failed(number, failure, clock.instant());
            tellTheOffice(number, "revisionGivenUp", people.nameOf(user), reason);
            return null;
        });
        LOG.info("rule revision {} given up", number);
        failedSteps.retry(
                number, TRIES); // its process finds out and ends; one that waits for its next attempt does so then
    }

    /** Steps of every revision that the system has given up trying, by its number, the earliest first. */
    public Map<String, List<FailedSteps.FailedStep>> stuck() {
        return failedSteps.all().stream().collect(Collectors.groupingBy(FailedSteps.FailedStep::number));
    }

    /** Steps of a revision that the system has given up trying, the earliest first; on an ordinary day there are none. */
    public List<FailedSteps.FailedStep> stuck(Revision it) {
        return failedSteps.of(it.number());
    }

    /**
     * Has what the system has given up of a revision tried again, as often as at the first time: putting it in force, or moving a case. Whatever was done stays done, and
     * is not done again.
     *
     * @throws Conflict where nothing waits for that
     */
    @Transactional
    public void retry(String number, String user) {
        revision(number);
        revisions.lock(); // of two who press at once the second finds nothing
        if (failedSteps.retry(number, TRIES) == 0) {
            throw new Conflict("规则修订%s没有未完成的系统步骤，可能刚刚已经重试".formatted(number));
        }
        LOG.info("rule revision {} tried again by {}", number, user);
    }

    private void close(String number, Status status, String user, String remark) {
        if (!revisions.decide(number, status, user, clock.instant(), remark)) {
            throw new IllegalStateException(number + " was decided on before");
        }
        LOG.info("rule revision {} {}", number, status);
    }

    // ---- carrying out

    /** Why this set may not come into force now; empty where it may. */
    private List<String> whyNot(Revision it, Map<String, byte[]> files) {
        if (!versions.hash(versions.inForce().files()).equals(it.base())) {
            return List.of("提交后现行规则已有变化，所列修订内容不再准确");
        }
        return problems(files).stream().limit(MOST_PROBLEMS).toList();
    }

    /** What is wrong with a set; looked for once in one in which nothing is. */
    private List<String> problems(Map<String, byte[]> files) {
        String digest = versions.digest(files);
        if (sound.contains(digest)) {
            return List.of();
        }
        List<String> problems = RuleCheck.problems(RuleFiles.texts(files)).stream()
                .distinct()
                .sorted()
                .map(Problem::toString)
                .toList();
        if (problems.isEmpty()) {
            sound.add(digest);
        }
        return problems;
    }

    /**
     * Puts the set in force as a whole, in a transaction of its own; again it changes nothing. Where another set has come into force since
     * the approval, or the engine does not take this one, the revision ends with that reason and nothing else changes.
     *
     * @return whether it was put in force
     */
    public boolean deploy(String number) {
        try {
            return versions.apart(() -> deployApart(number));
        } catch (RuleVersions.CannotDeploy e) {
            LOG.error("rule revision {} cannot be deployed", number, e);
            transaction.executeWithoutResult(
                    status -> revisions.failed(number, "系统不能部署这一套文件，原因见系统日志", clock.instant()));
            return false;
        } catch (RuleVersions.NotNow e) {
            String why = migration.isLastTry() ? NOT_IN_FORCE : NOT_YET_IN_FORCE;
            LOG.error("rule revision {} is not in force yet", number, e);
            try {
                apart.executeWithoutResult(status -> revisions.notYet(number, why));
            } catch (DataAccessException | TransactionException nothingCanBeWritten) {
                LOG.warn("rule revision {}: not even this could be noted", number, nothingCanBeWritten);
            }
            throw new IllegalStateException("规则修订%s：%s".formatted(number, why), e);
        }
    }

    private boolean deployApart(String number) {
        Revision it = revision(number);
        if (it.status() != Status.APPROVED) {
            return it.deployment() != null;
        }
        Map<String, byte[]> files = revisions.files(number);
        List<String> wrong = whyNot(it, files);
        if (!wrong.isEmpty()) {
            LOG.warn("rule revision {} is not carried out: {}", number, wrong);
            revisions.failed(number, String.join("；", wrong), clock.instant());
            return false;
        }
        revisions.deployed(number, versions.deploy(RuleVersions.REVISION + " " + number, files), clock.instant());
        return true;
    }

    /** The cases that are still to be moved, by their keys: so many as are done at a time; then there may be more. */
    @Transactional(readOnly = true)
    public List<String> pending(String number) {
        Revision it = revisions.brief(number).orElseThrow(() -> new NotFound(number));
        Set<String> pending = new TreeSet<>();
        Set<String> settled = new TreeSet<>();
        for (CaseResult one : revisions.results(number)) {
            (one.result() == Result.PENDING ? pending : settled).add(one.key());
        }
        if (it.status() == Status.DEPLOYED && it.inFlight() == InFlight.MIGRATE) {
            migration.notOn(it.deployment()).keySet().stream()
                    .filter(key -> !settled.contains(key))
                    .forEach(pending::add);
        }
        return pending.stream().limit(MOST_AT_ONCE).toList();
    }

    /**
     * Moves one case as a whole, or leaves it as it is with the reason; again it changes nothing. One that fails time and again is left as it
     * is, too: it must not keep the others and the next revision waiting for ever.
     */
    @Transactional
    public void migrate(String number, String key) {
        Revision it = revisions.brief(number).orElseThrow(() -> new NotFound(number));
        List<CaseResult> before = revisions.results(number, key);
        CaseResult order = before.stream()
                .filter(one -> one.result() == Result.PENDING)
                .findFirst()
                .orElse(null);
        if (order == null && !before.isEmpty()) {
            return; // settled by another step
        }
        if (!isInForce(it)) {
            leave(it, key, before);
            return;
        }
        try {
            within.executeWithoutResult(status -> move(it, key, before, order));
        } catch (RuntimeException e) {
            if (!migration.isLastTry() || migration.isCollision(e)) {
                throw e; // somebody was at work on it: that is no reason to leave it for good
            }
            LOG.error("case {} cannot be moved by rule revision {}", key, number, e);
            settle(it, new Outcome(key, migration.parts(key, it.deployment()), List.of(FAILED)), before, order);
        }
    }

    private void move(Revision it, String key, List<CaseResult> before, CaseResult order) {
        Complaint complaint =
                RuleMigration.isCase(key) ? complaints.findByNumber(key).orElse(null) : null;
        if (complaint != null) {
            complaints.lock(complaint.id());
        }
        Map<String, String> mapping = order == null ? it.mapping() : with(it.mapping(), order.orderMapping());
        Outcome outcome = migration.migrate(key, it.deployment(), mapping);
        settle(it, outcome, before, order);
        if (complaint != null && outcome.moves()) {
            record(it, complaint, outcome.parts(), order);
        }
    }

    private void settle(Revision it, Outcome outcome, List<CaseResult> before, CaseResult order) {
        String key = outcome.key();
        Instant now = clock.instant();
        Result result = outcome.moves() ? Result.MIGRATED : Result.REFUSED;
        String reason = outcome.moves() ? null : String.join("；", outcome.refusals());
        // where an order finds nothing left to do, that is what became of it
        revisions.add(
                it.number(),
                key,
                outcome.parts().isEmpty()
                        ? became(before, Result.GONE, null, now)
                        : outcome.parts().stream()
                                .map(part -> result(key, part, result, reason, order, now))
                                .toList());
    }

    /** Another set has come into force meanwhile: nobody moves to what is an older one now. */
    private void leave(Revision it, String key, List<CaseResult> ordered) {
        String reason = "已有新的规则启用，不再改按这一套";
        Instant now = clock.instant();
        revisions.add(
                it.number(),
                key,
                ordered.isEmpty()
                        ? migration.parts(key, it.deployment()).stream()
                                .map(part -> result(key, part, Result.KEPT, reason, null, now))
                                .toList()
                        : became(ordered, Result.KEPT, reason, now));
    }

    private static List<CaseResult> became(List<CaseResult> ordered, Result result, String reason, Instant now) {
        return ordered.stream()
                .map(one -> result(
                        one.key(),
                        new Part(one.instance(), one.process(), one.processName(), one.from(), one.to()),
                        result,
                        reason,
                        one,
                        now))
                .toList();
    }

    /** @param order who has ordered it; null where nobody has */
    private static CaseResult result(
            String key, Part part, Result result, String reason, CaseResult order, Instant now) {
        return new CaseResult(
                part.instance(),
                key,
                part.process(),
                part.name(),
                part.from(),
                part.to(),
                result,
                reason,
                order == null ? null : order.orderedBy(),
                order == null ? null : order.orderReason(),
                order == null ? Map.of() : order.orderMapping(),
                now);
    }

    private void record(Revision it, Complaint complaint, List<Part> parts, CaseResult order) {
        List<Map<String, Object>> told = new ArrayList<>();
        Set<String> said = new LinkedHashSet<>();
        for (Part part : parts) {
            String one = part.process() + " " + part.from();
            if (!DISCREET.equals(part.process()) && said.add(one)) {
                told.add(Map.of("name", part.name(), "from", part.from(), "to", part.to()));
            }
        }
        if (told.isEmpty()) {
            return;
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("revision", it.number());
        input.put(
                "approvedOn",
                it.decidedAt().atZone(clock.getZone()).toLocalDate().toString());
        input.put("versions", told);
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("approver", people.nameOf(it.decidedBy()));
        if (order != null && order.orderReason() != null) {
            words.put("reason", order.orderReason());
        }
        Actor actor = order == null || order.orderedBy() == null ? Actor.SYSTEM : new Actor(order.orderedBy(), null);
        timeline.append(complaint.id(), Act.RULES_REVISED, actor, input, words);
    }

    /** Everything is done; what still runs by an older set is noted as kept. */
    @Transactional
    public void complete(String number) {
        Revision it = revision(number);
        if (it.inFlight() == InFlight.KEEP && it.status() == Status.DEPLOYED) {
            Instant now = clock.instant();
            migration
                    .notOn(it.deployment())
                    .forEach((key, parts) -> revisions.add(
                            number,
                            key,
                            parts.stream()
                                    .map(part -> result(key, part, Result.KEPT, null, null, now))
                                    .toList()));
        }
        revisions.completed(number, clock.instant());
    }

    // ---- later

    /**
     * Orders that cases which were kept, or could not move before, move to the set in force now.
     *
     * @param keys which; null for all that run by an older set
     * @return how many cases that are
     * @throws Conflict where the revision is not the set in force, or is still being carried out
     */
    @Transactional
    public int order(String number, Collection<String> keys, String reason, String user) {
        return order(number, keys, null, reason, user);
    }

    /**
     * The same, with steps that are called otherwise now, for these cases alone: what was approved with the revision stays as it is, and
     * holds beside them.
     *
     * @param mapping lines {@code old id: new id}; null for none
     * @throws InvalidInput on {@code mapping} where a step is mapped by the revision already, or two steps do not answer to each other
     */
    @Transactional
    public int order(String number, Collection<String> keys, String mapping, String reason, String user) {
        revisions.lock();
        Revision it = revision(number);
        if (it.status() != Status.COMPLETED || !isInForce(it)) {
            throw new Conflict("规则修订%s不是现行的一套，或仍在处理，不能补办迁移".formatted(number));
        }
        if (revisions.isOrderPending()) {
            throw new Conflict("规则修订%s的上一次补办迁移仍在进行".formatted(number));
        }
        revisions.all().stream()
                .filter(one -> one.status() == Status.APPROVED)
                .findFirst()
                .ifPresent(one -> {
                    throw new Conflict("规则修订%s%s，启用后再补办迁移"
                            .formatted(one.number(), one.status().label()));
                });
        Map<String, List<Part>> older = migration.notOn(it.deployment());
        Map<String, List<Part>> chosen = new TreeMap<>(older);
        if (keys != null) {
            List<FieldError> errors = keys.stream()
                    .filter(key -> !older.containsKey(key))
                    .map(key -> new FieldError("cases", FormValues.printable(key) + "：已办结，或已按现行规则办理"))
                    .toList();
            RuleFiles.refuseIfAny(errors);
            chosen.keySet().retainAll(keys);
        }
        if (chosen.isEmpty()) {
            throw new Conflict("没有按旧规则办理的在办案件");
        }
        Instant now = clock.instant();
        Map<String, String> added = added(it, mapping);
        refuseWrong(it, chosen.keySet(), added);
        chosen.forEach((key, parts) -> revisions.add(
                number,
                key,
                parts.stream()
                        .map(part -> new CaseResult(
                                part.instance(),
                                key,
                                part.process(),
                                part.name(),
                                part.from(),
                                part.to(),
                                Result.PENDING,
                                null,
                                user,
                                reason,
                                added,
                                now))
                        .toList()));
        tellTheOffice(
                number,
                "migrationOrdered",
                it.inFlight().label(),
                people.nameOf(user),
                String.valueOf(chosen.size()),
                reason + told(it, added));
        processes.startByMessage(
                "ruleRevision.migrationOrdered", number, Map.of(CaseVariables.REVISION_NUMBER, number));
        return chosen.size();
    }

    /** Of steps that do not go together every case would be refused; better is to say so before. */
    private void refuseWrong(Revision it, Set<String> keys, Map<String, String> added) {
        if (added.isEmpty()) {
            return;
        }
        List<String> wrong = new ArrayList<>(migration.wrong(keys, it.deployment(), with(it.mapping(), added)));
        wrong.removeAll(migration.wrong(keys, it.deployment(), it.mapping()));
        RuleFiles.refuseIfAny(
                wrong.stream().map(one -> new FieldError(MAPPING, one)).toList());
    }

    /** For the office only: these may be steps that the units learn nothing of. */
    private String told(Revision it, Map<String, String> added) {
        if (added.isEmpty()) {
            return "";
        }
        String told = String.join("，", inWords(added, it));
        return "（步骤对应：" + (told.length() > MOST_TOLD ? told.substring(0, MOST_TOLD) + "…" : told) + "）";
    }

    /** The office whose head has decided what happens to the cases in flight learns that it is decided otherwise. */
    private void tellTheOffice(String number, String milestone, String... words) {
        outbox.tell(
                number,
                milestone + " " + clock.instant().toEpochMilli(),
                milestone,
                organisation.ofKind(UnitKind.OFFICE).get(0).id(),
                words);
    }
}
