package suban.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.Limits;
import suban.attachments.AttachmentDrafts;
import suban.attachments.AttachmentService;
import suban.attachments.CheckedFile;
import suban.attachments.IncomingFile;
import suban.calendar.CalendarService;
import suban.engine.Duplicates;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.engine.StartForms;
import suban.engine.StartGuard;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.ComplaintContents;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Matter;
import suban.ledger.Matters;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.TransactionReads;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** Registers complaints (Articles 6, 7, 8): one request one complaint, however often it is sent. */
@Service
public class IntakeService implements StartGuard {

    private static final Duration SAME_SUBMISSION = Duration.ofMinutes(10);
    private static final String PROCESS = "complaint";
    private static final String SPLIT_FROM = "splitFrom";

    /** Ids of files that were sent before; see {@link AttachmentDrafts}. */
    private static final String ATTACHMENTS = "attachments";

    /** Eligibility of an order from above without a complainant; triage starts from it. */
    private static final String ORDER = "ORDER";

    private final Complaints complaints;
    private final ComplaintContents contents;
    private final Matters matters;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final People people;
    private final Processes processes;
    private final StartForms startForms;
    private final AttachmentService attachments;
    private final AttachmentDrafts drafts;
    private final Limits limits;
    private final Clock clock;

    /** The last day whose counter is known to be open; it is not closed again. */
    private volatile LocalDate opened;

    @SuppressWarnings("java:S107") // what a registration touches
    IntakeService(
            Complaints complaints,
            ComplaintContents contents,
            Matters matters,
            Ledger ledger,
            Timeline timeline,
            Outbox outbox,
            CalendarService calendar,
            Organisation organisation,
            People people,
            Processes processes,
            StartForms startForms,
            AttachmentService attachments,
            AttachmentDrafts drafts,
            Limits limits,
            Clock clock) {
        this.complaints = complaints;
        this.contents = contents;
        this.matters = matters;
        this.ledger = ledger;
        this.timeline = timeline;
        this.outbox = outbox;
        this.calendar = calendar;
        this.organisation = organisation;
        this.people = people;
        this.processes = processes;
        this.startForms = startForms;
        this.attachments = attachments;
        this.drafts = drafts;
        this.limits = limits;
        this.clock = clock;
    }

    /** What a posted complaint came to: its number, and whether this request made it. */
    public record Posted(String number, boolean created) {}

    /**
     * Takes a complaint from a channel system. The same {@code channel} and {@code externalId} with the same content is the same
     * complaint; with other content, files among it, it is a {@link Conflict}. Must not run inside a transaction.
     *
     * @param files that belong to it; may be empty. None is kept where the complaint is not registered by this call
     */
    @Transactional(propagation = Propagation.NEVER)
    public Posted post(Map<String, Object> values, List<IncomingFile> files, Actor actor) {
        FormValues form = FormValues.of(values, actor);
        List<FieldError> errors = new ArrayList<>();
        Registration registration = checked(errors, () -> posted(form));
        List<CheckedFile> checked = checked(errors, () -> files.isEmpty() ? List.of() : drafts.check(files));
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        String content = contentHash(
                registration,
                checked.stream().map(CheckedFile::sha256).distinct().sorted().toList());
        Supplier<Optional<Posted>> earlier = () -> complaints
                .findByChannelAndExternalId(registration.channel(), registration.externalId())
                .map(known -> {
                    if (!known.contentHash().equals(content)) {
                        throw new Conflict("相同来源和外部编号的投诉已登记，但内容不同");
                    }
                    return new Posted(known.number(), false);
                });
        Optional<Posted> known = earlier.get();
        if (known.isPresent()) {
            return known.get();
        }
        refuseIfPast(registration);
        openDay();
        List<String> kept = checked.isEmpty() ? List.of() : drafts.keep(checked, actor.user());
        Map<String, Object> all = new LinkedHashMap<>(form.values());
        all.put(ATTACHMENTS, kept);
        boolean registered = false;
        try {
            String number = processes.start(PROCESS, FormValues.of(all, actor));
            registered = true;
            return new Posted(number, true);
        } catch (RuntimeException e) {
            if (!Duplicates.behind(e)) {
                throw e;
            }
            return earlier.get().orElseThrow(() -> e);
        } finally {
            if (!registered) {
                drafts.discard(kept, actor.user());
            }
        }
    }

    private static <T> T checked(List<FieldError> errors, Supplier<T> check) {
        try {
            return check.get();
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
            return null;
        }
    }

    /** One content from another, its files by their bytes, whatever they are called. */
    private static String contentHash(Registration registration, List<String> files) {
        return files.isEmpty()
                ? registration.contentHash()
                : Timeline.sha256(registration.contentHash() + "\u001f" + String.join("\u001f", files));
    }

    private String contentHash(Registration registration, FormValues form) {
        return contentHash(
                registration, drafts.hashes(form.list(ATTACHMENTS), form.actor().user()));
    }

    /** By the start form that is in force: what kinds of demands there are stands there alone (Article 3). */
    private Registration read(FormValues form) {
        // what is split off keeps the kind of the whole, though the form may not offer it any more
        Collection<String> demandTypes = form.text(SPLIT_FROM) == null
                ? startForms.options(PROCESS, "demandType")
                : Collections.singleton(form.text("demandType"));
        return Registration.of(form, organisation, demandTypes);
    }

    /** A channel's complaint has an id of the channel's own; its absence is named together with all else that is wrong. */
    private Registration posted(FormValues form) {
        InvalidInput missing = form.text("externalId") == null ? new InvalidInput("externalId", "外部编号：必填") : null;
        Registration registration;
        try {
            registration = read(form);
        } catch (InvalidInput e) {
            if (missing == null) {
                throw e;
            }
            throw new InvalidInput(Stream.concat(missing.errors().stream(), e.errors().stream())
                    .toList());
        }
        if (missing != null) {
            throw missing;
        }
        return registration;
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues form) {
        if (!PROCESS.equals(processKey)) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>(notItsToTakeIn(form));
        errors.addAll(drafts.problems(form.list(ATTACHMENTS), form.actor().user()));
        try {
            read(attributed(form));
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
        }
        return errors;
    }

    /**
     * A unit that is no office registers what it heard of itself, and a 提请; all else is for the offices (Articles 6, 7). What is
     * wrong with that, by field.
     */
    private List<FieldError> notItsToTakeIn(FormValues form) {
        Set<String> units = collectingUnits(form.actor().user());
        if (units.isEmpty()) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>();
        String channel = form.text("channel");
        if (channel != null
                && Registration.OF_UNITS.stream().noneMatch(it -> it.name().equals(channel))) {
            errors.add(new FieldError("channel", "收到渠道：本单位只能登记走访座谈调查、部门自收和其他部门提请的投诉，其余由营商办登记"));
        }
        String receivedBy = form.text("receivedBy");
        if (receivedBy != null && !units.contains(receivedBy)) {
            errors.add(new FieldError("receivedBy", "收到的单位：只能是本单位"));
        }
        return errors;
    }

    /** The values with the unit that received the complaint: its own where a collecting unit registers it and names none. */
    private FormValues attributed(FormValues form) {
        Set<String> units = collectingUnits(form.actor().user());
        if (units.isEmpty() || form.text("receivedBy") != null) {
            return form;
        }
        Map<String, Object> values = new LinkedHashMap<>(form.values());
        values.put("receivedBy", units.stream().sorted().findFirst().orElseThrow());
        return FormValues.of(values, form.actor());
    }

    /** The units of somebody who belongs to no office; empty for the offices, machines and the system itself. */
    private Set<String> collectingUnits(String user) {
        Set<String> units = TransactionReads.once("act_id_membership", Arrays.asList(user), () -> people.unitsOf(user));
        return units.stream().anyMatch(organisation::isOffice) ? Set.of() : units;
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues form) {
        if (!PROCESS.equals(processKey)) {
            return Optional.empty();
        }
        Registration registration = read(attributed(form));
        Optional<String> earlier = complaints
                .findFirstByRegisteredByAndContentHashAndRegisteredAtAfter(
                        form.actor().user(),
                        contentHash(registration, form),
                        clock.instant().minus(SAME_SUBMISSION))
                .map(Complaint::number);
        if (earlier.isEmpty()) {
            refuseIfPast(registration);
        }
        return earlier;
    }

    @Override
    public void prepare(String processKey) {
        if (PROCESS.equals(processKey)) {
            openDay();
        }
    }

    /** An order that was to be met before anybody wrote it down. */
    private void refuseIfPast(Registration registration) {
        if (registration.orderDueAt() != null && registration.orderDueAt().isBefore(clock.instant())) {
            throw new InvalidInput("orderDueAt", "交办要求的办结日期：不能早于登记时间");
        }
    }

    /** Writes the record, in the transaction that starts the process. */
    @Transactional
    public Registered register(FormValues form) {
        Registration it = read(attributed(form));
        Instant now = clock.instant();
        Optional<Complaint> original =
                Optional.ofNullable(form.text(SPLIT_FROM)).map(ledger::complaint);
        String number = ledger.nextNumber();
        String office = original.map(Complaint::coordinatingUnit)
                .orElseGet(() -> coordinatingOffice(form.actor().user(), it.newCity()));
        String contentHash = contentHash(it, form);
        String submission =
                it.externalId() != null || original.isPresent() || form.actor().user() == null
                        ? null
                        : Timeline.sha256(
                                form.actor().user() + contentHash + now.toEpochMilli() / SAME_SUBMISSION.toMillis());
        Instant accepted = original.map(Complaint::acceptedAt).orElse(now);
        Long matter = matters.save(new Matter(null, enterpriseKey(it), it.title(), now))
                .id();
        Complaint complaint = complaints.save(new Complaint(
                null,
                number,
                matter,
                form.text(SPLIT_FROM),
                it.channel(),
                it.externalId(),
                submission,
                contentHash,
                Status.REGISTERED,
                it.enterpriseName(),
                it.creditCode(),
                it.newCity(),
                it.title(),
                it.demandType(),
                it.declaredGround(),
                it.receivedBy(),
                it.orderNumber(),
                it.orderDueAt(),
                it.confidential(),
                false,
                office,
                form.actor().user(),
                now,
                accepted,
                calendar.workingDaysAfter(now, limits.coordinationDays()).due(),
                calendar.workingDaysAfter(now, limits.triageDays()).due(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                it.noComplainant() ? ORDER : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                0,
                Timeline.START));
        contents.insert(complaint.id(), it.content(), it.contactName(), it.contactPhone(), it.contactEmail());
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("channel", it.channel().name());
        input.put("externalId", it.externalId());
        input.put("newCity", it.newCity());
        input.put("demandType", it.demandType());
        input.put("declaredGround", it.declaredGround().name());
        input.put("receivedBy", it.receivedBy());
        input.put("orderNumber", it.orderNumber());
        input.put("orderDueAt", it.orderDueAt());
        input.put("confidential", it.confidential());
        input.put("creditCode", it.creditCode());
        if (it.noComplainant()) {
            input.put("eligibility", ORDER);
        }
        original.ifPresent(from -> input.put(SPLIT_FROM, from.number()));
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("enterpriseName", it.enterpriseName());
        personal.put("contactName", it.contactName());
        personal.put("contactPhone", it.contactPhone());
        personal.put("contactEmail", it.contactEmail());
        personal.put("title", it.title());
        personal.put("content", it.content());
        timeline.append(complaint.id(), Act.REGISTERED, form.actor(), input, personal);
        attachments.register(complaint, form.list(ATTACHMENTS), form.actor());
        original.ifPresent(from -> attachments.copyOriginals(from, complaint, form.actor()));
        if (Registration.COLLECTING.contains(it.channel()) && original.isEmpty()) {
            outbox.add(
                    complaint,
                    0,
                    "acceptedByUnit",
                    Outbox.ENTERPRISE,
                    organisation.nameOf(it.receivedBy()),
                    Texts.time(complaint.coordinationDueAt()));
        } else {
            outbox.add(complaint, 0, "accepted", Outbox.ENTERPRISE);
        }
        return new Registered(number, office);
    }

    /**
     * Splits further problems off a complaint (Article 8 一问题一编号): each gets a number and a process of its own, timed from the
     * original's acceptance.
     *
     * @return the new numbers, in the order of the titles
     */
    @Transactional
    public List<String> split(Complaint original, List<String> titles, Actor actor) {
        ComplaintContent content = ledger.content(original);
        return titles.stream()
                .map(title -> {
                    Map<String, Object> values = new HashMap<>();
                    values.put("channel", original.channel().name());
                    values.put("enterpriseName", original.enterpriseName());
                    values.put("creditCode", original.creditCode());
                    values.put("newCity", original.newCity());
                    values.put("contactName", content.contactName());
                    values.put("contactPhone", content.contactPhone());
                    values.put("contactEmail", content.contactEmail());
                    values.put("title", title);
                    values.put("content", content.content());
                    values.put("demandType", original.demandType());
                    values.put("receivedBy", original.receivedBy());
                    values.put("orderNumber", original.orderNumber());
                    values.put(
                            "orderDueAt",
                            original.orderDueAt() == null
                                    ? null
                                    : original.orderDueAt().toString());
                    values.put("confidential", original.confidential());
                    values.put(SPLIT_FROM, original.number());
                    String number = processes.start(PROCESS, FormValues.of(values, actor));
                    timeline.append(original.id(), Act.SPLIT, actor, Map.of("number", number), Map.of("title", title));
                    return number;
                })
                .toList();
    }

    private void openDay() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (today.equals(opened)) {
            return;
        }
        try {
            ledger.openDay();
        } catch (DuplicateKeyException e) {
            // somebody else opened it in the same moment
        }
        opened = today;
    }

    /**
     * Who coordinates (Articles 7, 17): a 新城's own office what it or a unit of its 新城 registers of the enterprises there; the New
     * Area's office everything else, what machines and the New Area's departments register among it.
     */
    private String coordinatingOffice(String user, String newCity) {
        Set<String> units = user == null ? Set.of() : people.unitsOf(user);
        return organisation
                .officeOf(newCity)
                .map(Unit::id)
                .filter(office ->
                        units.stream().anyMatch(unit -> unit.equals(office) || organisation.isPartOf(unit, newCity)))
                .orElseGet(this::newAreaOffice);
    }

    private String newAreaOffice() {
        return organisation.ofKind(UnitKind.OFFICE).get(0).id();
    }

    private static String enterpriseKey(Registration it) {
        return it.creditCode() != null ? it.creditCode() : it.enterpriseName();
    }
}
