package suban.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * happens in one transaction behind the lock of the complaint's row, in which the file is looked at once more. What a broken run had
 * begun to write the next one removes. A finished file that this database does not know is never removed: the folder may have been given
 * to a second database, and the file be the only copy of the first. Such a case is not archived until a person has looked. What stays online is the ledger: number, enterprise,
 * status, units, dates, ratings, the structured timeline with its hashes; so appraisals, counts of a matter and the verification go on
 * as before.
 */
@Service
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** A file that is being written. */
    private static final Pattern UNFINISHED = Pattern.compile("\\.(XX[0-9]{8}-[0-9]{4,9})-[0-9a-f-]{36}\\.tmp");

    /** Stands beside a file that is being destroyed, until the tables know that it is: here, and not in some other folder, it was. */
    private static final String DESTROYING = ".destroying";

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
        removeUnfinished(folder);
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
        Path made = null;
        try {
            // behind the lock: another run may be just about to register it
            String unknown = writing.execute(status -> {
                complaints.lock(it.id());
                return unknownOf(it, folder);
            });
            if (unknown != null) {
                return new Result(it.number(), null, "文件夹中已有本系统没有登记的档案“" + unknown + "”，可能属于另一数据库；请查明并移走后再归档");
            }
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
            made = file;
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
                withdraw(it, file);
                return new Result(it.number(), null, problem);
            }
            return new Result(it.number(), archive.fileName(), null);
        } catch (IOException | RuntimeException e) {
            // the words of an exception may be those of a case
            LOG.error("{} not archived: {}", it.number(), e.getClass().getName());
            withdraw(it, made);
            return new Result(it.number(), null, "归档未完成（" + e.getClass().getSimpleName() + "），线上数据未动");
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                LOG.warn("{} is left over", temporary.getFileName());
            }
        }
    }

    /** Takes back the file that this very run has made, unless it is registered; behind the lock, where no transaction is undecided. */
    private void withdraw(Candidate it, Path made) {
        if (made == null) {
            return;
        }
        try {
            writing.executeWithoutResult(status -> {
                complaints.lock(it.id());
                if (!archives.isRegistered(made.getFileName().toString())) {
                    delete(made);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("{} is left over", made.getFileName());
        }
    }

    /** What killed runs had begun to write: they are whole cases in plain. Behind the case's lock; whose number is not known here stays. */
    private void removeUnfinished(Path folder) {
        for (Path file : files(folder)) {
            Matcher name = UNFINISHED.matcher(file.getFileName().toString());
            if (name.matches()) {
                complaints
                        .findByNumber(name.group(1))
                        .ifPresent(it -> writing.executeWithoutResult(status -> {
                            complaints.lock(it.id());
                            delete(file);
                        }));
            }
        }
    }

    /** The name of a finished file of this case, of which the tables know nothing; null where there is none. */
    private String unknownOf(Candidate it, Path folder) {
        return files(folder).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(it.number() + "-") && name.endsWith(".zip"))
                .filter(name -> !archives.isRegistered(name))
                .findFirst()
                .orElse(null);
    }

    /** By name. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("存放档案的文件夹不能读取：" + folder);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /**
     * Reads every archive: whether it is there, unchanged, and its chain holds. What else is in the folder is told of, too, by its name
     * instead of a number: what was not finished, what another database put there, what was destroyed and is there all the same.
     *
     * @throws IllegalStateException where the folder is not there, or cannot be read
     */
    public List<Result> verify(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("存放档案的文件夹不存在：" + folder);
        }
        List<Result> results = new ArrayList<>();
        Set<String> known = new HashSet<>(Set.of("lost+found"));
        for (Archive it : archives.kept()) {
            results.add(new Result(it.number(), it.fileName(), problem(it, folder.resolve(it.fileName()))));
            known.add(it.fileName());
            if (it.destroyOrder() != null) {
                known.add(it.fileName() + DESTROYING);
            }
        }
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (!known.contains(name)) {
                results.add(new Result(name, name, unknown(name)));
            }
        }
        return results;
    }

    private static String unknown(String name) {
        return UNFINISHED.matcher(name).matches() ? "未写完的档案，下次归档时清除" : "文件夹中多出的文件，不是本系统登记保存的档案，请查明";
    }

    private static String problem(Archive it, Path file) {
        if (!Files.exists(file)) {
            return it.destroyOrder() != null && Files.exists(destroying(file))
                    ? "销毁未完成，请再次执行 retention destroy"
                    : "档案文件不见了";
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
     * that breaks off is finished by the next one. A file that is not in this folder, and was not destroyed in it, is not noted as gone.
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
            // of a run that broke off the file may be gone: then it is noted beside where it was
            if (!Files.exists(file) && !(begun && Files.exists(destroying(file)))) {
                return new Result(it.number(), it.fileName(), "档案文件不在此文件夹中，须先查明，未作销毁登记");
            }
            if (!begun) {
                writing.executeWithoutResult(
                        status -> archives.lock(it.id()).ifPresent(locked -> archives.order(it.id(), order, by)));
            }
            if (Files.exists(file)) {
                Files.deleteIfExists(destroying(file));
                Files.createFile(destroying(file));
                force(file.toAbsolutePath().getParent());
                Files.delete(file);
            }
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
            Files.deleteIfExists(destroying(file));
            return new Result(it.number(), it.fileName(), null);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} not destroyed: {}", it.number(), e.getClass().getName());
            return new Result(it.number(), it.fileName(), "销毁未完成，请再次执行");
        }
    }

    private static Path destroying(Path file) {
        return file.resolveSibling(file.getFileName() + DESTROYING);
    }
}
