package suban.attachments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.Duplicates;

/**
 * Files that are sent before the complaint they belong to is registered (Article 6): they wait under an id that only their uploader
 * knows, go into the case in the transaction of its registration, and are forgotten after a day where there is none.
 */
@Service
public class AttachmentDrafts {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentDrafts.class);

    /** Somebody else may keep the same content in the same moment, and then it is there. */
    private static final int TRIES = 3;

    private final Uploads uploads;
    private final ContentStore contents;
    private final FileCheck check;
    private final AttachmentSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AttachmentDrafts(
            Uploads uploads,
            ContentStore contents,
            FileCheck check,
            AttachmentSettings settings,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.uploads = uploads;
        this.contents = contents;
        this.check = check;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * A file that waits.
     *
     * @param id to be named at the registration
     */
    public record Draft(String id, String name, long size) {}

    /**
     * Checks what is sent with one registration, and keeps nothing.
     *
     * @throws InvalidInput with all that is wrong
     */
    public List<CheckedFile> check(List<IncomingFile> files) {
        List<CheckedFile> checked = check.check(files);
        if (checked.stream().mapToLong(CheckedFile::size).sum()
                > settings.maxCase().toBytes()) {
            throw FileCheck.refusal("每件投诉的附件合计不能超过" + FileCheck.size(settings.maxCase()));
        }
        return checked;
    }

    /** Keeps files until they are registered; for a program that registers them itself in a moment. */
    @Transactional(propagation = Propagation.NEVER)
    public List<String> keep(List<CheckedFile> files, String user) {
        return keptAtOnce(() -> files.stream().map(file -> insert(file, user)).toList());
    }

    /**
     * Keeps one file of a person who is about to register something.
     *
     * @throws InvalidInput where it is not taken, or too many of this person's wait already
     */
    @Transactional(propagation = Propagation.NEVER)
    public Draft add(IncomingFile file, String user) {
        CheckedFile checked = check.check(List.of(file)).get(0);
        String id = keptAtOnce(() -> {
            List<AttachmentUpload> waiting = uploads.waitingOf(user);
            long size = waiting.stream().mapToLong(AttachmentUpload::size).sum() + checked.size();
            if (size > settings.maxCase().toBytes() || waiting.size() >= settings.maxFiles() * 3) {
                throw FileCheck.refusal("您已上传而未登记的文件过多，请先移除不用的文件，或过后再试");
            }
            return insert(checked, user);
        });
        return new Draft(id, checked.name(), checked.size());
    }

    private String insert(CheckedFile file, String user) {
        contents.keep(file);
        String id = UUID.randomUUID().toString();
        uploads.insert(id, file.sha256(), file.name(), file.mediaType(), file.size(), user, clock.instant());
        return id;
    }

    private <T> T keptAtOnce(Supplier<T> act) {
        return keptAtOnce(transaction, act);
    }

    static <T> T keptAtOnce(TransactionTemplate transaction, Supplier<T> act) {
        for (int i = 1; ; i++) {
            try {
                return transaction.execute(status -> act.get());
            } catch (RuntimeException e) {
                if (i == TRIES || !Duplicates.behind(e)) {
                    throw e;
                }
            }
        }
    }

    /** Takes away what its uploader does not want any more; what is registered stays. */
    @Transactional
    public void discard(Collection<String> ids, String user) {
        if (ids.isEmpty()) {
            return;
        }
        List<AttachmentUpload> waiting = uploads.lock(ids, user).stream()
                .filter(it -> it.complaintId() == null)
                .toList();
        uploads.discard(ids, user);
        waiting.stream().map(AttachmentUpload::sha256).distinct().forEach(contents::dropIfUnused);
    }

    /** What is wrong with the files that a start form names; empty if they are there and this person's. */
    @Transactional(readOnly = true)
    public List<FieldError> problems(Collection<String> ids, String user) {
        if (ids.isEmpty()) {
            return List.of();
        }
        if (ids.size() > settings.maxFiles()) {
            return List.of(error("一次最多添加%d个文件".formatted(settings.maxFiles())));
        }
        List<AttachmentUpload> found = user == null ? List.of() : uploads.findByIdInAndUploadedBy(ids, user);
        if (found.size() < Set.copyOf(ids).size()) {
            return List.of(error("有文件已过期或不存在，请移除后重新上传"));
        }
        return found.stream().mapToLong(AttachmentUpload::size).sum()
                        > settings.maxCase().toBytes()
                ? List.of(error("每件投诉的附件合计不能超过" + FileCheck.size(settings.maxCase())))
                : List.of();
    }

    private static FieldError error(String problem) {
        return FileCheck.refusal(problem).errors().get(0);
    }

    /** The hashes of these files, in no order that the sender chose: the same files are the same content. */
    @Transactional(readOnly = true)
    public List<String> hashes(Collection<String> ids, String user) {
        return ids.isEmpty() || user == null
                ? List.of()
                : uploads.findByIdInAndUploadedBy(ids, user).stream()
                        .map(AttachmentUpload::sha256)
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** The files for a new case, in the order of the ids; nobody registers them a second time. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<AttachmentUpload> take(Collection<String> ids, String user, Long complaint) {
        Set<String> wanted = new LinkedHashSet<>(ids);
        Map<String, AttachmentUpload> found = uploads.lock(wanted, user).stream()
                .filter(it -> it.complaintId() == null)
                .collect(Collectors.toMap(AttachmentUpload::id, Function.identity()));
        if (found.size() < wanted.size()) {
            throw FileCheck.refusal("有文件已过期、不存在，或已随另一件投诉登记，请重新上传");
        }
        uploads.use(wanted, complaint);
        Map<String, AttachmentUpload> byContent = new LinkedHashMap<>();
        wanted.stream().map(found::get).forEach(it -> byContent.putIfAbsent(it.sha256(), it));
        return new ArrayList<>(byContent.values());
    }

    /** Forgets what nobody registered in time, and the bytes that nobody refers to any more. */
    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    @Transactional(propagation = Propagation.NEVER)
    public void cleanUp() {
        transaction.executeWithoutResult(
                status -> uploads.expire(clock.instant().minus(settings.keepDrafts())));
        for (String sha256 : contents.unused(clock.instant().minus(settings.keepDrafts()))) {
            try {
                transaction.executeWithoutResult(status -> contents.dropIfUnused(sha256));
            } catch (RuntimeException e) {
                LOG.warn("content {} not taken away, tried again in an hour", sha256, e);
            }
        }
    }
}
