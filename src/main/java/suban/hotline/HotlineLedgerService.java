package suban.hotline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Actor;
import suban.engine.Duplicates;
import suban.engine.EngineClock;
import suban.ledger.Timeline;

/**
 * Takes the 12345 ledgers in (Articles 7(6), 8). A ledger is cumulative: a row that is known and reads otherwise than before is
 * a row whose handling has gone on; it replaces the earlier one, which is kept as history. No clock runs and nothing is scored.
 */
@Service
public class HotlineLedgerService {

    /** Keys of one question to the database. */
    private static final int CHUNK = 500;

    /** What a report keeps, in characters. */
    private static final int LONGEST_REPORT = 8000;

    private final HotlineRows rows;
    private final HotlineContents contents;
    private final HotlineImports imports;
    private final LedgerMonthService months;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HotlineLedgerService(
            HotlineRows rows,
            HotlineContents contents,
            HotlineImports imports,
            LedgerMonthService months,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.contents = contents;
        this.imports = imports;
        this.months = months;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What taking a ledger in came to.
     *
     * @param imported rows that were new, or known and changed
     * @param unchanged rows that were known as they are
     * @param rejected what is wrong with the others; where {@code stored} is false, nothing was stored because of it
     */
    public record Report(int imported, int unchanged, List<RejectedRow> rejected, boolean stored) {}

    /**
     * Takes a file in. The same file again changes nothing. Must not run inside a transaction.
     *
     * @param partial whether the good rows are stored although others are rejected
     * @throws suban.InvalidInput where the file is no ledger at all
     */
    @Transactional(propagation = Propagation.NEVER)
    public Report importFile(String fileName, byte[] bytes, boolean partial, Actor actor) {
        LedgerReader.Ledger ledger = LedgerReader.read(LedgerFile.read(bytes), endOfToday());
        if (!partial && !ledger.rejected().isEmpty()) {
            return counted(ledger);
        }
        try {
            return transaction.execute(status -> store(fileName, sha256(bytes), ledger, actor, Optional.empty()));
        } catch (RuntimeException e) {
            if (!Duplicates.behind(e)) {
                throw e;
            }
            // somebody else was taking in some of the same rows; now they are known
            return transaction.execute(status -> store(fileName, sha256(bytes), ledger, actor, Optional.empty()));
        }
    }

    /** Reads a ledger that was copied out of a spreadsheet into a form, without storing anything. */
    LedgerReader.Ledger read(String pasted) {
        return LedgerReader.read(LedgerFile.text(pasted), endOfToday());
    }

    /**
     * Stores what was read from a form, in the form's transaction.
     *
     * @param awaitedBy number of the month whose own task it came by; that one is not sent a message
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Report store(String pasted, LedgerReader.Ledger ledger, Actor actor, Optional<String> awaitedBy) {
        return store("待办粘贴", sha256(pasted.getBytes(StandardCharsets.UTF_8)), ledger, actor, awaitedBy);
    }

    /** One line for each rejected row, for people. */
    static String lines(List<RejectedRow> rejected) {
        String text = rejected.stream()
                .map(it -> "第%d行　%s".formatted(it.row(), it.message()))
                .collect(Collectors.joining("\n"));
        return text.length() > LONGEST_REPORT ? text.substring(0, LONGEST_REPORT - 1) + "…" : text;
    }

    private Instant endOfToday() {
        return LocalDate.ofInstant(clock.instant(), EngineClock.ZONE)
                .plusDays(1)
                .atStartOfDay(EngineClock.ZONE)
                .toInstant()
                .minusMillis(1);
    }

    /** What there would be to store, were nothing rejected. */
    private Report counted(LedgerReader.Ledger ledger) {
        Map<String, HotlineRow> known = known(ledger.entries());
        long unchanged = ledger.entries().stream()
                .filter(entry -> isKnown(known.get(entry.workOrder()), entry))
                .count();
        return new Report(0, (int) unchanged + ledger.repeated(), ledger.rejected(), false);
    }

    private Report store(
            String fileName, String sha256, LedgerReader.Ledger ledger, Actor actor, Optional<String> awaitedBy) {
        Map<String, HotlineRow> known = known(ledger.entries());
        List<LedgerEntry> fresh = ledger.entries().stream()
                .filter(entry -> !isKnown(known.get(entry.workOrder()), entry))
                .toList();
        int unchanged = ledger.entries().size() - fresh.size() + ledger.repeated();
        Report report = new Report(fresh.size(), unchanged, ledger.rejected(), true);
        boolean again = imports.findBySha256(sha256).isPresent();
        if (again && fresh.isEmpty()) {
            return report;
        }
        HotlineImport entered = imports.save(new HotlineImport(
                null,
                fileName,
                // a file whose rows were changed by another one in between is a new ledger, too
                again ? Timeline.sha256(sha256 + clock.instant()) : sha256,
                clock.instant(),
                actor.user(),
                actor.unit(),
                fresh.size(),
                unchanged,
                ledger.rejected().size(),
                ledger.rejected().isEmpty() ? null : lines(ledger.rejected())));
        List<HotlineRow> replaced = fresh.stream()
                .map(entry -> known.get(entry.workOrder()))
                .filter(row -> row != null)
                .toList();
        keep(replaced, entered);
        fresh.forEach(entry -> write(entry, known.get(entry.workOrder()), entered));
        if (!fresh.isEmpty() || unchanged > 0) {
            months.arrived(entered, awaitedBy);
        }
        return report;
    }

    private static boolean isKnown(HotlineRow row, LedgerEntry entry) {
        return row != null && row.contentHash().equals(entry.contentHash());
    }

    private Map<String, HotlineRow> known(List<LedgerEntry> entries) {
        Map<String, HotlineRow> known = new HashMap<>();
        for (List<LedgerEntry> chunk : chunks(entries)) {
            rows.findByWorkOrderIn(chunk.stream().map(LedgerEntry::workOrder).toList())
                    .forEach(row -> known.put(row.workOrder(), row));
        }
        return known;
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }

    private void keep(List<HotlineRow> replaced, HotlineImport by) {
        for (List<HotlineRow> chunk : chunks(replaced)) {
            Map<Long, HotlineContent> told =
                    contents.findByRowIdIn(chunk.stream().map(HotlineRow::id).toList()).stream()
                            .collect(Collectors.toMap(HotlineContent::rowId, Function.identity()));
            for (HotlineRow row : chunk) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("enterpriseName", row.enterpriseName());
                facts.put("title", row.title());
                facts.put("category", row.category());
                facts.put("area", row.area());
                facts.put("handlingUnit", row.handlingUnit());
                facts.put("receivedAt", row.receivedAt());
                facts.put("finishedAt", row.finishedAt());
                facts.put("result", row.result());
                facts.put("status", row.status());
                facts.put("satisfaction", row.satisfaction());
                HotlineContent content = told.get(row.id());
                Map<String, Object> personal = new LinkedHashMap<>();
                if (content != null) {
                    personal.put("content", content.content());
                    personal.put("contactName", content.contactName());
                    personal.put("contactPhone", content.contactPhone());
                }
                rows.keep(
                        row.id(),
                        row.contentHash(),
                        row.importId(),
                        HistoryText.of(facts),
                        HistoryText.of(personal),
                        by.importedAt(),
                        by.id());
            }
        }
    }

    private void write(LedgerEntry entry, HotlineRow known, HotlineImport by) {
        HotlineRow row = rows.save(new HotlineRow(
                known == null ? null : known.id(),
                entry.workOrder(),
                entry.enterpriseName(),
                entry.title(),
                entry.category(),
                entry.area(),
                entry.handlingUnit(),
                entry.receivedAt(),
                entry.finishedAt(),
                entry.result(),
                entry.status(),
                entry.satisfaction(),
                entry.contentHash(),
                by.id(),
                by.importedAt(),
                by.importedBy()));
        if (known == null) {
            contents.insert(row.id(), entry.content(), entry.contactName(), entry.contactPhone());
        } else {
            contents.update(row.id(), entry.content(), entry.contactName(), entry.contactPhone());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
