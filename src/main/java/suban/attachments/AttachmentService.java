package suban.attachments;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Actor;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.NotFound;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Timeline;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;

/** Files of the cases: who may add, read and remove them, and what becomes of them when a case is sealed. */
@Service
public class AttachmentService {

    private static final String NO_SUCH_CASE = "没有该编号的投诉";
    private static final String NO_SUCH_FILE = "没有该附件";
    private static final int LONGEST_REASON = 500;
    private static final int SHORTEST_REASON = 2;

    private final Attachments attachments;
    private final Uploads uploads;
    private final AttachmentDrafts drafts;
    private final ContentStore contents;
    private final FileCheck check;
    private final AttachmentSettings settings;
    private final ObjectProvider<SealedFiles> secrecy;
    private final Complaints complaints;
    private final Ledger ledger;
    private final LedgerSearch search;
    private final Timeline timeline;
    private final Organisation organisation;
    private final People people;
    private final Processes processes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a file of a case touches
    AttachmentService(
            Attachments attachments,
            Uploads uploads,
            AttachmentDrafts drafts,
            ContentStore contents,
            FileCheck check,
            AttachmentSettings settings,
            ObjectProvider<SealedFiles> secrecy,
            Complaints complaints,
            Ledger ledger,
            LedgerSearch search,
            Timeline timeline,
            Organisation organisation,
            People people,
            Processes processes,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.attachments = attachments;
        this.uploads = uploads;
        this.drafts = drafts;
        this.contents = contents;
        this.check = check;
        this.settings = settings;
        this.secrecy = secrecy;
        this.complaints = complaints;
        this.ledger = ledger;
        this.search = search;
        this.timeline = timeline;
        this.organisation = organisation;
        this.people = people;
        this.processes = processes;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * One line of a case's list of files.
     *
     * @param name as it is shown: two of the same name are told apart
     * @param size in bytes
     * @param shown whether a browser shows it without running anything
     * @param by name of who added it
     * @param unit name of the unit; null for a machine account
     * @param original whether it came with the registration
     * @param removable whether this viewer may take it out of sight now
     */
    public record Line(
            Long id,
            String name,
            String mediaType,
            long size,
            boolean shown,
            String by,
            String unit,
            Instant at,
            boolean original,
            boolean removable) {}

    /**
     * A case's files as one viewer sees them.
     *
     * @param mayAdd whether this viewer may add to them now
     */
    public record Listing(boolean mayAdd, List<Line> files) {}

    /**
     * A file that a viewer may read; {@link #write} gives its bytes.
     *
     * @param number of its case
     * @param shown whether a browser shows it without running anything
     */
    public record Opened(String number, String name, String mediaType, long size, String sha256, boolean shown) {}

    /** The limits in force. */
    public AttachmentSettings limits() {
        return settings;
    }

    /** Extensions that are taken, in small letters. */
    public List<String> extensions() {
        return FileTypes.extensions();
    }

    // ---- reading

    /** The files that this viewer may read; {@link NotFound} where the case is not theirs. */
    @Transactional(readOnly = true)
    public Listing of(String number, Viewer viewer) {
        Complaint complaint = visible(number, viewer);
        Optional<Actor> actor = mayAct(complaint, viewer);
        List<Attachment> readable = readable(complaint, viewer);
        Map<Long, String> names = names(complaint, readable, viewer);
        return new Listing(
                actor.isPresent(),
                readable.stream()
                        .map(it -> new Line(
                                it.id(),
                                names.get(it.id()),
                                it.mediaType(),
                                it.size(),
                                FileTypes.isShown(it.mediaType()),
                                people.nameOf(it.uploadedBy()),
                                it.unit() == null ? null : organisation.nameOf(it.unit()),
                                it.at(),
                                it.original(),
                                actor.isPresent() && mayRemove(it, complaint, viewer)))
                        .toList());
    }

    /** The names of all files of a case that are shown, in their order; for records of the case. */
    @Transactional(readOnly = true)
    public List<String> namesOf(Complaint complaint) {
        List<Attachment> shown = attachments.shownOf(complaint.id());
        return List.copyOf(apart(shown, Map.of()).values());
    }

    /**
     * A file to be read.
     *
     * @throws NotFound where there is none that this viewer may read
     */
    @Transactional(readOnly = true)
    public Opened open(Long id, Viewer viewer) {
        Attachment wanted = attachments.findById(id).orElseThrow(() -> new NotFound(NO_SUCH_FILE));
        Complaint complaint = caseOf(wanted, viewer);
        List<Attachment> readable = readable(complaint, viewer);
        Attachment it = readable.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(NO_SUCH_FILE));
        return new Opened(
                complaint.number(),
                names(complaint, readable, viewer).get(id),
                it.mediaType(),
                it.size(),
                it.sha256(),
                FileTypes.isShown(it.mediaType()));
    }

    /** Writes a file's bytes, a part at a time. */
    public void write(Opened file, OutputStream out) throws IOException {
        contents.write(file.sha256(), file.size(), out);
    }

    private Complaint visible(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (viewer.machine()) {
            throw new NotFound(NO_SUCH_CASE);
        }
        return complaint;
    }

    /** Whose it is, is nobody else's business. */
    private Complaint caseOf(Attachment file, Viewer viewer) {
        String number = jdbc.sql("select number from complaint where id = :id")
                .param("id", file.complaintId())
                .query(String.class)
                .single();
        try {
            return visible(number, viewer);
        } catch (NotFound e) {
            throw new NotFound(NO_SUCH_FILE);
        }
    }

    /**
     * As the case's words are shown: the offices, the host and supervisors read everything, a co-handler what the enterprise sent and
     * what its own unit added (Article 9), whoever may not know who asked for confidentiality only the latter, since a file may tell
     * it. 纪检监察工委 reads all of what was referred to it (Article 15), and of a sealed case the officer alone reads (Article 3).
     */
    private List<Attachment> readable(Complaint complaint, Viewer viewer) {
        List<Attachment> all = attachments.shownOf(complaint.id());
        if (all.isEmpty()) {
            return all;
        }
        if (isSealed(complaint)) {
            return namesForOfficer(complaint, viewer).isPresent() ? all : List.of();
        }
        boolean referred = !viewer.all() && search.knowsResponsibility(complaint, viewer);
        boolean words = referred || viewer.seesWords(complaint, ledger.attempts(complaint));
        boolean identity = referred || knowsIdentity(complaint, viewer);
        return all.stream()
                .filter(it ->
                        viewer.units().contains(String.valueOf(it.unit())) || identity && (words || it.original()))
                .toList();
    }

    private boolean knowsIdentity(Complaint complaint, Viewer viewer) {
        return !complaint.confidential()
                || !Viewer.CONFIDENTIAL.equals(search.enterpriseNames(List.of(complaint.number()), viewer)
                        .get(complaint.number()));
    }

    private boolean isSealed(Complaint complaint) {
        return secrecy.stream().anyMatch(it -> it.isSealed(complaint));
    }

    private Optional<Map<Long, String>> namesForOfficer(Complaint complaint, Viewer viewer) {
        return secrecy.stream()
                .map(it -> it.namesFor(complaint, viewer.user()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Map<Long, String> names(Complaint complaint, List<Attachment> files, Viewer viewer) {
        return apart(
                files, isSealed(complaint) ? namesForOfficer(complaint, viewer).orElse(Map.of()) : Map.of());
    }

    private static Map<Long, String> apart(List<Attachment> files, Map<Long, String> sealed) {
        Map<Long, String> names = new LinkedHashMap<>();
        List<String> taken = new ArrayList<>();
        for (Attachment file : files) {
            String name = FileNames.apart(sealed.getOrDefault(file.id(), file.fileName()), taken);
            taken.add(name);
            names.put(file.id(), name);
        }
        return names;
    }

    // ---- adding

    /**
     * Who of the viewer's units may act on the case now: the coordinating office, and a unit that has a task in it. Supervisors watch.
     */
    private Optional<Actor> mayAct(Complaint complaint, Viewer viewer) {
        if (viewer.machine() || viewer.units().isEmpty() || complaint.closedAt() != null || isSealed(complaint)) {
            return Optional.empty();
        }
        if (viewer.units().contains(complaint.coordinatingUnit())) {
            return Optional.of(new Actor(viewer.user(), complaint.coordinatingUnit()));
        }
        return actingUnit(complaint, viewer).map(unit -> new Actor(viewer.user(), unit));
    }

    /**
     * For which of several units a person acts on a case: for the one that has a task in it; where more than one has, for the one
     * whose task the person has claimed, or else for the host, whose case it is (Article 4).
     */
    private Optional<String> actingUnit(Complaint complaint, Viewer viewer) {
        Set<String> groups = people.groupsOf(viewer.user());
        List<String> units = viewer.units().stream()
                .sorted()
                .filter(unit -> processes.hasTaskFor(
                        complaint.number(),
                        Stream.of(unit, Roles.headOf(unit))
                                .filter(groups::contains)
                                .toList()))
                .toList();
        if (units.size() < 2) {
            return units.stream().findFirst();
        }
        Set<String> claimed = processes.claimedBy(viewer.user()).stream()
                .filter(task -> complaint.number().equals(task.number()))
                .flatMap(task -> task.groups().stream())
                .collect(Collectors.toSet());
        return units.stream()
                .filter(unit -> claimed.contains(unit) || claimed.contains(Roles.headOf(unit)))
                .findFirst()
                .or(() -> ledger.attempts(complaint).stream()
                        .max(Comparator.comparing(Attempt::no))
                        .map(Attempt::hostGroup)
                        .filter(units::contains))
                .or(() -> units.stream().findFirst());
    }

    private Actor actor(Complaint complaint, Viewer viewer) {
        return mayAct(complaint, viewer).orElseThrow(() -> {
            if (complaint.closedAt() != null) {
                return new Conflict("该投诉已办结，附件不能再变动");
            }
            return isSealed(complaint)
                    ? new Conflict("该投诉疑似涉密，已封存，附件不能变动")
                    : new Forbidden("只有正在办理该投诉的单位和负责协调的营商办可以变动附件");
        });
    }

    /** Refuses who may not add to this case now, as {@link #add} does. */
    @Transactional(readOnly = true)
    public void ensureMayAdd(String number, Viewer viewer) {
        actor(visible(number, viewer), viewer);
    }

    /**
     * Adds files to a case, all or none; what the unit has added before is not added again.
     *
     * @return how many are new
     * @throws InvalidInput where one is not taken
     * @throws Forbidden where the viewer sees the case and has nothing to do in it now
     * @throws Conflict where the case has ended or is sealed
     */
    @Transactional(propagation = Propagation.NEVER)
    public int add(String number, List<IncomingFile> files, Viewer viewer) {
        ensureMayAdd(number, viewer);
        if (files.isEmpty()) {
            throw FileCheck.refusal("请选择文件");
        }
        List<CheckedFile> checked = check.check(files);
        return AttachmentDrafts.keptAtOnce(transaction, () -> {
            Complaint complaint = complaints.lock(visible(number, viewer).id());
            Actor actor = actor(complaint, viewer);
            List<Attachment> known = attachments.of(complaint.id());
            List<Attachment> added = new ArrayList<>();
            for (CheckedFile file : checked) {
                contents.keep(file);
                Attachment wanted = new Attachment(
                        null,
                        complaint.id(),
                        file.sha256(),
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        false,
                        actor.user(),
                        actor.unit(),
                        clock.instant(),
                        null,
                        null,
                        null);
                put(wanted, known, added);
            }
            long size = attachments.shownOf(complaint.id()).stream()
                    .mapToLong(Attachment::size)
                    .sum();
            if (size > settings.maxCase().toBytes()) {
                throw FileCheck.refusal("每件投诉的附件合计不能超过" + FileCheck.size(settings.maxCase()));
            }
            tell(complaint, added, actor);
            return added.size();
        });
    }

    /** What was removed before and is sent again is shown again. */
    private void put(Attachment wanted, List<Attachment> known, List<Attachment> added) {
        Optional<Attachment> same = Stream.concat(known.stream(), added.stream())
                .filter(it -> it.sha256().equals(wanted.sha256()) && Objects.equals(it.unit(), wanted.unit()))
                .findFirst();
        if (same.isEmpty()) {
            added.add(attachments.save(wanted));
        } else if (same.get().removedAt() != null) {
            added.add(attachments.save(new Attachment(
                    same.get().id(),
                    wanted.complaintId(),
                    wanted.sha256(),
                    wanted.fileName(),
                    wanted.mediaType(),
                    wanted.size(),
                    same.get().original(),
                    wanted.uploadedBy(),
                    wanted.unit(),
                    wanted.at(),
                    null,
                    null,
                    null)));
        }
    }

    /** Names and hashes stand where they are sealed and purged with the case; the chain covers them there as well (Article 3). */
    private void tell(Complaint complaint, List<Attachment> added, Actor actor) {
        if (!added.isEmpty()) {
            timeline.append(
                    complaint.id(),
                    Act.ATTACHED,
                    actor,
                    Map.of("files", added.stream().map(Attachment::id).toList()),
                    Map.of(
                            "files",
                            String.join(
                                    "、",
                                    added.stream().map(Attachment::fileName).toList()),
                            "sha256",
                            added.stream().map(Attachment::sha256).toList()));
        }
    }

    /**
     * The files of a registration, in its transaction.
     *
     * @param ids of drafts of the same person; may be empty
     * @throws InvalidInput where one is not there any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void register(Complaint complaint, Collection<String> ids, Actor actor) {
        if (ids.isEmpty()) {
            return;
        }
        Actor of = new Actor(
                actor.user(),
                actor.unit() != null
                        ? actor.unit()
                        : people.unitsOf(actor.user()).stream()
                                .sorted()
                                .findFirst()
                                .orElse(null));
        List<Attachment> added = drafts.take(ids, actor.user(), complaint.id()).stream()
                .map(it -> attachments.save(original(
                        complaint, it.sha256(), it.fileName(), it.mediaType(), it.size(), of, clock.instant())))
                .toList();
        tell(complaint, added, of);
    }

    /** What came with a complaint goes with each part that is split off it (Article 8), as its words do. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void copyOriginals(Complaint from, Complaint to, Actor actor) {
        List<Attachment> copied = attachments.shownOf(from.id()).stream()
                .filter(Attachment::original)
                .map(it -> attachments.save(original(
                        to,
                        it.sha256(),
                        it.fileName(),
                        it.mediaType(),
                        it.size(),
                        new Actor(it.uploadedBy(), it.unit()),
                        it.at())))
                .toList();
        tell(to, copied, actor);
    }

    private static Attachment original(
            Complaint complaint, String sha256, String name, String mediaType, long size, Actor by, Instant at) {
        return new Attachment(
                null, complaint.id(), sha256, name, mediaType, size, true, by.user(), by.unit(), at, null, null, null);
    }

    // ---- taking out of sight

    private static boolean mayRemove(Attachment file, Complaint complaint, Viewer viewer) {
        return viewer.user().equals(file.uploadedBy()) || viewer.units().contains(complaint.coordinatingUnit());
    }

    /**
     * Takes a wrong file out of sight, by its uploader or the coordinating office while the case is worked on; its bytes stay.
     *
     * @param reason goes into the timeline
     */
    @Transactional
    public void remove(Long id, String reason, Viewer viewer) {
        Attachment known = attachments.findById(id).orElseThrow(() -> new NotFound(NO_SUCH_FILE));
        Complaint complaint = complaints.lock(caseOf(known, viewer).id());
        Attachment file = readable(complaint, viewer).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(NO_SUCH_FILE));
        Actor actor = actor(complaint, viewer);
        if (!mayRemove(file, complaint, viewer)) {
            throw new Forbidden("只有上传人和负责协调的营商办可以移除附件");
        }
        String why = reason == null ? "" : reason.strip();
        int length = why.codePointCount(0, why.length());
        if (length < SHORTEST_REASON || length > LONGEST_REASON) {
            throw new InvalidInput("reason", "理由：须写明移除的理由，%d至%d个字".formatted(SHORTEST_REASON, LONGEST_REASON));
        }
        attachments.remove(id, viewer.user(), clock.instant(), why);
        timeline.append(
                complaint.id(),
                Act.ATTACHMENT_REMOVED,
                actor,
                Map.of("files", List.of(id)),
                Map.of("files", file.fileName(), "sha256", List.of(file.sha256()), "reason", why));
    }

    // ---- purging

    /**
     * Erases the bytes of a purged case for good (Article 3), and those of other sealed cases with the same content; they stay where
     * a case that is not sealed has them, too.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void purge(Long complaintId) {
        complaints.lock(complaintId);
        Set<String> hashes = new HashSet<>();
        attachments.of(complaintId).forEach(it -> hashes.add(it.sha256()));
        for (String sha256 : hashes) {
            for (Attachment it : attachments.findBySha256(sha256)) {
                if (it.complaintId().equals(complaintId)
                        || isSealed(complaints.findById(it.complaintId()).orElseThrow())) {
                    attachments.forget(it.id());
                    uploads.forget(sha256, it.complaintId());
                }
            }
            contents.dropIfUnused(sha256);
        }
    }
}
