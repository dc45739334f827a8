package suban.notice;

import java.time.Clock;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.ledger.Complaint;

/** Puts messages into the outbox: in the transaction of the act, by a Chinese template, at most once per milestone. */
@Service
public class Outbox {

    /** Recipient code of the complaining enterprise. */
    public static final String ENTERPRISE = "ENTERPRISE";

    private final Notices notices;
    private final Clock clock;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Outbox(Notices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
        texts.setBasename("messages/notices");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
    }

    /**
     * Queues a notice; does nothing where this milestone of this attempt was already announced to this recipient.
     *
     * @param milestone key of the template in {@code messages/notices.properties}, without a date suffix
     * @param arguments the template's {2}, {3} …; {0} is the number and {1} the title
     * @return whether it is new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Complaint complaint, int attempt, String milestone, String recipient, String... arguments) {
        return addOnce(complaint, attempt, milestone, milestone, recipient, arguments);
    }

    /** As {@link #add}, for a milestone that may come again: {@code key} tells one time from another. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean addOnce(
            Complaint complaint, int attempt, String key, String template, String recipient, String... arguments) {
        if (recipient == null
                || notices.existsByComplaintIdAndAttemptAndMilestoneAndRecipient(
                        complaint.id(), attempt, key, recipient)) {
            return false;
        }
        if (ENTERPRISE.equals(recipient)) {
            EnterpriseNotice.of(template); // fails here rather than on its way
        }
        Object[] all = new Object[arguments.length + 2];
        all[0] = complaint.number();
        all[1] = complaint.title();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        notices.save(Notice.waiting(
                complaint.id(),
                attempt,
                key,
                recipient,
                texts.getMessage(template + ".subject", all, Locale.CHINA),
                texts.getMessage(template + ".body", all, Locale.CHINA),
                clock.instant(),
                null,
                template,
                complaint.comesFirst()));
        return true;
    }

    /**
     * Queues a notice about what is no complaint; does nothing where this recipient was told of this milestone of it before.
     *
     * @param reference its number; {0} in the template
     * @param key tells one time of the milestone from another
     * @param template key of the template in {@code messages/notices.properties}
     * @param arguments the template's {1}, {2} …
     * @return whether it is new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean tell(String reference, String key, String template, String recipient, String... arguments) {
        if (recipient == null || notices.existsByReferenceAndMilestoneAndRecipient(reference, key, recipient)) {
            return false;
        }
        Object[] all = new Object[arguments.length + 1];
        all[0] = reference;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        notices.save(Notice.waiting(
                null,
                0,
                key,
                recipient,
                texts.getMessage(template + ".subject", all, Locale.CHINA),
                texts.getMessage(template + ".body", all, Locale.CHINA),
                clock.instant(),
                reference,
                template,
                false));
        return true;
    }

    /** What a notice to a unit is called, without the case's words: 交办单, 即将到期 … */
    String label(String template) {
        String subject = template == null ? null : texts.getMessage(template + ".subject", null, null, Locale.CHINA);
        int end = subject == null ? -1 : subject.indexOf('：');
        String label = end < 0 ? "" : subject.substring(0, end);
        return label.isEmpty() || label.contains("{") ? "单位通知" : label;
    }
}
