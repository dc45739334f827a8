package suban.retention;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Actor;
import suban.attachments.ArchivedAttachments;
import suban.documents.ArchivedDocuments;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;
import suban.organisation.Organisation;
import suban.secrecy.CaseWords;

/**
 * Archives cases that have been closed for long enough, checks the archives, and destroys what a person orders to be destroyed.
 *
 * <p>The file is written under another name, forced to the disk, read back and renamed before anything is taken out of the tables; that
 * happens in one transaction behind the lock of the complaint's row, in which the file is looked at once more. A run that breaks off
 * leaves a file that nobody knows of at worst, and the next run replaces it. What stays online is the ledger: number, enterprise,
 * status, units, dates, ratings, the structured timeline with its hashes; so appraisals, counts of a matter and the verification go on
 * as before.
 */
@Service
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Archives archives;
    private final CaseRows rows;
    private final HotlineContacts callers;
    private final ArchiveSettings settings;
    private final Complaints complaints;
    private final Ledger ledger;
    private final Timeline timeline;
    private final ArchivedDocuments documents;
    private final ArchivedAttachments attachments;
    private final CaseWords words;
    private final Organisation organisation;
    private final TransactionTemplate reading;
    private final TransactionTemplate writing;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a case is made of
    Retention(
            Archives archives,
            CaseRows rows,
            HotlineContacts callers,
            ArchiveSettings settings,
            Complaints complaints,
            Ledger ledger,
            Timeline timeline,
            ArchivedDocuments documents,
            ArchivedAttachments attachments,
            CaseWords words,
            Organisation organisation,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.archives = archives;
        this.rows = rows;
        this.callers = callers;
        this.settings = settings;
        this.complaints = complaints;
        this.ledger = ledger;
        this.timeline = timeline;
        this.documents = documents;
        this.attachments = attachments;
        this.words = words;
        this.organisation = organisation;
        this.clock = clock;
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        writing = new TransactionTemplate(transactions);
    }

    /**
     * What came of one case or archive.
     *
     * @param file the archive's name; null where there is none
     * @param problem why it was not done, or what is wrong, in Chinese; null where all is well
     */
    public record Result(String number, String file, String problem) {}

    /** The years in force, and the folder. */
    public ArchiveSettings settings() {
        return settings;
    }

    /** Cases that were closed long enough ago, the oldest first; changes nothing. */
    public List<Candidate> due() {
        return archives.closedBefore(online(), null);
    }

    private Instant online() {
        return yearsFrom(clock.instant(), -settings.onlineYears());
    }

    /** Archives that are not destroyed, by number. */
    public List<Archive> kept() {
        return archives.kept();
    }

    /** Those whose time is over; changes nothing. */
    public List<Archive> expired() {
        Instant now = clock.instant();
        return archives.kept().stream()
                .filter(it -> !it.keepUntil().isAfter(now))
                .toList();
    }

    /** Why this case cannot be archived now, in Chinese; null where it can. */
    public String againstArchiving(String number) {
        Complaint complaint = complaints.findByNumber(number).orElse(null);
        if (complaint == null) {
            return "没有该编号的投诉";
        }
        if (archives.isArchived(complaint.id())) {
            return "已归档";
        }
        return archives.closedBefore(online(), complaint.id()).stream()
                .findFirst()
                .map(Candidate::hold)
                .orElseGet(() ->
                        complaint.closedAt() != null && complaint.closedAt().isBefore(online())
                                ? null
                                : "未办结，或者办结未满%d年".formatted(settings.onlineYears()));
    }

    /** Why the archive of this case cannot be destroyed now, in Chinese; null where it can. */
    public String againstDestroying(String number) {
        return archives.kept().stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .map(it ->
                        it.keepUntil().isAfter(clock.instant()) ? "保存至" + Texts.time(it.keepUntil()) + "，尚未期满" : null)
                .orElseGet(
                        () -> expired().stream().anyMatch(it -> it.number().equals(number)) ? null : "没有该编号的档案，或者已经销毁");
    }

    /** How long a case archived now is kept. */
    public Instant keepUntil(Candidate it) {
        return yearsFrom(clock.instant(), it.accountability() ? settings.accountabilityYears() : settings.keepYears());
    }

    private Instant yearsFrom(Instant instant, int years) {
        return instant.atZone(clock.getZone()).plusYears(years).toInstant();
    }

    /** How many rows of the hotline's ledgers have a caller that is not needed any more; changes nothing. */
    public int callersDue() {
        return callers.due(online());
    }

    /**
     * Erases them.
     *
     * @return of how many rows
     */
    public int eraseCallers(String by) {
        Instant started = clock.instant();
        Integer erased = writing.execute(status -> {
            int rowsErased = callers.erase(online());
            if (rowsErased > 0) {
                archives.noteRun("HOTLINE", started, clock.instant(), by, null, rowsErased, 0);
            }
            return rowsErased;
        });
        return erased == null ? 0 : erased;
    }

    // ---- archiving

    /**
     * Archives every case that nothing holds; what fails in one is told of that one, and the others go on.
     *
     * @param folder where the files go
     * @param only number of the one case to archive; null for all
     * @param by who runs it
     * @throws IllegalStateException where the folder is not there, or cannot be written to
     */
    public List<Result> archive(Path folder, String only, String by) {
        ensureUsable(folder);
        Instant started = clock.instant();
        List<Result> results = new ArrayList<>();
        for (Candidate it : due()) {
            if (it.hold() == null && (only == null || only.equals(it.number()))) {
                results.add(archive(it, folder, by));
            }
        }
        note("ARCHIVE", started, by, null, results);
        return results;
    }

    private void note(String kind, Instant started, String by, String order, List<Result> results) {
        int failed = (int) results.stream().filter(it -> it.problem() != null).count();
        writing.executeWithoutResult(
                status -> archives.noteRun(kind, started, clock.instant(), by, order, results.size() - failed, failed));
    }

    private static void ensureUsable(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalStateException("存放档案的文件夹不存在或不能写入：" + folder);
        }
    }

    private Result archive(Candidate it, Path folder, String by) {
        Path temporary = folder.resolve("." + it.number() + "-" + UUID.randomUUID() + ".tmp");
        try {
            removeLeftOvers(it, folder);
            Instant now = clock.instant();
            Written written = reading.execute(status -> write(it, temporary, now));
            ArchiveFile.Check check = ArchiveFile.check(temporary);
            if (check.problem() != null
                    || check.entries() != written.entries()
                    || !written.headHash().equals(check.headHash())) {
                return new Result(it.number(), null, check.problem() == null ? "读回的档案与台账不符" : check.problem());
            }
            String sha256 = ArchiveFile.hash(temporary);
            Path file = folder.resolve(it.number() + "-" + sha256.substring(0, 12) + ".zip");
            protect(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            Archive archive = new Archive(
                    null,
                    it.id(),
                    it.number(),
                    file.getFileName().toString(),
                    sha256,
                    Files.size(file),
                    written.entries(),
                    written.headHash(),
                    it.accountability(),
                    now,
                    keepUntil(it),
                    null,
                    null);
            String problem = writing.execute(status -> erase(archive, file, by));
            if (problem != null) {
                if (!archives.isRegistered(archive.fileName())) {
                    Files.deleteIfExists(file);
                }
                return new Result(it.number(), null, problem);
            }
            return new Result(it.number(), archive.fileName(), null);
        } catch (IOException | RuntimeException e) {
            // the words of an exception may be those of a case
            LOG.error("{} not archived: {}", it.number(), e.getClass().getName());
            return new Result(it.number(), null, "归档未完成（" + e.getClass().getSimpleName() + "），线上数据未动");
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                LOG.warn("{} is left over", temporary.getFileName());
            }
        }
    }

    /** What an interrupted run left behind of a case that is online; behind its lock, so that no other run is just about to count on it. */
    private void removeLeftOvers(Candidate it, Path folder) {
        writing.executeWithoutResult(status -> {
            complaints.lock(it.id());
            if (archives.isArchived(it.id())) {
                return;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, it.number() + "-*.zip")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private record Written(int entries, String headHash) {}

    private Written write(Candidate it, Path file, Instant now) {
        Complaint complaint = ledger.complaint(it.number());
        List<TimelineEntry> entries = timeline.of(it.id());
        Map<String, List<Map<String, Object>>> tables = rows.of(it.id());
        Map<String, String> printed = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("format", 1);
        whole.put("number", it.number());
        whole.put("archivedAt", now.toString());
        whole.put("tables", tables);
        whole.put("engine", rows.ofEngine(it.number()));
        try (ArchiveFile.Writer archive = new ArchiveFile.Writer(file)) {
            for (ArchivedDocuments.Item document : documents.of(it.id())) {
                String name = "documents/" + document.id() + ".pdf";
                archive.part(name, out -> out.write(documents.pdf(document)));
                printed.put(name, document.title() + "　" + document.number());
            }
            for (ArchivedAttachments.Item attachment : attachments.of(it.id())) {
                String name = "attachments/" + attachment.id() + extension(attachment.name());
                archive.part(name, out -> attachments.write(attachment, out));
                files.put(name, attachment.name() + (attachment.removed() ? "（已移除）" : ""));
            }
            whole.put("documents", printed);
            whole.put("attachments", files);
            archive.json(ArchiveFile.CASE, whole);
            String page = ArchivePage.of(
                    new ArchivePage.Content(
                            complaint,
                            ledger.content(complaint),
                            ledger.attempts(complaint),
                            entries,
                            tables,
                            printed,
                            files,
                            now),
                    organisation::nameOf);
            archive.part(ArchiveFile.PAGE, out -> out.write(page.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            archive.finish(it.number(), entries.size(), complaint.headHash());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Written(complaint.headSeq(), complaint.headHash());
    }

    /** A name of letters only: what a file was called stands in the page and in the rows. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot);
        return extension.matches("\\.[A-Za-z0-9]{1,8}") ? extension : "";
    }

    /** Only who runs the command reads it, and nobody changes it. */
    private static void protect(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        }
    }

    /** A file that was renamed is there after a power failure, too; not every file system of every machine can be asked. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("folder not forced", e);
        }
    }

    /** Takes a case out of the tables; returns why not, null where it is done. */
    private String erase(Archive archive, Path file, String by) {
        Complaint complaint = complaints.lock(archive.complaintId());
        if (archives.isArchived(archive.complaintId())) {
            return "另一次归档已完成";
        }
        boolean stillDue =
                archives.closedBefore(online(), complaint.id()).stream().anyMatch(it -> it.hold() == null);
        if (!stillDue
                || complaint.headSeq() != archive.entries()
                || !complaint.headHash().equals(archive.headHash())) {
            return "归档期间案件有变化，下次再归档";
        }
        if (!isAsWritten(archive, file)) {
            return "档案文件不见了，下次再归档";
        }
        archives.add(archive, by);
        timeline.append(
                complaint.id(),
                Act.ARCHIVED,
                Actor.SYSTEM,
                Map.of(
                        "archive",
                        archive.fileName(),
                        "sha256",
                        archive.sha256(),
                        "keepUntil",
                        archive.keepUntil()
                                .atZone(clock.getZone())
                                .toLocalDate()
                                .toString()));
        words.erase(complaint.id(), Texts.ARCHIVED);
        attachments.release(complaint.id());
        archives.settleNotices(complaint.id());
        rows.forgetInEngine(complaint.number());
        return null;
    }

    // ---- checking

    /** Reads every archive: whether it is there, unchanged, and its chain holds. */
    public List<Result> verify(Path folder) {
        return archives.kept().stream()
                .map(it -> new Result(it.number(), it.fileName(), problem(it, folder.resolve(it.fileName()))))
                .toList();
    }

    private static String problem(Archive it, Path file) {
        if (!Files.exists(file)) {
            return it.destroyOrder() == null ? "档案文件不见了" : "销毁未完成，请再次执行 retention destroy";
        }
        if (!isAsWritten(it, file)) {
            return "档案与登记的校验值不符";
        }
        ArchiveFile.Check check = ArchiveFile.check(file);
        if (check.problem() != null) {
            return check.problem();
        }
        return it.number().equals(check.number())
                        && it.entries() == check.entries()
                        && it.headHash().equals(check.headHash())
                ? null
                : "档案中的办理记录与登记的不符";
    }

    private static boolean isAsWritten(Archive it, Path file) {
        try {
            return Files.exists(file)
                    && Files.size(file) == it.size()
                    && ArchiveFile.hash(file).equals(it.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    // ---- destroying

    /**
     * Destroys every archive whose time is over. The order is noted first, then the file goes, then that it is gone is noted: a run
     * that breaks off is finished by the next one.
     *
     * @param folder where the files are
     * @param only number of the one case whose archive to destroy; null for all
     * @param order number of the order
     * @param by who runs it
     * @throws IllegalStateException where the folder is not there, or cannot be written to
     */
    public List<Result> destroy(Path folder, String only, String order, String by) {
        ensureUsable(folder);
        Instant started = clock.instant();
        List<Result> results = expired().stream()
                .filter(it -> only == null || only.equals(it.number()))
                .map(it -> destroy(it, folder.resolve(it.fileName()), order, by))
                .toList();
        note("DESTROY", started, by, order, results);
        return results;
    }

    private Result destroy(Archive it, Path file, String order, String by) {
        try {
            boolean begun = it.destroyOrder() != null;
            if (!begun) {
                if (!Files.exists(file)) {
                    return new Result(it.number(), it.fileName(), "档案文件不见了，须先查明，未作销毁登记");
                }
                writing.executeWithoutResult(
                        status -> archives.lock(it.id()).ifPresent(locked -> archives.order(it.id(), order, by)));
            }
            Files.deleteIfExists(file);
            force(file.toAbsolutePath().getParent());
            String of = begun ? it.destroyOrder() : order;
            writing.executeWithoutResult(status -> archives.lock(it.id()).ifPresent(locked -> {
                archives.destroyed(it.id(), clock.instant());
                archives.forgetAccess(it.number());
                timeline.append(
                        it.complaintId(),
                        Act.DESTROYED,
                        Actor.SYSTEM,
                        Map.of("archive", it.fileName(), "destroyOrder", of));
            }));
            return new Result(it.number(), it.fileName(), null);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} not destroyed: {}", it.number(), e.getClass().getName());
            return new Result(it.number(), it.fileName(), "销毁未完成，请再次执行");
        }
    }
}
