package suban.notice;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every few seconds what is to be delivered; the hours are the one Clock's, not the machine's. */
@Component
@EnableScheduling
@ConditionalOnProperty(name = "suban.notice.delivery", matchIfMissing = true)
class NoticeTick {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeTick.class);

    private final NoticeDelivery delivery;

    NoticeTick(NoticeDelivery delivery) {
        this.delivery = delivery;
    }

    @Scheduled(fixedDelayString = "${suban.notice.every:30s}", initialDelayString = "${suban.notice.every:30s}")
    void deliver() {
        try {
            delivery.run();
        } catch (RuntimeException e) {
            LOG.error("Notices not delivered; the next round tries again", e);
        }
    }
}
