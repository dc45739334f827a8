package suban.revision;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import suban.Conflict;

/** Asks for the approval of what a newer jar has brought, at its start, and again when the way is free. */
@Component
class JarRevision {

    private static final Logger LOG = LoggerFactory.getLogger(JarRevision.class);

    private final RevisionService revisions;

    JarRevision(RevisionService revisions) {
        this.revisions = revisions;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void propose() {
        try {
            if (revisions.proposeJar()) {
                LOG.warn("The rules of this version wait for approval. 安装包带来的规则修订已提交新区营商办负责人批准，批准前现行规则不变。");
            }
        } catch (Conflict e) { // another node tries one, or a revision is open: it is asked for again
            LOG.info("The rules of this version are not put before the head of the office yet: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The rules of this version could not be put before the head of the office", e);
        }
    }
}
