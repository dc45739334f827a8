package suban.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.Complaints;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.Masking;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.organisation.Organisation;
import suban.organisation.Unit;

/**
 * The outbox's rows on their way out, each step in a short transaction of its own. What one node has claimed no other touches; the
 * claim is made before anything is handed over, and what breaks off between the two is never sent again by itself: at most once.
 * A complaint's row is locked before its notices', as every act in a case does.
 */
@Service
@Transactional
public class NoticeQueue {

    private static final int MOST_TOGETHER = 50;
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SET_ASIDE = Duration.ofMinutes(5);
    private static final String WENT_WRONG = "处理出错，稍后再试";
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** They say nothing of the case but its number, and the officer waits for them (Article 3). */
    private static final Set<String> ABOUT_A_SEAL = Set.of("sealed", "sealedReminder");

    private static final String BROKEN =
            """
            state = 'SENDING' and sending_until < :now
            and (recipient = 'ENTERPRISE' and complaint_id = :complaint or recipient <> 'ENTERPRISE' and :complaint = 0)""";

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Organisation organisation;
    private final CalendarService calendar;
    private final MailGate mail;
    private final SmsGate sms;
    private final Envelope envelope;
    private final Overtaken overtaken;
    private final SendingHold hold;
    private final PhoneNoticeService phone;
    private final NoticeSettings settings;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what sending touches
    NoticeQueue(
            JdbcClient jdbc,
            Complaints complaints,
            Ledger ledger,
            Timeline timeline,
            Organisation organisation,
            CalendarService calendar,
            MailGate mail,
            SmsGate sms,
            Envelope envelope,
            Overtaken overtaken,
            SendingHold hold,
            PhoneNoticeService phone,
            NoticeSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.ledger = ledger;
        this.timeline = timeline;
        this.organisation = organisation;
        this.calendar = calendar;
        this.mail = mail;
        this.sms = sms;
        this.envelope = envelope;
        this.overtaken = overtaken;
        this.hold = hold;
        this.phone = phone;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What came of looking for work.
     *
     * @param found whether there was any, so that looking again makes sense
     * @param message what is to be handed over; null where nothing is
     */
    record Claim(boolean found, Message message) {

        private static final Claim NOTHING = new Claim(false, null);
        private static final Claim SETTLED = new Claim(true, null);
    }

    /** Work that fails, and with which notice: the caller puts that one aside. */
    static final class Stuck extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long notice;

        private Stuck(long notice, RuntimeException cause) {
            super(cause);
            this.notice = notice;
        }

        /** Id of the notice that came next. */
        long notice() {
            return notice;
        }
    }

    private record Candidate(Long id, Long complaintId, String recipient, boolean alone, String messageId) {}

    /** Units without an address of their own read their notices in Suban: these have arrived. */
    void fileWhatUnitsReadHere() {
        Set<String> addressed = organisation.units().stream()
                .filter(unit -> addressOf(unit, Set.of()).isPresent())
                .map(Unit::id)
                .collect(Collectors.toCollection(TreeSet::new));
        addressed.add(Outbox.ENTERPRISE);
        jdbc.sql(
                        """
                        update notice set state = 'DELIVERED', delivered_by = 'IN_APP', sent_at = :now
                        where state = 'WAITING' and recipient not in (:addressed) and failed_channels is null""")
                .param("now", Rows.at(clock.instant()))
                .param("addressed", addressed)
                .update();
    }

    /**
     * Takes the next notices that are due and belong together, and settles those that are not to be sent.
     *
     * @param down what cannot hand anything over at this moment
     * @throws Stuck where it cannot be worked with
     */
    Claim next(Set<SentBy> down) {
        Instant now = clock.instant();
        boolean open = isOpen(now);
        if (!open && !settings.urgentAtAnyHour()) {
            return Claim.NOTHING;
        }
        String which = "state = 'WAITING' and next_at <= :now"
                + (open ? "" : " and urgent = true and recipient <> 'ENTERPRISE'");
        Optional<Candidate> candidate = jdbc.sql(
                        "select id, complaint_id, recipient, last_error, message_id from notice where " + which
                                + " order by next_at, id limit 1")
                .param("now", Rows.at(now))
                .query((row, index) -> new Candidate(
                        row.getLong("id"),
                        row.getLong("complaint_id") == 0 ? null : row.getLong("complaint_id"),
                        row.getString("recipient"),
                        WENT_WRONG.equals(row.getString("last_error")),
                        row.getString("message_id")))
                .optional();
        if (candidate.isEmpty()) {
            return Claim.NOTHING;
        }
        try {
            return work(candidate.get(), which, down, now);
        } catch (RuntimeException e) {
            throw new Stuck(candidate.get().id(), e);
        }
    }

    private Claim work(Candidate first, String due, Set<SentBy> down, Instant now) {
        if (first.messageId() != null && !first.alone()) {
            return again(first, down, now);
        }
        // what was in a group that could not be worked with goes by itself, or the bad one would keep the others for
        // ever
        String which = first.alone()
                ? due + " and id = :id"
                : due + " and message_id is null and coalesce(last_error, '') <> '" + WENT_WRONG + "'";
        if (Outbox.ENTERPRISE.equals(first.recipient())) {
            Complaint complaint = complaints.lock(first.complaintId());
            List<Waiting> rows =
                    lock(which + " and recipient = 'ENTERPRISE' and complaint_id = :complaint", now, first);
            return rows.isEmpty() ? Claim.SETTLED : toEnterprise(complaint, rows, down, now);
        }
        if (lock(which + " and id = :id", now, first).isEmpty()) {
            return Claim.NOTHING; // another node is at it: whoever has the first has them all, and no digest is torn
        }
        return toUnit(first.recipient(), lock(which + " and recipient = :recipient", now, first), down, now);
    }

    /**
     * Hands a text message over again that may have been taken: the same notices under the same id, so that the gateway knows it. What
     * has come up meanwhile goes by itself, and what is outdated meanwhile goes along; only where all of it is, nothing goes.
     */
    private Claim again(Candidate first, Set<SentBy> down, Instant now) {
        Complaint complaint = Outbox.ENTERPRISE.equals(first.recipient()) ? complaints.lock(first.complaintId()) : null;
        List<Waiting> rows = jdbc.sql("select " + Waiting.COLUMNS
                        + " from notice where state = 'WAITING' and message_id = :message order by id for update")
                .param("message", first.messageId())
                .query(Waiting::of)
                .list();
        if (rows.isEmpty()) {
            return Claim.SETTLED; // another node was faster
        }
        Map<Long, Complaint> cases = new HashMap<>();
        rows.stream()
                .map(Waiting::complaintId)
                .filter(Objects::nonNull)
                .forEach(id -> cases.computeIfAbsent(
                        id,
                        key -> complaint != null
                                ? complaint
                                : complaints.findById(key).orElseThrow()));
        if (rows.stream()
                .anyMatch(row -> row.complaintId() != null
                        && !ABOUT_A_SEAL.contains(row.template())
                        && hold.holds(cases.get(row.complaintId()).number()))) {
            rows.forEach(row -> postpone(row, now.plus(LONGEST_WAIT), row.lastError()));
            return Claim.SETTLED;
        }
        String mobile = complaint != null
                ? ledger.content(complaint).contactPhone()
                : organisation.find(first.recipient()).map(Unit::mobile).orElse(null);
        boolean pointless = rows.stream()
                .allMatch(row -> row.complaintId() != null
                        && overtaken.why(row, cases.get(row.complaintId()), now).isPresent());
        if (pointless
                || !sms.isOpen()
                || !SmsGate.isMobile(mobile)
                || rows.stream().anyMatch(row -> Texts.PURGED.equals(row.body()))) {
            rows.forEach(row -> jdbc.sql("update notice set message_id = null where id = :id")
                    .param("id", row.id())
                    .update());
            return Claim.SETTLED; // each is looked at as if it were new
        }
        if (down.contains(SentBy.SMS)) {
            rows.forEach(row -> postponeUntried(row, SentBy.SMS, now));
            return Claim.SETTLED;
        }
        List<Envelope.Words> words = rows.stream()
                .map(row -> complaint != null
                        ? new Envelope.Words(row.subject(), row.body())
                        : forUnit(row, cases.get(row.complaintId())))
                .toList();
        return claim(
                rows,
                SentBy.SMS,
                mobile,
                words.get(0).subject(),
                complaint != null ? envelope.shortToEnterprise(words) : envelope.shortToUnit(words),
                complaint == null ? null : complaint.id(),
                first.messageId(),
                now);
    }

    /** Puts off, for a few minutes, a notice that cannot be worked with: the others must not wait for it. */
    void setAside(long notice) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        update notice set next_at = :next, first_try_at = coalesce(first_try_at, :now), last_error = :error
                        where id = :id and state = 'WAITING'""")
                .param("next", Rows.at(now.plus(SET_ASIDE)))
                .param("now", Rows.at(now))
                .param("error", WENT_WRONG)
                .param("id", notice)
                .update();
    }

    private List<Waiting> lock(String which, Instant now, Candidate candidate) {
        return jdbc.sql("select " + Waiting.COLUMNS + " from notice where " + which + " order by id limit "
                        + MOST_TOGETHER + " for update skip locked")
                .param("now", Rows.at(now))
                .param("id", candidate.id())
                .param("complaint", candidate.complaintId())
                .param("recipient", candidate.recipient())
                .query(Waiting::of)
                .list();
    }

    /** Whether notices leave at this moment: in office hours of working days. */
    private boolean isOpen(Instant now) {
        var local = now.atZone(CalendarService.ZONE);
        return calendar.isWorkingDay(local.toLocalDate()) && settings.leavesAt(local.toLocalTime());
    }

    // ---- to the enterprise

    private Claim toEnterprise(Complaint complaint, List<Waiting> rows, Set<SentBy> down, Instant now) {
        if (hold.holds(complaint.number())) {
            rows.forEach(row -> postpone(row, now.plus(LONGEST_WAIT), row.lastError()));
            return Claim.SETTLED;
        }
        List<Waiting> due = new ArrayList<>();
        for (Waiting row : rows) {
            overtaken
                    .why(row, complaint, now)
                    .ifPresentOrElse(
                            why -> overtaken
                                    .toldByCall(row, complaint)
                                    .ifPresentOrElse(at -> phone.toldBy(complaint, row, at), () -> drop(row, why)),
                            () -> due.add(row));
        }
        ComplaintContent content = ledger.content(complaint);
        List<Waiting> unreachable = new ArrayList<>();
        Map<SentBy, List<Waiting>> ways = new LinkedHashMap<>();
        for (Waiting row : due) {
            wayTo(row, content)
                    .ifPresentOrElse(
                            way -> ways.computeIfAbsent(way, key -> new ArrayList<>())
                                    .add(row),
                            () -> unreachable.add(row));
        }
        telephone(complaint, unreachable, content, now);
        if (ways.isEmpty()) {
            return Claim.SETTLED;
        }
        SentBy way = ways.keySet().iterator().next();
        List<Waiting> together = ways.get(way);
        if (way == SentBy.DEMO) {
            together.forEach(row -> arrived(row.id(), SentBy.DEMO, now));
            return Claim.SETTLED;
        }
        List<Envelope.Words> words = together.stream()
                .map(row -> new Envelope.Words(row.subject(), row.body()))
                .toList();
        if (way == SentBy.SMS && !sms.takes(envelope.shortToEnterprise(words)) && together.size() > 1) {
            // each by itself
            together = together.subList(0, 1);
            words = words.subList(0, 1);
        }
        if (down.contains(way)) {
            together.forEach(row -> postponeUntried(row, way, now));
            return Claim.SETTLED;
        }
        Envelope.Words letter =
                envelope.toEnterprise(complaint.number(), words, organisation.nameOf(complaint.coordinatingUnit()));
        return claim(
                together,
                way,
                way == SentBy.MAIL ? content.contactEmail() : content.contactPhone(),
                letter.subject(),
                way == SentBy.MAIL ? letter.body() : envelope.shortToEnterprise(words),
                complaint.id(),
                null,
                now);
    }

    private Optional<SentBy> wayTo(Waiting row, ComplaintContent content) {
        boolean mailable = MailGate.isAddress(content.contactEmail());
        boolean mobile = SmsGate.isMobile(content.contactPhone());
        if (settings.demo()) {
            return mailable || mobile ? Optional.of(SentBy.DEMO) : Optional.empty();
        }
        if (mail.isOpen() && mailable && !row.failed().contains(SentBy.MAIL)) {
            return Optional.of(SentBy.MAIL);
        }
        return sms.isOpen()
                        && mobile
                        && !row.failed().contains(SentBy.SMS)
                        && sms.takes(envelope.shortToEnterprise(List.of(new Envelope.Words(row.subject(), row.body()))))
                ? Optional.of(SentBy.SMS)
                : Optional.empty();
    }

    /** Nothing reaches the enterprise: a logged call has told it, will tell it anyway, or somebody is asked to call. */
    private void telephone(Complaint complaint, List<Waiting> rows, ComplaintContent content, Instant now) {
        List<Waiting> toCall = new ArrayList<>();
        for (Waiting row : rows) {
            EnterpriseNotice kind = EnterpriseNotice.of(row.template());
            Optional<Instant> told = overtaken.toldByCall(row, complaint);
            Instant callAt = calendar.workingDaysAfter(row.createdAt(), settings.callAfterDays())
                    .due();
            if (told.isPresent()) {
                phone.toldBy(complaint, row, told.get());
            } else if (kind.call() == EnterpriseNotice.Call.NEVER) {
                drop(row, "由回访电话告知");
            } else if (kind.call() == EnterpriseNotice.Call.WHEN_UNSPOKEN && now.isBefore(callAt)) {
                postpone(row, callAt, why(row, content));
            } else {
                toCall.add(row);
                settle(row, NoticeState.CALLING, why(row, content));
            }
        }
        if (!toCall.isEmpty()) {
            phone.open(complaint);
        }
    }

    private String why(Waiting row, ComplaintContent content) {
        if (row.lastError() != null && !row.failed().isEmpty()) {
            return row.lastError();
        }
        boolean mailable = MailGate.isAddress(content.contactEmail());
        boolean mobile = SmsGate.isMobile(content.contactPhone());
        if (!mailable && !mobile) {
            return "企业未留可用的邮箱或手机号";
        }
        return mobile && sms.isOpen() ? "内容超过短信长度" : "邮件或短信网关未配置";
    }

    // ---- to a unit

    private Claim toUnit(String recipient, List<Waiting> rows, Set<SentBy> down, Instant now) {
        Optional<Unit> unit = organisation.find(recipient);
        Map<Long, Complaint> cases = new HashMap<>();
        List<Waiting> due = new ArrayList<>();
        for (int at = 0; at < rows.size(); at++) {
            Waiting row = rows.get(at);
            Complaint complaint = row.complaintId() == null
                    ? null
                    : cases.computeIfAbsent(
                            row.complaintId(), id -> complaints.findById(id).orElseThrow());
            boolean newer = Overtaken.onlyTheNewest(row.template())
                    && rows.subList(at + 1, rows.size()).stream().anyMatch(row::isAbout);
            Optional<String> why = newer
                    ? Optional.of("已有更新的提醒")
                    : complaint == null ? Optional.empty() : overtaken.why(row, complaint, now);
            if (why.isPresent()) {
                drop(row, why.get());
            } else if (complaint != null && !ABOUT_A_SEAL.contains(row.template()) && hold.holds(complaint.number())) {
                postpone(row, now.plus(LONGEST_WAIT), row.lastError());
            } else if (unit.flatMap(it -> addressOf(it, row.failed())).isEmpty()) {
                settle(row, row.failed().isEmpty() ? NoticeState.DELIVERED : NoticeState.FAILED, row.lastError());
            } else {
                due.add(row);
            }
        }
        if (due.isEmpty()) {
            return Claim.SETTLED;
        }
        Instant free = lastMessageTo(recipient)
                .map(last -> last.plus(settings.digestEvery()))
                .orElse(now);
        if (free.isAfter(now) && due.stream().noneMatch(Waiting::urgent)) {
            due.forEach(row -> postpone(row, free, row.lastError()));
            return Claim.SETTLED;
        }
        Address to = addressOf(unit.orElseThrow(), due.get(0).failed()).orElseThrow();
        List<Waiting> together = due.stream()
                .filter(row -> row.failed().equals(due.get(0).failed()))
                .toList();
        if (down.contains(to.by())) {
            together.forEach(row -> postponeUntried(row, to.by(), now));
            return Claim.SETTLED;
        }
        List<Envelope.Words> words = together.stream()
                .map(row -> forUnit(row, cases.get(row.complaintId())))
                .toList();
        Envelope.Words letter = envelope.toUnit(words);
        return claim(
                together,
                to.by(),
                to.text(),
                letter.subject(),
                to.by() == SentBy.MAIL ? letter.body() : envelope.shortToUnit(words),
                null,
                null,
                now);
    }

    private record Address(SentBy by, String text) {}

    private Optional<Address> addressOf(Unit unit, Set<SentBy> failed) {
        if (unit.email() != null && mail.isOpen() && !failed.contains(SentBy.MAIL)) {
            return Optional.of(new Address(SentBy.MAIL, unit.email()));
        }
        return unit.mobile() != null && sms.isOpen() && !failed.contains(SentBy.SMS)
                ? Optional.of(new Address(SentBy.SMS, unit.mobile()))
                : Optional.empty();
    }

    /** A mailbox is read by more people than the case is for: no contact data, and no name of whom asked for confidentiality. */
    private Envelope.Words forUnit(Waiting row, Complaint complaint) {
        if (complaint == null) {
            return new Envelope.Words(row.subject(), row.body());
        }
        ComplaintContent content = ledger.content(complaint);
        return new Envelope.Words(
                discreet(row.subject(), complaint, content), discreet(row.body(), complaint, content));
    }

    private static String discreet(String text, Complaint complaint, ComplaintContent content) {
        String discreet = complaint.confidential() ? Identity.without(text, complaint, content) : text;
        for (String contact : new String[] {content.contactPhone(), content.contactEmail(), content.contactName()}) {
            discreet = contact == null || contact.strip().length() < 2 ? discreet : discreet.replace(contact, "＊＊＊");
        }
        return Masking.inText(discreet);
    }

    private Optional<Instant> lastMessageTo(String recipient) {
        return jdbc.sql(
                        """
                        select sent_at from notice
                        where recipient = :recipient and delivered_by in ('MAIL', 'SMS') and sent_at is not null
                        order by sent_at desc limit 1""")
                .param("recipient", recipient)
                .query((row, index) -> Rows.instant(row, "sent_at"))
                .optional();
    }

    // ---- handing over

    /** @param again id under which these went before; null for what has not gone in this company */
    @SuppressWarnings("java:S107") // what a message is made of
    private Claim claim(
            List<Waiting> rows,
            SentBy by,
            String address,
            String subject,
            String text,
            Long complaintId,
            String again,
            Instant now) {
        String claim = UUID.randomUUID().toString();
        List<Long> ids = rows.stream().map(Waiting::id).toList();
        jdbc.sql(
                        """
                        update notice set state = 'SENDING', claim = :claim, sending_until = :until,
                          first_try_at = coalesce(first_try_at, :now), attempts = attempts + 1
                        where id in (:ids)""")
                .param("claim", claim)
                .param("until", Rows.at(now.plus(settings.lease())))
                .param("now", Rows.at(now))
                .param("ids", ids)
                .update();
        String id = again != null ? again : "notice-" + rows.get(0).id() + "-" + now.toEpochMilli();
        return new Claim(true, new Message(claim, ids, complaintId, by, address, subject, text, id));
    }

    /** Notes what came of it. A claim that was given up meanwhile stays given up, unless it turns out that it went out. */
    void mark(Message message, SendResult result) {
        Instant now = clock.instant();
        Complaint complaint = message.complaintId() == null ? null : complaints.lock(message.complaintId());
        List<Waiting> rows = jdbc.sql("select " + Waiting.COLUMNS
                        + " from notice where claim = :claim and state in (:states) order by id for update")
                .param("claim", message.claim())
                .param(
                        "states",
                        result.kind() == SendResult.Kind.ACCEPTED
                                ? List.of("SENDING", "CALLING", "FAILED")
                                : List.of("SENDING"))
                .query(Waiting::of)
                .list();
        switch (result.kind()) {
            case ACCEPTED -> {
                rows.forEach(row -> arrived(row.id(), message.by(), now));
                if (complaint != null) {
                    record(complaint, rows, message.by());
                }
            }
            case LATER, CHANNEL_DOWN ->
                rows.forEach(row -> {
                    if (row.firstTryAt() != null
                            && !now.isBefore(row.firstTryAt().plus(settings.giveUpAfter()))) {
                        tryAnotherWay(row, message.by(), result.reason(), now);
                    } else {
                        postpone(row, now.plus(wait(row.attempts())), result.reason());
                        if (message.by() == SentBy.SMS && result.kind() == SendResult.Kind.LATER) {
                            keepTogether(row, message.id());
                        }
                    }
                });
            case REFUSED -> rows.forEach(row -> tryAnotherWay(row, message.by(), result.reason(), now));
            case UNKNOWN -> doubtful(complaint, rows, result.reason());
        }
    }

    private void keepTogether(Waiting row, String message) {
        jdbc.sql("update notice set message_id = :message where id = :id")
                .param("message", message)
                .param("id", row.id())
                .update();
    }

    /** The Articles' notices enter the timeline, those that went together as one entry; without address. */
    private void record(Complaint complaint, List<Waiting> rows, SentBy by) {
        List<String> labels = rows.stream()
                .map(row -> EnterpriseNotice.of(row.template()))
                .filter(EnterpriseNotice::isRecorded)
                .map(EnterpriseNotice::label)
                .distinct()
                .toList();
        if (!labels.isEmpty()) {
            int attempt = rows.stream().mapToInt(Waiting::attempt).max().orElse(0);
            timeline.append(
                    complaint.id(),
                    Act.NOTICE_DELIVERED,
                    Actor.SYSTEM,
                    Map.of("attempt", attempt, "notices", labels, "sentBy", by.name()));
        }
    }

    private static Duration wait(int attempts) {
        Duration wait = SHORTEST_WAIT.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Complaints of which a node broke off in the middle of a message; 0 for what goes to units. */
    @Transactional(readOnly = true)
    List<Long> brokenOff() {
        return jdbc.sql(
                        """
                        select coalesce(case when recipient = 'ENTERPRISE' then complaint_id end, 0) as broken
                        from notice where state = 'SENDING' and sending_until < :now
                        group by coalesce(case when recipient = 'ENTERPRISE' then complaint_id end, 0)
                        order by min(sending_until), broken limit :most""")
                .param("most", MOST_TOGETHER)
                .param("now", Rows.at(clock.instant()))
                .query(Long.class)
                .list();
    }

    /**
     * Nobody knows whether what broke off went out: a person finds out.
     *
     * @param complaintId as {@link #brokenOff()} says
     */
    void giveUp(Long complaintId) {
        Complaint complaint = complaintId == 0 ? null : complaints.lock(complaintId);
        List<Waiting> still = jdbc.sql("select " + Waiting.COLUMNS + " from notice where " + BROKEN
                        + " order by id for update skip locked")
                .param("now", Rows.at(clock.instant()))
                .param("complaint", complaintId)
                .query(Waiting::of)
                .list();
        doubtful(complaint, still, "发送中断，是否送达不明");
    }

    /** The others must not wait for what cannot be given up now. */
    void putOffGivingUp(Long complaintId) {
        Instant now = clock.instant();
        jdbc.sql("update notice set sending_until = :until where " + BROKEN)
                .param("until", Rows.at(now.plus(SET_ASIDE)))
                .param("now", Rows.at(now))
                .param("complaint", complaintId)
                .update();
    }

    private void doubtful(Complaint complaint, List<Waiting> rows, String reason) {
        boolean call = false;
        for (Waiting row : rows) {
            boolean enterprise = row.isToEnterprise();
            settle(row, enterprise ? NoticeState.CALLING : NoticeState.FAILED, reason);
            call |= enterprise;
        }
        if (call) {
            phone.open(complaint);
        }
    }

    private void tryAnotherWay(Waiting row, SentBy failed, String reason, Instant now) {
        Set<SentBy> all = new TreeSet<>(row.failed());
        all.add(failed);
        jdbc.sql(
                        """
                        update notice set state = 'WAITING', failed_channels = :failed, last_error = :reason, attempts = 0,
                          first_try_at = null, next_at = :now, message_id = null where id = :id""")
                .param("failed", all.stream().map(SentBy::name).collect(Collectors.joining(",")))
                .param("reason", reason)
                .param("now", Rows.at(now))
                .param("id", row.id())
                .update();
    }

    private void postponeUntried(Waiting row, SentBy by, Instant now) {
        if (row.firstTryAt() != null && !now.isBefore(row.firstTryAt().plus(settings.giveUpAfter()))) {
            tryAnotherWay(row, by, by.label() + "通道长时间无法连接", now);
            return;
        }
        jdbc.sql(
                        """
                        update notice set next_at = :next, first_try_at = coalesce(first_try_at, :now) where id = :id""")
                .param("next", Rows.at(now.plus(SHORTEST_WAIT)))
                .param("now", Rows.at(now))
                .param("id", row.id())
                .update();
    }

    private void postpone(Waiting row, Instant next, String reason) {
        jdbc.sql("update notice set state = 'WAITING', next_at = :next, last_error = :reason where id = :id")
                .param("next", Rows.at(next))
                .param("reason", reason)
                .param("id", row.id())
                .update();
    }

    private void drop(Waiting row, String why) {
        settle(row, NoticeState.OUTDATED, why);
    }

    private void settle(Waiting row, NoticeState state, String reason) {
        if (state == NoticeState.DELIVERED) {
            arrived(row.id(), SentBy.IN_APP, clock.instant());
            return;
        }
        Fate.set(jdbc, row.id(), state, reason);
    }

    private void arrived(Long id, SentBy by, Instant at) {
        Fate.arrived(jdbc, List.of(id), by, at);
    }
}
