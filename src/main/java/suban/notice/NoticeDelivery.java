package suban.notice;

import java.time.Clock;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Hands waiting notices over, outside every transaction: a server that is slow or down holds up nobody's work. Any number of nodes
 * may do this at once.
 */
@Component
public class NoticeDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDelivery.class);

    /** One round ends here; the next one goes on. */
    private static final int MOST_STEPS = 2_000;

    /** While the database is away each of them waits as long as the connection pool does. */
    private static final int TRIES_TO_MARK = 5;

    private final NoticeQueue queue;
    private final PhoneNoticeService phone;
    private final MailGate mail;
    private final SmsGate sms;
    private final Clock clock;
    private volatile boolean ending;

    NoticeDelivery(NoticeQueue queue, PhoneNoticeService phone, MailGate mail, SmsGate sms, Clock clock) {
        this.queue = queue;
        this.phone = phone;
        this.mail = mail;
        this.sms = sms;
        this.clock = clock;
    }

    /** A node that is told to end hands over what it has in hand, and nothing more. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        ending = true;
    }

    /**
     * One round: delivers what is due now.
     *
     * @return how many messages a server or gateway took
     */
    public int run() {
        guarded("Units' notices are not filed", queue::fileWhatUnitsReadHere, () -> {});
        for (Long id : queue.brokenOff()) {
            guarded("A broken-off notice is not given up", () -> queue.giveUp(id), () -> queue.putOffGivingUp(id));
        }
        for (Long id : phone.toLookAt()) {
            guarded("A round of calls is not looked at", () -> phone.look(id), () -> phone.putOff(id));
        }
        Set<SentBy> down = EnumSet.noneOf(SentBy.class);
        int taken = 0;
        for (int step = 0; step < MOST_STEPS && !ending; step++) {
            NoticeQueue.Claim claim = next(down);
            if (!claim.found()) {
                break;
            }
            if (claim.message() != null) {
                SendResult result = send(claim.message());
                mark(claim.message(), result);
                if (result.kind() == SendResult.Kind.CHANNEL_DOWN) {
                    down.add(claim.message().by());
                }
                taken += result.kind() == SendResult.Kind.ACCEPTED ? 1 : 0;
            }
        }
        return taken;
    }

    /** What fails in one case fails there alone; it comes last the next time. */
    private static void guarded(String failure, Runnable work, Runnable otherwise) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("{}; the others go on", failure, e);
            otherwise.run();
        }
    }

    private NoticeQueue.Claim next(Set<SentBy> down) {
        try {
            return queue.next(down);
        } catch (NoticeQueue.Stuck e) {
            LOG.error("Notice {} cannot be worked with and is put off", e.notice(), e.getCause());
            queue.setAside(e.notice());
            return new NoticeQueue.Claim(true, null);
        }
    }

    private SendResult send(Message message) {
        try {
            return message.by() == SentBy.MAIL ? mail.send(message, Date.from(clock.instant())) : sms.send(message);
        } catch (RuntimeException e) {
            // nobody knows how far it came; its words may name addresses
            LOG.error("{} failed unexpectedly: {}", message, e.getClass().getName());
            return SendResult.unknown("发送出错，是否送达不明");
        }
    }

    /** A result that is lost makes a person call for nothing: worth a few tries. */
    private void mark(Message message, SendResult result) {
        for (int tries = 1; ; tries++) {
            try {
                queue.mark(message, result);
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("{}: result {} not noted, try {}", message, result.kind(), tries, e);
                if (tries == TRIES_TO_MARK) {
                    return; // counts as broken off once its time is over
                }
            }
        }
    }
}
