package suban.documents;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Conflict;
import suban.NotFound;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.ContactLine;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** Issues documents in the transaction of the act they tell of, and shows each to whom it concerns. */
@Service
public class DocumentService {

    private static final String NO_SUCH_DOCUMENT = "没有该文书";

    /** What stands in place of words that were sealed or purged. */
    private static final Set<String> TAKEN_AWAY = Set.of(Texts.SEALED, Texts.PURGED);

    private final Documents documents;
    private final DocumentTemplates templates;
    private final DocumentPrinter printer;
    private final Ledger ledger;
    private final LedgerSearch search;
    private final Organisation organisation;
    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final TransactionTemplate reading;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a document touches
    DocumentService(
            Documents documents,
            DocumentTemplates templates,
            DocumentPrinter printer,
            Ledger ledger,
            LedgerSearch search,
            Organisation organisation,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.documents = documents;
        this.templates = templates;
        this.printer = printer;
        this.ledger = ledger;
        this.search = search;
        this.organisation = organisation;
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.clock = clock;
    }

    /**
     * One line of a case's list of documents.
     *
     * @param recipient who it went to, as the reader may know it
     */
    public record Line(
            Long id, String documentNumber, DocumentKind kind, String title, String recipient, Instant issuedAt) {}

    /**
     * A printed document.
     *
     * @param documentNumber names the file
     * @param complaint number of its case; null for a document of no complaint
     * @param withContact whether it says whom to call, which is noted before it is given out
     */
    public record Printed(String documentNumber, String title, byte[] pdf, String complaint, boolean withContact) {}

    /** The office that signs for a case: the coordinating one, and the next level where that is accused (Article 4). */
    public String officeOf(Complaint complaint) {
        String office = complaint.coordinatingUnit();
        if (!organisation.isPartOf(office, complaint.accusedUnit())) {
            return office;
        }
        String newArea = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        return office.equals(newArea) || newArea.equals(complaint.accusedUnit())
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : newArea;
    }

    /**
     * Issues a document: numbers it, fills the template in force, and stores the words. A step that is repeated issues nothing.
     *
     * @return its number; null where it had been issued before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String issue(Issue it) {
        DocumentTemplates.InForce template = templates.inForce(it);
        if (template.issued()) {
            return null;
        }
        Instant now = clock.instant();
        String number = number(it.issuer(), it.kind(), now);
        List<String> signatories = new ArrayList<>(List.of(organisation.nameOf(it.issuer())));
        it.jointly().stream()
                .map(organisation::nameOf)
                .filter(name -> !signatories.contains(name))
                .forEach(signatories::add);
        ComplaintContent content =
                it.kind().carriesContent() || it.complaint().confidential() ? ledger.content(it.complaint()) : null;
        Map<String, Object> facts = facts(it, content, number, String.join("、", signatories), now);
        boolean told = !it.complaint().confidential() || mayKnow(it);
        String masked =
                it.complaint().confidential() ? DocumentText.fill(template.body(), without(facts, it, content)) : null;
        String body = told ? DocumentText.fill(template.body(), facts) : masked;
        int end = body.indexOf('\n');
        documents.save(new Document(
                null,
                number,
                it.kind(),
                it.complaint().id(),
                it.attempt(),
                it.recipient(),
                it.recipientName(),
                it.occasion(),
                it.issuer(),
                String.join("、", signatories),
                now,
                template.version(),
                (end < 0 ? body : body.substring(0, end)).strip(),
                end < 0 ? "" : body.substring(end + 1),
                told && masked != null ? masked : null));
        return number;
    }

    /**
     * Issues a document of no complaint, signed by one office; that it is issued once is its caller's to see to.
     *
     * @param occasion what it is about, in up to 80 characters
     * @param facts values by the kind's own placeholders, and 主送单位
     * @return what it is known by
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Long issue(DocumentKind kind, String issuer, String occasion, Map<String, Object> facts) {
        DocumentTemplates.InForce template = templates.inForce(kind);
        Instant now = clock.instant();
        String number = number(issuer, kind, now);
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put("文号", number);
        all.put("发文单位", organisation.nameOf(issuer));
        all.put("发文日期", Texts.day(LocalDate.ofInstant(now, clock.getZone())));
        String text = DocumentText.fill(template.body(), all);
        int end = text.indexOf('\n');
        return documents
                .save(new Document(
                        null,
                        number,
                        kind,
                        null,
                        0,
                        Issue.FILE,
                        null,
                        occasion,
                        issuer,
                        organisation.nameOf(issuer),
                        now,
                        template.version(),
                        (end < 0 ? text : text.substring(0, end)).strip(),
                        end < 0 ? "" : text.substring(end + 1),
                        null))
                .id();
    }

    /** Whether this reader may read what an office issued of no complaint: its own, and what the New Area's sends to all offices. */
    public boolean mayReadOf(String issuer, Viewer viewer) {
        boolean toAll = organisation
                .find(issuer)
                .filter(unit -> unit.kind() == UnitKind.OFFICE)
                .isPresent();
        return !viewer.machine()
                && (viewer.all()
                        || viewer.supervises()
                        || viewer.units().contains(issuer)
                        || toAll && !viewer.oversees().isEmpty());
    }

    /** The next number of a unit, a kind and a year; the counter's row is locked until the act commits, so none is given twice. */
    private String number(String issuer, DocumentKind kind, Instant now) {
        int year = LocalDate.ofInstant(now, clock.getZone()).getYear();
        Integer last = count(issuer, kind, year);
        if (last == null) {
            try {
                apart.executeWithoutResult(status -> jdbc.sql(
                                "insert into document_counter (issuer, kind, counted_year, last) values (:issuer, :kind, :year, 0)")
                        .param("issuer", issuer)
                        .param("kind", kind.name())
                        .param("year", year)
                        .update());
            } catch (DataIntegrityViolationException opened) {
                // by somebody else at the same moment
            }
            last = count(issuer, kind, year);
        }
        String code = organisation.find(issuer).map(Unit::code).orElse(issuer);
        return "%s%s〔%d〕%d号".formatted(code, kind.mark(), year, last);
    }

    private Integer count(String issuer, DocumentKind kind, int year) {
        GeneratedKeyHolder last = new GeneratedKeyHolder();
        int found = jdbc.sql(
                        """
                        update document_counter set last = last + 1
                        where issuer = :issuer and kind = :kind and counted_year = :year""")
                .param("issuer", issuer)
                .param("kind", kind.name())
                .param("year", year)
                .update(last, "last");
        return found == 0 ? null : last.getKey().intValue();
    }

    private Map<String, Object> facts(
            Issue it, ComplaintContent content, String number, String signatories, Instant now) {
        Complaint complaint = it.complaint();
        List<String> coHandlers = complaint.coUnitList().stream()
                .filter(unit -> !unit.equals(complaint.hostUnit()))
                .map(organisation::nameOf)
                .toList();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("文号", number);
        facts.put("发文单位", signatories);
        facts.put("发文日期", Texts.day(LocalDate.ofInstant(now, clock.getZone())));
        facts.put("主送单位", recipient(it.recipient(), it.recipientName(), complaint.enterpriseName()));
        facts.put("投诉编号", complaint.number());
        facts.put("投诉标题", complaint.title());
        facts.put("企业名称", complaint.enterpriseName());
        facts.put("所属新城", complaint.newCity() == null ? "" : organisation.nameOf(complaint.newCity()));
        facts.put("诉求类型", complaint.demandType());
        facts.put("投诉来源", complaint.channel().label());
        facts.put("上级文号", complaint.orderNumber());
        facts.put(
                "投诉分类",
                complaint.complaintClass() == null
                        ? ""
                        : complaint.complaintClass().label());
        facts.put("主办单位", complaint.hostUnit() == null ? "" : organisation.nameOf(complaint.hostUnit()));
        facts.put("协办单位名单", String.join("、", coHandlers));
        facts.put("协办单位", coHandlers.stream().map(name -> Map.of("名称", name)).toList());
        facts.put("办理次数", String.valueOf(it.attempt()));
        facts.put("企业要求保密", complaint.confidential());
        facts.put("负责协调的营商办", organisation.nameOf(officeOf(complaint)));
        facts.put("营商办签发", it.issuer().equals(officeOf(complaint)));
        if (it.kind().carriesContent()) {
            // co-handlers reach the enterprise through the host (Articles 4, 9)
            boolean throughTheHost = it.kind() == DocumentKind.TRANSFER;
            facts.put("投诉内容", throughTheHost ? Masking.contactIn(content.content(), content) : content.content());
            facts.put("联系人", throughTheHost ? ContactLine.THROUGH_HOST : content.contactName());
            facts.put("联系电话", throughTheHost ? "" : content.contactPhone());
        }
        facts.putAll(it.facts());
        facts.values().removeIf(value -> value == null);
        return facts;
    }

    private String recipient(String recipient, String outside, String enterprise) {
        return switch (recipient) {
            case Issue.ENTERPRISE -> enterprise;
            case Issue.OUTSIDE -> outside;
            case Issue.FILE -> "存档";
            default -> organisation.nameOf(recipient);
        };
    }

    /** Whether the recipient reads the name of an enterprise that asked for confidentiality: as the ledger decides. */
    private boolean mayKnow(Issue it) {
        if (Issue.ENTERPRISE.equals(it.recipient())
                || Issue.FILE.equals(it.recipient())
                || it.kind() == DocumentKind.ACCOUNTABILITY) {
            return true;
        }
        Set<String> units = Set.of(it.recipient());
        Viewer reader = new Viewer(
                null,
                false,
                false,
                false,
                units,
                organisation.overseenBy(units),
                organisation.inspects(units),
                organisation.accusedWith(units));
        return knows(it.complaint(), reader);
    }

    private boolean knows(Complaint complaint, Viewer reader) {
        return !complaint.confidential()
                || !Viewer.CONFIDENTIAL.equals(search.enterpriseNames(List.of(complaint.number()), reader)
                        .get(complaint.number()));
    }

    private Map<String, Object> without(Map<String, Object> facts, Issue it, ComplaintContent content) {
        Map<String, Object> without = new LinkedHashMap<>();
        facts.forEach((name, value) -> without.put(name, without(value, it.complaint(), content)));
        without.put("企业名称", Viewer.CONFIDENTIAL);
        if (without.containsKey("联系人")) {
            without.put("联系人", ContactLine.THROUGH_OFFICE);
        }
        without.remove("联系电话");
        return without;
    }

    private static Object without(Object value, Complaint complaint, ComplaintContent content) {
        if (value instanceof String text) {
            return Identity.without(text, complaint, content);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(part -> without(part, complaint, content)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, part -> without(part.getValue(), complaint, content)));
        }
        return value;
    }

    /** The documents of a case that this reader may see, oldest first; {@link NotFound} where the case is not theirs. */
    @Transactional(readOnly = true)
    public List<Line> of(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (viewer.machine()) {
            throw new NotFound("没有该编号的投诉");
        }
        List<Document> readable = readable(complaint, viewer);
        if (readable.isEmpty()) {
            return List.of();
        }
        boolean knows = knows(complaint, viewer);
        String enterprise = knows ? complaint.enterpriseName() : Viewer.CONFIDENTIAL;
        return readable.stream()
                .map(it -> new Line(
                        it.id(),
                        it.number(),
                        it.kind(),
                        knows || it.maskedBody() == null
                                ? it.title()
                                : masked(it).title(),
                        recipient(it.recipient(), it.recipientName(), enterprise),
                        it.issuedAt()))
                .toList();
    }

    /**
     * Prints a document.
     *
     * @throws NotFound where there is none that this reader may see
     * @throws Conflict while its words are sealed, and after they were purged
     */
    @Transactional(propagation = Propagation.NEVER) // it may wait for others, and holds no connection meanwhile
    public Printed print(Long id, Viewer viewer) {
        Readable shown = reading.execute(status -> shown(id, viewer));
        Document document = shown.document();
        return new Printed(
                document.number(), document.title(), printer.print(document), shown.complaint(), shown.withContact());
    }

    private Readable shown(Long id, Viewer viewer) {
        Document document = documents.findById(id).orElseThrow(() -> new NotFound(NO_SUCH_DOCUMENT));
        if (document.complaintId() == null) {
            if (!mayReadOf(document.issuer(), viewer)) {
                throw new NotFound(NO_SUCH_DOCUMENT);
            }
            return new Readable(document, null, false);
        }
        String number = jdbc.sql("select number from complaint where id = :id")
                .param("id", document.complaintId())
                .query(String.class)
                .single();
        Complaint complaint;
        try {
            complaint = search.visible(number, viewer);
        } catch (NotFound e) {
            throw new NotFound(NO_SUCH_DOCUMENT); // whose it is, is nobody else's business
        }
        if (viewer.machine()
                || readable(complaint, viewer).stream().noneMatch(it -> it.id().equals(id))) {
            throw new NotFound(NO_SUCH_DOCUMENT);
        }
        if (isSealed(complaint)) {
            throw new Conflict("该投诉疑似涉密，已封存，文书不能打开");
        }
        if (Texts.ARCHIVED.equals(document.body())) {
            throw new Conflict("该投诉已归档，文书在档案中，不能在线打开");
        }
        if (TAKEN_AWAY.contains(document.body())) { // words copied from another complaint of the same matter
            throw new Conflict("文书引用了同一诉求其他投诉的涉密内容，已封存或清除，不能打开");
        }
        boolean sentTo =
                document.kind() == DocumentKind.ACCOUNTABILITY && viewer.units().contains(document.recipient());
        boolean masked = document.maskedBody() != null && !sentTo && !knows(complaint, viewer);
        Document readable = masked ? masked(document) : document;
        ComplaintContent content = ledger.content(complaint);
        boolean works = sentTo
                || viewer.worksOn(complaint, ledger.attempts(complaint))
                || !viewer.all() && search.knowsResponsibility(complaint, viewer);
        return works
                ? new Readable(readable, number, names(readable.body(), content))
                : new Readable(
                        with(
                                readable,
                                Masking.contactIn(readable.title(), content),
                                Masking.contactIn(readable.body(), content)),
                        number,
                        false);
    }

    /** Whether a text says whom to call. */
    private static boolean names(String text, ComplaintContent content) {
        return Stream.of(content.contactName(), content.contactPhone(), content.contactEmail())
                .anyMatch(data -> data != null && !data.isBlank() && !Texts.isMark(data) && text.contains(data));
    }

    /**
     * A document as one reader may read it.
     *
     * @param complaint its number; null for a document of no complaint
     * @param withContact whether contact data is in it in plain
     */
    private record Readable(Document document, String complaint, boolean withContact) {}

    private static Document masked(Document it) {
        int end = it.maskedBody().indexOf('\n');
        return with(
                it,
                end < 0 ? it.maskedBody() : it.maskedBody().substring(0, end).strip(),
                end < 0 ? "" : it.maskedBody().substring(end + 1));
    }

    private static Document with(Document it, String title, String body) {
        return new Document(
                it.id(),
                it.number(),
                it.kind(),
                it.complaintId(),
                it.attempt(),
                it.recipient(),
                it.recipientName(),
                it.occasion(),
                it.issuer(),
                it.signatories(),
                it.issuedAt(),
                it.templateVersion(),
                title,
                body,
                null);
    }

    private boolean isSealed(Complaint complaint) {
        return jdbc.sql("select count(*) from sealing where complaint_id = :id and state <> 'RELEASED'")
                        .param("id", complaint.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<Document> readable(Complaint complaint, Viewer viewer) {
        List<Document> all = documents.findByComplaintIdOrderById(complaint.id());
        if (all.isEmpty()) {
            return all;
        }
        List<Attempt> attempts = ledger.attempts(complaint);
        Attempt latest = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        boolean responsibility = all.stream().anyMatch(it -> it.kind() == DocumentKind.ACCOUNTABILITY)
                && search.knowsResponsibility(complaint, viewer);
        return all.stream()
                .filter(it -> mayRead(it, complaint, latest, responsibility, viewer))
                .toList();
    }

    /**
     * Narrower than the case: the offices and supervisors read everything, the host what it was sent and what the enterprise was
     * sent, a co-handler its own; the office's record of its visit is not for who handled, and the file on responsibility for whom the
     * ledger lets know of it.
     */
    private boolean mayRead(Document it, Complaint complaint, Attempt latest, boolean responsibility, Viewer viewer) {
        Set<String> units = viewer.units();
        if (it.kind() == DocumentKind.ACCOUNTABILITY) {
            return responsibility;
        }
        boolean handles = latest != null
                && (units.contains(latest.host())
                        || units.contains(latest.hostGroup())
                        || units.contains(String.valueOf(latest.insideUnit())));
        if (viewer.all() || units.contains(it.issuer()) && !handles) {
            return true;
        }
        boolean oversees = units.contains(complaint.coordinatingUnit())
                || viewer.supervises()
                || viewer.oversees().contains(complaint.newCity());
        if (oversees && (!handles || it.kind() != DocumentKind.VISIT || units.contains(it.issuer()))) {
            return true;
        }
        if (it.kind() == DocumentKind.VISIT) {
            return false;
        }
        return units.contains(it.recipient())
                || handles
                        && (Issue.ENTERPRISE.equals(it.recipient())
                                || it.recipient().equals(latest.host())
                                || it.recipient().equals(latest.hostGroup())
                                || units.contains(it.issuer()));
    }
}
